// Takes the input of an operation out of a request and holds it against the contract.
import { HubError } from '../kernel/errors.ts';
import type { CompiledOperation } from './contract/compile-contract.ts';
import type { Input } from './deps.ts';
import { readText, type RequestMessage } from './http-message.ts';

/** A batch of 1,000 with names and attributes stays well below. */
const mostBodyBytes = 1024 * 1024;
const noParameters: Readonly<Record<string, unknown>> = {};

/** Parameters first: a wrong one is told before a body is read. */
export async function readInput(operation: CompiledOperation, request: RequestMessage): Promise<Input> {
  const parameters = readParameters(operation, request);
  if (operation.body === 'none') return { parameters, body: undefined, stream: null };
  requireMediaType(operation, request);
  if (operation.body === 'stream') return { parameters, body: undefined, stream: request.body };
  const text = await readText(request.body, operation.operation['x-body-bytes'] ?? mostBodyBytes);
  const body = operation.body === 'form' ? readForm(text) : readJson(text);
  operation.checkBody(body);
  return { parameters, body, stream: null };
}

function readParameters(operation: CompiledOperation, { params, query, headers }: RequestMessage): Readonly<Record<string, unknown>> {
  if (!operation.hasParameters && query === '') return noParameters;
  const given: Record<string, unknown> = { ...params };
  if (query !== '') {
    for (const [name, value] of new URLSearchParams(query)) {
      if (name in given) throw new HubError('PARAMETER_INVALID', 'a parameter is given twice', { faults: [{ at: '', rule: 'once' }] });
      given[name] = value;
    }
  }
  for (const name of ['Idempotency-Key', 'If-None-Match']) {
    const value = headers[name.toLowerCase()];
    if (value !== undefined && declaresHeader(operation, name)) given[name] = value;
  }
  operation.checkParameters(given);
  return given;
}

function declaresHeader({ operation }: CompiledOperation, name: string): boolean {
  const reference = `#/components/parameters/${name.replaceAll('-', '')}`;
  return (operation.parameters ?? []).some((parameter) => '$ref' in parameter && parameter.$ref === reference);
}

function requireMediaType({ mediaTypes }: CompiledOperation, { headers }: RequestMessage): void {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!mediaTypes.has(type) || headers['content-encoding'] !== undefined) {
    throw new HubError('MEDIA_TYPE', 'the media type is not of the contract', { accepted: [...mediaTypes] });
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's own message quotes the text.
    throw new HubError('REQUEST_MALFORMED', 'the body is not JSON');
  }
}

function readForm(text: string): Record<string, string> {
  const form = new URLSearchParams(text);
  const fields = Object.fromEntries(form);
  if (Object.keys(fields).length !== form.size) throw new HubError('REQUEST_MALFORMED', 'a form field is given twice');
  return fields;
}
