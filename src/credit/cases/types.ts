// Cases of subjects about entries: what is asked, what a case looks like, and who takes part in it.
export type CaseKind = 'repair' | 'objection';
export type Ground = 'error' | 'omission' | 'past_period' | 'wrongly_listed' | 'not_removed';
export type Capacity = 'self' | 'legal_representative' | 'agent';

/** See hub.credit_case. */
export type CaseState = 'open' | 'accepted' | 'approved' | 'corrected' | 'refused' | 'withdrawn' | 'lapsed' | 'undo_proposed' | 'undone';

/** What people do in a case, beside filing it. */
export type CaseAction = 'approve' | 'correct' | 'accept' | 'refuse' | 'suspend' | 'resume' | 'withdraw' | 'undo' | 'confirm' | 'decline';

export type CaseSide = 'filer' | 'department' | 'steward';

export interface Evidence {
  /** Where it lies: a file number. */
  readonly reference: string;
  readonly description?: string;
}

export interface Applicant {
  readonly name: string;
  readonly capacity: Capacity;
  /** File number of the authorisation, for an agent. */
  readonly authorisation?: string;
}

/** What the subject says, through the window. */
export interface Application {
  readonly entryId?: string;
  readonly documentNo?: string;
  readonly applicant: Applicant;
  readonly statement: string;
  readonly evidence: readonly Evidence[];
  /** Objections. */
  readonly ground?: Ground;
  /** Repairs: the public promise. */
  readonly promise?: string;
}

export interface CaseActor {
  readonly side: CaseSide;
  readonly agencyCode: string;
  readonly clientId: string;
  readonly operatorId: string;
}

export interface CaseRow {
  readonly caseId: string;
  readonly kind: CaseKind;
  readonly state: CaseState;
  readonly entryId: string;
  readonly listCode: string;
  readonly edition: string;
  readonly documentNo: string | null;
  readonly subjectLibrary: string;
  readonly subjectGoldenId: string;
  readonly ownerAgency: string | null;
  readonly ground: Ground | null;
  readonly statement: string;
  readonly promise: string | null;
  readonly evidence: readonly Evidence[];
  readonly applicant: { readonly name: string; readonly capacity: Capacity; readonly authorisation: string | null };
  readonly filerAgency: string;
  readonly filerOperator: string;
  readonly isSuspended: boolean;
  readonly dueOn: string | null;
  readonly answerDueOn: string | null;
  readonly isOverdue: boolean;
  readonly filedAt: Date;
  readonly endedAt: Date | null;
  readonly endedReason: string | null;
}

export interface CaseStep {
  readonly step: number;
  readonly at: Date;
  readonly action: CaseAction | 'filed' | 'marked' | 'forwarded' | 'record_changed' | 'record_gone' | 'entry_ended';
  readonly state: CaseState;
  readonly reason: string | null;
  readonly dueOn: string | null;
  /** By which it is due. */
  readonly term: { readonly matter: string; readonly region: string; readonly days: number; readonly legalBasis: string; readonly isConfirmed: boolean } | null;
  readonly by: { readonly side: CaseSide | 'hub'; readonly agencyCode: string | null; readonly operatorId: string | null };
}
