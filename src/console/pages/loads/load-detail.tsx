// One load: how far it is, what came of its rows, what was rejected by which rule and what to do about it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Breadcrumb, Button, Skeleton, Statistic, Steps } from 'antd';
import { Link, useParams } from 'react-router';
import { formatBytes, formatCount, formatInstant } from '../../parts/format.ts';
import { newKey, settle, useApi } from '../../parts/hub.ts';
import { feedLabel, useLibrary } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useMay } from '../../parts/session.ts';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { DropZone } from './drop-zone.tsx';
import { isLive, LoadState } from './load-state.tsx';
import { RejectsPanel } from './rejects-panel.tsx';
import type { Load } from './upload.ts';
import { words } from './words.ts';

const pollEvery = 1_000;

export function LoadDetail() {
  const text = useWords(words);
  const say = useSay();
  const api = useApi();
  const may = useMay();
  const { loadId: id = '' } = useParams();
  const loadId = Number(id);
  const { data: report, error } = useQuery({
    queryKey: ['loads', 'report', loadId],
    queryFn: () => settle(api.GET('/v1/loads/{loadId}/report', { params: { path: { loadId } } })),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isLive(data.load.state) ? pollEvery : false),
  });
  const library = useLibrary(report?.load.library).data;
  if (error !== null) return <div className="page"><ProblemNotice error={error} /></div>;
  if (report === undefined) return <div className="page"><Skeleton active /></div>;
  const { load } = report;
  return (
    <div className="page stack">
      <Breadcrumb items={[{ title: <Link to="/loads">{text.back}</Link> }, { title: fill(text.loadTitle, { n: loadId }) }]} />
      <div className="page-head">
        <div>
          <h1 className="h1 long">{say(feedLabel(library, load.feed))}</h1>
          <span className="quiet long">{load.fileName} · {formatBytes(load.bytes)} · {text.declaredDate} {load.declaredDate} · {formatInstant(load.createdAt)}</span>
        </div>
        <LoadState state={load.state} />
      </div>
      <div className="panel"><Progress load={load} /></div>
      {load.problem !== null && <LoadProblem load={load} canDecide={may('loads:decide') && load.state === 'held'} />}
      <Counts load={load} />
      {report.rejects.length > 0 && <RejectsPanel report={report} library={library} />}
      {report.rejects.length > 0 && may('loads:write') && <DropZone boundTo={{ library: load.library, feed: load.feed }} />}
      <p className="quiet small long flat">{text.digest} <span className="mono">{load.sha256}</span></p>
    </div>
  );
}

const order: readonly Load['state'][] = ['received', 'staging', 'applying', 'done'];

function Progress({ load }: { load: Load }) {
  const text = useWords(words);
  const place = load.state === 'staged' || load.state === 'held' ? 2 : load.state === 'failed' || load.state === 'refused' ? (load.stagedAt === null ? 1 : 2) : order.indexOf(load.state);
  const isEnded = load.state === 'failed' || load.state === 'refused';
  // Where it broke off, the step says so in place of its own name.
  const named = (step: number, name: string): string => (isEnded && step === place ? text[load.state] : name);
  const rows = load.counts['rows'] as number | undefined;
  return (
    <Steps
      size="small" responsive={false} current={load.state === 'done' ? 4 : place} status={isEnded ? 'error' : load.state === 'held' ? 'process' : isLive(load.state) ? 'process' : 'finish'}
      items={[
        { title: text.received, content: formatInstant(load.createdAt).slice(-5) },
        { title: named(1, load.state === 'staging' ? text.staging : text.staged), content: rows === undefined ? '' : `${formatCount(rows)}` },
        { title: named(2, load.state === 'held' ? text.held : load.state === 'applying' ? text.applying : text.applied) },
        { title: text.done, content: load.state === 'done' ? formatInstant(load.finishedAt).slice(-5) : '' },
      ]}
    />
  );
}

function LoadProblem({ load, canDecide }: { load: Load; canDecide: boolean }) {
  const text = useWords(words);
  const say = useSay();
  const api = useApi();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const decide = useMutation({
    mutationFn: (decision: 'approve' | 'refuse') => settle(api.POST('/v1/loads/{loadId}/decision', { params: { path: { loadId: load.loadId }, header: { 'Idempotency-Key': newKey() } }, body: { decision } })),
    onSuccess: async () => {
      void message.success(text.decided);
      await queries.invalidateQueries({ queryKey: ['loads'] });
    },
  });
  const { missing, held, guard } = (load.problem?.details ?? {}) as Readonly<Record<string, unknown>>;
  return (
    <>
      {decide.error !== null && <ProblemNotice error={decide.error} />}
      <Alert
        type={load.state === 'held' ? 'warning' : 'error'} showIcon title={say(load.problem?.title, load.problem?.code)}
        description={<>{say(load.problem?.remedy)}{typeof missing === 'number' && <div>{fill(text.approveWhy, { missing, held: String(held), guard: `${Number(guard) * 100}%` })}</div>}</>}
        action={canDecide && (
          <div className="row">
            <Button type="primary" loading={decide.isPending} onClick={() => decide.mutate('approve')}>{text.approve}</Button>
            <Button danger loading={decide.isPending} onClick={() => decide.mutate('refuse')}>{text.refuse}</Button>
          </div>
        )}
      />
    </>
  );
}

function Counts({ load }: { load: Load }) {
  const text = useWords(words);
  const counts = load.counts as Readonly<Record<string, number | undefined>>;
  const names = { rows: text.rows, rejected: text.rejected, new: text.new, changed: text.changed, unchanged: text.unchanged, duplicate: text.duplicate, stale: text.stale, withdrawn: text.withdrawn, missing: text.missingRows, linked: text.linked, held: text.heldRecords, unlinked: text.unlinked };
  const shown = Object.entries(names).filter(([name]) => (counts[name] ?? 0) > 0 || name === 'rows' || name === 'rejected');
  const issues = Object.values(load.counts.issues ?? {}).reduce((sum, count) => sum + count, 0);
  if (counts['rows'] === undefined) return null;
  return (
    <div className="panel figures">
      {shown.map(([name, label]) => <Statistic key={name} title={label} value={counts[name] ?? 0} styles={{ content: { fontSize: 20, ...(name === 'rejected' && (counts[name] ?? 0) > 0 ? { color: 'var(--mark)' } : {}) } }} />)}
      {issues > 0 && <Statistic title={text.issues} value={issues} styles={{ content: { fontSize: 20 } }} />}
      {(load.counts.unknownColumns?.length ?? 0) > 0 && <p className="quiet small flat whole">{fill(text.unknownColumns, { columns: load.counts.unknownColumns!.join('、') })}</p>}
    </div>
  );
}
