// What keys leave open in the town is compared by score: a model is learned from the town itself, put in force, and run.
import { activateModel, insertModel } from '../../engine/resolve/model/model-store.ts';
import { trainLibrary } from '../../engine/resolve/model/train-library.ts';
import { planMatch } from '../../engine/resolve/scored/match-plan.ts';
import type { Hub } from '../compose.ts';
import { matchLibraries } from '../match-libraries.ts';
import { matchWork } from '../match-work.ts';
import type { Terminal } from '../terminal.ts';

/** Scores may link by themselves in the demonstration; elsewhere an operator turns that on. */
export async function matchTown(hub: Hub, terminal: Terminal): Promise<void> {
  for (const library of hub.libraries) {
    const plan = planMatch(library);
    if (plan === null) continue;
    terminal.note('training', { library: library.code });
    const model = await trainLibrary({ pool: hub.pool, clock: hub.clock, feed: matchWork.feed }, plan);
    const modelId = await insertModel(hub.pool, model, { createdBy: 'demo' });
    await activateModel(hub.pool, { library, rulesDigest: plan.rulesDigest, modelId, autoLink: true, by: 'demo', now: hub.clock.now() });
  }
  for (const [library, { records, pairs, candidates }] of await matchLibraries(hub)) terminal.note('matched', { library, records, pairs, candidates });
}
