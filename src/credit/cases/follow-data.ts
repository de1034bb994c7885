// What follows in the credit part when golden records change: cases first, for what ends with them is no mark on an entry any more.
import type { DeriveFurther } from '../../engine/derive-further.ts';
import { sql } from '../../store/sql.ts';
import { creditLibrary, deriveCredit } from '../entries/derive.ts';
import { settleCases } from './settle-cases.ts';
import { endedAt } from './settle-cases.sql.ts';

/** The engine calls it in the transaction that changed the records. */
export const followData: DeriveFurther = async (client, change) => {
  if (change.library !== creditLibrary) return;
  await settleCases(client, change.now);
  await deriveCredit(client, { ...change, goldenIds: sql`${change.goldenIds} union ${endedAt(change.now)}` });
};
