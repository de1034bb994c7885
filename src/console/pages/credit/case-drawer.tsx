// One case: what is asked on what grounds, its course, and what this side may do now.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Descriptions, Drawer, Input, Skeleton, Tag, Timeline } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../parts/format.ts';
import { newKey, settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { useSay, useWords } from '../../parts/words.ts';
import { useCaseStates, type CreditCase } from './case-states.ts';
import { words } from './words.ts';

export function CaseDrawer({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const api = useApi();
  const ask = useAsk();
  const say = useSay();
  const { data, error } = useQuery({
    queryKey: ['credit', 'cases', caseId, ask],
    queryFn: () => settle(api.GET('/v1/credit/cases/{caseId}', { params: { header: ask, path: { caseId } } })),
  });
  return (
    <Drawer open size={640} title={say(data?.listLabel)} onClose={onClose}>
      {error !== null && <ProblemNotice error={error} />}
      {data === undefined ? error === null && <Skeleton active /> : <CaseView one={data} />}
    </Drawer>
  );
}

function CaseView({ one }: { one: CreditCase }) {
  const text = useWords(words);
  const states = useCaseStates();
  const actions = { ...text, filed: text.stepFiled };
  const rows = [
    [text.kind, text[one.kind]], [text.state, states[one.state]], [text.document, one.documentNo], [text.dueOn, one.dueOn], [text.ground, one.ground === null ? null : text[one.ground]],
    [text.applicant, `${one.applicant.name} · ${text[one.applicant.capacity]}`], [text.statement, one.statement], [text.promise, one.promise],
    [text.evidence, one.evidence.map(({ reference, description }) => (description === undefined ? reference : `${reference}（${description}）`)).join('；')],
  ].filter((row): row is [string, string] => row[1] != null && row[1] !== '');
  return (
    <div className="stack">
      {one.isSuspended && <Tag color="gold">{text.suspended}</Tag>}
      <Descriptions column={1} size="small" bordered styles={{ label: { width: 160 } }} items={rows.map(([label, children]) => ({ key: label, label, children }))} />
      <Deeds one={one} />
      <h3 className="h3">{text.steps}</h3>
      <Timeline items={(one.steps ?? []).map(({ step, at, action, reason, by }) => ({ key: step, content: <>{actions[action]} <span className="quiet">{[formatInstant(at), whoOf(by)].filter((part) => part !== '').join(' · ')}</span>{reason !== null && <div>{reason}</div>}</> }))} />
    </div>
  );
}

/** The contract names who acted without saying which fields there are. */
const whoOf = (by: object): string => ['agencyCode', 'operatorId'].map((name) => (by as Readonly<Record<string, string | undefined>>)[name] ?? '').join(' ').trim();

type Decision = 'approve' | 'correct' | 'accept' | 'refuse' | 'suspend' | 'resume' | 'undo' | 'confirm' | 'decline';
const decisions: readonly string[] = ['approve', 'correct', 'accept', 'refuse', 'suspend', 'resume', 'undo', 'confirm', 'decline'];

function Deeds({ one }: { one: CreditCase }) {
  const text = useWords(words);
  const api = useApi();
  const ask = useAsk();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const act = useMutation({
    mutationFn: (what: string) => {
      const params = { header: { ...ask, 'Idempotency-Key': newKey() }, path: { caseId: one.caseId } };
      if (what === 'withdraw') return settle(api.POST('/v1/credit/cases/{caseId}/withdraw', { params }));
      return settle(api.POST('/v1/credit/cases/{caseId}/decision', { params, body: { decision: what as Decision, reason: reason.trim() } }));
    },
    onSuccess: async () => {
      void message.success(text.done);
      setReason('');
      await queries.invalidateQueries({ queryKey: ['credit'] });
    },
  });
  const offered = one.possible.filter((what) => what === 'withdraw' || decisions.includes(what));
  if (offered.length === 0) return null;
  const isGiven = reason.trim().length >= 2;
  return (
    <div className="stack">
      {act.error !== null && <ProblemNotice error={act.error} />}
      {offered.some((what) => what !== 'withdraw') && <Input value={reason} maxLength={500} aria-label={text.reason} placeholder={text.reason} onChange={(event) => setReason(event.target.value)} />}
      <div className="row">
        {offered.map((what) => <Button key={what} danger={what === 'refuse' || what === 'withdraw'} type={what === 'approve' || what === 'accept' ? 'primary' : 'default'} loading={act.isPending} disabled={what !== 'withdraw' && !isGiven} onClick={() => act.mutate(what)}>{text[what as Decision | 'withdraw']}</Button>)}
      </div>
    </div>
  );
}
