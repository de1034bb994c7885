// model: the learned weights of scored matching, from training to force.
import { Option } from 'commander';
import { ModelComparison } from '../../engine/resolve/model/compare-models.ts';
import { ModelEvaluation } from '../../engine/resolve/model/evaluate.ts';
import { activateModel, insertModel, listModels, readModel } from '../../engine/resolve/model/model-store.ts';
import { trainLibrary } from '../../engine/resolve/model/train-library.ts';
import { fitModel, requirePlan, type FitModel } from '../../engine/resolve/scored/fit-model.ts';
import { readMatchSetting } from '../../engine/resolve/match-setting.ts';
import { planMatch, type MatchPlan } from '../../engine/resolve/scored/match-plan.ts';
import { HubError } from '../../kernel/errors.ts';
import type { Hub } from '../compose.ts';
import { findLibrary } from '../libraries.ts';
import { matchLibraries } from '../match-libraries.ts';
import { matchWork } from '../match-work.ts';
import { comparedLines, evaluationLines, modelLines } from '../model-report.ts';
import { auditCommand } from './audit-command.ts';
import { parseId, withHub, type AddCommands, type Session } from './command.ts';
import { machineUser } from './machine-user.ts';

export const addModelCommands: AddCommands = (program, session) => {
  const model = program.command('model').description('匹配模型 / models of scored matching');
  model.command('train').argument('<library>').option('--note <text>').description('由库内数据训练新模型（不启用） / learn a new model, not yet in force')
    .action((code: string, { note }: { note?: string }) => withHub(session, (hub) => train(session, hub, { code, note })));
  model.command('list').option('--library <code>').action(({ library }: { library?: string }) => withHub(session, (hub) => list(session, hub, library)));
  model.command('show').argument('<modelId>', '', parseId).description('各比较项的权重与分数段 / weights in words, score bands')
    .action((modelId: number) => withHub(session, (hub) => show(session, hub, modelId)));
  model.command('evaluate').argument('<modelId>', '', parseId).description('与证件号码及人工决定对照 / figures against numbers and stewards')
    .action((modelId: number) => withHub(session, (hub) => evaluate(session, hub, modelId)));
  model.command('compare').argument('<first>', '', parseId).argument('<second>', '', parseId).description('两个模型的差别 / what differs between two models')
    .action((first: number, second: number) => withHub(session, (hub) => compare(session, hub, [first, second])));
  model.command('activate').argument('<modelId>', '', parseId).description('启用模型，全部记录重新比对 / put in force; all records are compared anew')
    .addOption(new Option('--auto-link <state>', '评分可否自动归集 / whether scores may link by themselves').choices(['on', 'off']))
    .option('--dry-run', '只报告将要发生的变化 / only tell what would change')
    .action((modelId: number, options: ActivateOptions) => withHub(session, (hub) => activate(session, hub, { modelId, ...options })));
};

/** The rules as they are, or null where the library or its scored rules are gone. */
function findPlan(hub: Hub, code: string): MatchPlan | null {
  const library = hub.libraries.find((candidate) => candidate.code === code);
  return library ? planMatch(library) : null;
}

async function train({ terminal }: Session, hub: Hub, { code, note }: { code: string; note: string | undefined }): Promise<void> {
  const plan = requirePlan(findLibrary(hub.libraries, code));
  terminal.note('training', { library: code });
  const model = await trainLibrary({ pool: hub.pool, clock: hub.clock, feed: matchWork.feed }, plan);
  const modelId = await insertModel(hub.pool, model, { note, createdBy: machineUser() });
  for (const line of modelLines(await readModel(hub.pool, modelId), { language: terminal.language, plan })) terminal.print(line);
  terminal.note('trained', { modelId });
}

async function list({ terminal }: Session, hub: Hub, library: string | undefined): Promise<void> {
  const models = await listModels(hub.pool, library);
  terminal.table(['model', 'library', 'created', 'records', 'labelledPairs', 'state', 'note'], models.map((model) => [
    `${model.modelId}`, model.library, model.createdAt.toISOString(), model.figures.records, model.figures.labelled,
    model.isActive ? `${terminal.text('inForce')}, ${terminal.text(model.autoLink ? 'autoLinkOn' : 'autoLinkOff')}` : '', model.note ?? '',
  ]));
}

async function show({ terminal }: Session, hub: Hub, modelId: number): Promise<void> {
  const stored = await readModel(hub.pool, modelId);
  for (const line of modelLines(stored, { language: terminal.language, plan: findPlan(hub, stored.library) })) terminal.print(line);
}

