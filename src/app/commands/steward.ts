// task, challenge: what waits for a steward, and what agencies doubt. Over the command line the operator is the user of the machine.
import { Option, type Command } from 'commander';
import { countTasks, listTasks, readTask, type TaskRow } from '../../engine/query/tasks.ts';
import { listChallenges, readChallenge, type ChallengeRow } from '../../engine/steward/challenges.ts';
import { kindLabel } from '../../engine/steward/task-kinds.ts';
import type { TaskClosing, TaskFilter, TaskSort, Worker } from '../../engine/steward/task-queue.sql.ts';
import { claimTask, closeTask, releaseTask, viewOf } from '../../engine/steward/task-queue.ts';
import { HubError } from '../../kernel/errors.ts';
import type { Hub } from '../compose.ts';
import { parseDate, parseId, withHub, type AddCommands, type Session } from './command.ts';
import { machineUser } from './machine-user.ts';

export const addStewardCommands: AddCommands = (program, session) => {
  addTaskCommands(program.command('task').description('人工任务 / steward tasks'), session);
  addChallengeCommands(program.command('challenge').description('校核异议 / challenged values'), session);
};

const me = (): Worker => ({ clientId: 'cli', operatorId: machineUser() });

interface ListOptions extends Omit<TaskFilter, 'isOverdue' | 'goldenIds'> {
  readonly overdue?: boolean;
  readonly sort: TaskSort;
  readonly limit: number;
}

function addTaskCommands(task: Command, session: Session): void {
  const { terminal } = session;
  task.command('list').option('--library <code>').option('--kind <kind>').option('--rule <code>').option('--department <code>').option('--priority <n>', '', parseId)
    .addOption(new Option('--state <state>').choices(['open', 'claimed', 'waiting', 'done', 'closed']).default('waiting'))
    .option('--claimed-by <operator>').option('--mine').option('--overdue').option('--due-before <YYYY-MM-DD>', '', parseDate)
    .addOption(new Option('--sort <order>').choices(['priority', 'due']).default('priority')).option('--limit <n>', '', parseId, 50)
    .action(({ overdue, sort, limit, ...filter }: ListOptions) => withHub(session, (hub) => showTasks(session, hub, { filter: { ...filter, isOverdue: overdue }, sort, limit })));
  task.command('show').argument('<taskId>').action((taskId: string) => withHub(session, (hub) => showTask(session, hub, taskId)));
  task.command('claim').argument('<taskId>').action((taskId: string) => withHub(session, async (hub) => {
    const { claimedUntil } = await claimTask(hub, asId(taskId), me());
    terminal.say('taskClaimed', { taskId, until: clockOf(claimedUntil) });
  }));
  task.command('release').argument('<taskId>').action((taskId: string) => withHub(session, async (hub) => {
    await releaseTask(hub, asId(taskId), { me: me(), isSkipped: false });
    terminal.say('taskReleased', { taskId });
  }));
  task.command('close').argument('<taskId>').requiredOption('--reason <text>', '理由 / why')
    .addOption(new Option('--outcome <code>').choices(['no_action', 'handled_elsewhere']).default('no_action'))
    .action((taskId: string, closing: TaskClosing) => withHub(session, async (hub) => {
      await closeTask(hub, asId(taskId), { outcome: closing.outcome, reason: closing.reason, me: me() });
      terminal.say('taskClosed', { taskId });
    }));
}

async function showTasks({ terminal }: Session, hub: Hub, page: { filter: TaskFilter; sort: TaskSort; limit: number }): Promise<void> {
  const view = viewOf(hub, me());
  const { tasks } = (await listTasks(hub.pool, page, view)) ?? { tasks: [] };
  terminal.table(['task', 'library', 'kind', 'rule', 'priority', 'dueOn', 'department', 'state', 'holder'], tasks.map((task) => [
    task.taskId, task.library, labelOf({ terminal }, hub, task), task.rule, task.priority, due(task), task.departments.join(' '), task.state,
    task.claimedBy?.operatorId ?? task.doneBy?.operatorId ?? '',
  ]));
  const { total, doneToday } = await countTasks(hub.pool, {}, view);
  if (total) terminal.note('tasksWaiting', { ...facts(total), doneToday });
}

