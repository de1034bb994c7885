// Every step of every request, in one place: authenticate, limit the rate, check against the contract, authorise, handle, audit, answer.
// No answer about a subject leaves before its audit event is durable; refusals are audited too. Handlers see neither req nor res.
import { AuditedRefusal } from '../identity/audited-refusal.ts';
import { HubError } from '../kernel/errors.ts';
import type { AuditEvent } from '../sharing/audit.ts';
import type { Grant } from '../sharing/grant.ts';
import type { CompiledOperation } from './contract/compile-contract.ts';
import type { ApiDeps, Call, Caller, ClientCall, ClientHandler, Input, Matter, OpenHandler, Outcome, SubjectCall, SubjectHandler } from './deps.ts';
import { HashedUpload } from './hashed-upload.ts';
import type { AnswerMessage, RequestMessage } from './http-message.ts';
import { answerOnce } from './idempotency.ts';
import type { LibraryService } from './library-service.ts';
import { codeOf, languageOf, problemBody, statusOf } from './problem.ts';
import type { ClientRateLimit } from './rate-limit.ts';
import { readInput } from './read-input.ts';

/** An operation with all that it takes to run it. */
export interface RunnableOperation extends CompiledOperation {
  /** About subjects of this library; null for the others. */
  readonly service: LibraryService | null;
  readonly handler:
    | { readonly kind: 'subject'; readonly handle: SubjectHandler }
    | { readonly kind: 'client'; readonly handle: ClientHandler }
    | { readonly kind: 'open'; readonly handle: OpenHandler };
}

export interface RunnerDeps extends ApiDeps {
  readonly services: ReadonlyMap<string, LibraryService>;
  readonly rateLimit: ClientRateLimit;
  /** Of the codes in X-Purpose, X-Matter-Code and X-Operator-Id. */
  readonly codePattern: RegExp;
}

/**
 * What becomes known while a request runs; the audit event of a refusal says what was known by then. The id of the request is also
 * that of its audit event.
 */
interface Trace extends Call {
  readonly headers: Record<string, string>;
  readonly services: ReadonlyMap<string, LibraryService>;
  readonly service: LibraryService | null;
  caller: Caller | null;
  matter: Matter | null;
  grant: Grant | null;
}

/** Runs one request to its answer. Never rejects: refusals and faults are answers too. */
export async function runOperation(deps: RunnerDeps, operation: RunnableOperation, request: RequestMessage): Promise<AnswerMessage> {
  const startedAt = performance.now();
  const trace = startTrace(deps, operation, request);
  const answer = await answerRequest(deps, operation, request, trace).catch((error: unknown) => refuse(deps, operation, trace, error));
  deps.metrics.observe(operation.operation.operationId, answer.status, (performance.now() - startedAt) / 1000);
  return answer;
}

function startTrace(deps: RunnerDeps, { service }: RunnableOperation, { headers, remoteAddress }: RequestMessage): Trace {
  const requestId = deps.newId();
  return {
    requestId,
    language: languageOf(headers['accept-language']),
    remoteAddress,
    authorization: headers.authorization,
    browser: headers,
    accept: headers.accept,
    headers: { 'X-Request-Id': requestId },
    services: deps.services,
    service,
    caller: null,
    matter: null,
    grant: null,
  };
}

async function answerRequest(deps: RunnerDeps, operation: RunnableOperation, request: RequestMessage, trace: Trace): Promise<AnswerMessage> {
  const facts = operation.operation;
  if (facts['x-scope'] !== null) {
    trace.caller = deps.authenticator.cached(trace.authorization) ?? (await identify(deps, operation, trace));
    if (!deps.rateLimit.take(trace.caller, trace.headers)) {
      throw new HubError('RATE_LIMITED', 'the client is over its rate', { perMinute: trace.caller.ratePerMinute });
    }
    if (!trace.caller.scopes.includes(facts['x-scope'])) {
      throw new HubError('SCOPE_MISSING', 'the token lacks the scope', { scope: facts['x-scope'] });
    }
  }
  if (facts['x-purpose']) trace.matter = readMatter(deps.codePattern, request.headers, trace.caller?.operatorId);
  const input = await readInput(operation, request);
  if (operation.service) trace.grant = authorise(deps, operation, operation.service, trace);
  const outcome = await handleOnce(deps, operation, trace, input);
  await writeAudit(deps, operation, trace, { outcome: outcome.refusal ?? 'answered', status: outcome.status ?? 200, told: outcome });
  return toAnswer(trace, outcome);
}

