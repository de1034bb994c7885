// A case acts on entries only here: effects are written, and the entries are derived from them in the same transaction.
import type { PoolClient } from 'pg';
import { deriveEntries } from '../entries/derive.ts';
import { lockTimepoints } from '../entries/timepoints.ts';
import { endEffects, insertEffect, recordsOfSubject, type Moment } from './cases.sql.ts';
import type { CaseActor, CaseRow } from './types.ts';

export interface EntryChange {
  readonly adds: readonly string[];
  readonly ends: readonly string[];
  readonly reason: string;
  readonly by: CaseActor;
}

/**
 * The caller holds the case's row. The lock of the timepoints is taken first: a load that brings the same document anew is either seen
 * here, or sees the effect.
 */
export async function changeEntries(client: PoolClient, row: CaseRow, change: EntryChange, at: Moment & { readonly newId: () => string }): Promise<void> {
  if (change.adds.length === 0 && change.ends.length === 0) return;
  await lockTimepoints(client);
  if (change.ends.length > 0) await client.query(endEffects(row.caseId, change.ends, change.reason, at));
  for (const kind of change.adds) {
    await client.query(insertEffect({ effectId: at.newId(), caseId: row.caseId, kind, reason: change.reason, by: change.by }, at));
  }
  await deriveEntries(client, { now: at.now, cause: `case:${row.caseId}`, which: recordsOfSubject(row.entryId, row.subjectGoldenId) });
}
