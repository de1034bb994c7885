// Refusals as problem+json (RFC 9457): the only place that knows which code is which HTTP status. Never a value of a subject:
// texts come from the table of codes, and `details` of a refusal hold none by the rule of HubError.
import Negotiator from 'negotiator';
import { oauthErrors } from '../identity/token.ts';
import { errorLabels, HubError, type ErrorCode, type ErrorLabel } from '../kernel/errors.ts';
import type { Label } from '../kernel/labels.ts';
import { faultText } from './fault-texts.ts';

export type Language = 'zh' | 'en';

/** Where a request leaves the contract: a JSON pointer or parameter name, the rule it breaks, and what the contract asks there. */
export interface ContractFault {
  readonly at: string;
  readonly rule: string;
  readonly expected?: unknown;
}

export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly remedy: string;
  /** What OAuth clients look for (RFC 6749 §5.2). */
  readonly error?: string;
  readonly requestId: string;
  readonly auditEventId?: string;
  readonly faults?: readonly (ContractFault & { readonly message?: string })[];
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Codes that stand for something other than 422, the answer to what is understood and still refused. */
const statuses: Partial<Record<ErrorCode, number>> = {
  REQUEST_MALFORMED: 400,
  HEADER_INVALID: 400,
  PARAMETER_INVALID: 400,
  AUDIT_QUERY_INVALID: 400,
  TOKEN_REQUEST_INVALID: 400,
  TOKEN_GRANT_UNSUPPORTED: 400,
  TOKEN_SCOPE_REFUSED: 400,
  UNAUTHENTICATED: 401,
  TOKEN_EXPIRED: 401,
  CLIENT_DISABLED: 401,
  TOKEN_CLIENT_REFUSED: 401,
  SESSION_REFUSED: 401,
  SESSION_ENDED: 401,
  SESSION_INCOMPLETE: 401,
  SECOND_FACTOR_REFUSED: 401,
  OUTSIDE_SIGN_IN_REFUSED: 401,
  SCOPE_MISSING: 403,
  CSRF_REFUSED: 403,
  OPERATOR_MISMATCH: 403,
  ACCOUNT_OWN: 403,
  ACCOUNT_UNKNOWN: 404,
  ACCOUNT_EXISTS: 409,
  SESSION_STEP: 409,
  ACCOUNT_LOCKED: 423,
  NOT_GRANTED: 403,
  ATTRIBUTE_NOT_GRANTED: 403,
  DECISION_SECOND_PERSON: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  IDEMPOTENCY_MISMATCH: 409,
  IDENTIFIER_AMBIGUOUS: 409,
  IDEMPOTENCY_RUNNING: 409,
  LOAD_NOT_HELD: 409,
  MODEL_ACTIVE: 409,
  MODEL_BUSY: 409,
  MODEL_NONE: 409,
  MODEL_UNFIT: 409,
  MODEL_UNKNOWN: 404,
  REHEARSAL_MISSING: 409,
  REHEARSAL_OPEN: 409,
  REHEARSAL_STALE: 409,
  DECISION_CONTRADICTS: 409,
  DECISION_NOT_IN_FORCE: 409,
  DECISION_NOT_PROPOSED: 409,
  DECISION_STALE: 409,
  TASK_BOUND: 409,
  TASK_CHANGED: 409,
  TASK_CLAIMED: 409,
  TASK_CLOSED: 409,
  CHALLENGE_CLOSED: 409,
  CHALLENGE_EXISTS: 409,
  CHALLENGE_NOT_OVERDUE: 409,
  AUTHORISATION_EXISTS: 409,
  FILES_BUSY: 409,
  WEBHOOK_LIMIT: 409,
  CREDIT_CASE_EXISTS: 409,
  CREDIT_CASE_STEP: 409,
  CREDIT_ENTRY_ENDED: 409,
  CREDIT_NOT_REPAIRABLE: 409,
  CREDIT_REPAIR_EARLY: 409,
  CREDIT_RULES_CHANGED: 409,
  FEEDBACK_EXISTS: 409,
  FEEDBACK_SUPERSEDED: 409,
  FILE_CHECK_UNFINISHED: 409,
  BODY_TOO_LARGE: 413,
  MEDIA_TYPE: 415,
  TIMEPOINT_AHEAD: 416,
  TIMEPOINT_GONE: 416,
  STREAM_LIMIT: 429,
  RATE_LIMITED: 429,
  TOKEN_RATE_LIMITED: 429,
  ACCESS_STALE: 503,
  AUDIT_UNAVAILABLE: 503,
  LIBRARY_BUSY: 503,
  DECISIONS_UNAVAILABLE: 503,
  ISSUER_UNAVAILABLE: 503,
  OUTSIDE_SIGN_IN_UNAVAILABLE: 503,
};

