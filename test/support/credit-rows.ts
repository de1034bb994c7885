// Rules, entries and kept checks put straight into their tables, for tests of what reads them.
import type { Pool } from 'pg';
import { nameKeys } from '../../src/definition/match-forms.ts';
import { libraries } from '../../src/libraries/index.ts';
import { insert, insertGolden, testId } from './golden-rows.ts';

export interface TestEntry {
  readonly entryId: string;
  readonly subject: { readonly library: 'population' | 'legal_person'; readonly goldenId: string };
  readonly listCode: string;
  readonly polarity?: 'punish' | 'incentive' | 'neutral';
  readonly decidedOn?: string;
  readonly beginsOn: string;
  /** First day outside; absent: open. */
  readonly endsOn?: string;
  readonly columns?: Readonly<Record<string, unknown>>;
}

export const edition = '2024';

export async function insertList(pool: Pool, listCode: string, { polarity = 'punish', ...columns }: { polarity?: string } & Readonly<Record<string, unknown>> = {}): Promise<void> {
  await insert(pool, ['hub', 'credit_list'], {
    list_code: listCode, edition, label_zh: `名单${listCode}`, label_en: `List ${listCode}`, polarity, section: 'severe_list', authority: '示例机关', legal_basis: '示例依据',
    record_class: 'list_entry', record_list: listCode, is_published: true, valid_from: '1900-01-01', ...columns,
  });
}

export async function insertMeasure(pool: Pool, listCode: string, measureCode: string, columns: Readonly<Record<string, unknown>> = {}): Promise<void> {
  await insert(pool, ['hub', 'credit_measure'], {
    list_code: listCode, measure_code: measureCode, edition, label_zh: `措施${measureCode}`, label_en: `Measure ${measureCode}`, content_zh: '限制', class: 2,
    legal_basis: '示例依据', valid_from: '1900-01-01', ...columns,
  });
}

export async function insertEntry(pool: Pool, entry: TestEntry): Promise<void> {
  await insert(pool, ['hub', 'credit_entry'], {
    golden_id: entry.entryId, subject_library: entry.subject.library, subject_golden_id: entry.subject.goldenId, list_code: entry.listCode, edition,
    polarity: entry.polarity ?? 'punish', section: 'severe_list', decided_on: entry.decidedOn ?? entry.beginsOn, begins_on: entry.beginsOn, ends_on: entry.endsOn ?? 'infinity',
    record_version: 1, recorded_at: '2026-09-01T00:00:00Z', ...entry.columns,
  });
}

/** A kept check of the agency `everything` whose one entry and measure are those of the contract's examples, and a finished file check. */
export async function insertCheck(pool: Pool, { checkId, entryId, fileCheckId }: { checkId: string; entryId: string; fileCheckId: string }): Promise<void> {
  const who = { agency_code: 'everything', client_id: 'c', operator_id: 'o', purpose: 'p', matter_code: 'm', department: 'everything', agreement_id: testId(1) };
  const entry = {
    entryId, version: 1, list: { code: 'x', label: { zh: '名单', en: 'List' }, edition, legalBasis: '依据' }, polarity: 'punish', targetRole: 'subject', beginsOn: '2026-01-10',
    until: null, disputed: false,
    measures: [{ code: 'no_public_funds', label: { zh: '措施', en: 'Measure' }, content: '限制', class: 2, legalBasis: '依据', edition, unverified: true }],
  };
  await insert(pool, ['hub', 'credit_check'], {
    check_id: checkId, at: '2026-11-20T01:00:00Z', kind: 'single', ...who, subject_count: 1, results: ['punish'], subject_ids: [testId(1)], stated: [null], rules_epoch: 1,
    answer: JSON.stringify({ checkId, result: 'punish', entries: [entry], disputed: false, asOf: '2026-11-20T01:00:00.000Z', rulesEpoch: 1 }),
  });
  await insert(pool, ['hub', 'credit_feedback_duty'], {
    check_id: checkId, item: 0, agency_code: 'everything', department: 'everything', matter_code: 'm', at: '2026-11-20T01:00:00Z', due_on: '2026-11-27', measure_count: 1,
  });
  await insert(pool, ['hub', 'credit_file_check'], {
    file_check_id: fileCheckId, ...who, row_filter: '[]', file_name: 'a.csv', sha256: 'x', bytes: 1, spool_path: 'x', state: 'done', created_at: '2026-11-20T01:00:00Z',
    finished_at: '2026-11-20T01:01:00Z',
  });
}

/** A person or firm that can be checked: found by its number and compared by its name. */
export async function insertSubject(pool: Pool, code: 'population' | 'legal_person', subject: { goldenId: string; number: string; name: string; status?: 'current' | 'former'; columns?: Readonly<Record<string, unknown>> }): Promise<void> {
  const library = libraries.find((candidate) => candidate.code === code)!;
  const [type, nameCode] = code === 'population' ? ['id_number', 'full_name'] : ['uscc', 'name'];
  await insertGolden(pool, library, {
    goldenId: subject.goldenId, values: { [nameCode]: subject.name }, columns: { name_keys: nameKeys(library.attributes[nameCode]!, subject.name), ...subject.columns },
  });
  await insert(pool, [code, 'identifier'], { type, value: subject.number, golden_id: subject.goldenId, status: subject.status ?? 'current' });
}

let records = 0;

/** That a firm's record says who holds a role in it. */
export async function insertRole(pool: Pool, role: { firm: string; person: string; name: string; type?: string; columns?: Readonly<Record<string, unknown>>; isWithdrawn?: boolean }): Promise<void> {
  const recordId = testId(800_000 + (records += 1));
  await insert(pool, ['legal_person', 'source_record'], {
    record_id: recordId, source: 'market_regulation', feed: 'x', source_key: recordId, effective_date: '2026-01-01', content_hash: recordId, home_id: recordId, load_id: 1, line: 1,
    recorded_at: '2026-01-01T00:00:00Z', definition_version: 1, golden_id: role.firm, is_withdrawn: role.isWithdrawn ?? false,
  });
  await insert(pool, ['legal_person', 'relation'], {
    record_id: recordId, type: role.type ?? 'legal_representative', golden_id: role.firm, target_library: 'population', target_name: role.name, target_golden_id: role.person,
    ...role.columns,
  });
}
