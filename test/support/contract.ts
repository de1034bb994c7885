// Holds an answer against the contract: status, media type and shape must be those that the operation declares.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';
import { resolveReference, type ContractDocument, type OperationObject, type ResponseObject } from '../../src/api/contract/document.ts';
import type { Answer } from './api.ts';

export function createContractCheck(document: ContractDocument): (operation: OperationObject, answer: Answer) => void {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'contract');
  // Most answers are of few shapes, the refusals first of all.
  const known = new Map<string, ValidateFunction>();
  const validatorOf = (schema: string): ValidateFunction => {
    const found = known.get(schema) ?? ajv.compile(JSON.parse(schema.replaceAll('"#/', '"contract#/')) as object);
    known.set(schema, found);
    return found;
  };
  return (operation, answer) => {
    const declared = operation.responses[String(answer.status)];
    expect(declared, `${operation.operationId} declares ${answer.status}: ${answer.text.slice(0, 300)}`).toBeDefined();
    const response = resolveReference<ResponseObject>(document, declared as ResponseObject);
    const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
    if (response.content === undefined) return expect(answer.text).toBe('');
    const schema = response.content[type]?.schema;
    expect(schema, `${operation.operationId} ${answer.status} declares ${type}`).toBeDefined();
    if (!type.includes('json')) return;
    const validate = validatorOf(JSON.stringify(schema));
    expect(validate(answer.json), `${operation.operationId}: ${JSON.stringify(validate.errors)} ${answer.text.slice(0, 500)}`).toBe(true);
  };
}
