// Lists and replays of kept checks. A replay says what was answered, to the character, and what has become of every entry since.
import type { Pool } from 'pg';
import type { Clock } from '../../kernel/clock.ts';
import { decodeCursor, encodeCursor } from './cursors.ts';
import { entriesThenAndNowSql, listChecksSql, readCheckSql, type CheckCursor, type CheckFilter } from './check-queries.sql.ts';
import { feedbackOf, type FeedbackRow } from './feedback-queries.ts';
import { readPartAnswer, type PartAnswers } from './file/part-answers.ts';
import type { CheckedEntry } from './types.ts';

export interface QueryDeps {
  readonly pool: Pool;
  readonly clock: Clock;
}

export interface CheckFacts {
  readonly checkId: string;
  readonly kind: 'single' | 'batch' | 'file';
  readonly at: Date;
  readonly agencyCode: string;
  readonly subjectCount: number;
  readonly results: readonly string[];
  readonly [fact: string]: unknown;
}

/** Newest first. Null: `after` is no cursor of this list. */
export async function listChecks({ pool, clock }: QueryDeps, filter: CheckFilter, page: { limit: number; after?: string }): Promise<{ checks: CheckFacts[]; next: string | null } | null> {
  const after = page.after === undefined ? null : decodeCursor<CheckCursor>(page.after, ['at', 'checkId']);
  if (page.after !== undefined && after === null) return null;
  const { rows } = await pool.query<CheckFacts>(listChecksSql(filter, { after, limit: page.limit, today: clock.today() }));
  const checks = rows.slice(0, page.limit);
  const last = checks.at(-1);
  return { checks, next: rows.length > page.limit && last ? encodeCursor({ at: last.at, checkId: last.checkId }) : null };
}

/** `<checkId>` or, of one subject in a batch or file, `<checkId>.<place>`. */
export interface CheckRef {
  readonly checkId: string;
  readonly item: number | null;
}

export function parseCheckRef(text: string): CheckRef {
  const [checkId = '', place] = text.split('.');
  return { checkId, item: place === undefined ? null : Number(place) };
}

/** Everything that is kept of a check, and what stands now. */
export interface Replay extends CheckFacts {
  /** The answer as it was sent. */
  readonly answer: unknown;
  readonly entries: readonly EntryThenAndNow[];
  readonly feedback: readonly FeedbackRow[];
  readonly subjectIds: readonly (string | null)[];
}

export interface EntryThenAndNow {
  readonly entryId: string;
  readonly version: number;
  readonly asShown: object | null;
  /** `gone`: the record is doubtful, not linked, merged or withdrawn by now · `moved`: it is about another subject. */
  readonly now: { readonly state: string } & Readonly<Record<string, unknown>>;
}

interface KeptRow extends CheckFacts {
  readonly answer: string | null;
  readonly subjectIds: readonly (string | null)[];
}

/** Null: no such check, or no such place in it. */
export async function replayCheck(deps: QueryDeps, { checkId, item }: CheckRef): Promise<Replay | null> {
  const { rows: [row] } = await deps.pool.query<KeptRow>(readCheckSql(checkId, item, deps.clock.today()));
  if (row === undefined || row.answer === null) return null;
  const answer = row.kind === 'file' ? fileAnswer(JSON.parse(row.answer) as PartAnswers, item) : (JSON.parse(row.answer) as Answered);
  if (answer === null) return null;
  const subjectIds = item === null ? row.subjectIds : [row.subjectIds[item] ?? null];
  const shown = (answer.results ?? [answer]).flatMap(({ entries }, place) => entries.map((entry) => ({ entry, subjectId: subjectIds[place] ?? null })));
  return { ...row, subjectIds, answer, entries: await thenAndNow(deps, shown), feedback: await feedbackOf(deps.pool, { checkId, item: row.kind === 'single' ? null : item }) };
}

interface Answered {
  readonly entries: readonly CheckedEntry[];
  readonly results?: readonly { readonly entries: readonly CheckedEntry[] }[];
}

/** As the batch would have said it. */
function fileAnswer(part: PartAnswers, item: number | null): Answered | null {
  if (item !== null) return readPartAnswer(part, item);
  const { checkId, asOf, rulesEpoch } = part;
  return { checkId, asOf, rulesEpoch, results: part.results.map((_, place) => readPartAnswer(part, place)!) } as unknown as Answered;
}

async function thenAndNow({ pool, clock }: QueryDeps, shown: readonly { entry: CheckedEntry; subjectId: string | null }[]): Promise<EntryThenAndNow[]> {
  if (shown.length === 0) return [];
  const asked = { ids: shown.map(({ entry }) => entry.entryId), versions: shown.map(({ entry }) => entry.version) };
  const { rows } = await pool.query<EntryThenAndNow & { readonly subjectId: string | null; readonly now: EntryThenAndNow['now'] | null }>(entriesThenAndNowSql(asked, clock.today()));
  return rows.map(({ subjectId, now, ...row }, place) => {
    const { entry, subjectId: askedId } = shown[place]!;
    const isMoved = entry.targetRole === 'subject' && subjectId !== askedId;
    return { ...row, now: now === null ? { state: 'gone' } : isMoved ? { state: 'moved' } : now };
  });
}
