// Entries of one subject with what a reach shows of their records.
import { goldenColumns, table, withinReach, type GoldenRow, type Reach } from '../../engine/query/reach.ts';
import type { LibraryDefinition } from '../../definition/types.ts';
import { sql, type Query } from '../../store/sql.ts';
import { isShown } from '../cases/cases.sql.ts';
import type { Polarity, Section } from '../rules/types.ts';

export interface EntryRow extends GoldenRow {
  readonly '@list_code': string;
  readonly '@edition': string;
  readonly '@polarity': Polarity;
  readonly '@section': Section;
  readonly '@decided_on': string | null;
  readonly '@begins_on': string;
  /** First day outside; null: open. */
  readonly '@ends_on': string | null;
  readonly '@end_cause': string | null;
  readonly '@published_until': string | null;
  readonly '@repairable_from': string | null;
  readonly '@is_disputed': boolean;
  readonly '@is_suspended': boolean;
  readonly '@is_in_force': boolean;
  readonly '@is_published': boolean;
}

/** In force or published on the day, newest first; with `history`, what was and is no more besides. */
export function subjectEntriesSql(
  library: LibraryDefinition,
  reach: Reach,
  of: { readonly library: string; readonly goldenId: string; readonly today: string; readonly history: boolean },
): Query {
  return sql`
    select ${goldenColumns(reach)}, e.list_code as "@list_code", e.edition as "@edition", e.polarity as "@polarity", e.section as "@section",
      e.decided_on as "@decided_on", e.begins_on as "@begins_on", nullif(e.ends_on, 'infinity') as "@ends_on", e.end_cause as "@end_cause",
      nullif(e.published_until, 'infinity') as "@published_until", e.repairable_from as "@repairable_from", e.is_disputed as "@is_disputed",
      e.is_suspended as "@is_suspended", e.begins_on <= ${of.today}::date and ${of.today}::date < e.ends_on as "@is_in_force",
      coalesce(e.published_from <= ${of.today}::date and ${of.today}::date < e.published_until, false) as "@is_published"
    from hub.credit_entry e join ${table(library, 'golden_record')} g using (golden_id)
    where e.subject_golden_id = ${of.goldenId}::uuid and e.subject_library = ${of.library} and ${withinReach(reach)}
      and ${of.history ? sql`e.begins_on <= ${of.today}::date` : isShown(of.today)}
    order by coalesce(e.decided_on, e.begins_on) desc, e.golden_id`;
}
