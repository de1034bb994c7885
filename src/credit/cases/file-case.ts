// A subject's application, filed by a window that has made sure of number and name: the entry is marked at once, and the department that
// recognised it ("谁认定谁修复", NDRC Order 36 of 2025) has it on its list with a due date.
import type { Pool, PoolClient } from 'pg';
import type { LibraryDefinition } from '../../definition/types.ts';
import { readDueDates, type DueDates } from '../../engine/steward/terms.ts';
import type { Clock } from '../../kernel/clock.ts';
import { HubError } from '../../kernel/errors.ts';
import { withTransaction } from '../../store/transaction.ts';
import { openCaseTask } from './case-tasks.ts';
import { findEntriesSql, findLiveCase, insertCase, insertStep, type CaseSubject, type FoundEntry, type Moment } from './cases.sql.ts';
import { changeEntries } from './change-entries.ts';
import type { Application, CaseActor, CaseKind, CaseRow, CaseStep } from './types.ts';

export interface CaseDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface Filing {
  readonly kind: CaseKind;
  /** Whose number and name were found to agree. */
  readonly subject: CaseSubject;
  readonly application: Application;
  readonly by: CaseActor & { readonly purpose: string; readonly matterCode: string };
}

/**
 * Throws NOT_FOUND (no such entry of this subject), CREDIT_ENTRY_AMBIGUOUS, CREDIT_ENTRY_ENDED, CREDIT_CASE_EXISTS; of repairs also
 * CREDIT_NOT_REPAIRABLE and CREDIT_REPAIR_EARLY with the first day.
 */
export async function fileCase(deps: CaseDeps, library: LibraryDefinition, filing: Filing): Promise<CaseRow> {
  const at = { now: deps.clock.now(), today: deps.clock.today(), newId: deps.newId };
  return withTransaction(deps.pool, async (client) => {
    const entry = await findEntry(client, library, filing, at);
    if (filing.kind === 'repair') requireRepairable(entry, at.today);
    const dates = await readDueDates(client, at.today);
    const made = await insert(client, { ...filing, entry }, dates, at);
    await noteFiling(client, made, dates, { ...at, by: filing.by });
    if (filing.kind === 'objection') {
      await changeEntries(client, made, { adds: ['disputed'], ends: [], reason: `objection: ${made.ground}`, by: filing.by }, at);
    }
    await openCaseTask(client, made, at.now);
    return made;
  });
}

async function findEntry(client: PoolClient, library: LibraryDefinition, { subject, application }: Filing, { today }: Moment): Promise<FoundEntry> {
  const { entryId, documentNo } = application;
  const { rows } = await client.query<FoundEntry>(findEntriesSql(library, { subject, entryId, documentNo }, today));
  if (rows.length === 0) throw new HubError('NOT_FOUND', 'the subject has no such entry');
  const shown = rows.filter(({ isShown }) => isShown);
  const [entry] = shown;
  if (entry === undefined) throw new HubError('CREDIT_ENTRY_ENDED', 'the entry is neither in force nor published');
  if (shown.length > 1) throw new HubError('CREDIT_ENTRY_AMBIGUOUS', 'several entries bear the document number', { entryIds: shown.map((each) => each.entryId) });
  return entry;
}

function requireRepairable({ polarity, repairableFrom, listCode }: FoundEntry, today: string): void {
  if (polarity === 'incentive' || repairableFrom === null) throw new HubError('CREDIT_NOT_REPAIRABLE', `entries of ${listCode} are not repaired`, { listCode });
  if (today < repairableFrom) throw new HubError('CREDIT_REPAIR_EARLY', 'the least time of publication has not passed', { listCode, repairableFrom });
}

async function insert(client: PoolClient, filing: Filing & { entry: FoundEntry }, dates: DueDates, at: Moment & { newId: () => string }): Promise<CaseRow> {
  const { application, ...rest } = filing;
  const isRepair = filing.kind === 'repair';
  const answerDueOn = isRepair ? null : dates.dueOn('objection:answer');
  const ownTurn = filing.entry.ownerAgency === null ? answerDueOn : dates.dueOn('objection:source');
  const statement = insertCase({ ...rest, ...application, caseId: at.newId(), dueOn: isRepair ? dates.dueOn('repair:handle') : ownTurn, answerDueOn }, at);
  const { rows: [made] } = await client.query<CaseRow>(statement);
  if (made !== undefined) return made;
  const { rows: [live] } = await client.query<{ caseId: string }>(findLiveCase(filing.entry.entryId, filing.by.agencyCode));
  throw new HubError('CREDIT_CASE_EXISTS', 'a case is open for the entry', live && { caseId: live.caseId });
}

async function noteFiling(client: PoolClient, made: CaseRow, dates: DueDates, at: Moment & { by: CaseActor }): Promise<void> {
  const note = (action: CaseStep['action'], matter: string | null, dueOn: string | null, by: CaseActor | null): Promise<unknown> =>
    client.query(insertStep({ caseId: made.caseId, action, state: 'open', reason: null, dueOn, term: matter === null ? null : termFact(dates, matter), by }, at));
  await note('filed', made.kind === 'objection' ? 'objection:answer' : null, made.answerDueOn, at.by);
  if (made.kind === 'objection') await note('marked', 'objection:mark', dates.dueOn('objection:mark'), null);
  await note('forwarded', made.kind === 'repair' ? 'repair:handle' : 'objection:source', made.dueOn, null);
}

/** The term in words of the step that it runs from. */
export function termFact(dates: DueDates, matter: string): CaseStep['term'] {
  const term = dates.termOf(matter);
  if (term === null) return null;
  const { region, days, legalBasis, isConfirmed } = term;
  return { matter, region, days, legalBasis, isConfirmed };
}
