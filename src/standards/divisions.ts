// Administrative divisions, GB/T 2260: what a six-digit code means, now or in the past. A code that was once valid stays
// findable for ever, because people and firms keep the code of their first registration.
import { shippedDivisionRows, type DivisionRow, type DivisionState } from './division-data.ts';

export type { DivisionRow, DivisionState };

export type DivisionLevel = 'province' | 'city' | 'county';

export interface Division extends DivisionRow {
  readonly level: DivisionLevel;
}

/** A table of divisions. Immutable once built. */
export interface Divisions {
  /** The division of a six-digit code, or null when no revision knows it. */
  find(code: string): Division | null;
  /** Whether the code, as a number 0..999999, was ever assigned. Allocates nothing. */
  isKnown(code: number): boolean;
  /** Names of province, city and county above and at the code, without the fillers such as 市辖区; [] when unknown. */
  path(code: string): string[];
  /** Every division, in no particular order. */
  all(): Iterable<Division>;
}

/** Names that stand in the tables for a level without a name of its own. */
const FILLER = /^(市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划|省直辖行政单位|自治区直辖行政单位|直辖县级|市|县级)$/;

/** Builds a table from rows. The first name of a code stays; a later row can only turn a retired code into a current one. */
export function buildDivisions(rows: Iterable<DivisionRow>): Divisions {
  const byCode = new Map<string, Division>();
  const known = new Uint8Array(1_000_000);
  for (const row of rows) {
    const held = byCode.get(row.code);
    if (held && (held.state === 'current' || row.state === 'retired')) continue;
    byCode.set(row.code, { code: row.code, name: held?.name ?? row.name, state: row.state, level: levelOf(row.code) });
    known[Number(row.code)] = 1;
  }
  return {
    find: (code) => byCode.get(code) ?? null,
    isKnown: (code) => known[code] === 1,
    path: (code) => pathOf(byCode, code),
    all: () => byCode.values(),
  };
}

function levelOf(code: string): DivisionLevel {
  if (code.endsWith('0000')) return 'province';
  return code.endsWith('00') ? 'city' : 'county';
}

function pathOf(byCode: ReadonlyMap<string, Division>, code: string): string[] {
  if (!byCode.has(code)) return [];
  const names: string[] = [];
  for (const ancestor of new Set([`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code])) {
    const name = byCode.get(ancestor)?.name;
    if (name !== undefined && !isFillerName(name) && names.at(-1) !== name) names.push(name);
  }
  return names;
}

/** Whether a name is only a filler of the table (市辖区, 县, 省直辖县级行政区划 ...) and names no place. */
export function isFillerName(name: string): boolean {
  return FILLER.test(name);
}

/**
 * Parses a fuller table that an operator supplies: JSON `{"110000": "北京市"}`, JSON `[{code, name, state?}]`, or lines of
 * `code<TAB or comma>name[<TAB or comma>state]`. Rows that state nothing get `state`. A line that is no division (a header)
 * is skipped. Add the rows to the shipped ones: `buildDivisions([...shippedDivisionRows(), ...rows])`.
 */
export function loadDivisions(text: string, state: DivisionState = 'retired'): DivisionRow[] {
  const body = text.replace(/^\uFEFF/, '').trim();
  const found: { code?: unknown; name?: unknown; state?: unknown }[] = [];
  if (body.startsWith('[')) found.push(...(JSON.parse(body) as typeof found));
  else if (body.startsWith('{')) {
    for (const [code, name] of Object.entries(JSON.parse(body) as Record<string, unknown>)) found.push({ code, name });
  } else {
    for (const line of body.split(/\r?\n/)) {
      const [code, name, stated] = line.split(/[\t,]/);
      found.push({ code: code?.trim(), name: name?.trim(), state: stated?.trim() });
    }
  }
  return found.flatMap((row) => toRow(row, state));
}

function toRow(row: { code?: unknown; name?: unknown; state?: unknown }, state: DivisionState): DivisionRow[] {
  const { code, name } = row;
  if (typeof code !== 'string' || !/^\d{6}$/.test(code) || typeof name !== 'string' || name === '') return [];
  return [{ code, name, state: row.state === 'current' || row.state === 'retired' ? row.state : state }];
}

/** The divisions that ship with the hub, built once at module load. */
export const divisions: Divisions = buildDivisions(shippedDivisionRows());

/** The division of a code in the shipped table, current or retired; null when no revision knows it. */
export function findDivision(code: string): Division | null {
  return divisions.find(code);
}

/** Province, city and county names of a code in the shipped table. */
export function divisionPath(code: string): string[] {
  return divisions.path(code);
}
