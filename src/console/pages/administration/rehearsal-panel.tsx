// Dry runs of a model: started, followed, read; and the activation that rests on one.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Empty, Modal, Radio, Select, Skeleton, Steps } from 'antd';
import { useState } from 'react';
import type { components } from '../../../generated/openapi.ts';
import { formatCount, formatInstant } from '../../parts/format.ts';
import { newKey, settle, useApi } from '../../parts/hub.ts';
import type { Library } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useMay } from '../../parts/session.ts';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { useModels, type ModelFull } from './model-state.tsx';
import { RehearsalResult } from './rehearsal-result.tsx';
import { words } from './model-words.ts';

type Rehearsal = components['schemas']['Rehearsal'];
type RehearsalFull = components['schemas']['RehearsalDetail'];

interface Props {
  readonly model: ModelFull;
  readonly library: Library;
}

const pollEvery = 1_000;
const isOpen = ({ finishedAt }: Rehearsal): boolean => finishedAt === null;

export function RehearsalPanel({ model, library }: Props) {
  const text = useWords(words);
  const api = useApi();
  const may = useMay();
  const { modelId } = model;
  const [chosen, choose] = useState<string | null>(null);
  const { data: rehearsals, error } = useQuery({
    queryKey: ['models', modelId, 'rehearsals'],
    queryFn: async () => (await settle(api.GET('/v1/models/{modelId}/rehearsals', { params: { path: { modelId } } }))).items,
    refetchInterval: ({ state: { data } }) => (data?.some(isOpen) ? pollEvery : false),
  });
  if (error !== null) return <ProblemNotice error={error} />;
  if (rehearsals === undefined) return <Skeleton active />;
  const shown = rehearsals.find(({ rehearsalId }) => rehearsalId === chosen) ?? rehearsals[0];
  return (
    <div className="stack">
      <p className="quiet flat">{text.rehearseWhy}</p>
      {may('models:rehearse') && <Start model={model} isBusy={rehearsals.some(isOpen)} onStarted={() => choose(null)} />}
      {shown === undefined ? <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text.noRehearsal} /> : (
        <>
          {rehearsals.length > 1 && (
            <Select
              aria-label={text.rehearsals} className="rehearsal-choice" value={shown.rehearsalId} onChange={choose}
              options={rehearsals.map(({ rehearsalId, createdAt, autoLink }) => ({ value: rehearsalId, label: `${text.rehearsals} ${formatInstant(createdAt)} · ${autoLink ? text.autoLinkOn : text.autoLinkOff}` }))}
            />
          )}
          <OneRehearsal key={shown.rehearsalId} head={shown} model={model} library={library} />
        </>
      )}
    </div>
  );
}

function Start({ model: { modelId, isActive, autoLink, library }, isBusy, onStarted }: { model: ModelFull; isBusy: boolean; onStarted: () => void }) {
  const text = useWords(words);
  const api = useApi();
  const queries = useQueryClient();
  const inForce = useModels().data?.find((other) => other.library === library && other.isActive);
  const [wanted, want] = useState<boolean | null>(null);
  // What is in force is kept, unless it is this very model: then only a change can be rehearsed.
  const mayLink = wanted ?? (isActive ? !autoLink : (inForce?.autoLink ?? false));
  const isAsNow = isActive && mayLink === autoLink;
  const start = useMutation({
    mutationFn: () => settle(api.POST('/v1/models/{modelId}/rehearsals', { params: { path: { modelId }, header: { 'Idempotency-Key': newKey() } }, body: { autoLink: mayLink } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['models', modelId, 'rehearsals'] });
      onStarted();
    },
  });
  return (
    <>
      <div className="row">
        <span id="may-link">{text.mayLink}</span>
        <Radio.Group aria-labelledby="may-link" value={mayLink} onChange={(event) => want(event.target.value as boolean)} options={[{ value: true, label: text.yes }, { value: false, label: text.no }]} />
        <Button type="primary" disabled={isAsNow || isBusy} loading={start.isPending} onClick={() => start.mutate()}>{text.start}</Button>
        {isAsNow && <span className="quiet">{text.asNow}</span>}
      </div>
      {start.error !== null && <ProblemNotice error={start.error} onClose={start.reset} />}
    </>
  );
}

