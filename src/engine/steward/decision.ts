// What a person may decide, in words that never name a record by its id: golden records by their ids, records by their handles (their
// home ids). And what a decision says of records once it is planned: its effects.
import type { Clock } from '../../kernel/clock.ts';
import type { Surroundings } from '../derive-further.ts';
import type { Pool } from 'pg';

export interface DecideDeps extends Surroundings {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** Who decides: the client and the person behind it. */
export interface Decider {
  readonly clientId: string;
  readonly operatorId: string;
}

/** A golden record as the person saw it. */
export interface Seen {
  readonly goldenId: string;
  readonly version: number;
}

interface Asked {
  readonly library: string;
  readonly reason: string;
  /** The task that this settles: closed in the same transaction. Held records are found through its evidence. */
  readonly taskId?: string;
  /** Versions that were looked at; another version now is refused (DECISION_STALE). */
  readonly expect?: readonly Seen[];
}

export interface PinnedValue {
  readonly attribute: string;
  readonly value: string;
  /** The last civil day on which the value holds. */
  readonly until: string;
}

/** All these golden records are one entity; `not_same`: no two of them ever are. */
export interface SameRequest extends Asked {
  readonly kind: 'same' | 'not_same';
  /** Absent: those of the task. */
  readonly goldens?: readonly string[];
  /** `same` only: that they bear different valid numbers was seen. */
  readonly acceptsNumbers?: boolean;
}

/** These records are another entity: they leave their golden record (or their being held) and form one of their own. */
export interface SplitRequest extends Asked {
  readonly kind: 'split';
  /** Absent: the records are held, and the task names them. */
  readonly golden?: string;
  readonly records: readonly string[];
}

/** These records belong to the golden record `to`. */
export interface MoveRequest extends Asked {
  readonly kind: 'move';
  readonly golden?: string;
  readonly records: readonly string[];
  readonly to: string;
}

/** These records give nothing to anyone until this is undone, even if their feed sends them again. */
export interface WithdrawRequest extends Asked {
  readonly kind: 'withdraw';
  readonly golden?: string;
  readonly records: readonly string[];
}

/** Links that a score made in this library, with these scores, are undone as a set; no score adds the records again. */
export interface HoldRequest extends Asked {
  readonly kind: 'hold';
  readonly golden?: undefined;
  /** Rule that the links carry; absent: any rule of scores. */
  readonly rule?: string;
  /** Bits: scores from `from` up to, but not with, `below`. */
  readonly from?: number;
  readonly below?: number;
}

/** This value holds over every source. */
export interface PinRequest extends Asked, PinnedValue {
  readonly kind: 'pin';
  /** Absent: the only one of the task. */
  readonly golden?: string;
}

/**
 * The golden record stands in this relation to `to` (a branch to its parent), beside what sources state; `not_related`: it never does, either
 * way round, and it is not proposed again.
 */
export interface RelationRequest extends Asked {
  readonly kind: 'relate' | 'not_related';
  /** Type of a relation that the library declares between its own golden records. */
  readonly relation: string;
  readonly golden: string;
  readonly to: string;
}

/** The answer to a challenged value (校核). Accepting one may pin the right value or withdraw the record that said the wrong one. */
export interface ChallengeRequest extends Asked {
  readonly kind: 'accept_challenge' | 'refuse_challenge';
  readonly challengeId: string;
  readonly golden: string;
  readonly pin?: PinnedValue;
  readonly records?: readonly string[];
}

/** About an earlier decision. `undo`: as if it had never been made; undoing an undo brings the decision back. */
export interface FollowUpRequest {
  readonly kind: 'undo' | 'confirm' | 'decline';
  readonly decisionId: string;
  readonly reason: string;
  /** `undo` only. */
  readonly expect?: readonly Seen[];
}

export type UndoRequest = FollowUpRequest & { readonly kind: 'undo' };
export type FirstRequest = SameRequest | SplitRequest | MoveRequest | WithdrawRequest | HoldRequest | PinRequest | RelationRequest | ChallengeRequest;
export type DecisionRequest = FirstRequest | FollowUpRequest;
export type DecisionKind = DecisionRequest['kind'];

/** Kinds for which a library may ask for a second person. */
export const fourEyesKinds = ['same', 'not_same', 'split', 'move', 'withdraw', 'pin', 'relate', 'not_related', 'undo'] as const;

/** Two lists of record ids: each of the first with each of the second. */
export type Sides = readonly [readonly string[], readonly string[]];

/** What a decision says of records, by record id. The one form from which `decided` and `pin` are derived. */
export interface Effects {
  readonly same?: readonly Sides[];
  /** A record of the first side leaves where a number would put both in one cluster. */
  readonly never?: readonly Sides[];
  readonly apart?: readonly string[];
  readonly out?: readonly string[];
  /** No score joins these. */
  readonly hold?: readonly string[];
  readonly pin?: {
    readonly attribute: string;
    readonly value: string;
    readonly nameKeys: readonly string[] | null;
    readonly decidedOn: string;
    readonly until: string;
    readonly records: readonly string[];
  };
  readonly relation?: {
    readonly type: string;
    readonly isRefused: boolean;
    readonly from: readonly string[];
    readonly to: readonly string[];
  };
  /** Digests of the valid numbers that a person saw on golden records they joined. */
  readonly numbers?: readonly string[];
}

/** A golden record before or after a decision, and its records by which its id is found again. */
export interface GoldenMark extends Seen {
  readonly records: readonly string[];
}

export type DecisionState = 'proposed' | 'in_force' | 'undone' | 'declined' | 'done';

/** A decision as it is shown: no record ids, no values. */
export interface DecisionView {
  readonly decisionId: string;
  readonly library: string;
  readonly kind: DecisionKind;
  /** `done`: a confirmation or a refusal, which is said once. */
  readonly state: DecisionState;
  readonly reason: string;
  readonly decidedBy: string;
  readonly operatorId: string;
  readonly decidedAt: Date;
  readonly taskId: string | null;
  readonly undoes: string | null;
  readonly confirms: string | null;
  /** Golden records as they were, and as they were afterwards; empty while it waits for a second person. */
  readonly before: readonly Seen[];
  readonly after: readonly Seen[];
  /** Handles of the records that it names, attribute and last day of a pinned value, the challenge it answers, the relation between the two ids that were named. */
  readonly records?: readonly string[];
  readonly attribute?: string;
  readonly until?: string;
  readonly challengeId?: string;
  readonly relation?: DecidedRelation;
}

/** A relation of one golden record to another. */
export interface DecidedRelation {
  readonly type: string;
  readonly from: string;
  readonly to: string;
}
