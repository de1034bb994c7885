// What the commands of models ask of scored matching: pairs to learn from, and a rehearsal of an activation.
import type { Pool } from 'pg';
import type { LibraryDefinition } from '../definition/types.ts';
import type { PairSink } from '../engine/resolve/model/training-data.ts';
import type { MatchPlan } from '../engine/resolve/scored/match-plan.ts';
import { rehearse, type Rehearsal } from '../engine/resolve/scored/rehearse.ts';
import { feedTraining } from '../engine/resolve/scored/training-pairs.ts';
import type { Hub } from './compose.ts';

export interface MatchWork {
  feed(pool: Pool, plan: MatchPlan, sink: PairSink): Promise<{ readonly records: number; readonly pairs: number }>;
  rehearse(hub: Hub, library: LibraryDefinition, options: { readonly modelId: number; readonly autoLink?: boolean }): Promise<Rehearsal>;
}

export const matchWork: MatchWork = {
  feed: feedTraining,
  rehearse: (hub, library, options) => rehearse(hub.matching, library, options),
};
