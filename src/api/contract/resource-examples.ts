// Examples of the stamped operations: fictitious values only, computed from the definition.
import { describableAttributes } from '../../engine/query/described-matcher.ts';
import type { LibraryDefinition } from '../../definition/types.ts';
import { attributeExample, identifierExample } from './attribute-schemas.ts';

const goldenId = '01900000-0000-7000-8000-000000000001';
const recordedAt = '2026-09-01T01:00:00.000Z';
const shownAttributes = 4;

function firstCodes(library: LibraryDefinition): string[] {
  return Object.keys(library.attributes).slice(0, shownAttributes);
}

function attributeValues(library: LibraryDefinition, codes: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    codes.flatMap((code) => {
      const attribute = library.attributes[code];
      return attribute ? [[code, attributeExample(library, attribute)]] : [];
    }),
  );
}

function identifierOf(library: LibraryDefinition): { type: string; value: string } {
  const type = library.identifiers[0]?.types[0] ?? '';
  return { type, value: identifierExample(type) };
}

/** The identifiers that the example of a look-up asks for: one that finds a record, and one that several hold. */
function exampleTypes(library: LibraryDefinition): string[] {
  return library.identifiers.slice(0, 2).flatMap(({ types }) => types.slice(0, 1));
}

function exampleRecord(library: LibraryDefinition): Record<string, unknown> {
  const attributes = attributeValues(library, firstCodes(library));
  return { library: library.code, goldenId, version: 3, recordedAt, attributes, masked: [], conflicts: [] };
}

function exampleName(library: LibraryDefinition): string {
  return Object.values(library.attributes).some((attribute) => attribute.type === 'person_name') ? '张三' : '示例科技有限公司';
}

/** The example of the JSON body that a template asks for. */
export function requestExample(library: LibraryDefinition, template: string): unknown {
  switch (template) {
    case 'lookup':
      return { identifiers: exampleTypes(library).map((type) => ({ type, value: identifierExample(type) })) };
    case 'verify':
      return { items: [{ identifier: identifierOf(library), name: exampleName(library) }] };
    case 'search-unique': {
      const given = attributeValues(library, library.search?.unique?.require ?? []);
      return { attributes: Object.fromEntries(Object.entries(given).map(([code, value]) => [code, String(value)])) };
    }
    case 'score': {
      const codes = describableAttributes(library).filter((code) => library.attributes[code]!.type !== 'identifier').slice(0, shownAttributes);
      return { attributes: Object.fromEntries(Object.entries(attributeValues(library, codes)).map(([code, value]) => [code, String(value)])), limit: 5 };
    }
    case 'search-subject': {
      const type = library.subject?.candidates[0]?.type ?? '';
      return { subject: { type, value: identifierExample(type), name: '示例科技有限公司' } };
    }
    case 'create-challenge': {
      const [attribute = ''] = firstCodes(library);
      return { attribute, doubt: 'wrong', reason: '窗口核对证件，与登记不符', evidenceReference: 'HS-0001/3' };
    }
    default:
      return undefined;
  }
}

