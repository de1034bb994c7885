// The hub scored against the truth: a synthetic town with every fault of the catalogue, loaded once, and each line of its truth held
// against what the hub made of it.
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rejectsCsv } from '../../src/app/rejects-csv.ts';
import { attributeReader } from '../../src/definition/value-types/attribute-reader.ts';
import { identifierKey, type IdentifierTypeCode } from '../../src/standards/identifier-types.ts';
import { catalogue, fileFaults } from '../../src/sample/faults.ts';
import { csvLine } from '../../src/sample/file-writer.ts';
import { decideHeldLoad, processLoad, receiveLoad, type LoadView } from '../../src/engine/load.ts';
import { readRows } from '../../src/engine/readers/read-rows.ts';
import { ident, sql } from '../../src/store/sql.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { openTown, type FaultLine, type Held, type Holdings, type RecordLine, type SentFile, type Town } from '../support/town.ts';

let database: TestDatabase;
let town: Town;
const held = new Map<string, Holdings>();

beforeAll(async () => {
  database = await testDatabase();
  town = await openTown(database, { people: 2000, firms: 300, seed: 11 });
  for (const { code } of town.hub.libraries) held.set(code, await town.holdings(code));
}, 600_000);
afterAll(async () => {
  await town?.close();
  await database.drop();
});

const isRowFault = (code: string): boolean => !Object.values<{ code: string }>(fileFaults).some((fault) => fault.code === code);
const rowFaultCodes = [...catalogue.keys()].filter(isRowFault);

/** A fault's line with everything that the hub holds of it. */
interface Case {
  readonly fault: FaultLine;
  readonly sent: SentFile;
  readonly holdings: Holdings;
  readonly place: string;
  readonly held: Held | undefined;
}

async function caseOf(fault: FaultLine): Promise<Case> {
  const { file, load } = town.loadOf(fault.file);
  const holdings = held.get(file.library)!;
  const place = `${load.loadId}:${fault.line}`;
  return { fault, sent: await town.sent(fault.file), holdings, place, held: holdings.byLine.get(place) };
}

/** The damaged cell as it was sent, and as it was before. */
function cellOf({ fault, sent }: Case): { column: string; header: string; text: string; clean: string } {
  const codes = [...sent.places.keys()];
  const column = codes.find((code) => sent.feed.columns[code]!.attribute === fault.attribute) ?? codes.find((code) => code === fault.attribute)
    ?? codes.find((code) => sent.feed.columns[code]!.byShape?.[0] === fault.attribute)!;
  const place = sent.places.get(column)!;
  const header = sent.header[place]!;
  const text = sent.lines.get(fault.line)![place]!;
  return { column, header, text, clean: fault.clean[header] ?? text };
}

const rulesOf = (fault: FaultLine): string[] => (fault.rule === '' ? [] : fault.rule.split('|'));
const same = (a: unknown, b: unknown): boolean => a === b || (a !== null && b !== null && String(a) === String(b)) || (Number(a) === Number(b) && a !== '' && b !== null);