/** The list tells how far it is; the whole is read once it has ended. */
function OneRehearsal({ head, model, library }: Props & { readonly head: Rehearsal }) {
  const text = useWords(words);
  const say = useSay();
  const api = useApi();
  const { rehearsalId, modelId, problem, state } = head;
  const { data: whole, error } = useQuery({
    queryKey: ['models', modelId, 'rehearsals', rehearsalId, head.stale], enabled: state === 'done',
    queryFn: () => settle(api.GET('/v1/models/{modelId}/rehearsals/{rehearsalId}', { params: { path: { modelId, rehearsalId } } })),
  });
  return (
    <section className="stack">
      <div className="row">
        <h3 className="h3 flat">{text.rehearsals} {formatInstant(head.createdAt)}</h3>
        <span className="quiet">{head.autoLink ? text.autoLinkOn : text.autoLinkOff} · {fill(text.of, { by: head.createdBy })}</span>
      </div>
      <Progress head={head} />
      {problem !== null && (
        <Alert
          type={state === 'failed' ? 'error' : 'warning'} showIcon title={state === 'failed' ? text.failed : `${text.refused}: ${say(problem.title, problem.code)}`}
          description={state === 'failed' ? text.failedWhy : say(problem.remedy)}
        />
      )}
      {error !== null && <ProblemNotice error={error} />}
      {state === 'done' && whole === undefined && error === null && <Skeleton active />}
      {whole?.result != null && (
        <>
          <Activation rehearsal={whole} result={whole.result} model={model} library={library} />
          <RehearsalResult result={whole.result} library={library} />
        </>
      )}
    </section>
  );
}

function Progress({ head: { state, startedAt, finishedAt } }: { head: Rehearsal }) {
  const text = useWords(words);
  const steps = { waiting: text.waiting, keys: text.keys, pairs: text.findPairs, scores: text.scores, clusters: text.clusters, done: text.done } as const;
  const order = Object.keys(steps);
  if (state === 'refused' || state === 'failed') return null;
  const at: Readonly<Record<string, string>> = { keys: state === 'waiting' ? '' : formatInstant(startedAt).slice(-5), done: formatInstant(finishedAt).slice(-5) };
  return (
    <div aria-live="polite">
      <Steps
        size="small" responsive={false} current={state === 'done' ? order.length : order.indexOf(state)} status={state === 'done' ? 'finish' : 'process'}
        items={Object.entries(steps).map(([step, title]) => ({ title, content: at[step] }))}
      />
    </div>
  );
}

function Activation({ rehearsal, result, model, library }: Props & { readonly rehearsal: RehearsalFull; readonly result: NonNullable<RehearsalFull['result']> }) {
  const text = useWords(words);
  const say = useSay();
  const api = useApi();
  const may = useMay();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [isAsked, ask] = useState(false);
  const { modelId, rehearsalId, autoLink, stale, loadsSince } = rehearsal;
  const inForce = useModels().data?.find((other) => other.library === library.code && other.isActive);
  const activate = useMutation({
    mutationFn: () => settle(api.POST('/v1/models/{modelId}/activation', { params: { path: { modelId }, header: { 'Idempotency-Key': newKey() } }, body: { rehearsalId } })),
    onSuccess: async ({ queued }) => {
      void message.success(fill(text.activated, { n: formatCount(queued) }));
      ask(false);
      await queries.invalidateQueries({ queryKey: ['models'] });
    },
  });
  if (model.isActive && model.autoLink === autoLink) return null;
  if (stale !== null) return <Alert type="warning" showIcon title={text[stale]} />;
  if (!may('models:activate')) return <p className="quiet flat">{text.operatorsOnly}</p>;
  const will = [
    fill(text.willUse, { library: say(library.label), n: modelId, linking: autoLink ? text.autoLinkOn : text.autoLinkOff }),
    ...(inForce !== undefined && inForce.modelId !== modelId ? [fill(text.willReplace, { n: inForce.modelId })] : []),
    fill(text.willCompare, { n: formatCount(result.records) }),
    fill(text.willMove, { moved: formatCount(result.moved), merges: formatCount(result.merges), splits: formatCount(result.splits) }),
    fill(text.willReview, { now: formatCount(result.reviewsNow), then: formatCount(result.reviews) }),
    text.willKeep,
  ];
  return (
    <div>
      <Button type="primary" onClick={() => ask(true)}>{fill(text.activate, { n: modelId })}</Button>
      <Modal
        open={isAsked} title={fill(text.activateTitle, { n: modelId })} okText={fill(text.activate, { n: modelId })}
        onCancel={() => ask(false)} onOk={() => activate.mutate()} confirmLoading={activate.isPending}
      >
        <div className="stack">
          {activate.error !== null && <ProblemNotice error={activate.error} />}
          {result.decisionsOverturned > 0 && <Alert type="error" showIcon title={fill(text.overturned, { n: result.decisionsOverturned })} />}
          {loadsSince > 0 && <Alert type="info" showIcon title={fill(text.loadsSince, { n: loadsSince })} />}
          <ul className="faults">{will.map((line) => <li key={line}>{line}</li>)}</ul>
        </div>
      </Modal>
    </div>
  );
}
