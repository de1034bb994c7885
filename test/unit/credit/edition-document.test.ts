// An edition that the console writes to a file is, brought in again, the same edition.
import { expect, it } from 'vitest';
import { readOwnRules } from '../../../src/app/credit-rules.ts';
import { documentOfEdition } from '../../../src/console/pages/administration/edition-document.ts';
import { readRulesDocument, type RulesDocument } from '../../../src/credit/rules/rules-document.ts';

it('gives back every row of the editions that a hub starts with', async () => {
  const documents = (await readOwnRules()) as RulesDocument[];
  const rows = documents.map(readRulesDocument);
  const all = { lists: rows.flatMap(({ lists }) => lists), measures: rows.flatMap(({ measures }) => measures) };
  const sorted = <Row>(list: readonly Row[]): string[] => list.map((row) => JSON.stringify(row)).sort();
  for (const [index, { edition }] of documents.entries()) {
    const again = readRulesDocument(JSON.parse(JSON.stringify(documentOfEdition(all as never, edition))));
    expect(sorted(again.lists)).toEqual(sorted(rows[index]!.lists));
    expect(sorted(again.measures)).toEqual(sorted(rows[index]!.measures));
  }
});

it('writes a measure once where its list has several rows, and none of a list of another edition', () => {
  const list = { listCode: 'a', edition: '1', labelZh: '甲', labelEn: 'A', polarity: 'punish', section: 'other', authority: 'x', legalBasis: 'x', recordClass: 'list_entry', recordList: null, penaltyClasses: null, leastAmount: null, priority: 0, termMonths: 12, isPublished: true, minPublicationMonths: null, maxPublicationMonths: null, isRepairable: true, isConfirmed: false };
  const measure = { listCode: 'a', measureCode: 'm', edition: '1', labelZh: '乙', labelEn: 'B', contentZh: 'x', class: 1, targetRole: 'subject', departments: ['*'], matters: ['*'], legalBasis: 'x', validFrom: '2020-06-01', validTo: null, repealedOn: null, isConfirmed: false };
  const document = documentOfEdition({
    lists: [{ ...list, validFrom: '2020-01-01', validTo: '2020-12-31' }, { ...list, validFrom: '2021-01-01', validTo: null }] as never,
    measures: [measure, { ...measure, measureCode: 'n', validFrom: '2021-02-01' }, { ...measure, edition: '2' }] as never,
  }, '1') as unknown as RulesDocument;
  expect(document.lists.map(({ measures }) => measures?.map(({ code }) => code))).toEqual([['m'], ['n']]);
});
