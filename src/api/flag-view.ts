// What a bureau is told of an entry, under its agreement. A person's number is never told: the bureau knows who it is by its authorisation.
import type { FileOrder } from '../credit/flags/files.ts';
import { organisationLibraries } from '../credit/flags/organisations.ts';
import type { BureauReach, ChangeRow, FlagRow } from '../credit/flags/flags.sql.ts';
import type { CreditRules } from '../credit/rules/types.ts';
import type { LibraryDefinition } from '../definition/types.ts';
import type { Label } from '../kernel/labels.ts';
import type { Grant } from '../sharing/grant.ts';
import { maskValues } from '../sharing/mask.ts';
import { maskName } from '../sharing/mask-styles.ts';
import { withoutSubjectData, type Masked } from '../sharing/masked.ts';
import { rowFilterSql } from '../sharing/row-filter.sql.ts';

/** Attributes of the record that flags hold where they are granted; the subject's own stand in `subject`. */
const told = [
  'document_no', 'document_name', 'decided_by', 'decided_on', 'listed_on', 'reason', 'behaviour', 'violation', 'penalty_class', 'permit_class', 'fulfilment',
  'valid_from', 'valid_to', 'year', 'grade',
];
const ofSubject = ['subject_name', 'subject_uscc'];

export interface FlagView {
  readonly entryId: string;
  readonly list: { readonly code: string; readonly edition: string; readonly label: Label };
  readonly polarity: string;
  readonly section: string;
  readonly begins: string;
  /** Last day on which the bureau may hold it. */
  readonly until: string | null;
  readonly disputed: boolean;
  readonly subject: Masked<SubjectView>;
  readonly attributes: Masked<Record<string, unknown>>;
}

export interface SubjectView {
  readonly kind: 'organisation' | 'person';
  readonly name?: string | null;
  readonly uscc?: string | null;
  readonly authorisationId?: string;
  readonly reference?: string;
}

export interface ChangeView {
  readonly timepoint: number;
  readonly op: 'add' | 'change' | 'remove';
  readonly entryId: string;
  readonly entry?: FlagView;
}

/** What the agreement lets a bureau read, today. */
export function bureauReach(library: LibraryDefinition, grant: Grant, { libraries, today }: { libraries: readonly LibraryDefinition[]; today: string }): BureauReach {
  const columns = [...told, ...ofSubject].filter((code) => grant.attributes.has(code) && Object.hasOwn(library.attributes, code));
  return { agencyCode: grant.agencyCode, columns, filter: rowFilterSql(grant.rowFilter, 'g'), organisations: organisationLibraries(libraries), today };
}

/** Views rows of one grant with the rules of one moment. */
export function changeViewer(library: LibraryDefinition, grant: Grant, rules: CreditRules): (row: ChangeRow) => ChangeView {
  const labels = new Map(rules.lists.map((list) => [`${list.listCode} ${list.edition}`, { zh: list.labelZh, en: list.labelEn }]));
  const entryOf = (row: FlagRow): FlagView => {
    const values = Object.fromEntries([...told, ...ofSubject].filter((code) => row[`@${code}`] !== undefined).map((code) => [code, row[`@${code}`]]));
    const { subject_name: name, subject_uscc: uscc, ...attributes } = maskValues(library, grant, values);
    return {
      entryId: row.golden_id,
      list: { code: row.list_code, edition: row.edition, label: labels.get(`${row.list_code} ${row.edition}`) ?? { zh: row.list_code, en: row.list_code } },
      polarity: row.polarity, section: row.section,
      begins: row.begins_on, until: lastDay(row.until_on), disputed: row.is_disputed,
      subject: viewSubject(row, name as string | null | undefined, uscc as string | null | undefined),
      attributes: attributes as Masked<Record<string, unknown>>,
    };
  };
  return (row) => row.is_visible
    ? { timepoint: row.timepoint, op: row.is_new ? 'add' : 'change', entryId: row.golden_id, entry: entryOf(row) }
    : { timepoint: row.timepoint, op: 'remove', entryId: row.golden_id };
}

/** Name and code of an organisation as granted; of a person the masked name at most. */
function viewSubject(row: FlagRow, name: string | null | undefined, uscc: string | null | undefined): Masked<SubjectView> {
  if (row.is_organisation) {
    return withoutSubjectData({ kind: 'organisation', ...(name === undefined ? {} : { name }), ...(uscc === undefined ? {} : { uscc }) });
  }
  const masked = name === undefined ? {} : { name: name === null ? null : maskName(name) };
  return withoutSubjectData({ kind: 'person', ...masked, authorisationId: row.authorisation_id ?? undefined, reference: row.reference ?? undefined });
}

/** The last day inside; null: open. */
export function lastDay(until: string): string | null {
  return until === 'infinity' ? null : new Date(Date.parse(until) - 86_400_000).toISOString().slice(0, 10);
}

/** What the files of one agreement are built from. */
export function flagFileOrder(library: LibraryDefinition, grant: Grant, { libraries, today, rules }: { libraries: readonly LibraryDefinition[]; today: string; rules: CreditRules }): FileOrder {
  return { agreementId: grant.agreementId, reach: bureauReach(library, grant, { libraries, today }), view: changeViewer(library, grant, rules) };
}