async function evaluate({ terminal }: Session, hub: Hub, modelId: number): Promise<void> {
  const { plan, stored: { model } } = await fitStored(hub, modelId);
  const evaluation = new ModelEvaluation(model, plan.shapes);
  await matchWork.feed(hub.pool, plan, evaluation);
  for (const line of evaluationLines(evaluation, terminal.language)) terminal.print(line);
}

/** The model, and the rules of its library, which it serves. */
async function fitStored(hub: Hub, modelId: number): Promise<FitModel> {
  const { library } = await readModel(hub.pool, modelId);
  return fitModel(hub.pool, findLibrary(hub.libraries, library), modelId);
}

/** Pairs are compared only where both models were learned for the rules as they are. */
async function compare({ terminal }: Session, hub: Hub, ids: readonly [number, number]): Promise<void> {
  const [first, second] = await Promise.all([readModel(hub.pool, ids[0]), readModel(hub.pool, ids[1])]);
  if (first.library !== second.library) {
    throw new HubError('MODEL_UNFIT', 'models of two libraries', { modelId: ids[1], library: first.library, learnedFor: second.library });
  }
  const plan = findPlan(hub, first.library);
  const isFit = plan !== null && [first, second].every(({ rulesDigest }) => rulesDigest === plan.rulesDigest);
  const comparison = isFit ? new ModelComparison(first.model, second.model, plan.shapes) : null;
  if (comparison && plan) await matchWork.feed(hub.pool, plan, comparison);
  const scope = { language: terminal.language, plan, ids };
  for (const line of comparedLines([first.model, second.model], comparison?.moves ?? null, scope)) terminal.print(line);
}

interface ActivateOptions {
  readonly autoLink?: 'on' | 'off';
  readonly dryRun?: boolean;
}

async function activate(session: Session, hub: Hub, { modelId, autoLink, dryRun }: ActivateOptions & { modelId: number }): Promise<void> {
  const { terminal } = session;
  const { plan, stored: { library } } = await fitStored(hub, modelId);
  const mayLink = autoLink === undefined ? undefined : autoLink === 'on';
  if (dryRun) return rehearse(session, hub, { plan, modelId, autoLink: mayLink });
  const by = machineUser();
  const queued = await activateModel(hub.pool, { library: plan.library, rulesDigest: plan.rulesDigest, modelId, autoLink: mayLink, by, now: hub.clock.now() });
  await auditCommand(hub, { operationId: 'hub.activateModel', library, details: { modelId, autoLink: (await readMatchSetting(hub.pool, library)).autoLink, queued } });
  terminal.say('modelActivated', { modelId, library, queued: queued.toLocaleString('en') });
  for (const [code, run] of await matchLibraries(hub)) terminal.say('matched', { library: code, records: run.records, pairs: run.pairs, candidates: run.candidates });
}

async function rehearse({ terminal }: Session, hub: Hub, { plan, ...options }: { plan: MatchPlan; modelId: number; autoLink?: boolean }): Promise<void> {
  terminal.note('rehearsing', { library: plan.library.code });
  const { samples, held, ...counts } = await matchWork.rehearse(hub, plan.library, options);
  const words = { records: 'compared', moved: 'wouldMove', merges: 'wouldMerge', splits: 'wouldSplit', goldensBefore: 'goldensNow', goldensAfter: 'goldensThen', linksBefore: 'scoredLinksNow',
    linksAfter: 'scoredLinksThen', reviewsNow: 'waitNow', reviews: 'wouldWait', decisionsTouched: 'decisionsTouched', decisionsOverturned: 'decisionsOverturned' } as const;
  terminal.table(['outcome', 'count'], (Object.keys(words) as (keyof typeof words)[]).map((name) => [terminal.text(words[name]), counts[name]]));
  if (held.length > 0) {
    terminal.print();
    terminal.table(['decision', 'decided', 'goldens', 'weight'], held.map((pair) => [
      pair.decisionId, terminal.text(pair.kind === 'same' ? 'heldTogether' : 'heldApart'), pair.goldenIds.join(' '), pair.score?.toFixed(1) ?? '—',
    ]));
  }
  if (samples.length === 0) return;
  terminal.print();
  terminal.table(['source', 'record', 'goldensNow', 'goldensThen', 'weight'], samples.map((sample) => [
    sample.source, sample.sourceKey, sample.from ?? '—', sample.to ?? '—', sample.score?.toFixed(1) ?? '',
  ]));
  for (const { source, sourceKey, reason } of samples) if (reason !== null) terminal.print(`  ${source} ${sourceKey}: ${reason[terminal.language]}`);
}
