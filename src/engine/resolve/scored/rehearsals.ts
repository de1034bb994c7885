// Dry runs as jobs: asked for by a person, worked off by whatever process is free, and what an activation over the API rests on. Who works
// on a library's dry run holds an advisory lock: a process that dies lets it go, and the next one begins anew.
import type { Pool } from 'pg';
import type { LibraryDefinition } from '../../../definition/types.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { HubError } from '../../../kernel/errors.ts';
import type { Log } from '../../../kernel/log.ts';
import { tryAdvisoryLock } from '../../../store/transaction.ts';
import { readMatchSetting } from '../match-setting.ts';
import { activateModel } from '../model/model-store.ts';
import { fitModel } from './fit-model.ts';
import type { MatchDeps } from './match-queue.ts';
import { beginRehearsal, endRehearsal, findOpenRehearsals, freshHours, insertRehearsal, markStep, readRehearsal, type RehearsalView } from './rehearsal-store.ts';
import { rehearse, type NamedRecord, type Rehearsal } from './rehearse.ts';

export interface RehearsalDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface RehearsalRequest {
  readonly modelId: number;
  /** Absent: as set now. */
  readonly autoLink?: boolean;
  readonly by: string;
}

/** Durable when it resolves. MODEL_RULES_MISSING, MODEL_UNFIT, MODEL_ACTIVE (nothing would change), REHEARSAL_OPEN. */
export async function requestRehearsal(
  { pool, clock, newId }: RehearsalDeps, library: LibraryDefinition, { modelId, autoLink, by }: RehearsalRequest,
): Promise<RehearsalView> {
  const { stored } = await fitModel(pool, library, modelId);
  const now = clock.now();
  const setting = await readMatchSetting(pool, library.code);
  const wanted = autoLink ?? setting.autoLink;
  if (stored.isActive && wanted === setting.autoLink) {
    throw new HubError('MODEL_ACTIVE', `model ${modelId} is in force as asked for`, { modelId, library: library.code, autoLink: wanted });
  }
  const rehearsalId = newId();
  await insertRehearsal(pool, { rehearsalId, library: library.code, modelId, autoLink: wanted, by, now });
  const { result: _none, ...made } = (await readRehearsal(pool, { modelId, rehearsalId, now }))!;
  return made;
}

export interface RehearsedActivation {
  readonly modelId: number;
  readonly rehearsalId: string;
  readonly by: string;
}

/**
 * Puts in force what was rehearsed, as activateModel() does; how many records wait now, and whether scores link. MODEL_RULES_MISSING,
 * MODEL_UNKNOWN, MODEL_UNFIT, MODEL_ACTIVE; REHEARSAL_MISSING (none of this model and id that is done), REHEARSAL_STALE.
 */
export async function activateRehearsed(
  { pool, clock }: Omit<RehearsalDeps, 'newId'>, library: LibraryDefinition, { modelId, rehearsalId, by }: RehearsedActivation,
): Promise<{ readonly queued: number; readonly autoLink: boolean }> {
  const now = clock.now();
  const { plan } = await fitModel(pool, library, modelId);
  const found = await readRehearsal(pool, { modelId, rehearsalId, now });
  if (found?.state !== 'done') throw new HubError('REHEARSAL_MISSING', 'no dry run of the model that is done', { modelId, state: found?.state ?? null });
  const { autoLink } = found;
  const queued = await activateModel(pool, {
    library, rulesDigest: plan.rulesDigest, modelId, autoLink, by, now,
    async requires(client) {
      const { stale, finishedAt } = (await readRehearsal(client, { modelId, rehearsalId, now }))!;
      if (stale !== null) throw new HubError('REHEARSAL_STALE', `the dry run is ${stale}`, { modelId, reason: stale, finishedAt, validHours: freshHours });
    },
  });
  return { queued, autoLink };
}

export interface RehearsalWork {
  readonly matching: MatchDeps;
  readonly log: Log;
  /** What of a source key may be kept: keys of some departments are numbers of persons. */
  readonly maskKey: (key: string) => string;
}

/** Works off what waits, those of dead processes too. A fault of one stops none. Returns how many ended. */
export async function processRehearsals(work: RehearsalWork): Promise<number> {
  const { pool } = work.matching;
  let ended = 0;
  for (const { rehearsalId, library } of await findOpenRehearsals(pool)) {
    try {
      const held = await tryAdvisoryLock(pool, `rehearsal:${library}`, () => processRehearsal(work, rehearsalId, library));
      if (held.isHeld && held.result) ended += 1;
    } catch (error) {
      work.log.error({ rehearsalId, library, err: error }, 'a dry run failed');
    }
  }
  return ended;
}

/** True: it ended. A refusal is its outcome, but for MODEL_BUSY: then it waits. A fault marks it `failed` and is thrown. */
async function processRehearsal({ matching, maskKey }: RehearsalWork, rehearsalId: string, code: string): Promise<boolean> {
  const { pool, clock, libraries } = matching;
  const begun = await beginRehearsal(pool, rehearsalId, { was: await readMatchSetting(pool, code), now: clock.now() });
  if (begun === null) return false;
  try {
    const library = libraries.find((candidate) => candidate.code === code);
    if (library === undefined) throw new HubError('MODEL_RULES_MISSING', `no library ${code}`, { library: code });
    const result = await rehearse(matching, library, { ...begun, onStep: (step) => markStep(pool, rehearsalId, step) });
    await endRehearsal(pool, rehearsalId, { state: 'done', result: withMaskedKeys(result, maskKey) }, clock.now());
  } catch (error) {
    if (error instanceof HubError && error.code === 'MODEL_BUSY') return false;
    const isRefusal = error instanceof HubError;
    const problem = isRefusal ? { code: error.code, ...(error.details === undefined ? {} : { details: error.details }) } : { code: 'FAULT' };
    await endRehearsal(pool, rehearsalId, { state: isRefusal ? 'refused' : 'failed', problem }, clock.now());
    if (!isRefusal) throw error;
  }
  return true;
}

function withMaskedKeys(rehearsal: Rehearsal, maskKey: (key: string) => string): Rehearsal {
  const masked = <T extends NamedRecord>(record: T): T => ({ ...record, sourceKey: maskKey(record.sourceKey) });
  return { ...rehearsal, samples: rehearsal.samples.map((sample) => ({ ...masked(sample), other: sample.other && masked(sample.other) })) };
}