/** What is wrong with a line's outcome; empty: exactly what the catalogue says. */
const judge: Readonly<Record<string, (found: Case) => string[] | Promise<string[]>>> = {
  fixed: (found) => {
    const { column, text, clean } = cellOf(found);
    const value = found.held?.row[found.fault.attribute];
    const read = attributeReader(found.sent.library, found.fault.attribute, { today: '2025-12-31' }, found.sent.feed.columns[column]);
    const expected = found.fault.rule === '' ? text : found.fault.rule === 'DATE_OPEN_ENDED' ? 'infinity' : read(clean, () => undefined);
    return [...remarked(found), ...(same(value, expected) ? [] : [`${text} became ${String(value)}, clean: ${String(expected)}`])];
  },
  missing: (found) => [...remarked(found), ...(found.held?.row[found.fault.attribute] === null ? [] : ['a value stands there'])],
  unusable: (found) => [...remarked(found), ...withoutKey(found)],
  issue: (found) => [...remarked(found), ...(found.held?.row[found.fault.attribute] === null ? ['the value is gone'] : [])],
  reject: ({ fault, sent, holdings, place, held: recorded }) => {
    const reject = holdings.rejects.get(place);
    if (!reject) return ['no reject'];
    const rule = town.hub.ruleOf(reject.rule as string);
    const wrong: string[] = [];
    if (reject.rule !== fault.rule) wrong.push(`rule ${String(reject.rule)}`);
    if (JSON.stringify(reject.cells) !== JSON.stringify(sent.lines.get(fault.line))) wrong.push('not the original cells');
    if (JSON.stringify(reject.header) !== JSON.stringify(sent.header)) wrong.push('not the original header');
    if (!rule?.label.zh || !rule.label.en || !rule.remedy.zh || !rule.remedy.en) wrong.push('no words for the rule');
    if (recorded) wrong.push('recorded all the same');
    return wrong;
  },
  held: ({ fault, holdings, held: recorded }) => {
    if (!recorded?.isCurrent) return ['not recorded'];
    const goldenId = recorded.row.golden_id as string | null;
    if (fault.rule === 'P3') {
      const hasTask = holdings.tasks.some((task) => task.rule === 'P3' && task.records.includes(recorded.row.record_id as string));
      return [...(goldenId === null ? [] : [`linked by ${String(recorded.row.link_rule)}`]), ...(hasTask ? [] : ['no task'])];
    }
    return subjectStands(holdings, recorded, { state: 'doubtful', rule: fault.rule });
  },
  link: ({ fault, holdings, held: recorded }) => {
    if (!recorded?.isCurrent || recorded.row.golden_id === null) return ['not linked'];
    const others = [...holdings.byLine.values()].some(({ isCurrent, row }) => isCurrent && row !== recorded.row && row.golden_id === recorded.row.golden_id);
    return [...(recorded.row.link_rule === fault.rule ? [] : [`linked by ${String(recorded.row.link_rule)}`]), ...(others ? [] : ['stands alone'])];
  },
  link_task: ({ fault, holdings, held: recorded }) => {
    const goldenId = recorded?.row.golden_id as string | null | undefined;
    if (!goldenId) return ['not linked'];
    return holdings.tasks.some((task) => task.rule === fault.rule && task.goldenIds.includes(goldenId)) ? [] : ['no task'];
  },
  process: ({ fault, sent, holdings, held: recorded }) => {
    if (fault.rule === 'returned' || fault.rule === 'withdrawn') {
      const own = sourceRecords(sent.library.code, sent.feed.code).get(fault.sourceKey);
      const isBack = own?.row.is_withdrawn === false && own.row.golden_id !== null;
      return isBack === (fault.rule === 'returned') ? [] : [own?.row.is_withdrawn ? 'stays withdrawn' : `stands, key ${fault.sourceKey}`];
    }
    if (fault.rule === 'C3') return recorded ? subjectStands(holdings, recorded, { state: 'unlinked', rule: 'C3' }) : ['not recorded'];
    // Sent again after it was repaired: the record is held, and its entry stays ended by the repair.
    if (fault.rule === 'repaired') return recorded ? repairStands(holdings, recorded) : ['not recorded'];
    // A doubled or repeated row leaves nothing of its own; an older state is kept among the former ones.
    if (fault.rule === 'stale') return recorded && !recorded.isCurrent ? [] : ['not among the former states'];
    return recorded ? ['recorded again'] : [];
  },
};

function subjectStands({ goldens, tasks }: Holdings, { row }: Held, { state, rule }: { state: string; rule: string }): string[] {
  const golden = goldens.get(row.golden_id as string);
  const hasTask = tasks.some((task) => task.rule === rule && task.goldenIds.includes(row.golden_id as string));
  return [
    ...(golden?.subject_state === state ? [] : [`subject ${String(golden?.subject_state)}`]),
    ...(state === 'unlinked' && golden?.subject_golden_id ? ['has a subject'] : []),
    ...(hasTask ? [] : ['no task']),
  ];
}

