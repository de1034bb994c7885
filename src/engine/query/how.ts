// How a golden record came to be: its records, the ids that lead to it, decisions and versions as one list in order of time.
import type { Pool } from 'pg';
import type { LibraryDefinition } from '../../definition/types.ts';
import type { Label } from '../../kernel/labels.ts';
import { decisionSentence, recordSentence, redirectSentence, versionSentence } from '../explain/how-sentences.ts';
import { arrivalsSql, decisionsAboutSql, hasDecisionsSql, redirectsSql } from './how.sql.ts';
import { readHistory } from './history.ts';

interface Told {
  readonly at: Date;
  readonly sentence: Label;
}

export interface RecordEvent extends Told {
  readonly kind: 'record';
  /** Handle of the record. */
  readonly record: string;
  readonly source: string;
  readonly feed: string;
  readonly effectiveDate: string;
  readonly isWithdrawn: boolean;
  readonly rule: string | null;
  readonly origin: string | null;
  readonly score: number | null;
}

export interface RedirectEvent extends Told {
  readonly kind: 'redirect';
  readonly goldenId: string;
  readonly cause: string;
}

export interface DecisionEvent extends Told {
  readonly kind: 'decision';
  readonly decisionId: string;
  readonly decision: string;
  readonly by: string;
  readonly isInForce: boolean;
}

/** `changed`: attributes that differ from the version before, as far as they are granted. */
export interface VersionEvent extends Told {
  readonly kind: 'version';
  readonly version: number;
  readonly cause: string;
  readonly changed: readonly string[];
}

export type HowEvent = RecordEvent | RedirectEvent | DecisionEvent | VersionEvent;

type Row<Event extends HowEvent> = Omit<Event, 'kind' | 'sentence'>;

/** Oldest first. `columns` are the granted attributes; no value is told. */
export async function readHow(
  pool: Pool, library: LibraryDefinition, { goldenId, columns }: { readonly goldenId: string; readonly columns: readonly string[] },
): Promise<HowEvent[]> {
  const { rows: arrivals } = await pool.query<Row<RecordEvent> & { nameZh: string | null; nameEn: string | null }>(arrivalsSql(library, goldenId));
  const { rows: redirects } = await pool.query<Row<RedirectEvent>>(redirectsSql(library, goldenId));
  const decisions = await readDecisions(pool, library, [goldenId, ...redirects.map((redirect) => redirect.goldenId)]);
  const versions = await readHistory(pool, library, { goldenId, columns });
  const records = arrivals.map(({ nameZh, nameEn, ...row }): RecordEvent => {
    const department = nameZh === null || nameEn === null ? (library.sources?.[row.source] ?? null) : { zh: nameZh, en: nameEn };
    return { kind: 'record', ...row, sentence: recordSentence(library, { ...row, department }) };
  });
  const events: HowEvent[] = [
    ...records,
    ...redirects.map((row): RedirectEvent => ({ kind: 'redirect', ...row, sentence: redirectSentence(row) })),
    ...decisions.map((row): DecisionEvent => ({ kind: 'decision', ...row, sentence: decisionSentence(row) })),
    ...versions.reverse().map(({ version, recordedAt: at, cause, changes }): VersionEvent => {
      const changed = version === 1 ? [] : changes.map(({ attribute }) => attribute);
      const labels = changed.map((code) => library.attributes[code]!.label);
      return { kind: 'version', at, version, cause, changed, sentence: versionSentence({ at, version, cause, changed: labels }) };
    }),
  ];
  // Stable: what bears the same instant stays in the order of cause and effect.
  return events.sort((x, y) => x.at.getTime() - y.at.getTime());
}

async function readDecisions(pool: Pool, library: LibraryDefinition, goldenIds: readonly string[]): Promise<Row<DecisionEvent>[]> {
  const { rows: [table] } = await pool.query<{ isKept: boolean }>(hasDecisionsSql);
  if (!table!.isKept) return [];
  return (await pool.query<Row<DecisionEvent>>(decisionsAboutSql(library, goldenIds))).rows;
}