const facts = ({ waiting, claimed, overdue, dueToday }: { waiting: number; claimed: number; overdue: number; dueToday: number }): Record<string, number> =>
  ({ waiting, claimed, overdue, dueToday });
const due = ({ dueOn, isOverdue }: { dueOn: string | null; isOverdue: boolean }): string => `${dueOn ?? ''}${isOverdue ? ' !' : ''}`;

function labelOf({ terminal }: Pick<Session, 'terminal'>, hub: Hub, task: TaskRow): string {
  return terminal.label(kindLabel(hub.libraries, task.library, task.kind));
}

async function showTask({ terminal }: Session, hub: Hub, taskId: string): Promise<void> {
  const task = await readTask(hub.pool, hub.libraries, { taskId: asId(taskId), view: viewOf(hub, me()) });
  if (task === null) throw new HubError('NOT_FOUND', 'no such task', { taskId });
  terminal.print(`${task.taskId}  ${task.library}  ${labelOf({ terminal }, hub, task)} (${task.kind}, ${task.rule})`);
  const lines: readonly (readonly [Parameters<typeof terminal.text>[0], string])[] = [
    ['state', [task.state, task.closedReason ?? '', task.doneNote ?? ''].filter(Boolean).join(' · ')], ['priority', String(task.priority)], ['dueOn', due(task)],
    ['department', task.departments.join(' ')], ['holder', task.claimedBy ? `${String(task.claimedBy.operatorId)} → ${clockOf(task.claimedUntil)}` : ''],
    ['doneBy', task.doneBy?.operatorId ?? task.doneBy?.clientId ?? ''], ['goldens', task.goldenIds.join(' ')],
  ];
  for (const [heading, text] of lines) if (text !== '') terminal.print(`  ${terminal.text(heading)}: ${text}`);
  terminal.print(JSON.stringify(task.evidence, null, 2));
}

function addChallengeCommands(challenge: Command, session: Session): void {
  challenge.command('list').option('--library <code>').option('--department <code>', '数源部门 / owning department').option('--agency <code>', '提出单位 / raised by')
    .addOption(new Option('--state <state>').choices(['live', 'open', 'accepted', 'refused', 'withdrawn', 'resolved']).default('live'))
    .option('--overdue').option('--limit <n>', '', parseId, 50)
    .action((ask: { library?: string; department?: string; agency?: string; state: 'live' | ChallengeRow['state']; overdue?: boolean; limit: number }) => withHub(session, async (hub) => {
      const filter = { challenger: ask.agency ?? null, owner: ask.department ?? null, library: ask.library, state: ask.state, isOverdue: ask.overdue };
      const { challenges } = (await listChallenges(hub, filter, { limit: ask.limit })) ?? { challenges: [] };
      session.terminal.table(['challenge', 'library', 'attribute', 'reason', 'challenger', 'department', 'state', 'dueOn'], challenges.map((row) => [
        row.challengeId, row.library, row.attribute, row.doubt, row.challengerAgency, row.ownerAgency ?? '', row.state, due(row),
      ]));
    }));
  challenge.command('show').argument('<challengeId>').action((challengeId: string) => withHub(session, async (hub) => {
    const row = await readChallenge(hub, asId(challengeId));
    if (row === null) throw new HubError('NOT_FOUND', 'no such challenge', { challengeId });
    // Proposed and corrected values are a subject's: they are for the console and the API, under a purpose and with an audit event.
    const { proposedValue: _proposed, correctedValue: _corrected, ownerRecord: _record, reason: _reason, answerReason: _answer, ...told } = row;
    session.terminal.print(JSON.stringify(told, null, 2));
  }));
}

function asId(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) throw new HubError('OPTION_INVALID', 'not an id', { faults: ['<id>: UUID'] });
  return text;
}

/** Shanghai's wall clock. */
function clockOf(instant: Date | null): string {
  return instant === null ? '' : new Date(instant.getTime() + 8 * 3600_000).toISOString().slice(0, 16).replace('T', ' ');
}
