// The shape of the contract document (OpenAPI 3.1), as far as this code reads it.

export type Schema = Readonly<Record<string, unknown>>;

export interface MediaObject {
  readonly schema: Schema;
  example?: unknown;
}

export interface ParameterObject {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
  readonly example?: unknown;
}

export interface ResponseObject {
  readonly description: string;
  headers?: Record<string, unknown>;
  readonly content?: Record<string, MediaObject>;
}

export interface Reference {
  readonly $ref: string;
}

/** What the runner needs to know of an operation beside its shapes; see the head of fixed.yaml. */
export interface OperationFacts {
  readonly 'x-scope': string | null;
  readonly 'x-audit': string | null;
  readonly 'x-grant'?: 'read' | 'verify' | 'search' | 'match' | 'credit' | 'flags';
  readonly 'x-library'?: string;
  readonly 'x-template'?: string;
  readonly 'x-purpose'?: boolean;
  readonly 'x-idempotent'?: boolean;
  /** May be refused for the state that things are in (409). */
  readonly 'x-conflict'?: boolean;
  /** Takes a timepoint, which may be too old (416). */
  readonly 'x-timepoint'?: boolean;
  /** Names a subject, who may be not found (404). */
  readonly 'x-subject'?: boolean;
  /** Open, and limited by address (429). */
  readonly 'x-limited'?: boolean;
  readonly 'x-body'?: 'stream' | 'form';
  readonly 'x-hot'?: boolean;
  /** Of signing in and out: by the session's cookie, or on the way to one. */
  readonly 'x-session'?: boolean;
  /** Others choose the query's parameters (RFC 6749 §4.1.2: those unknown are ignored). */
  readonly 'x-open-query'?: boolean;
  /** The most that a JSON body may have; a mebibyte where it is not said. */
  readonly 'x-body-bytes'?: number;
}

export interface OperationObject extends OperationFacts {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  tags?: string[];
  security?: Record<string, string[]>[];
  parameters?: (ParameterObject | Reference)[];
  readonly requestBody?: { readonly required: boolean; readonly content: Record<string, MediaObject> };
  responses: Record<string, ResponseObject | Reference>;
}

export interface ContractDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Record<string, Record<string, OperationObject>>;
  readonly components: {
    readonly securitySchemes: { readonly oauth2: { flows: { clientCredentials: { tokenUrl: string; scopes: Record<string, string> } } } };
    readonly headers: Record<string, unknown>;
    readonly parameters: Record<string, ParameterObject>;
    readonly schemas: Record<string, Schema>;
    responses?: Record<string, ResponseObject>;
  };
}

/** Every operation with where it stands. */
export function listOperations(document: ContractDocument): { path: string; method: string; operation: OperationObject }[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );
}

/** The thing itself, or what the reference names. */
export function resolveReference<T extends object>(document: ContractDocument, value: T | Reference): T {
  if (!('$ref' in value)) return value;
  let found: unknown = document;
  for (const step of (value as Reference).$ref.slice(2).split('/')) found = (found as Record<string, unknown>)[step];
  if (found === undefined) throw new Error(`contract: ${(value as Reference).$ref} leads nowhere`);
  return found as T;
}
