// The task of a case: open while the case is, and told whose turn it is. Once a day what is missing is opened, and what ended by date ends.
import type { Pool, PoolClient } from 'pg';
import { caseKey, endBoundTask, openBoundTask } from '../../engine/steward/bound-tasks.sql.ts';
import { caseTasks, overdueChallengePriority, priorities } from '../../engine/steward/task-kinds.ts';
import type { Clock } from '../../kernel/clock.ts';
import { sql } from '../../store/sql.ts';
import { withTransaction } from '../../store/transaction.ts';
import { creditLibrary, deriveEntries } from '../entries/derive.ts';
import { caseColumns } from './cases.sql.ts';
import { settleCases } from './settle-cases.ts';
import { endedAt } from './settle-cases.sql.ts';
import type { CaseActor, CaseRow } from './types.ts';

/** Says anew whose turn it is where the task is open already. */
export async function openCaseTask(client: Pool | PoolClient, row: CaseRow, now: Date): Promise<void> {
  const { caseId, kind, state, entryId, listCode, ownerAgency, dueOn, isOverdue } = row;
  await client.query(openBoundTask({
    library: creditLibrary, kind: caseTasks[kind], rule: 'CASE', subjectKey: caseKey(caseId), goldenIds: [entryId],
    evidence: { caseId, kind, state, listCode, waitsFor: ownerAgency === null ? 'steward' : 'department' },
    priority: isOverdue ? overdueChallengePriority : priorities[kind], departments: ownerAgency === null ? [] : [ownerAgency], dueOn, now,
  }));
}

/** `by`: null where it ended by itself. */
export async function endCaseTask(client: PoolClient, caseId: string, end: { readonly reason: string; readonly by: CaseActor | null; readonly now: Date }): Promise<void> {
  const by = end.by === null ? null : { client: end.by.clientId, operator: end.by.operatorId };
  await client.query(endBoundTask(caseKey(caseId), { reason: end.reason, by, now: end.now }));
}

/** Ends cases whose entry has ended by its day, and opens the tasks of open cases that are not there. */
export async function keepCases(pool: Pool, clock: Clock): Promise<void> {
  const now = clock.now();
  await withTransaction(pool, async (client) => {
    await settleCases(client, now);
    await deriveEntries(client, { now, cause: 'date', which: endedAt(now) });
  });
  const { rows } = await pool.query<CaseRow>(sql`
    select ${caseColumns(clock.today())} from hub.credit_case c where c.state in ('open', 'accepted')
      and not exists (select from hub.task t where t.library = ${creditLibrary} and t.subject_key = 'case:' || c.case_id and t.state in ('open', 'claimed'))`);
  for (const row of rows) await openCaseTask(pool, row, now);
}