/** By the token; by the session only where there is none. A session that changes anything does so from a page of our own. */
async function identify(deps: RunnerDeps, { method }: RunnableOperation, trace: Trace): Promise<Caller> {
  const { authorization, browser } = trace;
  if (authorization !== undefined || browser.cookie === undefined || !deps.sessions.isNamed(browser.cookie)) {
    return deps.authenticator.authenticate(authorization);
  }
  trace.caller = await deps.sessions.authenticate(browser);
  if (method !== 'get') deps.sessions.requireOwnPage(browser);
  return trace.caller;
}

/** Built like an ID number: region, birth date, sequence, check. */
const PERSON_NUMBER = /^[1-8]\d{5}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/;

/** Every header that is missing or no code is named at once. A person who is signed in is the operator, whatever is stated. */
function readMatter(pattern: RegExp, headers: RequestMessage['headers'], operatorId: string | undefined): Matter {
  if (operatorId !== undefined) {
    const stated = headers['x-operator-id'];
    if (stated !== undefined && stated !== operatorId) throw new HubError('OPERATOR_MISMATCH', 'another operator is stated than is signed in');
    requireCodes(['x-purpose', 'x-matter-code'], pattern, headers);
    return { purpose: codeIn(headers, 'x-purpose'), matterCode: codeIn(headers, 'x-matter-code'), operatorId };
  }
  requireCodes(['x-purpose', 'x-matter-code', 'x-operator-id'], pattern, headers);
  return { purpose: codeIn(headers, 'x-purpose'), matterCode: codeIn(headers, 'x-matter-code'), operatorId: codeIn(headers, 'x-operator-id') };
}

function requireCodes(names: readonly string[], pattern: RegExp, headers: RequestMessage['headers']): void {
  const faults = names.filter((name) => !pattern.test(codeIn(headers, name)))
    .map((name) => ({ at: name, rule: headers[name] === undefined ? 'header' : 'code' }));
  // The trail keeps who asked for as long as it is kept: by a code of the department's, never by the number of a person.
  if (PERSON_NUMBER.test(codeIn(headers, 'x-operator-id'))) faults.push({ at: 'x-operator-id', rule: 'personNumber' });
  if (faults.length > 0) throw new HubError('HEADER_INVALID', 'a required header is missing or not valid', { faults });
}

function codeIn(headers: RequestMessage['headers'], name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}

/** The default is no. */
function authorise(deps: RunnerDeps, operation: RunnableOperation, service: LibraryService, { caller, matter }: Trace): Grant {
  const need = operation.operation['x-grant'];
  const grant =
    caller === null || matter === null || need === undefined
      ? null
      : deps.access.grant(caller, { library: service.library.code, operation: need, purpose: matter.purpose });
  if (grant === null) throw new HubError('NOT_GRANTED', 'no agreement covers this', { library: service.library.code, operation: need });
  return grant;
}

async function handleOnce(deps: RunnerDeps, operation: RunnableOperation, trace: Trace, input: Input): Promise<Outcome> {
  const key = input.parameters['Idempotency-Key'];
  if (typeof key !== 'string' || trace.caller === null) return handle(deps, operation, trace, input);
  const { operationId } = operation.operation;
  const upload = input.stream && new HashedUpload(input.stream);
  const keyed = { clientId: trace.caller.clientId, key, operationId, content: [input.parameters, input.body ?? null], upload };
  let made: Outcome | undefined;
  const { answer, isReplay } = await answerOnce(deps.pool, keyed, async () => {
    made = await handle(deps, operation, trace, upload ? { ...input, stream: upload.stream } : input);
    return { status: made.status ?? 200, headers: made.headers ?? {}, body: made.body };
  });
  return { ...made, ...(answer as Outcome), ...(isReplay ? { details: { isReplay } } : {}) };
}

/** A handler sees of the trace what its kind of call has. */
function handle(deps: RunnerDeps, { handler, operation }: RunnableOperation, trace: Trace, input: Input): Promise<Outcome> {
  if (handler.kind === 'open') return handler.handle(deps, trace, input);
  if (trace.caller === null) throw new Error(`operation ${operation.operationId} reached its handler without a caller`);
  if (handler.kind === 'client') return handler.handle(deps, trace as ClientCall, input);
  if (trace.grant === null || trace.service === null) throw new Error(`operation ${operation.operationId} reached its handler without a grant`);
  return handler.handle(deps, trace as SubjectCall, input);
}