async function repairStands({ goldens }: Holdings, { row }: Held): Promise<string[]> {
  const golden = goldens.get(row.golden_id as string);
  if (golden?.subject_state !== 'linked') return [`subject ${String(golden?.subject_state)}`];
  const { rows: [entry] } = await database.pool.query<{ cause: string | null; is_over: boolean }>(
    sql`select end_cause as cause, ends_on <= '2025-06-30' and coalesce(published_until <= '2025-06-30', true) as is_over from hub.credit_entry where golden_id = ${String(golden.golden_id)}::uuid`,
  );
  return entry?.cause === 'repaired' && entry.is_over ? [] : [`the entry ${entry === undefined ? 'is none' : `ended by ${entry.cause}`}`];
}

/** The rule stands at the attribute, and the cell as sent is kept wherever the value is not that very text. */
function remarked(found: Case): string[] {
  const { fault, held: state } = found;
  if (!state) return ['not recorded'];
  const { text } = cellOf(found);
  const rules = rulesOf(fault);
  const heard = fault.rule === 'KEY_CONTRADICTS' ? (state.issues.id_number ?? []) : (state.issues[fault.attribute] ?? []);
  const wrong: string[] = [];
  if (rules.length > 0 && !rules.some((rule) => heard.includes(rule))) wrong.push(`${JSON.stringify(text)} noted as ${heard.join(' ') || 'nothing'}`);
  if (rules.length === 0 && heard.some((rule) => ['unusable', 'missing'].includes(town.hub.ruleOf(rule)?.effect ?? ''))) wrong.push(`noted as ${heard.join(' ')}`);
  const isKept = fault.rule === 'COLUMNS_SWAPPED' ? state.raw[fault.attribute] !== undefined : state.raw[fault.attribute] === text;
  if (!isKept && !same(state.row[fault.attribute], text)) wrong.push(`raw ${JSON.stringify(state.raw[fault.attribute])} for ${JSON.stringify(text)}`);
  return wrong;
}

function withoutKey(found: Case): string[] {
  const { fault, sent, held: state, holdings } = found;
  const attribute = sent.library.attributes[fault.attribute]!;
  const wrong = state?.row[fault.attribute] === null ? [] : ['an unusable value is stored'];
  if (attribute.type !== 'identifier' || !state) return wrong;
  const definition = sent.library.identifiers.find((identifier) => identifier.attribute === fault.attribute);
  if (definition?.strength === 'unique' && state.row.key !== null) wrong.push('has a key');
  const type = attribute.identifier as IdentifierTypeCode;
  const value = identifierKey(type, cellOf(found).text);
  if (holdings.identifiers.has(`${type}:${value}`)) wrong.push('found by the unusable number');
  if ((state.row.other_keys as string[] | null)?.includes(`${type}:${value}`)) wrong.push('points by the unusable number');
  return wrong;
}

