// The contract: the fixed part, the operations stamped for each library, and what every operation has in common
// (security, headers, problem responses). The same function makes openapi.yaml and the document that is served.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { LibraryDefinition } from '../../definition/types.ts';
import { rulesSchema } from '../../credit/rules/rules-document.ts';
import { listOperations, type ContractDocument, type OperationObject, type ResponseObject, type Schema } from './document.ts';
import { problemResponses, problemsOf } from './problem-responses.ts';
import { stampResource } from './resource-operations.ts';

const fixedParts = [
  './fixed.yaml', './decisions.yaml', './stewardship.yaml', './credit-rules.yaml', './credit-checks.yaml', './credit-cases.yaml', './credit-flags.yaml',
  './session.yaml', './administration.yaml', './models.yaml',
].map((name) => readFileSync(new URL(name, import.meta.url), 'utf8'));

/** The whole document for these libraries. Two libraries with one resource, or an operationId twice, is a fault. */
export function buildContract(libraries: readonly LibraryDefinition[]): ContractDocument {
  const [document, ...others] = fixedParts.map((text) => parse(text, { merge: true }) as ContractDocument) as [ContractDocument, ...ContractDocument[]];
  for (const { paths, components } of others) {
    Object.assign(document.paths, paths);
    Object.assign(document.components.parameters, components.parameters);
    Object.assign(document.components.schemas, components.schemas);
  }
  // A copy: its parts are shared, and the file would point from one to the other.
  document.components.schemas['CreditRulesDocument'] = JSON.parse(JSON.stringify(rulesSchema)) as Schema;
  for (const library of libraries) addLibrary(document, library);
  const seen = new Set<string>();
  for (const { operation } of listOperations(document)) {
    if (seen.has(operation.operationId)) throw new Error(`contract: operation ${operation.operationId} twice`);
    seen.add(operation.operationId);
    completeOperation(operation);
  }
  addScopes(document);
  document.components.responses = problemResponses();
  return document;
}

function addLibrary(document: ContractDocument, library: LibraryDefinition): void {
  const { operations, schemas } = stampResource(library);
  for (const { path, method, operation } of operations) {
    const item = (document.paths[path] ??= {});
    if (item[method]) throw new Error(`contract: ${method} ${path} twice; library ${library.code} needs a resource of its own`);
    item[method] = operation;
  }
  Object.assign(document.components.schemas, schemas);
}

const parameter = (name: string): { $ref: string } => ({ $ref: `#/components/parameters/${name}` });
const header = (name: string): { $ref: string } => ({ $ref: `#/components/headers/${name}` });

function completeOperation(operation: OperationObject): void {
  const scope = operation['x-scope'];
  operation.tags ??= ['hub'];
  operation.security = operation['x-session'] ? [{ session: [] }] : scope === null ? [] : [{ oauth2: [scope] }, { session: [] }];
  operation.parameters = [
    ...(operation['x-purpose'] ? ['Purpose', 'MatterCode', 'OperatorId'].map(parameter) : []),
    ...(operation.parameters ?? []),
    ...(operation['x-idempotent'] ? [parameter('IdempotencyKey')] : []),
    parameter('AcceptLanguage'),
  ];
  for (const response of Object.values(operation.responses)) addHeaders(operation, response as ResponseObject);
  for (const { status, name } of problemsOf(operation)) operation.responses[status] ??= { $ref: `#/components/responses/${name}` };
}

function addHeaders(operation: OperationObject, response: ResponseObject): void {
  response.headers = {
    'X-Request-Id': header('RequestId'),
    ...(operation['x-audit'] === null ? {} : { 'X-Audit-Event-Id': header('AuditEventId') }),
    ...(operation['x-scope'] === null
      ? {}
      : {
          'RateLimit-Limit': header('RateLimitLimit'),
          'RateLimit-Remaining': header('RateLimitRemaining'),
          'RateLimit-Reset': header('RateLimitReset'),
        }),
    ...response.headers,
  };
}

function addScopes(document: ContractDocument): void {
  const { scopes } = document.components.securitySchemes.oauth2.flows.clientCredentials;
  for (const { operation } of listOperations(document)) {
    const scope = operation['x-scope'];
    if (scope !== null) scopes[scope] = scope in scopes ? `${scopes[scope]}, ${operation.operationId}` : operation.operationId;
  }
}
