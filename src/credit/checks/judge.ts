// From what the database holds of a number to the answer. Pure. Number and name must both agree with exactly one golden record; nothing
// is said of one whose name differs, and nothing of an entry that no measure ties to this matter and department.
import { subjectNameKeys } from '../../definition/match-forms.ts';
import type { MatterTexts } from './measure-texts.ts';
import type { AppliedEntry, CheckResult, FoundSubject, Judged, ReachingEntry } from './types.ts';

/** `name`: as stated, in its normal form; null where it says nothing. `holders`: golden records that bear the number. */
export function judge(texts: MatterTexts, name: string | null, holders: readonly FoundSubject[]): Judged {
  const [holder] = holders;
  if (holder === undefined) return nothingFound;
  // A number that several bear leads to nobody for certain, as in C2.
  if (holders.length > 1) return mismatch;
  const { goldenId } = holder;
  if (name === null || !agrees(name, holder)) return { ...mismatch, goldenId };
  const applied: AppliedEntry[] = [];
  for (const entry of sorted(holder.entries)) {
    const rule = texts.of(entry);
    if (rule !== null) applied.push({ entry, rule });
  }
  if (applied.length === 0) return { ...none, goldenId };
  return {
    result: resultOf(applied), goldenId, reason: null, applied,
    isDisputed: applied.some(({ entry }) => entry.isDisputed),
    measureCount: applied.reduce((sum, { rule }) => sum + rule.measureCount, 0),
  };
}

/** The members of the answer's JSON object but for ids and times: `"result":…,"entries":[…],"disputed":…`. */
export function membersOf({ result, reason, applied, isDisputed }: Judged): string {
  return `"result":"${result}",${reason === null ? '' : `"reason":"${reason}",`}"entries":[${applied.map(entryText).join(',')}],"disputed":${isDisputed}`;
}

/** Punishment goes before incentive: whoever must be restricted is not favoured. Both are shown. */
function resultOf(applied: readonly AppliedEntry[]): CheckResult {
  return applied.some(({ entry }) => entry.polarity === 'punish') ? 'punish' : 'incentive';
}

/** The same order whatever order they were found in: punishment first, own before others', then the newest. */
function sorted(entries: readonly ReachingEntry[]): readonly ReachingEntry[] {
  if (entries.length < 2) return entries;
  const rank = ({ polarity, role }: ReachingEntry): number => (polarity === 'punish' ? 0 : 2) + (role === 'subject' ? 0 : 1);
  const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
  return [...entries].sort((a, b) => rank(a) - rank(b) || compare(b.beginsOn, a.beginsOn) || compare(a.entryId, b.entryId) || compare(a.role, b.role));
}

/** C1: one shared key. Equal names share all of theirs. */
export function agrees(name: string, { name: held, nameKeys }: Pick<FoundSubject, 'name' | 'nameKeys'>): boolean {
  if (name === held) return true;
  const keys = nameKeys?.split('\n') ?? [];
  return keys.length > 0 && subjectNameKeys(name).some((key) => keys.includes(key));
}

function entryText({ entry, rule }: AppliedEntry): string {
  const via = entry.role === 'subject' ? '' : `"via":{"role":"${entry.role}","name":${JSON.stringify(entry.firm)}},`;
  const until = entry.until === null ? 'null' : `"${entry.until}"`;
  return `{"entryId":"${entry.entryId}","version":${entry.version},"list":${rule.list},"polarity":"${entry.polarity}","targetRole":"${entry.role}",${via}` +
    `"beginsOn":"${entry.beginsOn}","until":${until},"disputed":${entry.isDisputed},"measures":${rule.measures}}`;
}

const empty = (result: CheckResult): Judged => ({ result, goldenId: null, reason: null, isDisputed: false, applied: [], measureCount: 0 });
const none = empty('none');
const nothingFound = empty('unknown');
const mismatch = empty('identity_mismatch');

/** `reason`: code of the rule that the number broke. */
export function judgedInvalid(reason: string): Judged {
  return { ...empty('invalid'), reason };
}
