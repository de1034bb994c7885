// A steward of a test hub: names records by their source keys, and looks before deciding.
import type { Pool } from 'pg';
import { decide, previewDecision } from '../../src/engine/steward/decide.ts';
import type { Decider, DecisionRequest, DecisionView, FirstRequest, Seen, UndoRequest } from '../../src/engine/steward/decision.ts';
import type { Look, Preview } from '../../src/engine/steward/preview.ts';
import { ident, sql } from '../../src/store/sql.ts';
import type { TestHub } from './hub.ts';

export const alice: Decider = { clientId: 'steward-1', operatorId: 'alice' };
export const bob: Decider = { clientId: 'steward-2', operatorId: 'bob' };

type Told<R> = R extends FirstRequest ? Omit<R, 'library' | 'reason'> & { readonly reason?: string } : never;

export interface TestSteward {
  /** The golden record that holds the record now; the record must be in one. */
  golden(sourceKey: string): Promise<Seen>;
  goldenId(sourceKey: string): Promise<string>;
  /** The record's handle. */
  record(sourceKey: string): Promise<string>;
  goldens(...sourceKeys: string[]): Promise<string[]>;
  decide(request: Told<FirstRequest>, by?: Decider): Promise<DecisionView>;
  preview(request: Told<FirstRequest> | UndoRequest, look?: Look | null): Promise<Preview>;
  undo(decision: DecisionView | string, by?: Decider): Promise<DecisionView>;
  follow(kind: 'confirm' | 'decline' | 'undo', decisionId: string, by: Decider): Promise<DecisionView>;
  /** Open tasks of the library. */
  tasks(): Promise<{ taskId: string; kind: string; rule: string; goldenIds: string[] }[]>;
}

export function stewardOf(hub: TestHub, pool: Pool, library: string): TestSteward {
  const find = async (sourceKey: string): Promise<{ goldenId: string; version: number; handle: string }> => {
    const { rows: [row] } = await pool.query<{ goldenId: string; version: number; handle: string }>(sql`
      select r.golden_id as "goldenId", g.version, r.home_id as handle from ${ident(library, 'source_record')} r
      left join ${ident(library, 'golden_record')} g using (golden_id) where r.source_key = ${sourceKey} or r.source_key like ${`${sourceKey}|%`}`);
    if (!row) throw new Error(`no record ${sourceKey}`);
    return row;
  };
  const asked = (request: Told<FirstRequest>): FirstRequest => ({ library, reason: 'tested', ...request }) as FirstRequest;
  const send = (request: DecisionRequest, by: Decider): Promise<DecisionView> => decide(hub.deps, request, by);
  const goldenId = async (key: string): Promise<string> => (await find(key)).goldenId;
  return {
    goldenId,
    golden: async (key) => {
      const { version, ...found } = await find(key);
      return { goldenId: found.goldenId, version };
    },
    record: async (key) => (await find(key)).handle,
    goldens: (...keys) => Promise.all(keys.map(goldenId)),
    decide: (request, by = alice) => send(asked(request), by),
    preview: (request, look = null) => previewDecision(hub.deps, 'decisionId' in request ? request : asked(request), alice, look),
    undo: (decision, by = alice) => send({ kind: 'undo', decisionId: typeof decision === 'string' ? decision : decision.decisionId, reason: 'tested' }, by),
    follow: (kind, decisionId, by) => send({ kind, decisionId, reason: 'tested' }, by),
    tasks: async () => (await pool.query(sql`select task_id as "taskId", kind, rule, golden_ids as "goldenIds" from hub.task
      where library = ${library} and state in ('open', 'claimed') order by kind, rule`)).rows as Awaited<ReturnType<TestSteward['tasks']>>,
  };
}
