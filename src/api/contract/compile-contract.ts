// Compiles the contract once into what the runner asks of each operation. Whatever leaves the contract is refused with where and
// by which rule, never with the value.
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { HubError, type ErrorCode } from '../../kernel/errors.ts';
import type { ContractFault } from '../problem.ts';
import { listOperations, resolveReference, type ContractDocument, type OperationObject, type ParameterObject, type Schema } from './document.ts';

export interface CompiledOperation {
  readonly operation: OperationObject;
  readonly method: string;
  readonly path: string;
  readonly body: 'none' | 'json' | 'form' | 'stream';
  readonly mediaTypes: ReadonlySet<string>;
  /** Whether anything but the common headers may be stated outside the body. */
  readonly hasParameters: boolean;
  /** Checks and coerces, in place, path, query and header parameters by their names. Throws PARAMETER_INVALID. */
  readonly checkParameters: (given: Record<string, unknown>) => void;
  /** Throws BODY_INVALID, or TOKEN_REQUEST_INVALID for a form: OAuth clients read its `error`. */
  readonly checkBody: (body: unknown) => void;
}

/** Headers that the runner reads itself, on every operation that has them. */
const commonHeaders = new Set(['X-Purpose', 'X-Matter-Code', 'X-Operator-Id', 'X-CSRF-Token', 'Accept-Language']);

export function compileContract(document: ContractDocument): CompiledOperation[] {
  const exact = createValidators(document, false);
  const coercing = createValidators(document, true);
  return listOperations(document).map(({ path, method, operation }) => {
    const parameters = ownParameters(document, operation);
    const content = operation.requestBody?.content ?? {};
    const body = bodyKind(operation);
    const schema = body === 'stream' ? undefined : Object.values(content)[0]?.schema;
    return {
      operation,
      method,
      path,
      body,
      mediaTypes: new Set(Object.keys(content)),
      hasParameters: parameters.length > 0,
      checkParameters: checker(coercing, parametersSchema(parameters, operation['x-open-query'] === true), 'PARAMETER_INVALID'),
      checkBody: schema === undefined ? () => undefined : checker(exact, schema, body === 'form' ? 'TOKEN_REQUEST_INVALID' : 'BODY_INVALID'),
    };
  });
}

/** The pattern of the codes in X-Purpose, X-Matter-Code and X-Operator-Id. */
export function codePattern(document: ContractDocument): RegExp {
  return new RegExp(String(document.components.schemas['Code']?.['pattern']));
}

/** Parameters of the operation itself, references resolved. */
export function ownParameters(document: ContractDocument, operation: OperationObject): ParameterObject[] {
  return (operation.parameters ?? [])
    .map((parameter) => resolveReference<ParameterObject>(document, parameter))
    .filter(({ name }) => !commonHeaders.has(name));
}

const documentKey = 'contract';

/** Every fault is looked for only where there is one: most requests have none, and are checked by what stops at the first. */
interface Validators {
  readonly quick: Ajv2020;
  readonly thorough: Ajv2020;
}

/** What is said of one request at most. */
const mostFaults = 20;

function createValidators(document: ContractDocument, coerceTypes: boolean): Validators {
  return { quick: createValidator(document, { coerceTypes }), thorough: createValidator(document, { coerceTypes, allErrors: true }) };
}

function createValidator(document: ContractDocument, { coerceTypes, allErrors = false }: { coerceTypes: boolean; allErrors?: boolean }): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, coerceTypes, useDefaults: coerceTypes, validateFormats: true, allErrors });
  addFormats.default(ajv);
  refuseLeapSeconds(ajv);
  ajv.addSchema(document, documentKey);
  return ajv;
}

/** RFC 3339 knows 23:59:60; JavaScript and PostgreSQL have no such instant. */
function refuseLeapSeconds(ajv: Ajv2020): void {
  const { validate } = ajv.formats['date-time'] as { validate: (text: string) => boolean };
  ajv.addFormat('date-time', (text) => validate(text) && !Number.isNaN(Date.parse(text)));
}

function bodyKind(operation: OperationObject): CompiledOperation['body'] {
  if (operation.requestBody === undefined) return 'none';
  return operation['x-body'] ?? 'json';
}

function parametersSchema(parameters: readonly ParameterObject[], takesOthers: boolean): Schema {
  return {
    type: 'object',
    additionalProperties: takesOthers,
    required: parameters.filter(({ required }) => required === true).map(({ name }) => name),
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
  };
}

function checker({ quick, thorough }: Validators, schema: Schema, code: ErrorCode): (value: unknown) => void {
  const based = rebase(schema) as object;
  const isSound: ValidateFunction = quick.compile(based);
  let findAll: ValidateFunction | undefined;
  return (value) => {
    if (isSound(value)) return;
    findAll ??= thorough.compile(based);
    findAll(value);
    throw new HubError(code, 'the request leaves the contract', { faults: (findAll.errors ?? []).slice(0, mostFaults).map(faultOf) });
  };
}

/** Schemas point into the document by `#/…`; compiled on their own they need its key. */
function rebase(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(rebase);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, key === '$ref' && typeof value === 'string' ? documentKey + value : rebase(value)]),
  );
}

/** The place, by indexes and names of the contract, the keyword and what it asks. Names that the caller made up are not repeated. */
function faultOf(error: ErrorObject): ContractFault {
  const { missingProperty, limit, format, allowedValues, allowedValue, pattern, type } = error.params as Readonly<Record<string, unknown>>;
  const missing = error.keyword === 'required' ? `/${String(missingProperty)}` : '';
  const expected = limit ?? format ?? allowedValues ?? allowedValue ?? pattern ?? type;
  return { at: `${error.instancePath}${missing}`, rule: error.keyword, ...(expected === undefined ? {} : { expected }) };
}
