// Many subjects in one call: one row is kept for the call, and every subject has an id of its own in it, `<checkId>.<place>`.
import type { LibraryDefinition } from '../../definition/types.ts';
import { checkRow, digestOf, type Asker } from './check-row.ts';
import { holdersOf, isUncertain, matterOf, type CheckAnswer, type CreditChecks } from './credit-checks.ts';
import type { CheckReach, EntryScope } from './find-subjects.sql.ts';
import { judge, judgedInvalid, membersOf } from './judge.ts';
import type { SubjectKey } from './subject-keys.ts';
import type { FoundSubject, Judged, StatedSubject } from './types.ts';

/** Subjects in one statement; several are under way at once. */
const atOnce = 2_500;

export interface BatchAsk {
  readonly asker: Asker;
  readonly reach: CheckReach;
  readonly subjects: readonly StatedSubject[];
}

export async function checkBatch(checks: CreditChecks, { asker, reach, subjects }: BatchAsk): Promise<CheckAnswer> {
  const read = subjects.map(({ identifier, name }) => checks.keys.read(identifier, name));
  const { texts, judged } = await checks.underRules(async (rules) => {
    const matter = matterOf(rules, asker);
    const found: Promise<FoundBy>[] = [];
    for (let from = 0; from < read.length; from += atOnce) found.push(findPart(checks, matter.scopeOf(reach), read.slice(from, from + atOnce)));
    const parts = await Promise.all(found);
    return read.map((each, place) => ('reason' in each ? judgedInvalid(each.reason) : judge(matter, each.name, holdersOf(each, parts[Math.floor(place / atOnce)]!.get(each.library) ?? none))));
  });
  const at = checks.clock.now();
  const duties = judged.flatMap(({ measureCount }, item) => (measureCount === 0 ? [] : [{ item, measures: measureCount }]));
  const { checkId } = asker;
  const results = judged.map((each, place) => `{"checkId":"${checkId}.${place}",${membersOf(each)}}`);
  const text = `{"checkId":"${checkId}","asOf":"${at.toISOString()}","rulesEpoch":${texts.rules.epoch},"results":[${results.join(',')}]}`;
  const row = checkRow({
    asker, at, kind: 'batch', results: [...new Set(judged.map(({ result }) => result))], subjectIds: judged.map(({ goldenId }) => goldenId),
    stated: judged.map((each, place) => (isUncertain(each) ? statedOf(read[place]!, subjects[place]!) : null)),
    rulesEpoch: texts.rules.epoch, answer: text, duties, dueOn: duties.length === 0 ? null : await checks.term.dueOn(),
  });
  return { text, row, ...knownOf(read, judged) };
}

type Read = SubjectKey | { readonly reason: string };

/** Bearers of numbers, by library. */
type FoundBy = ReadonlyMap<LibraryDefinition, ReadonlyMap<string, readonly FoundSubject[]>>;
const none: ReadonlyMap<string, readonly FoundSubject[]> = new Map();

async function findPart(checks: CreditChecks, scope: EntryScope, read: readonly Read[]): Promise<FoundBy> {
  const keysOf = new Map<LibraryDefinition, Set<string>>();
  for (const each of read) {
    if ('reason' in each) continue;
    const keys = keysOf.get(each.library) ?? new Set();
    keysOf.set(each.library, keys);
    for (const key of each.keys) keys.add(key);
  }
  return new Map(await Promise.all([...keysOf].map(async ([library, keys]) => [library, await checks.finder.query(library, scope, [...keys])] as const)));
}

function statedOf(read: Read, { identifier: { type, value }, name }: StatedSubject): string {
  return 'reason' in read ? digestOf(`${type}\n${value}`, name) : digestOf(read.keys[0] ?? '', read.name);
}

/** Who was found, and of which library. */
export function knownOf(read: readonly Read[], judged: readonly Judged[]): Pick<CheckAnswer, 'library' | 'goldenIds'> {
  const libraries = new Set<string>();
  const goldenIds = new Set<string>();
  judged.forEach(({ goldenId }, place) => {
    const each = read[place];
    if (goldenId === null || each === undefined || 'reason' in each) return;
    goldenIds.add(goldenId);
    libraries.add(each.library.code);
  });
  return { library: libraries.size === 1 ? ([...libraries][0] ?? null) : null, goldenIds: [...goldenIds] };
}
