// Refusals as problem+json (RFC 9457): the only place that knows which code is which HTTP status. Never a value of a subject:
// texts come from the table of codes, and `details` of a refusal hold none by the rule of HubError.
import { oauthErrors } from '../identity/token.ts';
import { errorLabels, HubError, type ErrorCode, type ErrorLabel } from '../kernel/errors.ts';

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
  readonly faults?: readonly ContractFault[];
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
  SCOPE_MISSING: 403,
  NOT_GRANTED: 403,
  ATTRIBUTE_NOT_GRANTED: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  IDEMPOTENCY_MISMATCH: 409,
  IDEMPOTENCY_RUNNING: 409,
  LOAD_NOT_HELD: 409,
  MODEL_BUSY: 409,
  MODEL_NONE: 409,
  BODY_TOO_LARGE: 413,
  MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  TOKEN_RATE_LIMITED: 429,
  ACCESS_STALE: 503,
  AUDIT_UNAVAILABLE: 503,
  ISSUER_UNAVAILABLE: 503,
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

/** Chinese unless the caller prefers English. */
export function languageOf(acceptLanguage: string | undefined): Language {
  return acceptLanguage !== undefined && /^\s*en\b/i.test(acceptLanguage) ? 'en' : 'zh';
}

export interface ProblemContext {
  readonly requestId: string;
  readonly auditEventId?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The body of a refusal or fault. A fault says nothing of its cause. */
export function problemBody(code: ErrorCode | 'FAULT', language: Language, context: ProblemContext): ProblemBody {
  const label = code === 'FAULT' ? fault : errorLabels[code];
  const { faults, ...details } = (code === 'FAULT' ? {} : (context.details ?? {})) as { faults?: readonly ContractFault[] };
  return {
    type: `urn:jiku:problem:${code}`,
    title: label.title[language],
    status: statusOf(code),
    code,
    remedy: label.remedy[language],
    ...(code !== 'FAULT' && oauthErrors[code] !== undefined ? { error: oauthErrors[code] } : {}),
    requestId: context.requestId,
    ...(context.auditEventId === undefined ? {} : { auditEventId: context.auditEventId }),
    ...(faults === undefined ? {} : { faults }),
    ...(Object.keys(details).length === 0 ? {} : { details }),
  };
}
