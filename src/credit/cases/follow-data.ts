// What follows in the credit part when golden records change: cases first, for what ends with them is no mark on an entry any more.
import type { DeriveFurther } from '../../engine/derive-further.ts';
import { sql } from '../../store/sql.ts';
import { creditLibrary, deriveEntries } from '../entries/derive.ts';
import { settleCases } from './settle-cases.ts';
import { endedAt } from './settle-cases.sql.ts';

/** The engine calls it in the transaction that changed the records. */
export const followData: DeriveFurther = async (client, { library, goldenIds, now, cause }) => {
  if (library !== creditLibrary) return;
  await settleCases(client, now);
  await deriveEntries(client, { now, cause, which: sql`${goldenIds} union ${endedAt(now)}` });
};
