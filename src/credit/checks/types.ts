// What is asked about the credit of a subject, and what is answered. Days are YYYY-MM-DD.
import type { Label } from '../../kernel/labels.ts';
import type { Polarity, TargetRole } from '../rules/types.ts';

/** As a caller states it: number and name must both be the subject's (C1). */
export interface StatedSubject {
  readonly identifier: { readonly type: string; readonly value: string };
  readonly name: string;
}

/** For whose measures it is asked, and in which matter. */
export interface AskedMatter {
  /** Agency code. */
  readonly department: string;
  readonly matter: string;
}

/** `invalid`: only in batches and files, where one bad number must not refuse the others. */
export type CheckResult = 'none' | 'punish' | 'incentive' | 'unknown' | 'identity_mismatch' | 'invalid';

/** An entry that is in force, as the database has it for one subject. */
export interface ReachingEntry {
  readonly entryId: string;
  readonly version: number;
  readonly listCode: string;
  readonly edition: string;
  readonly polarity: Polarity;
  readonly decidedOn: string | null;
  readonly beginsOn: string;
  /** Last day inside; null: open. */
  readonly until: string | null;
  readonly isDisputed: boolean;
  /** `subject`, or the role that the subject holds in the firm that is listed. */
  readonly role: TargetRole;
  readonly firm: string | null;
}

/** A golden record that bears the number asked for. */
export interface FoundSubject {
  readonly goldenId: string;
  readonly name: string | null;
  /** One key a line. */
  readonly nameKeys: string | null;
  readonly entries: readonly ReachingEntry[];
}

/** What the rules say of an entry in the matter that is asked about; the same object wherever they say the same. */
export interface AppliedRule {
  readonly listLabel: Label;
  /** Of the measures, in their order. */
  readonly measureLabels: Label;
  readonly measureCount: number;
  /** JSON texts: an object and a list of objects. */
  readonly list: string;
  readonly measures: string;
}

/** An entry with those of its measures that apply to what was asked. */
export interface AppliedEntry {
  readonly entry: ReachingEntry;
  readonly rule: AppliedRule;
}

export interface Judged {
  readonly result: CheckResult;
  readonly goldenId: string | null;
  /** Of an invalid number: code of the rule that it broke. */
  readonly reason: string | null;
  readonly applied: readonly AppliedEntry[];
  /** Measures named: each is owed feedback. */
  readonly measureCount: number;
  readonly isDisputed: boolean;
}

/** As answers show it. */
export interface CheckedEntry {
  readonly entryId: string;
  readonly version: number;
  readonly list: { readonly code: string; readonly label: Label; readonly edition: string; readonly legalBasis: string };
  readonly polarity: Polarity;
  readonly targetRole: TargetRole;
  readonly via?: { readonly role: TargetRole; readonly name: string };
  readonly beginsOn: string;
  readonly until: string | null;
  readonly disputed: boolean;
  readonly measures: readonly CheckedMeasure[];
}

export interface CheckedMeasure {
  readonly code: string;
  readonly label: Label;
  readonly content: string;
  readonly class: number;
  readonly legalBasis: string;
  readonly edition: string;
  /** Not yet compared with the official text. */
  readonly unverified: boolean;
}