/** The example of the answer that a template gives. */
export function responseExample(library: LibraryDefinition, template: string): unknown {
  const record = exampleRecord(library);
  switch (template) {
    case 'lookup':
      return { results: exampleTypes(library).map((_, index) => (index === 0 ? { result: 'found', record } : { result: 'ambiguous' })) };
    case 'verify':
      return { results: [{ name: 'match', attributes: {} }] };
    case 'search-names':
      return { items: [record] };
    case 'search-unique':
      return { match: record };
    case 'search-subject':
      return { subject: 'match', records: [record] };
    case 'score':
      return {
        modelId: 3, cappedBlocks: [],
        candidates: [{ goldenId, score: 21.4, expectedPrecision: 0.998, outcome: 'match', relation: null, identifiers: [], reasons: exampleReasons(library) }],
      };
    case 'read-pairs':
      return { goldenId, pairs: [examplePair(library)] };
    case 'read-how':
      return { goldenId, events: exampleEvents };
    case 'read-relations': {
      const [{ type, label, target } = { type: '', label: { zh: '', en: '' }, target: '' }] = library.relations;
      const told = { validFrom: null, validTo: null };
      return { goldenId, relations: [{ type, label, direction: 'to', library: target, goldenId: null, name: null, origin: 'source', decisionId: null, source: 'police', feed: 'police_household', ...told }] };
    }
    case 'read-provenance':
      return { goldenId, version: 3, attributes: exampleProvenance(library) };
    case 'read-history':
      return { goldenId, versions: [{ version: 1, recordedAt, cause: 'load:12', changes: exampleChanges(library) }] };
    case 'create-challenge': {
      const ended = { answeredAt: null, answerAgency: null, answerReason: null, endedAt: null, endedReason: null };
      return {
        side: 'challenger', challengeId: '01900000-0000-7000-8000-00000000000e', library: library.code, goldenId, ...(requestExample(library, template) as object),
        proposedValue: null, ownerAgency: null, challengerOperator: 'clerk-7', state: 'open', dueOn: '2026-09-15', isOverdue: false, createdAt: recordedAt, ...ended,
      };
    }
    default:
      return record;
  }
}

function exampleProvenance(library: LibraryDefinition): Record<string, unknown> {
  const feeds = Object.values(library.feeds);
  const [source = feeds[0]?.source ?? ''] = library.survivorship[0]?.authority ?? [];
  const feed = (feeds.find((candidate) => candidate.source === source) ?? feeds[0])?.code ?? '';
  const department = library.sources?.[source] ?? null;
  return Object.fromEntries(
    Object.entries(attributeValues(library, firstCodes(library))).map(([code, value]) => [
      code,
      { value, hasConflict: false, winner: { value, source, department, feed, effectiveDate: '2026-09-01', rule: 'authority', rank: 1 }, others: [] },
    ]),
  );
}

function exampleChanges(library: LibraryDefinition): unknown[] {
  return Object.entries(attributeValues(library, firstCodes(library))).map(([attribute, to]) => ({ attribute, from: null, to }));
}

const handle = '01900000-0000-7000-8000-00000000000e';

function exampleReasons(library: LibraryDefinition): unknown[] {
  const [first] = library.matchRules.scored?.compare ?? [];
  if (first === undefined) return [];
  const words = { zh: '有力支持', en: 'speaks strongly for it' };
  return [{ comparison: first.code, label: first.label, level: { code: 'equal', label: { zh: '相同', en: 'equal' } }, weight: 9.2, adjustment: -1.1, words }];
}

function examplePair(library: LibraryDefinition): unknown {
  const record = { record: handle, source: 'housing', feed: 'housing', effectiveDate: '2026-09-01', goldenId, attributes: {} };
  const sentence = { zh: '姓名：姓名相同（+8.1）；合计 21.4 分，预期准确率 99.8%：达到自动归集的分数。', en: 'Name: names are equal (+8.1); 21.4 bits in all, expected precision 99.8%: sure enough to link.' };
  return {
    score: 21.4, expectedPrecision: 0.998, outcome: 'match', relation: null, relationFrom: null, rule: library.matchRules.scored?.rule ?? '', modelId: 3, decided: null,
    vetoes: [], reasons: exampleReasons(library), withheld: [], sentence, records: [record, record],
  };
}

const exampleEvents: readonly unknown[] = [
  {
    at: recordedAt, kind: 'record', record: handle, source: 'police', feed: 'police_household', effectiveDate: '2026-09-01', isWithdrawn: false, rule: 'P1',
    origin: 'auto', score: null,
    sentence: { zh: '2026-09-01 police 的记录按 P1 归入。', en: '2026-09-01: a record of police was linked by P1.' },
  },
  { at: recordedAt, kind: 'version', version: 1, cause: 'load:12', changed: [], sentence: { zh: '第 1 版，批次 12 入库形成。', en: 'Version 1, made by load 12.' } },
];
