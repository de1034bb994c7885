// The credit rules as dated data: which lists there are, how long an entry lasts, and what follows from it. Law changes: every row has its
// edition, its legal basis and its days, and an entry is judged by the rows in force on its decision date.

/** Sections of a credit report, in its order. */
export const sections = ['permit', 'penalty', 'severe_list', 'abnormal', 'red_list', 'commitment', 'evaluation', 'judicial', 'other'] as const;
export type Section = (typeof sections)[number];

export type Polarity = 'punish' | 'incentive' | 'neutral';

interface Dated {
  readonly edition: string;
  readonly legalBasis: string;
  /** First and last day of the decisions that it governs, YYYY-MM-DD; null: open. */
  readonly validFrom: string;
  readonly validTo: string | null;
  /** Compared by the operator with the official text. */
  readonly isConfirmed: boolean;
}

/** hub.credit_list: a kind of credit record. */
export interface CreditList extends Dated {
  readonly listCode: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly polarity: Polarity;
  readonly section: Section;
  /** Who decides on entries, in words. */
  readonly authority: string;
  readonly recordClass: string;
  readonly recordList: string | null;
  readonly penaltyClasses: readonly string[] | null;
  /** Yuan. */
  readonly leastAmount: number | null;
  readonly priority: number;
  readonly termMonths: number | null;
  readonly isPublished: boolean;
  readonly minPublicationMonths: number | null;
  readonly maxPublicationMonths: number | null;
  readonly isRepairable: boolean;
}

/** `subject`, or the relation by which an organisation names the person who is reached. */
export type TargetRole = 'subject' | 'legal_representative' | 'responsible_person' | 'controller';

/** hub.credit_measure: what follows from an entry of a list. */
export interface CreditMeasure extends Dated {
  readonly listCode: string;
  readonly measureCode: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly contentZh: string;
  /** 1 less rights or more duties · 2 management · 3 what others do on their own · 0 incentive. */
  readonly class: number;
  readonly targetRole: TargetRole;
  /** Agency codes; `*`: all. */
  readonly departments: readonly string[];
  /** Matter codes, or their beginning and a `*`. */
  readonly matters: readonly string[];
  /** From this day it follows from no decision any more, whenever that was made. */
  readonly repealedOn: string | null;
}

/** All rules of all times. */
export interface CreditRules {
  /** Rises with every change. */
  readonly epoch: number;
  readonly lists: readonly CreditList[];
  readonly measures: readonly CreditMeasure[];
}