describe('every file', () => {
  it('ends in the state and with the counts of the manifest', () => {
    expect(town.loaded.filter(({ differences }) => differences.length > 0).map(({ file, differences }) => [file.file, ...differences])).toEqual([]);
  });

  it('has an ending for each of its rows', () => {
    const wrong = town.loaded.filter(({ load }) => load.state === 'done').flatMap(({ file, load: { counts } }) => {
      const sum = (['new', 'changed', 'unchanged', 'stale', 'duplicate', 'rejected'] as const).reduce((all, name) => all + (counts[name] ?? 0), 0);
      return sum === counts.rows ? [] : [`${file.file}: ${sum} of ${counts.rows}`];
    });
    expect(wrong).toEqual([]);
  });

  it('leaves nothing when it is refused or waits, but for the reasons where its rejects were too many', async () => {
    const idle = town.loaded.filter(({ load }) => load.state !== 'done');
    expect(idle.length).toBeGreaterThan(4);
    for (const { file, load } of idle) {
      const { byLine, rejects } = held.get(file.library)!;
      const ofLoad = (places: Iterable<string>): string[] => [...places].filter((place) => place.startsWith(`${load.loadId}:`));
      expect(ofLoad(byLine.keys()), file.file).toEqual([]);
      expect(ofLoad(rejects.keys()).length, file.file).toBe(load.problem?.code === 'LOAD_REJECTS_OVER_LIMIT' ? load.counts.rejected : 0);
      const { rows } = await database.pool.query<{ name: string }>(
        sql`select relname as name from pg_class c join pg_namespace n on n.oid = relnamespace where nspname = 'staging' and relkind = 'r' and relname ~ ('_' || ${String(load.loadId)} || '$')`,
      );
      if (load.state === 'refused') expect(rows, file.file).toEqual([]);
    }
  });

  it('tells of columns that no feed knows', () => {
    for (const fault of town.faults.filter(({ fault: code }) => code === 'additional_column')) {
      const { load } = town.loadOf(fault.file);
      expect(load.counts.unknownColumns, fault.file).toHaveLength(1);
    }
  });
});

describe('every fault', () => {
  it('of the catalogue occurs', () => {
    const found = new Set(town.faults.map(({ fault }) => fault));
    expect([...catalogue.keys()].filter((code) => !found.has(code))).toEqual([]);
  });

  it.each(rowFaultCodes)('%s ends as the catalogue says', async (code) => {
    const { outcome } = catalogue.get(code)!;
    const wrong: string[] = [];
    for (const fault of town.faults.filter((line) => line.fault === code)) {
      expect([fault.kind, fault.rule]).toEqual([outcome.kind, outcome.rule]);
      const problems = await judge[outcome.kind]!(await caseOf(fault));
      if (problems.length > 0) wrong.push(`${fault.file}:${fault.line} ${fault.attribute}: ${problems.join('; ')}`);
    }
    expect(wrong).toEqual([]);
  });
});

/** Entity of each record that the hub holds, by library and record id; the entity is whom the row is truly about. */
function entitiesOf(library: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of town.records) {
    if (line.library !== library) continue;
    const state = held.get(library)!.byLine.get(`${town.loadOf(line.file).load.loadId}:${line.line}`);
    if (state) found.set(state.row.record_id as string, line.entity);
  }
  return found;
}

function gather<K, V>(pairs: Iterable<readonly [K, V]>): Map<K, Set<V>> {
  const found = new Map<K, Set<V>>();
  for (const [key, value] of pairs) (found.get(key) ?? found.set(key, new Set()).get(key)!).add(value);
  return found;
}

describe.each(['population', 'legal_person'])('the golden records of %s', (library) => {
  const linked = (): { entity: string; row: Held['row'] }[] => {
    const entities = entitiesOf(library);
    return [...held.get(library)!.byLine.values()].filter(({ isCurrent, row }) => isCurrent && row.golden_id !== null && !row.is_withdrawn)
      .flatMap(({ row }) => (entities.has(row.record_id as string) ? [{ entity: entities.get(row.record_id as string)!, row }] : []));
  };

  it('never mix two entities', () => {
    const records = linked();
    expect(records.length).toBeGreaterThan(700);
    const mixed = [...gather(records.map(({ entity, row }) => [row.golden_id as string, entity] as const))].filter(([, entities]) => entities.size > 1);
    expect(mixed.map(([, entities]) => [...entities])).toEqual([]);
  });

  it('hold every record of an entity that has a usable number', () => {
    const renewed = new Set(town.faults.filter(({ fault }) => fault === 'code_renewed').map(({ sourceKey }) => sourceKey));
    // A second code of one firm is another key until its registrar says otherwise (O4).
    const numbered = linked().filter(({ row }) => row.key !== null && !renewed.has(row.source_key as string));
    const split = [...gather(numbered.map(({ entity, row }) => [entity, row.golden_id as string] as const))].filter(([, goldens]) => goldens.size > 1);
    expect(split.map(([entity]) => entity)).toEqual([]);
  });

  it('hold no record back but those that the truth says are under another’s number', () => {
    const wanted = new Set(town.faults.filter(({ kind }) => kind === 'held').map(({ file, line }) => `${town.loadOf(file).load.loadId}:${line}`));
    const kept = [...held.get(library)!.byLine].filter(([place, { isCurrent, row }]) => isCurrent && row.golden_id === null && !row.is_withdrawn && !wanted.has(place));
    expect(kept.map(([, { row, issues }]) => [row.feed, row.source_key, issues])).toEqual([]);
  });
});

