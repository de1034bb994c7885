// decide: what stewards have decided; undo one; which kinds need a second person. Deciding itself is done over the API, on what one sees.
import { Option } from 'commander';
import { listDecisions, readDecision, type DecisionFilter } from '../../engine/query/decisions.ts';
import { decide } from '../../engine/steward/decide.ts';
import { fourEyesKinds, type DecisionView } from '../../engine/steward/decision.ts';
import { readFourEyes, setFourEyes, type FourEyesKind } from '../../engine/steward/four-eyes.ts';
import type { Label } from '../../kernel/labels.ts';
import { HubError } from '../../kernel/errors.ts';
import type { Hub } from '../compose.ts';
import { findLibrary } from '../libraries.ts';
import { collect, parseBits, parseId, withHub, type AddCommands, type Session } from './command.ts';
import { machineUser } from './machine-user.ts';

export const addDecisionCommands: AddCommands = (program, session) => {
  const group = program.command('decide').description('人工裁定 / stewards’ decisions');
  group.command('list').option('--library <code>').option('--golden <goldenId>').option('--kind <kind>').option('--by <operator>').option('--in-force')
    .option('--limit <n>', '', parseId, 50)
    .action((options: ListOptions) => withHub(session, (hub) => list(session, hub, options)));
  group.command('show').argument('<decisionId>').action((id: string) => withHub(session, (hub) => show(session, hub, id)));
  group.command('undo').argument('<decisionId>').requiredOption('--reason <text>', '理由 / why')
    .action((id: string, { reason }: { reason: string }) => withHub(session, (hub) => undo(session, hub, { id, reason })));
  const links = program.command('links').description('归集关系 / links');
  links.command('undo').requiredOption('--library <code>').requiredOption('--reason <text>', '理由 / why').option('--rule <code>')
    .option('--from <bits>', '', parseBits).option('--below <bits>', '', parseBits).description('成批撤销评分归集，可用 decide undo 恢复 / undo links made by score as a set')
    .action((options: HoldOptions) => withHub(session, (hub) => undoLinks(session, hub, options)));
  group.command('four-eyes').requiredOption('--library <code>').description('须双人复核的裁定 / kinds that need a second person')
    .addOption(new Option('--kinds <kinds>', `${fourEyesKinds.join(',')}; none`).argParser(collect))
    .action((options: { library: string; kinds?: string[] }) => withHub(session, (hub) => fourEyes(session, hub, options)));
};

interface ListOptions extends Omit<DecisionFilter, 'goldenId' | 'isInForce'> {
  readonly golden?: string;
  readonly inForce?: true;
}

const stateLabels: Readonly<Record<DecisionView['state'], Label>> = {
  proposed: { zh: '待复核', en: 'proposed' },
  in_force: { zh: '有效', en: 'in force' },
  undone: { zh: '已撤销', en: 'undone' },
  declined: { zh: '复核未通过', en: 'declined' },
  done: { zh: '已办', en: 'done' },
};

async function list({ terminal }: Session, hub: Hub, { golden, inForce, ...filter }: ListOptions): Promise<void> {
  const { decisions } = await listDecisions(hub.pool, { ...filter, goldenId: golden === undefined ? undefined : asId(golden), isInForce: inForce });
  terminal.table(['decision', 'library', 'kind', 'state', 'operator', 'created', 'reason'], decisions.map((decision) => [
    decision.decisionId, decision.library, decision.kind, terminal.label(stateLabels[decision.state]), decision.operatorId, decision.decidedAt.toISOString(),
    decision.reason,
  ]));
}

async function show({ terminal }: Session, hub: Hub, id: string): Promise<void> {
  const decision = await readDecision(hub.pool, asId(id));
  if (decision === null) throw new HubError('NOT_FOUND', 'no such decision');
  terminal.print(JSON.stringify(decision, null, 2));
}

/** Over the command line the operator is the user of the machine. */
async function undo({ terminal }: Session, hub: Hub, { id, reason }: { id: string; reason: string }): Promise<void> {
  const by = { clientId: 'cli', operatorId: machineUser() };
  const decision = await decide(hub.loads, { kind: 'undo', decisionId: asId(id), reason }, by);
  terminal.say(decision.state === 'proposed' ? 'decisionProposed' : 'decisionUndone', { decisionId: decision.undoes ?? id });
}

interface HoldOptions {
  readonly library: string;
  readonly reason: string;
  readonly rule?: string;
  readonly from?: number;
  readonly below?: number;
}

async function undoLinks({ terminal }: Session, hub: Hub, options: HoldOptions): Promise<void> {
  findLibrary(hub.libraries, options.library);
  const by = { clientId: 'cli', operatorId: machineUser() };
  const { decisionId } = await decide(hub.loads, { kind: 'hold', ...options }, by);
  terminal.say('linksUndone', { decisionId });
}

async function fourEyes({ terminal }: Session, hub: Hub, { library, kinds }: { library: string; kinds?: readonly string[] }): Promise<void> {
  const { code } = findLibrary(hub.libraries, library);
  if (kinds !== undefined) {
    const chosen = kinds.filter((kind) => kind !== 'none');
    const unknown = chosen.filter((kind) => !(fourEyesKinds as readonly string[]).includes(kind));
    if (unknown.length > 0) throw new HubError('OPTION_INVALID', 'no such kinds', { unknown, kinds: fourEyesKinds });
    await setFourEyes(hub.pool, code, chosen as FourEyesKind[]);
  }
  const held = await readFourEyes(hub.pool, code);
  if (held.length === 0) terminal.say('none');
  else terminal.print(held.join(', '));
}

function asId(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) throw new HubError('OPTION_INVALID', 'not an id', { option: 'id' });
  return text;
}
