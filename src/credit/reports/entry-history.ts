// All that is known of an entry, for those who oversee: as it stands, as it stood, what was done to it, and its cases. What left the public
// view is here and nowhere else.
import type { Pool } from 'pg';
import { ident, sql } from '../../store/sql.ts';

export interface EntryVersion {
  readonly version: number;
  readonly isCurrent: boolean;
  readonly subjectLibrary: string;
  readonly subjectGoldenId: string;
  readonly listCode: string;
  readonly edition: string;
  readonly beginsOn: string;
  readonly endsOn: string | null;
  readonly endCause: string | null;
  readonly publishedFrom: string | null;
  readonly publishedUntil: string | null;
  readonly isDisputed: boolean;
  readonly isSuspended: boolean;
  readonly recordedAt: Date;
  readonly replacedAt: Date | null;
  /** What replaced it: `load:12`, `case:…`, `rules:3`. */
  readonly replacedBy: string | null;
}

export interface EntryEffect {
  readonly kind: string;
  readonly fromOn: string;
  readonly caseId: string | null;
  readonly reason: string;
  readonly madeAt: Date;
  readonly madeOperator: string;
  readonly endedAt: Date | null;
  readonly endedReason: string | null;
}

export interface EntryStory {
  readonly entryId: string;
  readonly documentNo: string | null;
  readonly recordState: string | null;
  /** Departments that delivered the record. */
  readonly departments: readonly string[];
  readonly versions: readonly EntryVersion[];
  readonly effects: readonly EntryEffect[];
  readonly caseIds: readonly string[];
}

/** Days are the first outside, as they are held. Null: there never was such an entry. */
export async function readEntryStory(pool: Pool, entryId: string): Promise<EntryStory | null> {
  const { rows: versions } = await pool.query<EntryVersion>(versionsSql(entryId));
  const { rows: effects } = await pool.query<EntryEffect>(sql`
    select kind, from_on as "fromOn", case_id as "caseId", reason, made_at as "madeAt", made_operator as "madeOperator", ended_at as "endedAt", ended_reason as "endedReason"
    from hub.credit_effect where golden_id = ${entryId}::uuid order by made_at, effect_id`);
  if (versions.length === 0 && effects.length === 0) return null;
  const { rows: [record] } = await pool.query<{ documentNo: string | null; recordState: string }>(sql`
    select document_no as "documentNo", state as "recordState" from ${ident('credit', 'golden_record')} where golden_id = ${entryId}::uuid`);
  const { rows: sources } = await pool.query<{ source: string }>(sql`
    select distinct source from ${ident('credit', 'source_record')} where golden_id = ${entryId}::uuid order by 1`);
  const { rows: cases } = await pool.query<{ caseId: string }>(sql`select case_id as "caseId" from hub.credit_case where golden_id = ${entryId}::uuid order by filed_at, case_id`);
  return {
    entryId, documentNo: record?.documentNo ?? null, recordState: record?.recordState ?? null, departments: sources.map(({ source }) => source), versions, effects,
    caseIds: cases.map(({ caseId }) => caseId),
  };
}

function versionsSql(entryId: string) {
  const shared = sql`version, subject_library as "subjectLibrary", subject_golden_id as "subjectGoldenId", list_code as "listCode", edition, begins_on as "beginsOn",
    nullif(ends_on, 'infinity') as "endsOn", end_cause as "endCause", published_from as "publishedFrom", nullif(published_until, 'infinity') as "publishedUntil",
    is_disputed as "isDisputed", is_suspended as "isSuspended", recorded_at as "recordedAt"`;
  return sql`
    select ${shared}, false as "isCurrent", replaced_at as "replacedAt", cause as "replacedBy" from hub.credit_entry_history where golden_id = ${entryId}::uuid
    union all
    select ${shared}, true, null, null from hub.credit_entry where golden_id = ${entryId}::uuid
    order by version`;
}
