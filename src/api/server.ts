// The HTTP server. Hot operations go from node:http straight to the runner; Express dispatches the others, the documents and the
// pages. Both end in the same runner, so no step can differ.
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { HubError } from '../kernel/errors.ts';
import { buildContract } from './contract/build-contract.ts';
import type { ApiDeps } from './deps.ts';
import { serveDocs } from './docs.ts';
import { readRequest, writeAnswer } from './http-message.ts';
import { codeOf, languageOf, problemBody } from './problem.ts';
import { bindOperations, createRunnerDeps } from './router.ts';
import { serveVerifyPage } from './verify-page.ts';
import { runOperation, type RunnableOperation, type RunnerDeps } from './run-operation.ts';

const requestTimeout = 60 * 60_000; // a large file over a slow line
const headersTimeout = 15_000;

/** The server, not yet listening. `extend` adds what is served beside the contract (the console). */
export function createServer(deps: ApiDeps, extend?: (app: Express) => void): Server {
  const document = buildContract(deps.libraries);
  const runner = createRunnerDeps(deps, document);
  const operations = bindOperations(document, runner.services);
  const hot = new Map(operations.filter(isHot).map((operation) => [`${operation.method.toUpperCase()} ${operation.path}`, operation]));
  const app = createApp(runner, operations, (target) => {
    serveDocs(target, document);
    serveVerifyPage(target);
    extend?.(target);
  });
  const server = createHttpServer((request, response) => {
    const operation = hot.get(`${request.method} ${request.url}`);
    if (operation === undefined) app(request, response);
    else void serve(runner, operation, request, response);
  });
  server.requestTimeout = requestTimeout;
  server.headersTimeout = headersTimeout;
  return server;
}

/** Hot operations have a constant path and no query, so one look at a table finds them. */
function isHot({ operation, path, hasParameters }: RunnableOperation): boolean {
  if (operation['x-hot'] !== true) return false;
  if (path.includes('{') || hasParameters) throw new Error(`hot operation ${operation.operationId} has parameters`);
  return true;
}

async function serve(runner: RunnerDeps, operation: RunnableOperation, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { params } = request as Partial<Request>; // Express's, where it dispatched
  const answer = await runOperation(runner, operation, readRequest(request, params as Record<string, string> | undefined));
  await writeAnswer(request, response, answer, runner.log);
}

function createApp(runner: RunnerDeps, operations: readonly RunnableOperation[], addPages: (app: Express) => void): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag').enable('case sensitive routing').enable('strict routing');
  const methodsOf = new Map<string, string[]>();
  for (const operation of operations) {
    const path = operation.path.replace(/\{(\w+)\}/g, ':$1');
    methodsOf.set(path, [...(methodsOf.get(path) ?? []), operation.method.toUpperCase()]);
    app[operation.method as 'get' | 'post'](path, (request: Request, response: Response) => serve(runner, operation, request, response));
  }
  for (const [path, methods] of methodsOf) {
    app.all(path, (request, response) => {
      response.setHeader('Allow', methods.join(', '));
      return refuse(runner, request, response, new HubError('METHOD_NOT_ALLOWED', 'the contract has no such method here'));
    });
  }
  addPages(app);
  app.use((request, response) => refuse(runner, request, response, new HubError('NOT_FOUND', 'no such path')));
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    // Express could not decode the path; anything else is a fault of ours.
    const isMalformed = error instanceof URIError || (error as { status?: number }).status === 400;
    return refuse(runner, request, response, isMalformed ? new HubError('REQUEST_MALFORMED', 'the path cannot be decoded') : error);
  });
  return app;
}

/** Refusals that reach no operation are counted, not audited: nobody was identified and nothing was asked. */
function refuse(runner: RunnerDeps, request: Request, response: Response, error: unknown): Promise<void> {
  const code = codeOf(error);
  const requestId = runner.newId();
  if (code === 'FAULT') runner.log.error({ err: error, requestId }, 'a request failed outside the operations');
  runner.refusals.countRefusal('none', code);
  const language = languageOf(request.headers['accept-language']);
  const body = problemBody(code, language, { requestId });
  const headers = { 'Content-Type': 'application/problem+json', 'Content-Language': language, 'X-Request-Id': requestId };
  return writeAnswer(request, response, { status: body.status, headers, body: JSON.stringify(body) }, runner.log);
}