const fault: ErrorLabel = {
  title: { zh: '系统故障', en: 'The hub failed' },
  remedy: { zh: '请稍后重试；仍有问题时请把请求编号告知运行人员。', en: 'Try again later; if it stays, give the request id to the operators.' },
};

/** The HTTP status of a code; FAULT is everything that is not a refusal. */
export function statusOf(code: ErrorCode | 'FAULT'): number {
  return code === 'FAULT' ? 500 : (statuses[code] ?? 422);
}

/** The code under which a failure is answered and counted. */
export function codeOf(error: unknown): ErrorCode | 'FAULT' {
  return error instanceof HubError ? error.code : 'FAULT';
}

/** The language of texts that the caller prefers (RFC 9110 §12.5.4: lists, ranges and weights); Chinese where it asks for neither. */
export function languageOf(acceptLanguage: string | undefined): Language {
  if (acceptLanguage === undefined) return 'zh';
  const preferred = new Negotiator({ headers: { 'accept-language': acceptLanguage } }).language(['zh', 'en']);
  return preferred === 'en' ? 'en' : 'zh';
}

/** Whether HTML is preferred to JSON; JSON where neither is named. */
export function prefersHtml(accept: string | undefined): boolean {
  return accept !== undefined && new Negotiator({ headers: { accept } }).mediaType(['application/json', 'text/html']) === 'text/html';
}

export interface ProblemContext {
  readonly requestId: string;
  readonly auditEventId?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  /** Labels of rules about values (a check digit), where the refusal names one. */
  readonly ruleOf?: (code: string) => { readonly label: Label } | undefined;
}

/** The body of a refusal or fault. A fault says nothing of its cause. */
export function problemBody(code: ErrorCode | 'FAULT', language: Language, context: ProblemContext): ProblemBody {
  const label = code === 'FAULT' ? fault : errorLabels[code];
  const { faults, ...details } = (code === 'FAULT' ? {} : (context.details ?? {})) as { faults?: readonly (ContractFault | string)[] };
  return {
    type: `urn:jiku:problem:${code}`,
    title: label.title[language],
    status: statusOf(code),
    code,
    remedy: label.remedy[language],
    ...(code !== 'FAULT' && oauthErrors[code] !== undefined ? { error: oauthErrors[code] } : {}),
    requestId: context.requestId,
    ...(context.auditEventId === undefined ? {} : { auditEventId: context.auditEventId }),
    ...(faults === undefined ? {} : { faults: faults.map((one) => (typeof one === 'string' ? ofText(one) : withMessage(one, language, context.ruleOf))) }),
    ...(Object.keys(details).length === 0 ? {} : { details }),
  };
}

/** Refusals that the command line gives too tell a fault as `where: what`. */
function ofText(text: string): ContractFault & { message: string } {
  const [, at = '', message = text] = /^(.*?): (.*)$/s.exec(text) ?? [];
  return { at, rule: 'stated', message };
}

function withMessage(one: ContractFault, language: Language, ruleOf: ProblemContext['ruleOf']): ContractFault & { message?: string } {
  const label = faultText(one.rule, one.expected) ?? ruleOf?.(one.rule)?.label;
  return label === undefined ? one : { ...one, message: label[language] };
}
