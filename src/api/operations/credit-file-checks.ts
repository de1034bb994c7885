// POST /v1/credit/file-checks, GET /v1/credit/file-checks, …/{fileCheckId}, …/{fileCheckId}/result: up to a million subjects in a file.
import type { FileCheckView } from '../../credit/checks/file-checks.ts';
import { errorLabels, HubError, type ErrorCode } from '../../kernel/errors.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ApiDeps, Caller, ClientHandler, SubjectHandler } from '../deps.ts';
import { askerOf, ownChecks } from './credit-checks.ts';

export const createFileCheck: SubjectHandler = async (deps, call, { parameters, stream }) => {
  if (stream === null) throw new Error('the operation takes a file: x-body is missing in the contract');
  const { checkId: _own, ...asker } = askerOf(call, parameters['department'] as string | undefined);
  const made = await deps.fileChecks.receive({
    asker, rowFilter: call.grant.rowFilter, body: stream,
    fileName: String(parameters['fileName']), encoding: (parameters['encoding'] as string | undefined) ?? null,
  });
  return {
    status: 202, headers: { Location: `/v1/credit/file-checks/${made.fileCheckId}` }, body: withoutSubjectData(inWords(made)), details: { fileCheckId: made.fileCheckId },
  };
};

export const listFileChecks: ClientHandler = async (deps, { caller }, { parameters }) => {
  const items = await deps.fileChecks.list({ agencyCode: ownChecks(caller), limit: Number(parameters['limit']) });
  return { body: withoutSubjectData({ items: items.map(inWords) }) };
};

export const readFileCheck: ClientHandler = async (deps, { caller }, { parameters }) => {
  const found = await requireFileCheck(deps, caller, parameters);
  return { body: withoutSubjectData(inWords(found)), details: { fileCheckId: found.fileCheckId } };
};

/** Its rows were audited when they were answered; who fetches them is audited here. */
export const readFileCheckResult: ClientHandler = async (deps, { caller }, { parameters }) => {
  const found = await requireFileCheck(deps, caller, parameters);
  const body = await deps.fileChecks.openResult(found);
  return { stream: { contentType: 'text/csv; charset=utf-8', body }, subjectCount: found.answered, details: { fileCheckId: found.fileCheckId } };
};

async function requireFileCheck({ fileChecks }: ApiDeps, caller: Caller, parameters: Readonly<Record<string, unknown>>): Promise<FileCheckView> {
  const found = await fileChecks.read(String(parameters['fileCheckId']));
  const own = ownChecks(caller);
  if (found === null || (own !== null && found.agencyCode !== own)) throw new HubError('NOT_FOUND', 'no such file check for this caller');
  return found;
}

/** With the problem in words: nobody must need a list of codes. */
function inWords(view: FileCheckView): object {
  if (view.problem === null) return view;
  const label = Object.hasOwn(errorLabels, view.problem.code) ? errorLabels[view.problem.code as ErrorCode] : undefined;
  return { ...view, problem: { ...view.problem, ...label } };
}
