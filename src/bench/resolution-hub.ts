// A hub on a database of its own that is loaded, trained and matched by the public path, and what its links and tasks then say.
import type { Pool } from 'pg';
import { openHub, type Hub } from '../app/compose.ts';
import { ingestFiles } from '../app/ingest-files.ts';
import { findLibrary, inferFeed } from '../app/libraries.ts';
import { matchWork } from '../app/match-work.ts';
import { activateModel, insertModel } from '../engine/resolve/model/model-store.ts';
import { trainLibrary } from '../engine/resolve/model/train-library.ts';
import type { MatchModel } from '../engine/resolve/model/types.ts';
import { planMatch } from '../engine/resolve/scored/match-plan.ts';
import { matchPending, type MatchRun } from '../engine/resolve/scored/match-queue.ts';
import { benchConfig, withFolder } from './bench-folder.ts';

const declaredDate = '2025-07-01';

export interface FeedFile {
  readonly feed: string;
  readonly path: string;
}

export interface LinkedRecord {
  readonly sourceKey: string;
  readonly feed: string;
  readonly source: string;
  /** Null: held for a person. */
  readonly goldenId: string | null;
}

/** What waits for a person, named by source keys: two records that may be one, or a number's records with those that contradict it. */
export interface QueuedTask {
  readonly kind: string;
  readonly records: readonly string[];
  readonly goldenIds: readonly string[];
}

/** A hub under measurement; it ends with `work`. `librariesDir`: folder of libraries from outside. */
export function withResolutionHub<T>(work: (hub: ResolutionHub) => Promise<T>, librariesDir?: string): Promise<T> {
  return withFolder(async (folder) => {
    const hub = await openHub(benchConfig(folder, librariesDir));
    try {
      return await work(new ResolutionHub(hub));
    } finally {
      await hub.stop();
    }
  });
}

export class ResolutionHub {
  readonly hub: Hub;

  constructor(hub: Hub) {
    this.hub = hub;
  }

  /** Loads one after the other. Throws when one does not end well. */
  async load(files: readonly FeedFile[]): Promise<void> {
    const loads = await ingestFiles(this.hub, files.map(({ feed, path }) => ({
      library: inferFeed(this.hub.libraries, feed).library.code, feed, path, declaredDate,
    })), { atOnce: 1 });
    for (const { feed, state } of loads) if (state !== 'done') throw new Error(`the load of ${feed} ended as ${state}`);
  }

  async train(code: string): Promise<MatchModel> {
    const plan = planMatch(findLibrary(this.hub.libraries, code));
    if (!plan) throw new Error(`${code} has no scored rules`);
    return trainLibrary({ pool: this.hub.pool, clock: this.hub.clock, feed: matchWork.feed }, plan);
  }

  /** Puts the model in force, with automatic links, and works off the queue. */
  async match(code: string, model: MatchModel): Promise<MatchRun> {
    const library = findLibrary(this.hub.libraries, code);
    const modelId = await insertModel(this.hub.pool, model, { createdBy: 'bench' });
    await activateModel(this.hub.pool, {
      library, rulesDigest: planMatch(library)!.rulesDigest, modelId, autoLink: true, by: 'bench', now: this.hub.clock.now(),
    });
    const run = await matchPending(this.hub.matching, code);
    if (!run) throw new Error('nothing was matched');
    return run;
  }

  async links(code: string): Promise<LinkedRecord[]> {
    const { rows } = await this.pool.query<LinkedRecord>(`
select source_key as "sourceKey", feed, source, golden_id as "goldenId" from ${code}.source_record where not is_withdrawn order by feed, source, source_key`);
    return rows;
  }

  /** Open tasks of these kinds. */
  async tasks(code: string, kinds: readonly string[]): Promise<QueuedTask[]> {
    const { rows } = await this.pool.query<QueuedTask>({ text: `
select t.kind, t.golden_ids as "goldenIds",
  array(select r.source_key from ${code}.source_record r where r.record_id::text in (select jsonb_array_elements_text(t.evidence->'records')) order by 1) as records
from hub.task t where t.library = $1 and t.kind = any ($2) and t.state in ('open', 'claimed') order by t.task_id`, values: [code, kinds] });
    return rows;
  }

  get pool(): Pool {
    return this.hub.pool;
  }
}