describe('the credit records', () => {
  it('that are linked stand with the subject whom they are truly about', () => {
    const whom = new Map([...entitiesOf('population'), ...entitiesOf('legal_person')]);
    const goldenEntity = new Map(['population', 'legal_person'].flatMap((library) => [...held.get(library)!.byLine.values()])
      .filter(({ isCurrent, row }) => isCurrent && row.golden_id !== null && whom.has(row.record_id as string))
      .map(({ row }) => [row.golden_id as string, whom.get(row.record_id as string)!]));
    const { byLine, goldens } = held.get('credit')!;
    const entities = entitiesOf('credit');
    let count = 0;
    const wrong: string[] = [];
    for (const { isCurrent, row } of byLine.values()) {
      const golden = goldens.get(row.golden_id as string);
      if (!isCurrent || golden?.subject_state !== 'linked') continue;
      count += 1;
      const [found, truly] = [goldenEntity.get(golden.subject_golden_id as string), entities.get(row.record_id as string)];
      if (found !== truly) wrong.push(`${String(row.source_key)}: ${found} is not ${truly}`);
    }
    expect(count).toBeGreaterThan(200);
    expect(wrong).toEqual([]);
  });
});

describe('the decisions that several files report', () => {
  it('are one record each, and no record is two of them', () => {
    const damaged = new Set(town.faults.filter(({ fault }) => !harmless.has(fault)).map(({ file, line }) => `${file}:${line}`));
    const { byLine } = held.get('credit')!;
    const pairs = town.records.filter(({ decision, file, line }) => decision !== '' && !damaged.has(`${file}:${line}`)).flatMap(({ decision, file, line }) => {
      const state = byLine.get(`${town.loadOf(file).load.loadId}:${line}`);
      return state?.isCurrent && state.row.golden_id !== null ? [{ decision, golden: state.row.golden_id as string, feed: state.row.feed as string }] : [];
    });
    const goldensOf = gather(pairs.map(({ decision, golden }) => [decision, golden] as const));
    const decisionsOf = gather(pairs.map(({ decision, golden }) => [golden, decision] as const));
    const feedsOf = gather(pairs.map(({ golden, feed }) => [golden, feed] as const));
    expect([...goldensOf].filter(([, goldens]) => goldens.size > 1).map(([decision]) => decision)).toEqual([]);
    expect([...decisionsOf.values()].filter((decisions) => decisions.size > 1).map((decisions) => [...decisions])).toEqual([]);
    expect([...feedsOf.values()].filter((feeds) => feeds.size > 1).length).toBeGreaterThan(1);
  });
});

describe('the entries', () => {
  it('are those of all records that name their subject beyond doubt, and of no other', async () => {
    const { rows } = await database.pool.query<{ golden_id: string }>(sql`select golden_id from hub.credit_entry`);
    const wanted = [...held.get('credit')!.goldens.values()].filter(({ state, subject_state: subject, record_class: of }) =>
      state === 'active' && subject === 'linked' && of !== 'repair' && of !== 'objection');
    expect(rows.map(({ golden_id: id }) => id).sort()).toEqual(wanted.map(({ golden_id: id }) => String(id)).sort());
  });

  it('end by every cause, stand in every section, and last beyond the town’s days', async () => {
    const { rows } = await database.pool.query<{ cause: string | null; section: string; lasts: boolean }>(
      sql`select distinct end_cause as cause, section, ends_on > '2026-07-01' as lasts from hub.credit_entry`,
    );
    expect([...new Set(rows.map(({ cause }) => cause ?? 'none'))].sort()).toEqual(['annulled', 'none', 'removed', 'repaired', 'term']);
    expect([...new Set(rows.map(({ section }) => section))].sort()).toEqual(
      ['abnormal', 'commitment', 'evaluation', 'judicial', 'other', 'penalty', 'permit', 'red_list', 'severe_list'],
    );
    expect(rows.filter(({ lasts }) => lasts).length).toBeGreaterThan(5);
  });
});

