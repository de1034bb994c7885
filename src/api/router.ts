// Binds the operations of the contract to their handlers. An operation without a handler, or a handler without an operation, stops
// the start.
import { compileContract, codePattern } from './contract/compile-contract.ts';
import type { ContractDocument } from './contract/document.ts';
import { templateNames } from './contract/resource-operations.ts';
import type { ApiDeps } from './deps.ts';
import { clientHandlers, openHandlers, subjectHandlers } from './handlers.ts';
import { createLibraryServices, type LibraryService } from './library-service.ts';
import { ClientRateLimit } from './rate-limit.ts';
import type { RunnableOperation, RunnerDeps } from './run-operation.ts';

/** The operations, ready to run. Throws with every fault of the binding. */
export function bindOperations(document: ContractDocument, services: ReadonlyMap<string, LibraryService>): RunnableOperation[] {
  const compiled = compileContract(document);
  const faults: string[] = [];
  const operations = compiled.flatMap((operation): RunnableOperation[] => {
    const { operationId, 'x-template': template, 'x-scope': scope, 'x-library': library } = operation.operation;
    const service = library === undefined ? null : (services.get(library) ?? null);
    const handler = template !== undefined ? bind('subject', subjectHandlers[template]) : scope === null
      ? bind('open', openHandlers[operationId])
      : bind('client', clientHandlers[operationId]);
    if (handler === null) faults.push(`operation ${operationId} has no handler`);
    return handler === null ? [] : [{ ...operation, service, handler } as RunnableOperation];
  });
  const known = new Set([...templateNames, ...compiled.map(({ operation }) => operation.operationId)]);
  const handlers = [...Object.keys(subjectHandlers), ...Object.keys(clientHandlers), ...Object.keys(openHandlers)];
  faults.push(...handlers.filter((name) => !known.has(name)).map((name) => `handler ${name} has no operation`));
  if (faults.length > 0) throw new Error(`contract and handlers differ: ${faults.join('; ')}`);
  return operations;
}

function bind<Kind extends string, Handler>(kind: Kind, handle: Handler | undefined): { kind: Kind; handle: Handler } | null {
  return handle === undefined ? null : { kind, handle };
}

/** What the runner needs beside what compose.ts gives. */
export function createRunnerDeps(deps: ApiDeps, document: ContractDocument): RunnerDeps {
  const services = createLibraryServices(deps, deps.libraries);
  return { ...deps, services, rateLimit: new ClientRateLimit(), codePattern: codePattern(document) };
}
