// The stream of flags for bureaus: a page, a question that waits, or a stream that is held open. What is told in a held stream is audited
// chunk by chunk, each before it leaves.
import { Readable } from 'node:stream';
import { readChanges, type ChangePage } from '../../credit/flags/changes.ts';
import { HubError } from '../../kernel/errors.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ApiDeps, Outcome, SubjectCall, SubjectHandler } from '../deps.ts';
import { bureauReach, changeViewer, type ChangeView } from '../flag-view.ts';

const lineType = 'application/x-ndjson';

interface Question {
  readonly since: number;
  readonly limit: number;
  /** Milliseconds. */
  readonly wait: number;
}

export const readFlags: SubjectHandler = async (deps, call, { parameters }) => {
  const question = { since: Number(parameters['since']), limit: Number(parameters['limit']), wait: 1000 * Number(parameters['wait']) };
  const asLines = (call.accept ?? '').toLowerCase().includes(lineType);
  if (parameters['follow'] === true) {
    if (!asLines) throw new HubError('PARAMETER_INVALID', 'only JSON Lines can be followed', { faults: [{ at: '/follow', rule: 'ndjson' }] });
    return follow(deps, call, question);
  }
  const page = await waitForPage(deps, call, question);
  const items = await viewPage(deps, call, page);
  const told: Outcome = { ...toldOf(page), details: { since: question.since, next: page.next, more: page.hasMore } };
  if (asLines) return { ...told, stream: { contentType: lineType, body: lines(items) + checkpoint(page) } };
  return { ...told, body: withoutSubjectData({ items, next: page.next, more: page.hasMore, agreementId: call.grant.agreementId }) };
};

async function readPage({ pool, libraries, clock }: ApiDeps, { service, grant }: SubjectCall, { since, limit }: Pick<Question, 'since' | 'limit'>): Promise<ChangePage> {
  return readChanges(pool, bureauReach(service.library, grant, { libraries, today: clock.today() }), { since, limit });
}

/** The first page that holds anything, or what there is when the time is over. */
async function waitForPage(deps: ApiDeps, call: SubjectCall, { since, limit, wait }: Question): Promise<ChangePage> {
  const { signal } = deps.feeds;
  const until = performance.now() + wait;
  for (let from = since; ;) {
    const { changes } = signal;
    const page = await readPage(deps, call, { since: from, limit });
    const left = until - performance.now();
    if (page.rows.length > 0 || page.hasMore || left <= 0 || signal.isStopped || !isGranted(deps, call)) return page;
    from = page.next;
    await signal.changed(changes, left);
  }
}

async function viewPage({ creditRules }: ApiDeps, { service, grant }: SubjectCall, { rows }: ChangePage): Promise<ChangeView[]> {
  return rows.map(changeViewer(service.library, grant, await creditRules.current()));
}

function toldOf({ rows }: ChangePage): Pick<Outcome, 'goldenIds' | 'subjectCount'> {
  return { goldenIds: rows.map((row) => row.golden_id), subjectCount: rows.length };
}

/** The first page is read before anything is answered, so that a refusal is one. */
async function follow(deps: ApiDeps, call: SubjectCall, question: Question): Promise<Outcome> {
  const release = deps.feeds.streams.take(call.caller.clientId);
  if (release === null) throw new HubError('STREAM_LIMIT', 'the client holds as many streams open as it may', { most: deps.feeds.streams.mostPerClient });
  try {
    await readPage(deps, call, { ...question, limit: 1 });
  } catch (error) {
    release();
    throw error;
  }
  const body = Readable.from(followLines(deps, call, question), { objectMode: false });
  body.once('close', release);
  return { stream: { contentType: lineType, body }, subjectCount: 0, details: { since: question.since, follow: true } };
}

async function* followLines(deps: ApiDeps, call: SubjectCall, { since, limit }: Question): AsyncGenerator<string> {
  const { signal, heartbeat, longestStream } = deps.feeds;
  const until = performance.now() + longestStream;
  let next = since;
  while (!signal.isStopped && performance.now() < until && isGranted(deps, call)) {
    const { changes } = signal;
    const page = await readPage(deps, call, { since: next, limit });
    const items = await viewPage(deps, call, page);
    if (items.length > 0) await auditChunk(deps, call, { page, since: next });
    next = page.next;
    yield lines(items) + checkpoint(page);
    if (!page.hasMore) await quiet(signal, changes, heartbeat);
  }
}

/** Until something changes or a heartbeat is due; changes that follow each other quickly are told together. */
async function quiet(signal: ApiDeps['feeds']['signal'], changes: number, heartbeat: number): Promise<void> {
  await signal.changed(changes, heartbeat);
  if (signal.changes !== changes) await new Promise((resolve) => setTimeout(resolve, gatherFor));
}

const gatherFor = 50;

function isGranted({ access }: ApiDeps, { caller, service, matter }: SubjectCall): boolean {
  return matter !== null && access.grant(caller, { library: service.library.code, operation: 'flags', purpose: matter.purpose }) !== null;
}

async function auditChunk(deps: ApiDeps, { caller, grant, matter, requestId, service }: SubjectCall, { page, since }: { page: ChangePage; since: number }): Promise<void> {
  const { goldenIds = [], subjectCount } = toldOf(page);
  await deps.audit.write({
    eventId: deps.newId(), at: deps.clock.now(), operationId: 'readFlags', clientId: caller.clientId, agencyCode: caller.agencyCode, agreementId: grant.agreementId,
    operatorId: matter?.operatorId, purpose: matter?.purpose, matterCode: matter?.matterCode, library: service.library.code, outcome: 'answered', status: 200,
    ...(goldenIds.length === 1 ? { goldenId: goldenIds[0] } : { goldenIds }), subjectCount, requestId, details: { since, next: page.next, follow: true },
  });
}

function lines(items: readonly ChangeView[]): string {
  return items.map((item) => `${JSON.stringify(item)}\n`).join('');
}

function checkpoint({ next, hasMore }: ChangePage): string {
  return `${JSON.stringify({ op: 'checkpoint', timepoint: next, more: hasMore })}\n`;
}