describe('whom a register no longer names', () => {
  it('is known for the time until the next was named', async () => {
    const { rows } = await database.pool.query<{ former: number; wrong: number }>(sql`
      select count(*) filter (where former.valid_to < now_in.valid_from) as former, count(*) filter (where former.valid_to >= now_in.valid_from) as wrong
      from legal_person.relation former join legal_person.relation now_in on now_in.golden_id = former.golden_id and now_in.type = former.type
      where former.valid_to is not null and now_in.valid_to is null`);
    expect(rows[0]!.former).toBeGreaterThan(5);
    expect(rows[0]!.wrong).toBe(0);
  });
});

/** Faults of a row that leave its entity as it was. */
const harmless: ReadonlySet<string> = new Set(['older_row', 'resent_row', 'doubled_row']);

describe.each([['police_household', 'police'], ['market_registry', 'market_regulation']])('of an entity without a fault, in %s', (feed, source) => {
  it('the golden record says what the register says', async () => {
    const damaged = new Set(town.faults.filter(({ fault }) => !harmless.has(fault)).map(({ file, line }) => `${file}:${line}`));
    const older = new Set(town.faults.filter(({ fault }) => fault === 'older_row').map(({ file, line }) => `${file}:${line}`));
    // Nor of one whose number a notice changed: the register's line still has the old one.
    const isTouched = ({ feed: of, file, line }: RecordLine): boolean => of === 'police_number_change' || damaged.has(`${file}:${line}`);
    const touched = new Set(town.records.filter(isTouched).map(({ entity }) => entity));
    const lines = town.records.filter((record) => record.feed === feed && !touched.has(record.entity) && !older.has(`${record.file}:${record.line}`));
    const last = new Map(lines.map((record) => [record.entity, record]));
    let checked = 0;
    const wrong: string[] = [];
    for (const record of last.values()) {
      if (record.file.includes('withdrawals')) continue;
      const { library, feed: definition, header, places, lines: cells } = await town.sent(record.file);
      const own = sourceRecords(library.code, feed).get(cells.get(record.line)![places.get(definition.sourceKey[0]![0]!)!]!);
      const golden = held.get(library.code)!.goldens.get(own?.row.golden_id as string);
      if (!golden) {
        wrong.push(`${record.entity} has no golden record`);
        continue;
      }
      checked += 1;
      for (const [code, place] of places) {
        const attribute = definition.columns[code]!.attribute;
        const group = library.survivorship.find(({ attributes }) => attribute !== undefined && attributes.includes(attribute));
        const text = cells.get(record.line)![place]!;
        if (attribute === undefined || group?.authority[0] !== source || text === '') continue;
        const expected = attributeReader(library, attribute, { today: '2025-12-31' }, definition.columns[code])(text, () => undefined);
        if (!same(golden[attribute], expected)) wrong.push(`${record.entity} ${header[place]}: ${String(golden[attribute])}, sent ${text}`);
      }
    }
    expect(checked).toBeGreaterThan(50);
    expect(wrong.slice(0, 20)).toEqual([]);
  });
});

const recordIndex = new Map<string, Map<string, Held>>();

