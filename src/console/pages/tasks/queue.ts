// The queue as the API gives it, and what can be done with one task of it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { components, operations } from '../../../generated/openapi.ts';
import { newKey, settle, useApi, type Api } from '../../parts/hub.ts';
import { useAsk, type AskHeaders } from '../../parts/purpose.ts';

export type Task = components['schemas']['Task'];
export type TaskDecision = components['schemas']['TaskDecision'];
export type Counts = operations['countTasks']['responses']['200']['content']['application/json'];
export type KindCount = Counts['byKind'][number];

export interface QueueFilter {
  readonly library?: string;
  readonly kind?: string;
  readonly department?: string;
}

export function useCounts(filter: Pick<QueueFilter, 'department'> = {}) {
  const api = useApi();
  const ask = useAsk();
  return useQuery({
    queryKey: ['task-counts', filter, ask], refetchInterval: 60_000,
    queryFn: () => settle(api.GET('/v1/tasks/counts', { params: { header: ask, query: filter } })),
  });
}

export function useTaskKinds() {
  const api = useApi();
  return useQuery({ queryKey: ['task-kinds'], staleTime: Infinity, queryFn: async () => (await settle(api.GET('/v1/task-kinds'))).items });
}

/** A task with what its evidence names; the API leaves the form of evidence to the kind. */
export interface EvidenceRecord {
  readonly record: string;
  readonly source: string;
  readonly feed: string;
  readonly effectiveDate: string;
  readonly goldenId: string | null;
  readonly linkRule: string | null;
  readonly isWithdrawn: boolean;
  /** Values as the caller's agreement shows them; absent without one. */
  readonly attributes?: Readonly<Record<string, string | number | boolean | null>>;
}

export interface Evidence {
  readonly records?: readonly EvidenceRecord[];
  readonly pair?: components['schemas']['ExplainedPair'];
  readonly attribute?: string;
  /** Type of the relation that is proposed between the two golden records. */
  readonly relation?: string;
  readonly decisionId?: string;
  readonly decision?: { readonly decisionId?: string };
  readonly [fact: string]: unknown;
}

/** Kind of the tasks that propose a relation: told by its evidence where that is read, by its kind in a list. */
export const relationKind = 'proposed_relation';

export const evidenceOf = (task: Task): Evidence => (task.evidence ?? {}) as Evidence;

/** By what a task is found again that was opened anew. */
export interface Matter {
  readonly library: string;
  readonly kind: string;
  readonly goldenId: string | undefined;
}

export interface Deeds {
  next(filter: QueueFilter, withSkipped: boolean): Promise<Task | null>;
  claim(taskId: string): Promise<Task>;
  /** The open task of a matter, if there is one. */
  find(matter: Matter): Promise<string | undefined>;
  skip(taskId: string): Promise<unknown>;
  release(taskId: string): Promise<unknown>;
  close(taskId: string, outcome: 'no_action' | 'handled_elsewhere', reason: string): Promise<unknown>;
  resolve(taskId: string, decision: TaskDecision): Promise<{ decisionId: string; decisionState: string }>;
  undo(decisionId: string, reason: string): Promise<unknown>;
}

export function useDeeds(): Deeds {
  const api = useApi();
  const ask = useAsk();
  const queries = useQueryClient();
  return deedsOf(api, ask, () => {
    void queries.invalidateQueries({ queryKey: ['task-counts'] });
    void queries.invalidateQueries({ queryKey: ['task-list'] });
    void queries.invalidateQueries({ queryKey: ['golden'] });
  });
}

function deedsOf(api: Api, ask: AskHeaders, onChanged: () => void): Deeds {
  const header = () => ({ ...ask, 'Idempotency-Key': newKey() });
  const on = (taskId: string) => ({ header: header(), path: { taskId } });
  const changed = async <Answer>(asked: Promise<Answer>): Promise<Answer> => {
    const answer = await asked;
    onChanged();
    return answer;
  };
  const read = (taskId: string): Promise<Task> => settle(api.GET('/v1/tasks/{taskId}', { params: { header: ask, path: { taskId } } }));
  return {
    async next(filter, withSkipped) {
      const { task } = await changed(settle(api.POST('/v1/tasks/next', { params: { header: header() }, body: { ...filter, ...(withSkipped ? { withSkipped } : {}) } })));
      return task;
    },
    async claim(taskId) {
      await changed(settle(api.POST('/v1/tasks/{taskId}/claim', { params: on(taskId) })));
      return read(taskId);
    },
    async find({ library, kind, goldenId }) {
      if (goldenId === undefined) return undefined;
      const { items } = await settle(api.GET('/v1/tasks', { params: { header: ask, query: { library, kind, goldenId, state: 'open', limit: 1 } } }));
      return items[0]?.taskId;
    },
    skip: (taskId) => changed(settle(api.POST('/v1/tasks/{taskId}/skip', { params: on(taskId) }))),
    release: (taskId) => changed(settle(api.POST('/v1/tasks/{taskId}/release', { params: on(taskId) }))),
    close: (taskId, outcome, reason) => changed(settle(api.POST('/v1/tasks/{taskId}/close', { params: on(taskId), body: { outcome, reason } }))),
    resolve: (taskId, decision) => changed(settle(api.POST('/v1/tasks/{taskId}/resolve', { params: on(taskId), body: { decision } }))),
    undo: (decisionId, reason) =>
      changed(settle(api.POST('/v1/decisions/{decisionId}/undo', { params: { header: header(), path: { decisionId } }, body: { reason } }))),
  };
}
