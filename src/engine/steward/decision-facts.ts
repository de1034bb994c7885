// The facts on which a decision is planned, read under the library's lock; and the refusal of one that was made on others.
import type { PoolClient } from 'pg';
import type { LibraryDefinition } from '../../definition/types.ts';
import { HubError } from '../../kernel/errors.ts';
import type { LibrarySql } from '../library-sql.ts';
import type { Work } from './carry-out.ts';
import type { FirstRequest, Seen } from './decision.ts';
import { findMatter, type Matter } from './decision-rows.sql.ts';
import { changesSince, goldensById, recordsByScore, recordsOfGoldens, recordsOfTask } from './decisions.sql.ts';
import { mostHeld, type DecisionFacts, type GoldenFact, type RecordFact } from './plan-decision.ts';

const mostRedirects = 32;

interface GoldenRow extends Seen {
  readonly state: string;
  readonly redirectTo: string | null;
  readonly number: string | null;
}

interface RecordRow extends RecordFact {
  readonly goldenId: string | null;
}

export interface OpenTask extends Matter {
  readonly goldenIds: readonly string[];
}

/** NOT_FOUND, or DECISION_STALE when somebody has settled it. */
export async function requireMatter(client: PoolClient, library: LibraryDefinition, taskId: string): Promise<OpenTask> {
  const { rows: [task] } = await client.query<OpenTask & { library: string; state: string }>(findMatter(taskId));
  if (task?.library !== library.code) throw new HubError('NOT_FOUND', 'no such task');
  if (task.state !== 'open' && task.state !== 'claimed') throw new HubError('DECISION_STALE', 'the task is settled', { taskId, state: task.state });
  return task;
}

/** The golden ids that a request names, each once. */
export function namedGoldens(request: FirstRequest): string[] {
  const { goldens = [], golden, to } = request as { goldens?: readonly string[]; golden?: string; to?: string };
  return [...new Set([...goldens, golden, to].filter((id) => id !== undefined))];
}

/** Redirects are followed; an id that leads to nothing alive is NOT_FOUND when the plan asks for it. */
export async function readFacts(client: PoolClient, lib: LibrarySql, request: FirstRequest, task: OpenTask | null): Promise<Pick<DecisionFacts, 'goldens' | 'held' | 'ofTask' | 'linkedByScore'>> {
  const asked = [...new Set([...namedGoldens(request), ...(task?.goldenIds ?? [])])];
  const alive = await followRedirects(client, lib, asked);
  const records = (await client.query<RecordRow>(recordsOfGoldens(lib, [...alive.values()].map(({ goldenId }) => goldenId)))).rows;
  const goldens = new Map<string, GoldenFact>();
  for (const [id, { goldenId, version, number }] of alive) {
    const fact = { goldenId, version, number, records: records.filter((record) => record.goldenId === goldenId) };
    goldens.set(id, fact).set(goldenId, fact);
  }
  const held = task === null ? [] : (await client.query<RecordRow>(recordsOfTask(lib, task.taskId))).rows.filter(({ goldenId }) => goldenId === null);
  const ofTask = [...new Set((task?.goldenIds ?? []).map((id) => goldens.get(id)).filter((golden) => golden !== undefined))];
  const linkedByScore = request.kind === 'hold' ? (await client.query<RecordRow>(recordsByScore(lib, request, mostHeld + 1))).rows : [];
  return { goldens, held, ofTask, linkedByScore };
}

/** The living golden record under each id that leads to one. */
async function followRedirects(client: PoolClient, lib: LibrarySql, asked: readonly string[]): Promise<Map<string, GoldenRow>> {
  const alive = new Map<string, GoldenRow>();
  let open = new Map(asked.map((id) => [id, [id]]));
  for (let hops = 0; open.size > 0 && hops < mostRedirects; hops++) {
    const next = new Map<string, string[]>();
    for (const row of (await client.query<GoldenRow>(goldensById(lib, [...open.keys()]))).rows) {
      const from = open.get(row.goldenId)!;
      if (row.state === 'active') for (const id of from) alive.set(id, row);
      else if (row.redirectTo !== null) next.set(row.redirectTo, [...(next.get(row.redirectTo) ?? []), ...from]);
    }
    open = next;
  }
  return alive;
}

/** DECISION_STALE with what became of each golden record that is no more as it was seen: codes, counts and causes, never values. */
export async function refuseStale({ client, lib }: Work, expect: readonly Seen[]): Promise<void> {
  if (expect.length === 0) return;
  const { rows } = await client.query<GoldenRow>(goldensById(lib, expect.map(({ goldenId }) => goldenId)));
  const changed = [];
  for (const { goldenId, version } of expect) {
    const now = rows.find((row) => row.goldenId === goldenId);
    if (now === undefined) throw new HubError('NOT_FOUND', 'no such golden record');
    if (now.state === 'active' && now.version === version) continue;
    const { rows: [since] } = await client.query<{ attributes: string[]; causes: string[]; came: number }>(changesSince(lib, goldenId, version));
    changed.push({
      goldenId, expected: version, version: now.version, state: now.state, ...(now.redirectTo === null ? {} : { redirectTo: now.redirectTo }),
      attributes: now.state === 'active' ? (since?.attributes ?? []) : [], causes: since?.causes ?? [], recordsCame: Number(since?.came ?? 0),
    });
  }
  if (changed.length > 0) throw new HubError('DECISION_STALE', 'a golden record is not as it was seen', { goldens: changed });
}
