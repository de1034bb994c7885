// Rows of find-subjects.sql.ts to subjects: one for each golden record that bears a number, with the entries that reach it.
import { agrees } from './judge.ts';
import type { SubjectRow } from './find-subjects.sql.ts';
import type { FoundSubject, ReachingEntry } from './types.ts';

export interface Redirected {
  readonly key: string;
  readonly redirectTo: string;
}

interface Gathered {
  readonly subject: FoundSubject & { readonly entries: ReachingEntry[] };
  readonly isCurrent: boolean;
}

/** `asked`: what the places of the rows number. A number that somebody bears now is not looked up by who bore it before. */
export function collectSubjects(rows: readonly SubjectRow[], asked: readonly string[]): { found: Map<string, FoundSubject[]>; redirected: Redirected[] } {
  const gathered = new Map<string, Gathered[]>();
  const redirected: (Redirected & { readonly isCurrent: boolean })[] = [];
  for (const row of rows) {
    const key = asked[row.place - 1] ?? '';
    const isCurrent = row.status !== 'former';
    if (row.redirectTo !== null) {
      redirected.push({ key, redirectTo: row.redirectTo, isCurrent });
      continue;
    }
    const held = gathered.get(key);
    let holder = held?.find(({ subject }) => subject.goldenId === row.goldenId);
    if (holder === undefined) {
      holder = { subject: subjectOf(row), isCurrent };
      if (held === undefined) gathered.set(key, [holder]);
      else held.push(holder);
    }
    if (row.entryId !== null) addEntry(holder.subject, row);
  }
  const borne = new Set([
    ...[...gathered].filter(([, holders]) => holders.some(({ isCurrent }) => isCurrent)).map(([key]) => key),
    ...redirected.filter(({ isCurrent }) => isCurrent).map(({ key }) => key),
  ]);
  const counts = ({ isCurrent }: { isCurrent: boolean }, key: string): boolean => isCurrent || !borne.has(key);
  const found = new Map<string, FoundSubject[]>();
  for (const [key, holders] of gathered) found.set(key, holders.filter((holder) => counts(holder, key)).map(({ subject }) => subject));
  return { found, redirected: redirected.filter((each) => counts(each, each.key)) };
}

/** The same for the rows of one number, none of whose bearers was merged. */
export function collectHolders(rows: readonly SubjectRow[]): readonly FoundSubject[] {
  const [first] = rows;
  if (first === undefined) return [];
  const isOne = rows.every(({ goldenId }) => goldenId === first.goldenId);
  if (!isOne) return [...collectSubjects(rows, ['']).found.values()].flat();
  const subject = subjectOf(first);
  for (const row of rows) if (row.entryId !== null) addEntry(subject, row);
  return [subject];
}

function subjectOf({ goldenId, name, nameKeys }: SubjectRow): Gathered['subject'] {
  return { goldenId, name, nameKeys, entries: [] };
}

/** A firm's entry reaches a person only if the firm names them as the hub does. Several records may state one role: it counts once. */
export function addEntry(subject: FoundSubject & { readonly entries: ReachingEntry[] }, row: SubjectRow): void {
  if (row.role !== 'subject' && (row.roleName === null || !agrees(row.roleName, row))) return;
  const isHeld = subject.entries.some(({ entryId, role }) => entryId === row.entryId && role === row.role);
  if (isHeld || row.entryId === null) return;
  const { entryId, version, listCode, edition, polarity, decidedOn, beginsOn, until, isDisputed, role, firm } = row;
  subject.entries.push({ entryId, version, listCode, edition, polarity, decidedOn, beginsOn, until, isDisputed, role, firm });
}