/** Current records of a feed by source key. */
function sourceRecords(library: string, feed: string): Map<string, Held> {
  const known = recordIndex.get(feed);
  if (known) return known;
  const current = [...held.get(library)!.byLine.values()].filter(({ isCurrent, row }) => isCurrent && row.feed === feed);
  const index = new Map(current.map((state) => [state.row.source_key as string, state]));
  recordIndex.set(feed, index);
  return index;
}

async function deliver(like: { library: string; feed: string; declaredDate: string }, path: string): Promise<LoadView> {
  const received = await receiveLoad(town.hub.loads, { ...like, fileName: basename(path), body: path, origin: 'cli', createdBy: 'test' });
  return (await processLoad(town.hub.loads, received.loadId))!;
}

/** The rejects of a load as their department gets them, with the damaged cells put right. */
async function correctedRejects(file: string): Promise<string> {
  const { file: { library }, load } = town.loadOf(file);
  const definition = town.hub.libraries.find(({ code }) => code === library)!;
  const path = join(town.folder, `rejects-${load.loadId}.csv`);
  let text = '';
  for await (const part of rejectsCsv({ pool: town.hub.pool, library: definition, loadId: load.loadId, ruleOf: town.hub.ruleOf })) text += part;
  await writeFile(path, text);
  const { rejects } = held.get(library)!;
  const lineOf = new Map([...rejects].map(([place, reject]) => [reject.reject_id as string, Number(place.split(':')[1])]));
  const cleanOf = new Map(town.faults.filter((fault) => fault.file === file && fault.kind === 'reject').map((fault) => [fault.line, fault.clean]));
  const lines: string[] = [];
  for await (const { header, rows } of readRows(path)) {
    if (lines.length === 0) lines.push(csvLine(header));
    for (const cells of rows) {
      const clean = cleanOf.get(lineOf.get(cells[header.indexOf('reject_id')]!)!)!;
      lines.push(csvLine(cells.map((cell, place) => clean[header[place]!] ?? cell)));
    }
  }
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}

// What follows changes the hub; everything before it looked at what the loads had left.
describe('corrected', () => {
  it('and sent back, every reject of every load closes and withdraws nothing', async () => {
    const withRejects = town.loaded.filter(({ load }) => load.state === 'done' && (load.counts.rejected ?? 0) > 0);
    expect(withRejects.length).toBeGreaterThan(10);
    const wrong: string[] = [];
    for (const { file, load } of withRejects) {
      const again = await deliver(file, await correctedRejects(file.file));
      const { rows: [open] } = await database.pool.query<{ count: number }>(
        sql`select count(*) as count from ${ident(file.library, 'reject')} where load_id = ${load.loadId}::bigint and closed_at is null`,
      );
      const { rows = 0, rejected = 0, withdrawn = 0 } = again.counts;
      if (again.state !== 'done' || rows !== load.counts.rejected || rejected > 0 || withdrawn > 0 || open!.count > 0) {
        wrong.push(`${file.file}: ${again.state} ${JSON.stringify(again.problem)} rows ${rows} rejected ${rejected} withdrawn ${withdrawn} open ${open!.count}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('a snapshot that waits', () => {
  it('is undone by a refusal and withdraws the missing half by an approval', async () => {
    const [refused, approved] = town.loaded.filter(({ load }) => load.state === 'held');
    expect((await decideHeldLoad(town.hub.loads, refused!.load.loadId, 'refuse', 'test')).state).toBe('refused');
    const before = await activeOf(approved!.file);
    await decideHeldLoad(town.hub.loads, approved!.load.loadId, 'approve', 'test');
    const done = (await processLoad(town.hub.loads, approved!.load.loadId))!;
    expect([done.state, done.counts.withdrawn]).toEqual(['done', before - (await activeOf(approved!.file))]);
    expect(done.counts.withdrawn).toBeGreaterThan(before / 3);
  });
});

async function activeOf({ library, feed }: { library: string; feed: string }): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    sql`select count(*) as count from ${ident(library, 'source_record')} where feed = ${feed} and not is_withdrawn`,
  );
  return rows[0]!.count;
}
