// The contract as a document: complete, consistent with its own examples, and the same as the committed openapi.yaml.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { buildContract } from '../../../src/api/contract/build-contract.ts';
import { compileContract } from '../../../src/api/contract/compile-contract.ts';
import { contractFile } from '../../../src/api/contract/contract-files.ts';
import { listOperations, resolveReference, type MediaObject, type ResponseObject } from '../../../src/api/contract/document.ts';
import { bindOperations } from '../../../src/api/router.ts';
import { libraries } from '../../../src/libraries/index.ts';

const document = buildContract(libraries);
const operations = listOperations(document);
const ajv = new Ajv2020({ strict: false, validateSchema: false });
addFormats.default(ajv);
ajv.addSchema(document, 'contract');

function expectExample(media: MediaObject, where: string): void {
  if (media.example === undefined) return;
  const validate = ajv.compile(JSON.parse(JSON.stringify(media.schema).replaceAll('"#/', '"contract#/')) as object);
  expect(validate(media.example), `${where}: ${JSON.stringify(validate.errors)}`).toBe(true);
}

describe('the contract', () => {
  it('is the committed openapi.yaml (npm run codegen writes it)', () => {
    const committed = readFileSync(new URL('../../../openapi.yaml', import.meta.url), 'utf8');
    expect(committed === contractFile(libraries), 'openapi.yaml differs from the contract: npm run codegen').toBe(true);
  });

  it.each(operations)('$operation.operationId is complete', ({ operation }) => {
    expect(operation.summary).toMatch(/\p{Script=Han}.* · [A-Z]/u);
    expect(operation['x-scope']).not.toBeUndefined();
    expect(operation['x-audit']).not.toBeUndefined();
    expect(Object.keys(operation.responses)).toContain('500');
    for (const [type, media] of Object.entries(operation.requestBody?.content ?? {})) {
      if (type === 'application/json' || type === 'application/x-www-form-urlencoded') expect(media.example, 'a request example').toBeDefined();
      expectExample(media, 'request');
    }
    for (const [status, reference] of Object.entries(operation.responses)) {
      const response = resolveReference<ResponseObject>(document, reference);
      for (const [type, media] of Object.entries(response.content ?? {})) {
        expect(media.example, `an example of ${status} ${type}`).toBeDefined();
        expectExample(media, `${status} ${type}`);
      }
    }
  });

  it('lets no personal number into a path or query', () => {
    for (const { path, operation } of operations) {
      const outside = (operation.parameters ?? []).map((entry) => resolveReference(document, entry)).flatMap((entry) => ('name' in entry ? [entry.name] : []));
      const named = [...outside, ...[...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')];
      for (const library of libraries) {
        for (const name of named) {
          const sensitivity = library.attributes[name]?.sensitivity;
          expect([undefined, 'public', 'internal'], `${operation.operationId} ${name}`).toContain(sensitivity);
        }
      }
    }
  });

  it('takes an instant that a clock can show, and refuses a leap second, which none of ours can', () => {
    const read = compileContract(document).find(({ operation }) => operation.operationId === 'readPersonsGolden')!;
    const ask = (asOf: string) => () => read.checkParameters({ goldenId: '00000000-0000-7000-8000-000000000000', asOf });
    for (const good of ['2016-12-31T23:59:59Z', '2016-12-31t23:59:59.5z', '2016-12-31T23:59:59+08:00']) expect(ask(good), good).not.toThrow();
    for (const bad of ['2016-12-31T23:59:60Z', '2016-02-30T00:00:00Z', '2016-12-31', '2016-12-31T23:59:59']) {
      expect(ask(bad), bad).toThrow(expect.objectContaining({ code: 'PARAMETER_INVALID', details: { faults: [{ at: '/asOf', rule: 'format', expected: 'date-time' }] } }));
    }
  });

  it('serves a library that comes from outside', () => {
    const [population] = libraries;
    if (!population) throw new Error('no library');
    const outside = { ...population, code: 'toy', resource: 'toys' };
    const extended = buildContract([...libraries, outside]);
    expect(extended.paths['/v1/toys/lookup']?.['post']?.operationId).toBe('lookupToys');
    expect(() => bindOperations(extended, new Map())).not.toThrow();
  });

  it('refuses two libraries of one resource', () => {
    const [population] = libraries;
    if (!population) throw new Error('no library');
    expect(() => buildContract([population, { ...population, code: 'twin' }])).toThrow(/resource of its own/);
  });

  it('stops the start when an operation has no handler', () => {
    const broken = buildContract(libraries);
    const item = broken.paths['/healthz'];
    if (!item?.['get']) throw new Error('no operation');
    item['get'] = { ...item['get'], operationId: 'readSomethingElse' };
    expect(() => bindOperations(broken, new Map())).toThrow(/readSomethingElse has no handler.*readHealth has no operation/);
  });
});
