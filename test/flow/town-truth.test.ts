// The hub scored against the truth: a synthetic town with every fault of the catalogue, loaded once, and each line of its truth held
// against what the hub made of it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attributeReader } from '../../src/definition/value-types/attribute-reader.ts';
import { identifierKey, type IdentifierTypeCode } from '../../src/standards/identifier-types.ts';
import { catalogue, fileFaults } from '../../src/sample/faults.ts';
import { sql } from '../../src/store/sql.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { openTown, type FaultLine, type Held, type Holdings, type SentFile, type Town } from '../support/town.ts';

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
const judge: Readonly<Record<string, (found: Case) => string[]>> = {
  fixed: (found) => {
    const { column, text, clean } = cellOf(found);
    const value = found.held?.row[found.fault.attribute];
    const read = attributeReader(found.sent.library, found.fault.attribute, { today: '2025-12-31' }, found.sent.feed.columns[column]);
    const expected = found.fault.rule === '' ? text : read(clean, () => undefined);
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
  link_task: ({ fault, holdings, held: recorded }) => {
    const goldenId = recorded?.row.golden_id as string | null | undefined;
    if (!goldenId) return ['not linked'];
    return holdings.tasks.some((task) => task.rule === fault.rule && task.goldenIds.includes(goldenId)) ? [] : ['no task'];
  },
  process: ({ fault, holdings, held: recorded }) => {
    if (fault.rule === 'C3') return recorded ? subjectStands(holdings, recorded, { state: 'unlinked', rule: 'C3' }) : ['not recorded'];
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
    ...(golden?.subject_golden_id ? ['has a subject'] : []),
    ...(hasTask ? [] : ['no task']),
  ];
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

  it('leaves nothing when it is refused or waits', async () => {
    const idle = town.loaded.filter(({ load }) => load.state !== 'done');
    expect(idle.length).toBeGreaterThan(4);
    for (const { file, load } of idle) {
      const { byLine, rejects } = held.get(file.library)!;
      const left = [...byLine.keys(), ...rejects.keys()].filter((place) => place.startsWith(`${load.loadId}:`));
      expect(left, file.file).toEqual([]);
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
      const problems = judge[outcome.kind]!(await caseOf(fault));
      if (problems.length > 0) wrong.push(`${fault.file}:${fault.line} ${fault.attribute}: ${problems.join('; ')}`);
    }
    expect(wrong).toEqual([]);
  });
});
