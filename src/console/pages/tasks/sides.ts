// What stands side by side for a task: golden records, or source records of one golden record. Drawn from the answers of the API.
import { useQueries } from '@tanstack/react-query';
import type { components } from '../../../generated/openapi.ts';
import { settle, useApi } from '../../parts/hub.ts';
import { goldenPath, provenancePath, type Library, type Scalar } from '../../parts/library.ts';
import { useAsk } from '../../parts/purpose.ts';
import { evidenceOf, type EvidenceRecord, type Task } from './queue.ts';

type Provenance = components['schemas']['Provenance'];
type Statement = components['schemas']['Statement'];

export interface Side {
  readonly key: string;
  readonly kind: 'golden' | 'record' | 'held';
  readonly goldenId: string | null;
  readonly record?: string;
  readonly version?: number;
  readonly source?: string;
  readonly feed?: string;
  readonly effectiveDate?: string;
  /** How many source records stand behind it. */
  readonly recordCount?: number;
  readonly values: Readonly<Record<string, Scalar>>;
  readonly sources: Readonly<Record<string, string>>;
  /** False: no agreement shows its values. */
  readonly isShown: boolean;
}

export interface Golden {
  readonly goldenId: string;
  readonly version: number;
  readonly masked: readonly string[];
  readonly conflicts: readonly string[];
  readonly provenance: Provenance;
}

export interface Goldens {
  readonly goldens: readonly Golden[];
  readonly isPending: boolean;
  readonly error: unknown;
}

export function useGoldens(library: Library | undefined, goldenIds: readonly string[]): Goldens {
  const api = useApi();
  const ask = useAsk();
  const resource = library?.resource ?? '';
  const read = async (goldenId: string): Promise<Golden> => {
    const params = { params: { header: ask, path: { goldenId } } };
    const [record, provenance] = await Promise.all([settle(api.GET(goldenPath(resource), params)), settle(api.GET(provenancePath(resource), params))]);
    return { goldenId, version: provenance.version, masked: record.masked ?? [], conflicts: record.conflicts ?? [], provenance };
  };
  const asked = useQueries({
    queries: goldenIds.map((goldenId) => ({ queryKey: ['golden', resource, goldenId, ask], queryFn: () => read(goldenId), enabled: resource !== '' })),
  });
  return {
    goldens: asked.flatMap(({ data }) => data ?? []),
    isPending: asked.some(({ isPending }) => isPending),
    error: asked.find(({ error }) => error !== null)?.error ?? null,
  };
}

/** By what a task is decided: two golden records, the relation proposed between two, records that wait beside one, records within one, or one alone. */
export type Shape = 'goldens' | 'held' | 'within' | 'alone' | 'load' | 'challenge' | 'confirm' | 'relation';

export function shapeOf(task: Task, endedBy: string | undefined): Shape {
  if (task.loadId !== null) return 'load';
  if (task.challengeId !== null) return 'challenge';
  if (endedBy === 'decision') return 'confirm';
  if (evidenceOf(task).relation !== undefined) return 'relation';
  if (task.goldenIds.length > 1) return 'goldens';
  const { records = [] } = evidenceOf(task);
  if (records.some(({ goldenId }) => goldenId === null)) return task.goldenIds.length === 0 ? 'alone' : 'held';
  return records.length > 0 && task.goldenIds.length === 1 ? 'within' : 'alone';
}

export function sidesOf(task: Task, shape: Shape, goldens: readonly Golden[]): Side[] {
  const { records = [] } = evidenceOf(task);
  const ofGoldens = goldens.map(goldenSide);
  if (shape === 'held') return [...ofGoldens, ...records.filter(({ goldenId }) => goldenId === null).map((record) => recordSide(record, 'held', goldens))];
  if (shape === 'within' && goldens.length === 1) return [...records.map((record) => recordSide(record, 'record', goldens)), ...ofGoldens];
  return ofGoldens;
}

function goldenSide({ goldenId, version, provenance }: Golden): Side {
  const entries = Object.entries(provenance.attributes);
  const all = new Set(entries.flatMap(([, { winner, others }]) => [winner, ...others].flatMap((one) => one?.record ?? [])));
  return {
    key: goldenId, kind: 'golden', goldenId, version, recordCount: all.size, isShown: true,
    values: Object.fromEntries(entries.map(([code, { value }]) => [code, value])),
    sources: Object.fromEntries(entries.flatMap(([code, { winner }]) => (winner === null ? [] : [[code, winner.source]]))),
  };
}

/** What one source record states: from the evidence where the API tells it, else from what the golden record's provenance quotes of it. */
function recordSide(told: EvidenceRecord, kind: 'record' | 'held', goldens: readonly Golden[]): Side {
  const { record, source, feed, effectiveDate, goldenId, attributes } = told;
  const quoted = attributes ?? quotedOf(record, goldens);
  return {
    key: record, kind, goldenId, record, source, feed, effectiveDate, values: quoted, sources: {}, isShown: Object.keys(quoted).length > 0,
  };
}

function quotedOf(record: string, goldens: readonly Golden[]): Record<string, Scalar> {
  const quotes = goldens.flatMap(({ provenance }) => Object.entries(provenance.attributes).flatMap(([code, { winner, others }]) =>
    [winner, ...others].filter((one): one is Statement => one?.record === record).map((one) => [code, one.value] as const)));
  return Object.fromEntries(quotes);
}

/** Attributes that any side states, those that the rule judges first. */
export function rowsOf(library: Library, task: Task, sides: readonly Side[]): { code: string; isJudged: boolean }[] {
  const judged = new Set([
    ...library.matchRules.deterministic.key.attributes,
    ...(library.matchRules.deterministic.key.name === undefined ? [] : [library.matchRules.deterministic.key.name.attribute]),
    ...(evidenceOf(task).attribute === undefined ? [] : [evidenceOf(task).attribute!]),
    ...(library.matchRules.scored?.compare.flatMap(({ attributes }) => attributes) ?? []),
  ]);
  const isStated = (code: string): boolean => sides.some(({ values }) => values[code] !== null && values[code] !== undefined && values[code] !== '');
  return Object.keys(library.attributes)
    .filter(isStated)
    .map((code) => ({ code, isJudged: judged.has(code) }))
    .sort((one, other) => Number(other.isJudged) - Number(one.isJudged));
}

/** Two sides that both state it, differently. */
export function differsIn(code: string, sides: readonly Side[]): boolean {
  const stated = new Set(sides.map(({ values }) => values[code]).filter((value) => value !== null && value !== undefined && value !== '').map(String));
  return stated.size > 1;
}