interface AuditFacts {
  readonly outcome: string;
  readonly status: number;
  readonly told?: Outcome;
  readonly details?: Readonly<Record<string, unknown>>;
}

async function writeAudit(deps: RunnerDeps, operation: RunnableOperation, trace: Trace, facts: AuditFacts): Promise<void> {
  if (operation.operation['x-audit'] === null) return;
  await deps.audit.write(auditEvent(deps, operation, trace, facts), facts.told?.beside);
  trace.headers['X-Audit-Event-Id'] = trace.requestId;
}

const nobody = { clientId: undefined, agencyCode: undefined };
const noMatter = { purpose: undefined, matterCode: undefined, operatorId: undefined };
const nothingTold: Outcome = {};

function auditEvent(deps: RunnerDeps, operation: RunnableOperation, trace: Trace, facts: AuditFacts): AuditEvent {
  const { purpose, matterCode, operatorId: stated } = trace.matter ?? noMatter;
  const told = facts.told ?? nothingTold;
  const { clientId, agencyCode } = trace.caller ?? (told.clientId === undefined ? nobody : told);
  const { goldenIds = [], subjectCount, attributes } = told;
  return {
    eventId: trace.requestId,
    at: deps.clock.now(),
    operationId: operation.operation.operationId,
    clientId,
    agencyCode,
    agreementId: trace.grant?.agreementId,
    operatorId: stated ?? trace.caller?.operatorId ?? told.operatorId,
    purpose,
    matterCode,
    library: told.library === undefined ? operation.service?.library.code : told.library,
    outcome: facts.outcome,
    status: facts.status,
    goldenId: goldenIds.length === 1 ? goldenIds[0] : undefined,
    goldenIds: goldenIds.length > 1 ? goldenIds : undefined,
    subjectCount,
    attributes,
    requestId: trace.requestId,
    details: told.details ?? facts.details,
  };
}

function toAnswer({ headers }: Trace, { status = 200, headers: own, body, stream }: Outcome): AnswerMessage {
  if (own) Object.assign(headers, own);
  if (stream) headers['Content-Type'] = stream.contentType;
  else if (body !== undefined) headers['Content-Type'] = 'application/json';
  return { status, headers, body: stream ? stream.body : body === undefined ? null : JSON.stringify(body) };
}

/**
 * A refusal of a known client, or of somebody who tries to sign in, is an audit event; others are counted by the minute. A refusal that
 * cannot be audited says so instead.
 */
async function refuse(deps: RunnerDeps, operation: RunnableOperation, trace: Trace, error: unknown): Promise<AnswerMessage> {
  const { operationId } = operation.operation;
  let cause = error;
  try {
    const told = error instanceof AuditedRefusal ? (error.by ?? nothingTold) : undefined;
    if (trace.caller || told) await writeAudit(deps, operation, trace, { outcome: codeOf(error), status: statusOf(codeOf(error)), told, details: detailsOf(error) });
    else deps.refusals.countRefusal(operationId, codeOf(error));
  } catch (failure) {
    cause = failure;
  }
  const code = codeOf(cause);
  if (code === 'FAULT') deps.log.error({ err: cause, requestId: trace.requestId, operationId }, 'an operation failed');
  const { requestId, language } = trace;
  const auditEventId = trace.headers['X-Audit-Event-Id'];
  const body = problemBody(code, language, { requestId, auditEventId, details: detailsOf(cause), ruleOf: deps.ruleOf });
  const headers: Record<string, string> = { ...trace.headers, 'Content-Type': 'application/problem+json', 'Content-Language': language };
  // A person's browser is not to ask by itself.
  if (body.status === 401 && operation.operation['x-session'] !== true) headers['WWW-Authenticate'] = challengeOf(code);
  const retryAfter = detailsOf(cause)?.['retryAfterSeconds'];
  if (typeof retryAfter === 'number') headers['Retry-After'] = String(retryAfter);
  return { status: body.status, headers, body: JSON.stringify(body) };
}

/** RFC 6750 §3 for tokens, RFC 6749 §5.2 for the token endpoint. */
function challengeOf(code: string): string {
  if (code === 'TOKEN_CLIENT_REFUSED') return 'Basic realm="oauth"';
  return code === 'UNAUTHENTICATED' ? 'Bearer' : 'Bearer error="invalid_token"';
}

function detailsOf(error: unknown): Readonly<Record<string, unknown>> | undefined {
  return error instanceof HubError ? error.details : undefined;
}
