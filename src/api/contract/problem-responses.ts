// The refusals that each operation can answer with, computed from its facts, each with an example.
import type { ErrorCode } from '../../kernel/errors.ts';
import { problemBody } from '../problem.ts';
import type { OperationObject, ResponseObject } from './document.ts';

interface ProblemResponse {
  readonly status: string;
  readonly name: string;
  readonly code: ErrorCode | 'FAULT';
  readonly when: (operation: OperationObject) => boolean;
}

const isSecured = (operation: OperationObject): boolean => operation['x-scope'] !== null;
const hasBody = (operation: OperationObject): boolean => operation.requestBody !== undefined;
const hasInput = (operation: OperationObject): boolean => hasBody(operation) || (operation.parameters ?? []).length > 1;
const namesOneThing = (operation: OperationObject): boolean =>
  isSecured(operation) && (operation.parameters ?? []).some((entry) => '$ref' in entry
    ? /\/(GoldenId|LoadId|LibraryCode|Library|SomeLibrary|DecisionId|ModelId)$/.test(entry.$ref)
    : entry.in === 'path');

const isOfSession = (operation: OperationObject): boolean => operation['x-session'] === true;
const takesStep = (operation: OperationObject): boolean => isOfSession(operation) && hasBody(operation);

const decides = (operation: OperationObject): boolean => operation['x-scope'] === 'decisions:write';

const responses: readonly ProblemResponse[] = [
  { status: '400', name: 'BadRequest', code: 'REQUEST_MALFORMED', when: hasInput },
  { status: '401', name: 'Unauthenticated', code: 'UNAUTHENTICATED', when: (operation) => isSecured(operation) || isOfSession(operation) || operation['x-body'] === 'form' },
  { status: '403', name: 'Forbidden', code: 'NOT_GRANTED', when: (operation) => isSecured(operation) || isOfSession(operation) },
  { status: '404', name: 'NotFound', code: 'NOT_FOUND', when: (operation) => namesOneThing(operation) || decides(operation) || operation['x-subject'] === true },
  { status: '409', name: 'Conflict', code: 'IDEMPOTENCY_MISMATCH', when: (operation) => operation['x-idempotent'] === true || operation['x-conflict'] === true || decides(operation) || takesStep(operation) },
  { status: '413', name: 'TooLarge', code: 'BODY_TOO_LARGE', when: hasBody },
  { status: '415', name: 'MediaType', code: 'MEDIA_TYPE', when: hasBody },
  { status: '416', name: 'TimepointUnknown', code: 'TIMEPOINT_GONE', when: (operation) => operation['x-timepoint'] === true },
  { status: '422', name: 'Unprocessable', code: 'BODY_INVALID', when: hasBody },
  { status: '423', name: 'Locked', code: 'ACCOUNT_LOCKED', when: takesStep },
  { status: '429', name: 'TooManyRequests', code: 'RATE_LIMITED', when: (operation) => isSecured(operation) || takesStep(operation) || operation['x-body'] === 'form' || operation['x-limited'] === true },
  { status: '500', name: 'Fault', code: 'FAULT', when: () => true },
  { status: '503', name: 'Unavailable', code: 'ACCESS_STALE', when: (operation) => isSecured(operation) || isOfSession(operation) },
];

/** Which problem responses the operation declares. */
export function problemsOf(operation: OperationObject): { status: string; name: string }[] {
  return responses.filter((response) => response.when(operation)).map(({ status, name }) => ({ status, name }));
}

/** components.responses: one for each status, with the problem of its most usual code as example. */
export function problemResponses(): Record<string, ResponseObject> {
  return Object.fromEntries(
    responses.map(({ name, status, code }) => {
      const example = { ...problemBody(code, 'zh', { requestId: '01900000-0000-7000-8000-00000000000c' }), status: Number(status) };
      const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, example } };
      return [name, { description: `${example.title}`, content }];
    }),
  );
}
