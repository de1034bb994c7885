// What began, changed or ended in force and concerns the caller's department.
import { readEvents, type EntryEvent } from '../../credit/events/events.ts';
import { organisationLibraries } from '../../credit/flags/organisations.ts';
import type { CreditRules } from '../../credit/rules/types.ts';
import { causeWord } from '../../credit/webhooks/fan-out.ts';
import type { LibraryDefinition } from '../../definition/types.ts';
import type { Grant } from '../../sharing/grant.ts';
import { maskValues } from '../../sharing/mask.ts';
import { maskName } from '../../sharing/mask-styles.ts';
import { withoutSubjectData, type Masked } from '../../sharing/masked.ts';
import { rowFilterSql } from '../../sharing/row-filter.sql.ts';
import type { SubjectHandler } from '../deps.ts';
import { lastDay } from '../flag-view.ts';

const ofSubject = ['subject_name', 'subject_uscc', 'subject_id_number'];

export const listCreditEvents: SubjectHandler = async (deps, { service, grant, caller }, { parameters }) => {
  const { library } = service;
  const rules = await deps.creditRules.current();
  const columns = ofSubject.filter((code) => grant.attributes.has(code) && Object.hasOwn(library.attributes, code));
  const reach = { columns, filter: rowFilterSql(grant.rowFilter, 'g'), organisations: organisationLibraries(deps.libraries) };
  const after = Number(parameters['after']);
  const page = await readEvents(deps.pool, rules, { after, limit: Number(parameters['limit']), department: caller.agencyCode, reach });
  const items = page.events.map((event) => viewEvent(library, grant, rules, event));
  return {
    body: withoutSubjectData({ items, next: page.next, more: page.hasMore }), goldenIds: [...new Set(page.events.map(({ row }) => row.golden_id))],
    subjectCount: page.events.length, attributes: columns, details: { after, next: page.next },
  };
};

function viewEvent(library: LibraryDefinition, grant: Grant, rules: CreditRules, event: EntryEvent): Record<string, unknown> {
  const { row, measures } = event;
  const list = rules.lists.find(({ listCode, edition }) => listCode === row.list_code && edition === row.edition);
  return {
    timepoint: row.timepoint, at: row.at, type: `credit.entry.${row.effect}`, entryId: row.golden_id,
    list: { code: row.list_code, edition: row.edition, label: { zh: list?.labelZh ?? row.list_code, en: list?.labelEn ?? row.list_code } },
    polarity: row.polarity,
    measures: measures.map(({ measure, targetRoles }) => ({
      code: measure.measureCode, label: { zh: measure.labelZh, en: measure.labelEn }, class: measure.class, targetRoles, matters: measure.matters, legalBasis: measure.legalBasis,
    })),
    begins: row.begins_on, until: lastDay(row.ends_on), cause: causeWord(row.cause), superseded: !row.is_latest,
    ...(row.is_latest ? { subject: viewSubject(library, grant, event) } : {}),
  };
}

/** An organisation's name and code as granted; a person's name and number only where the number is granted, and no clearer than that. */
function viewSubject(library: LibraryDefinition, grant: Grant, { row }: EntryEvent): Masked<Record<string, unknown>> {
  const values = Object.fromEntries(ofSubject.filter((code) => row[`@${code}`] !== undefined).map((code) => [code, row[`@${code}`]]));
  const { subject_name: name, subject_uscc: uscc, subject_id_number: idNumber } = maskValues(library, grant, values);
  if (row.is_organisation) return withoutSubjectData({ kind: 'organisation', ...(name === undefined ? {} : { name }), ...(uscc === undefined ? {} : { uscc }) });
  if (idNumber === undefined) return withoutSubjectData({ kind: 'person' });
  const isClear = grant.attributes.get('subject_id_number') === 'clear';
  const shown = typeof name !== 'string' ? {} : { name: isClear ? name : maskName(name) };
  return withoutSubjectData({ kind: 'person', ...shown, idNumber });
}
