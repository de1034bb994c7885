// Deliveries over the API: hand one in, follow it, decide a held one.
import { countRejects, listLoadIds } from '../../engine/query/loads.ts';
import { errorLabels, HubError, type ErrorCode } from '../../kernel/errors.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ClientHandler, LoadView } from '../deps.ts';
import { ownFeeds, requireLibrary, requireLoad, seesAllFeeds } from '../feed-access.ts';

/** With the problem in words: a department must not need a list of codes. */
function inWords(load: LoadView): LoadView {
  if (load.problem === null) return load;
  const label = Object.hasOwn(errorLabels, load.problem.code) ? errorLabels[load.problem.code as ErrorCode] : undefined;
  return { ...load, problem: { ...load.problem, ...label } };
}

export const createLoad: ClientHandler = async (deps, { caller }, { parameters, stream }) => {
  const library = requireLibrary(parameters['library'], deps.libraries);
  const feed = String(parameters['feed']);
  const own = ownFeeds(caller, deps.libraries);
  const isKnown = Object.hasOwn(library.feeds, feed) && (own === null || own.includes(`${library.code} ${feed}`));
  if (!isKnown || stream === null) throw new HubError('NOT_FOUND', 'no such feed for this caller');
  const load = await deps.loads.receive({
    library: library.code,
    feed,
    fileName: String(parameters['fileName']),
    body: stream,
    declaredDate: parameters['declaredDate'] as string | undefined,
    encoding: parameters['encoding'] as string | undefined,
    createdBy: caller.clientId,
  });
  return {
    status: 202,
    headers: { Location: `/v1/loads/${load.loadId}` },
    body: withoutSubjectData(inWords(load)),
    library: library.code,
    details: { loadId: load.loadId },
  };
};

export const listLoads: ClientHandler = async (deps, { caller }, { parameters }) => {
  const limit = Number(parameters['limit']);
  const ids = await listLoadIds(deps.pool, {
    library: parameters['library'] as string | undefined,
    feed: parameters['feed'] as string | undefined,
    state: parameters['state'] as string | undefined,
    feeds: ownFeeds(caller, deps.libraries),
    limit,
    after: parameters['after'] as number | undefined,
  });
  const loads = await Promise.all(ids.slice(0, limit).map((id) => deps.loads.read(id)));
  const items = loads.filter((load): load is LoadView => load !== null).map(inWords);
  return { body: withoutSubjectData({ items, ...(ids.length > limit ? { next: ids[limit - 1] } : {}) }) };
};

export const readLoad: ClientHandler = async (deps, { caller }, { parameters }) => {
  const { load } = requireLoad(await deps.loads.read(Number(parameters['loadId'])), caller, deps.libraries);
  return { body: withoutSubjectData(inWords(load)), library: load.library, details: { loadId: load.loadId } };
};

export const readLoadReport: ClientHandler = async (deps, { caller }, { parameters }) => {
  const { load, library } = requireLoad(await deps.loads.read(Number(parameters['loadId'])), caller, deps.libraries);
  const rejects = (await countRejects(deps.pool, library, load.loadId)).map((count) => {
    const rule = deps.ruleOf(count.rule);
    return { ...count, label: rule?.label ?? null, remedy: rule?.remedy ?? null };
  });
  return { body: withoutSubjectData({ load: inWords(load), rejects }), library: load.library, details: { loadId: load.loadId } };
};

/** A department must not wave its own guard away: only those who run or steward the hub decide. */
export const decideLoad: ClientHandler = async (deps, { caller }, { parameters, body }) => {
  if (!seesAllFeeds(caller)) throw new HubError('SCOPE_MISSING', 'only operators decide held loads', { role: 'operator' });
  const { load } = requireLoad(await deps.loads.read(Number(parameters['loadId'])), caller, deps.libraries);
  const { decision } = body as { readonly decision: 'approve' | 'refuse' };
  const decided = await deps.loads.decide(load.loadId, decision, caller.clientId);
  return { body: withoutSubjectData(inWords(decided)), library: load.library, details: { loadId: load.loadId, decision } };
};
