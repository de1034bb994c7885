// What is done in a case after it was filed: decided, suspended, withdrawn, undone. The step, the effects, the entries and the task are one
// transaction: repair stops publication, sharing and measures at one instant.
import type { PoolClient } from 'pg';
import { readFourEyes } from '../../engine/steward/four-eyes.ts';
import { readDueDates } from '../../engine/steward/terms.ts';
import { HubError } from '../../kernel/errors.ts';
import { withTransaction } from '../../store/transaction.ts';
import { creditLibrary } from '../entries/derive.ts';
import { endCaseTask, openCaseTask } from './case-tasks.ts';
import { hasEndingEffectSql, insertStep, moveCase, readCaseSql, readProposerSql, type Moment } from './cases.sql.ts';
import { changeEntries } from './change-entries.ts';
import { termFact, type CaseDeps } from './file-case.ts';
import { planAction, type CasePlan } from './plan-action.ts';
import type { CaseAction, CaseActor, CaseRow } from './types.ts';

export interface CaseRequest {
  readonly action: CaseAction;
  readonly reason: string | null;
  readonly by: CaseActor;
}

/** Throws NOT_FOUND, CREDIT_CASE_STEP, DECISION_SECOND_PERSON. */
export async function actOnCase(deps: CaseDeps, caseId: string, { action, reason, by }: CaseRequest): Promise<CaseRow> {
  const at = { now: deps.clock.now(), today: deps.clock.today(), newId: deps.newId };
  const isFourEyes = (await readFourEyes(deps.pool, creditLibrary)).includes('undo');
  return withTransaction(deps.pool, async (client) => {
    const { rows: [row] } = await client.query<CaseRow>(readCaseSql(caseId, at.today, true));
    if (row === undefined) throw new HubError('NOT_FOUND', 'no such case');
    const { rows: [effect] } = await client.query<{ hasEffect: boolean }>(hasEndingEffectSql(caseId));
    const plan = planAction(row, action, { side: by.side, hasEffect: effect?.hasEffect === true, isFourEyes });
    if (action === 'confirm' || action === 'decline') await requireSecondPerson(client, caseId, by);
    const moved = await move(client, row, plan, { ...at, action, reason, by });
    await changeEntries(client, moved, { ...plan, reason: reason ?? action, by }, at);
    if (plan.isEnd) await endCaseTask(client, caseId, { reason: `case_${moved.state}`, by, now: at.now });
    else if (moved.state === 'open' || moved.state === 'accepted') await openCaseTask(client, moved, at.now);
    return moved;
  });
}

async function move(client: PoolClient, { caseId }: CaseRow, plan: CasePlan, at: Moment & CaseRequest): Promise<CaseRow> {
  const dates = plan.term === null ? null : await readDueDates(client, at.today);
  const dueOn = dates === null || plan.term === null ? null : dates.dueOn(plan.term);
  const { state, isSuspended, isEnd } = plan;
  const to = { state, isSuspended, isEnd, reason: at.reason ?? at.action, dueOn, notesRecord: at.action === 'accept' };
  const { rows: [moved] } = await client.query<CaseRow>(moveCase(caseId, to, at));
  const term = dates === null || plan.term === null ? null : termFact(dates, plan.term);
  await client.query(insertStep({ caseId, action: at.action, state, reason: at.reason, dueOn, term, by: at.by }, at));
  return moved!;
}

/** Another operator, with a client of their own. */
async function requireSecondPerson(client: PoolClient, caseId: string, by: CaseActor): Promise<void> {
  const { rows: [proposer] } = await client.query<{ clientId: string; operatorId: string }>(readProposerSql(caseId));
  if (proposer?.clientId === by.clientId || proposer?.operatorId === by.operatorId) {
    throw new HubError('DECISION_SECOND_PERSON', 'whoever proposed the undoing cannot confirm it', { caseId });
  }
}
