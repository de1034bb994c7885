// An entry as an answer shows it: list and dates in words and days, what may be done about it, and of its record what the grant shows.
import type { Label } from '../../kernel/labels.ts';
import { listOf } from '../rules/read-rules.ts';
import type { CreditRules, Polarity, Section } from '../rules/types.ts';
import type { EntryRow } from './subject-entries.sql.ts';

export interface EntryView {
  readonly entryId: string;
  readonly listCode: string;
  readonly listLabel: Label;
  readonly edition: string;
  readonly section: Section;
  readonly polarity: Polarity;
  readonly legalBasis: string;
  readonly decidedOn: string | null;
  readonly beginsOn: string;
  /** Last day inside; null: open. */
  readonly until: string | null;
  readonly endCause: string | null;
  readonly publishedUntil: string | null;
  readonly isInForce: boolean;
  readonly isPublished: boolean;
  readonly isDisputed: boolean;
  readonly isSuspended: boolean;
  /** From when and how it can be repaired; null: it cannot. */
  readonly repair: { readonly from: string; readonly notice: Label } | null;
  readonly attributes: Readonly<Record<string, unknown>>;
}

const dayMs = 86_400_000;
const dayBefore = (day: string | null): string | null => (day === null ? null : new Date(Date.parse(`${day}T00:00:00Z`) - dayMs).toISOString().slice(0, 10));

/** "两书同达": with the decision its subject is told when and how it may be repaired (NDRC Order 36 of 2025). */
function repairNotice(from: string): Label {
  return {
    zh: `自${from}起，已纠正失信行为、履行完毕义务并作出信用承诺的，可向授权服务窗口申请信用修复，由认定单位办理；认为信息有误的，可随时提出异议。`,
    en: `From ${from}, when the conduct is corrected, the duties are fulfilled and a promise is given, repair may be applied for at an authorised window; the unit that made the decision handles it. Whoever holds the entry to be wrong may object at any time.`,
  };
}

/** `mask`: what the grant shows of the record. */
export function viewEntry(rules: CreditRules, row: EntryRow, mask: (row: EntryRow) => Readonly<Record<string, unknown>>): EntryView {
  const of = { listCode: row['@list_code'], edition: row['@edition'], decidedOn: row['@decided_on'], beginsOn: row['@begins_on'] };
  const list = listOf(rules, of);
  const from = row['@repairable_from'];
  return {
    entryId: row['@golden_id'], ...of, listLabel: { zh: list.labelZh, en: list.labelEn }, section: row['@section'], polarity: row['@polarity'], legalBasis: list.legalBasis,
    until: dayBefore(row['@ends_on']), endCause: row['@end_cause'], publishedUntil: dayBefore(row['@published_until']), isInForce: row['@is_in_force'],
    isPublished: row['@is_published'], isDisputed: row['@is_disputed'], isSuspended: row['@is_suspended'],
    repair: from === null || row['@polarity'] === 'incentive' ? null : { from, notice: repairNotice(from) },
    attributes: mask(row),
  };
}
