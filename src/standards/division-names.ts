// Finds division names at the start of a text, for the parsing of addresses and of organisation names. Knows full names and
// the habitual short ones (山东, 延边, 延边州); a county's short name counts only after its province or city, or 新华书店 would lose 新华.
import { ethnicGroup } from './code-lists/ethnic-group.ts';
import { divisions, isFillerName } from './divisions.ts';
import type { Division, Divisions } from './divisions.ts';

export interface DivisionMatch {
  /** The deepest divisions named, one unless the text is ambiguous (朝阳区 alone). Current ones hide retired ones. */
  readonly codes: readonly string[];
  /** How many UTF-16 units of the text the names take. */
  readonly length: number;
}

/** Reads the division names at the start of a text; null when there is none. */
export type DivisionMatcher = (text: string) => DivisionMatch | null;

interface NamedDivision {
  readonly division: Division;
  readonly needsParent: boolean;
}

const SUFFIX = /(特别行政区|自治区|自治州|自治县|自治旗|地区|省|市|盟|州|县|区|旗)$/;
const GROUP_NAMES = ethnicGroup.entries
  .map(({ label }) => label.zh)
  .flatMap((name) => (name.endsWith('族') && name.length > 2 ? [name, name.slice(0, -1)] : [name]))
  .filter((name) => name.length > 1)
  .sort((a, b) => b.length - a.length);

/** Short form of a division's name: suffix and the names of its ethnic groups dropped; the name itself when too little stays. */
export function shortDivisionName(name: string): string {
  let short = name.replace(SUFFIX, '');
  if (/自治.$/.test(name)) {
    for (let tail = groupAtEnd(short); tail !== undefined; tail = groupAtEnd(short)) short = short.slice(0, -tail.length);
  }
  return short.length >= 2 ? short : name;
}

function groupAtEnd(name: string): string | undefined {
  return GROUP_NAMES.find((group) => name.endsWith(group) && name.length - group.length >= 2);
}

/** Builds a matcher over a table of divisions. */
export function buildDivisionMatcher(table: Divisions): DivisionMatcher {
  const index = new Map<string, NamedDivision[]>();
  for (const division of table.all()) {
    if (isFillerName(division.name) || division.code.startsWith('83')) continue;
    const short = shortDivisionName(division.name);
    addName(index, division.name, { division, needsParent: false });
    if (short !== division.name) addName(index, short, { division, needsParent: division.level === 'county' });
    const autonomous = /自治([州县旗])$/.exec(division.name);
    if (autonomous && short !== division.name) addName(index, short + autonomous[1], { division, needsParent: false });
  }
  const lengths = lengthsByStart(index.keys());
  return (text) => {
    let found: Division[] = [];
    let length = 0;
    for (;;) {
      const next = matchAt(index, { text, from: length, lengths: lengths.get(text.slice(length, length + 2)) ?? [], parents: found });
      if (next === null) break;
      found = next.found;
      length += next.length;
    }
    return length === 0 ? null : { codes: found.map(({ code }) => code), length };
  };
}

function addName(index: Map<string, NamedDivision[]>, name: string, entry: NamedDivision): void {
  const held = index.get(name);
  if (held) held.push(entry);
  else index.set(name, [entry]);
}

/** By the first two characters of the names, the lengths that occur: most texts begin with no division, and one look-up tells. */
function lengthsByStart(names: Iterable<string>): ReadonlyMap<string, readonly number[]> {
  const lengths = new Map<string, number[]>();
  for (const name of names) {
    const held = lengths.get(name.slice(0, 2));
    if (held === undefined) lengths.set(name.slice(0, 2), [name.length]);
    else if (!held.includes(name.length)) held.push(name.length);
  }
  for (const held of lengths.values()) held.sort((a, b) => b - a);
  return lengths;
}

interface MatchInput {
  readonly text: string;
  readonly from: number;
  /** Lengths of the names that begin as the text does at `from`, longest first. */
  readonly lengths: readonly number[];
  readonly parents: readonly Division[];
}

/** The longest name at `from` that lies under one of `parents` (anywhere when there are none yet). */
function matchAt(index: ReadonlyMap<string, NamedDivision[]>, input: MatchInput): { found: Division[]; length: number } | null {
  const { text, from, lengths, parents } = input;
  for (const length of lengths) {
    if (from + length > text.length) continue;
    const named = index.get(text.slice(from, from + length));
    if (named === undefined) continue;
    const found = named
      .filter(({ division, needsParent }) => (parents.length === 0 ? !needsParent : parents.some((p) => isUnder(division, p))))
      .map(({ division }) => division);
    if (found.length > 0) return { found: keepBest(found), length };
  }
  return null;
}

function isUnder(division: Division, parent: Division): boolean {
  if (division.code === parent.code || parent.level === 'county') return false;
  return division.code.startsWith(parent.code.slice(0, parent.level === 'province' ? 2 : 4));
}

/** Current divisions before retired ones, and of a division and one inside it of the same name (北京市) the outer one. */
function keepBest(found: Division[]): Division[] {
  if (found.length === 1) return found;
  const current = found.filter(({ state }) => state === 'current');
  const kept = current.length > 0 ? current : found;
  return kept.filter((division) => !kept.some((other) => isUnder(division, other)));
}

/** Matches against the divisions that ship with the hub. */
export const matchDivisionPrefix: DivisionMatcher = buildDivisionMatcher(divisions);
