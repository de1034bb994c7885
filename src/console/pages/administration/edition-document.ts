// An edition as a file that can be edited and brought in again: the rows that the API tells, in the form that its import takes. Pure.
import type { components } from '../../../generated/openapi.ts';

type List = components['schemas']['CreditList'];
type Measure = components['schemas']['CreditMeasure'];
type Document = components['schemas']['CreditRulesDocument'];

/** Measures of a list whose row is of another edition have no place in the document, and stay as they are. */
export function documentOfEdition({ lists, measures }: { readonly lists: readonly List[]; readonly measures: readonly Measure[] }, edition: string): Document {
  const own = lists.filter((list) => list.edition === edition);
  return { edition, lists: own.map((list) => ({ ...listOf(list), measures: measures.filter((measure) => isOf(measure, list, own)).map(measureOf) })) } as Document;
}

/** A measure is written under one row of its list: the last that began by its own first day, else the first. */
function isOf({ edition, listCode, validFrom }: Measure, list: List, own: readonly List[]): boolean {
  if (edition !== list.edition || listCode !== list.listCode) return false;
  const rows = own.filter((row) => row.listCode === listCode).toSorted((one, other) => one.validFrom.localeCompare(other.validFrom));
  return list === (rows.findLast((row) => row.validFrom <= validFrom) ?? rows[0]);
}

function listOf(list: List): object {
  return stated({
    code: list.listCode, label: `${list.labelZh}|${list.labelEn}`, polarity: list.polarity, section: list.section, authority: list.authority, basis: list.legalBasis,
    takes: stated({ class: list.recordClass, list: list.recordList, penaltyClasses: list.penaltyClasses, leastAmount: list.leastAmount }),
    priority: list.priority, termMonths: list.termMonths, published: list.isPublished, minPublicationMonths: list.minPublicationMonths,
    maxPublicationMonths: list.maxPublicationMonths, repairable: list.isRepairable, from: list.validFrom, to: list.validTo, confirmed: list.isConfirmed,
  });
}

function measureOf(measure: Measure): object {
  return stated({
    code: measure.measureCode, label: `${measure.labelZh}|${measure.labelEn}`, content: measure.contentZh, class: measure.class, roles: [measure.targetRole],
    departments: measure.departments, matters: measure.matters, basis: measure.legalBasis, from: measure.validFrom, to: measure.validTo, repealedOn: measure.repealedOn,
    confirmed: measure.isConfirmed,
  });
}

/** What a row does not say stands in no file. */
function stated(row: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined));
}
