// A golden record as an answer shows it under a grant, and the reach that the grant gives to queries.
import type { FoundRecord } from '../engine/query/find-records.ts';
import type { Reach } from '../engine/query/reach.ts';
import type { LibraryDefinition } from '../definition/types.ts';
import type { Grant } from '../sharing/grant.ts';
import { maskValues } from '../sharing/mask.ts';
import { withoutSubjectData, type Masked } from '../sharing/masked.ts';
import { rowFilterSql } from '../sharing/row-filter.sql.ts';

export interface RecordView {
  readonly library: string;
  readonly goldenId: string;
  readonly version: number;
  readonly recordedAt: Date;
  readonly redirectedFrom?: string;
  readonly attributes: Masked<Record<string, unknown>>;
  /** Attributes that the grant shows masked. */
  readonly masked: readonly string[];
  readonly conflicts: readonly string[];
  /** Attributes that an agency challenges; absent where it was not asked. */
  readonly disputed?: readonly string[];
}

const reaches = new WeakMap<Grant, Reach>();

/**
 * The columns and rows of a grant. Attributes that the library no longer has are left out. Its id is the question itself: grants
 * that select the same columns of the same rows share a query, and each masks what it gets of it.
 */
export function reachOf(library: LibraryDefinition, grant: Grant): Reach {
  let reach = reaches.get(grant);
  if (reach === undefined) {
    const columns = [...grant.attributes.keys()].filter((code) => Object.hasOwn(library.attributes, code));
    const filter = rowFilterSql(grant.rowFilter, 'g');
    reach = { id: JSON.stringify([library.code, columns, grant.rowFilter]), columns, filter };
    reaches.set(grant, reach);
  }
  return reach;
}

/** Only granted attributes, masked as granted; of conflicts, too, only those of granted attributes are told. */
export function viewRecord(library: LibraryDefinition, grant: Grant, { row, redirectedFrom }: FoundRecord, disputed?: readonly string[]): Masked<RecordView> {
  const attributes = maskValues(library, grant, row);
  return withoutSubjectData({
    library: library.code,
    goldenId: row['@golden_id'],
    version: row['@version'],
    recordedAt: row['@recorded_at'],
    ...(redirectedFrom === undefined ? {} : { redirectedFrom }),
    attributes,
    masked: maskedCodes(grant),
    conflicts: (row['@conflicts'] ?? []).filter((code) => grant.attributes.has(code)),
    ...(disputed === undefined ? {} : { disputed }),
  });
}

const masks = new WeakMap<Grant, readonly string[]>();

function maskedCodes(grant: Grant): readonly string[] {
  let codes = masks.get(grant);
  if (codes === undefined) {
    codes = [...grant.attributes].filter(([, visibility]) => visibility === 'masked').map(([code]) => code);
    masks.set(grant, codes);
  }
  return codes;
}

/** Changes with the record's version, with what is in doubt, and with what the grant shows of it. */
export function recordTag(grant: Grant, { row, redirectedFrom }: FoundRecord, disputed: readonly string[]): string {
  const doubts = disputed.length === 0 ? '' : `.${disputed.join('+')}`;
  return `"${row['@golden_id']}.${row['@version']}.${grant.id}${redirectedFrom === undefined ? '' : '.r'}${doubts}"`;
}
