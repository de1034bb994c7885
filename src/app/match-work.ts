// What the commands of models ask of scored matching: pairs to learn from, and a rehearsal of an activation.
import type { Pool } from 'pg';
import type { LibraryDefinition } from '../definition/types.ts';
import type { PairSink } from '../engine/resolve/model/training-data.ts';
import type { MatchPlan } from '../engine/resolve/scored/match-plan.ts';
import { feedTraining } from '../engine/resolve/scored/training-pairs.ts';
import type { Hub } from './compose.ts';

/** What would change if the model were in force; nothing has. */
export interface Rehearsal {
  /** Records compared. */
  readonly records: number;
  /** Records that would be in another golden record than now. */
  readonly moved: number;
  readonly goldensBefore: number;
  readonly goldensAfter: number;
  /** Automatic links by score, now and then. */
  readonly linksBefore: number;
  readonly linksAfter: number;
  /** Pairs that would wait for a person. */
  readonly reviews: number;
  /** Decisions of stewards that touch moved records, and those whose outcome would differ: none, or something is wrong. */
  readonly decisionsTouched: number;
  readonly decisionsOverturned: number;
  /** A few that would move. */
  readonly samples: readonly RehearsedMove[];
}

/** A record named by source and source key, without any value of its own; the golden records it leaves and joins. */
export interface RehearsedMove {
  readonly source: string;
  readonly sourceKey: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly score: number | null;
}

export interface MatchWork {
  feed(pool: Pool, plan: MatchPlan, sink: PairSink): Promise<{ readonly records: number; readonly pairs: number }>;
  rehearse(hub: Hub, library: LibraryDefinition, options: { readonly modelId: number; readonly autoLink?: boolean }): Promise<Rehearsal>;
}

export const matchWork: MatchWork = {
  feed: feedTraining,
  rehearse: () => Promise.reject(new Error('an activation cannot be rehearsed yet')),
};
