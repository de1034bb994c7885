// /v1/models…: models of scored matching with their figures, dry runs of putting one in force, and doing so. A dry run is worked off as a job:
// it takes minutes over a large library.
import { countQueued } from '../../engine/resolve/scored/match-queue.ts';
import { planMatch } from '../../engine/resolve/scored/match-plan.ts';
import { listRehearsals as readRehearsals, readRehearsal as findRehearsal, type RehearsalView } from '../../engine/resolve/scored/rehearsal-store.ts';
import { activateRehearsed, requestRehearsal } from '../../engine/resolve/scored/rehearsals.ts';
import { listModels as readModels, readModel as readStored, type StoredModel } from '../../engine/resolve/model/model-store.ts';
import { tellModel } from '../../engine/resolve/model/tell-model.ts';
import type { LibraryDefinition } from '../../definition/types.ts';
import { errorLabels, HubError, type ErrorCode } from '../../kernel/errors.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ApiDeps, Caller, ClientHandler } from '../deps.ts';
import { requireLibrary } from '../feed-access.ts';

export const listModels: ClientHandler = async (deps, _call, { parameters }) => {
  const library = parameters['library'] as string | undefined;
  if (library !== undefined) requireLibrary(library, deps.libraries);
  return { body: withoutSubjectData({ items: await readModels(deps.pool, library) }) };
};

/** Told even where its library or rules are gone: it is history then. */
export const readModel: ClientHandler = async (deps, _call, { parameters }) => {
  const { model, ...stored } = await readStored(deps.pool, Number(parameters['modelId']));
  const library = deps.libraries.find(({ code }) => code === stored.library);
  const waiting = library && stored.isActive ? await countQueued(deps.pool, library) : 0;
  const told = tellModel(model, library ? planMatch(library) : null);
  return { body: withoutSubjectData({ ...stored, ...told, waiting }), library: stored.library, details: { modelId: stored.modelId } };
};

export const createRehearsal: ClientHandler = async (deps, { caller }, { parameters, body }) => {
  const { modelId, library } = await requireModel(deps, parameters);
  const made = await requestRehearsal(deps, library, { modelId, autoLink: (body as { autoLink?: boolean }).autoLink, by: nameOf(caller) });
  const { rehearsalId, autoLink } = made;
  return {
    status: 202, headers: { Location: `/v1/models/${modelId}/rehearsals/${rehearsalId}` }, body: withoutSubjectData(inWords(made)),
    library: library.code, details: { modelId, rehearsalId, autoLink },
  };
};

export const listRehearsals: ClientHandler = async (deps, _call, { parameters }) => {
  const { modelId, library } = await readStored(deps.pool, Number(parameters['modelId']));
  const items = await readRehearsals(deps.pool, { modelId, limit: Number(parameters['limit']), now: deps.clock.now() });
  return { body: withoutSubjectData({ items: items.map(inWords) }), library, details: { modelId } };
};

export const readRehearsal: ClientHandler = async (deps, _call, { parameters }) => {
  const modelId = Number(parameters['modelId']);
  const found = await findRehearsal(deps.pool, { modelId, rehearsalId: String(parameters['rehearsalId']), now: deps.clock.now() });
  if (found === null) throw new HubError('NOT_FOUND', 'no such dry run of this model');
  return { body: withoutSubjectData(inWords(found)), library: found.library, details: { modelId, rehearsalId: found.rehearsalId } };
};

export const activateModel: ClientHandler = async (deps, { caller }, { parameters, body }) => {
  const { modelId, library } = await requireModel(deps, parameters);
  const { rehearsalId } = body as { readonly rehearsalId: string };
  const { queued, autoLink } = await activateRehearsed(deps, library, { modelId, rehearsalId, by: nameOf(caller) });
  return {
    body: withoutSubjectData({ modelId, library: library.code, autoLink, queued }),
    library: library.code, details: { modelId, rehearsalId, autoLink, queued },
  };
};

/** MODEL_UNKNOWN; NOT_FOUND where its library is gone. */
async function requireModel({ pool, libraries }: ApiDeps, parameters: Readonly<Record<string, unknown>>): Promise<Pick<StoredModel, 'modelId'> & { readonly library: LibraryDefinition }> {
  const { modelId, library } = await readStored(pool, Number(parameters['modelId']));
  return { modelId, library: requireLibrary(library, libraries) };
}

/** The person, or the client where nobody is signed in. */
function nameOf({ operatorId, clientId }: Caller): string {
  return operatorId ?? clientId;
}

/** With the problem in words: nobody must need a list of codes. */
function inWords(view: RehearsalView): object {
  if (view.problem === null) return view;
  const label = Object.hasOwn(errorLabels, view.problem.code) ? errorLabels[view.problem.code as ErrorCode] : undefined;
  return { ...view, problem: { ...view.problem, ...label } };
}
