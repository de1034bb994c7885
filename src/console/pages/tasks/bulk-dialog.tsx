// One outcome for many tasks, a reason for all of them, what it would come to, and what happened to each that was refused.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Form, Input, Modal, Radio, Table } from 'antd';
import { useState } from 'react';
import type { operations } from '../../../generated/openapi.ts';
import { newKey, settle, useApi } from '../../parts/hub.ts';
import { shortId } from '../../parts/format.ts';
import { useAllLibraries } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { relationKind, type Task } from './queue.ts';
import { reasons, words } from './words.ts';

type Verdict = 'same' | 'not_same' | 'relate' | 'not_related';
type What = 'no_action' | 'handled_elsewhere' | Verdict;
type Previewed = operations['previewTasks']['responses']['200']['content']['application/json'];

const most = 1000;
/** Tasks that one preview takes. */
const previewed = 200;

const verdictOf = (what: What): Verdict | null => (what === 'no_action' || what === 'handled_elsewhere' ? null : what);

/** What may be decided of all of them: they propose a relation each, or none does. */
function useChoices(tasks: readonly Task[]): { value: What; label: string }[] {
  const text = useWords(words);
  const relations = tasks.filter(({ kind }) => kind === relationKind).length;
  return [
    { value: 'no_action', label: text.bulkClose }, { value: 'handled_elsewhere', label: text.bulkElsewhere },
    ...(relations === 0 ? [{ value: 'same' as const, label: text.bulkSame }, { value: 'not_same' as const, label: text.bulkNotSame }] : []),
    ...(relations === tasks.length ? [{ value: 'relate' as const, label: text.bulkRelate }, { value: 'not_related' as const, label: text.bulkNotRelated }] : []),
  ];
}

/** Part by part; the versions that it tells are those that are decided on. */
function useBulkPreview(taskIds: readonly string[], kind: Verdict | null) {
  const api = useApi();
  const ask = useAsk();
  return useQuery({
    queryKey: ['bulk-preview', taskIds, kind, ask], enabled: kind !== null, retry: false, gcTime: 0, staleTime: Infinity,
    queryFn: async () => {
      const parts: Previewed[] = [];
      for (let from = 0; from < taskIds.length; from += previewed) {
        const body = { taskIds: taskIds.slice(from, from + previewed), kind: kind! };
        parts.push(await settle(api.POST('/v1/tasks/bulk/preview', { params: { header: ask }, body })));
      }
      const results = parts.flatMap((part) => part.results);
      return { results, ready: results.filter(({ result }) => result === 'ready'), needsSecondPerson: parts.some((part) => part.needsSecondPerson) };
    },
  });
}

export function BulkDialog({ tasks, onClose }: { tasks: readonly Task[]; onClose: (isDone: boolean) => void }) {
  const text = useWords(words);
  const say = useSay();
  const api = useApi();
  const ask = useAsk();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ reason: string }>();
  const [what, setWhat] = useState<What>('no_action');
  // What is chosen stays while the list behind is read anew.
  const [chosen] = useState(() => tasks.slice(0, most));
  const [taskIds] = useState(() => chosen.map(({ taskId }) => taskId));
  const choices = useChoices(chosen);
  const kind = verdictOf(what);
  const preview = useBulkPreview(taskIds, kind);
  const act = useMutation({
    mutationFn: ({ reason }: { reason: string }) => {
      const ready = preview.data?.ready ?? [];
      const expect = ready.flatMap(({ goldens }) => goldens.map(({ goldenId, version }) => ({ goldenId, version })));
      const body = kind === null
        ? { taskIds, action: 'close' as const, outcome: what as 'no_action' | 'handled_elsewhere', reason }
        : { taskIds: ready.map(({ taskId }) => taskId), action: 'decide' as const, decision: { kind, reason, expect } };
      return settle(api.POST('/v1/tasks/bulk', { params: { header: { ...ask, 'Idempotency-Key': newKey() } }, body }));
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['task-list'] });
      await queries.invalidateQueries({ queryKey: ['task-counts'] });
    },
  });
  const done = act.data;
  const choose = (next: What): void => {
    const offered = Object.values(reasons).map((reason) => say(reason));
    const written = (form.getFieldValue('reason') as string | undefined) ?? '';
    if (offered.includes(written)) form.setFieldValue('reason', say(reasons[verdictOf(next) ?? 'close']));
    setWhat(next);
  };
  return (
    <Modal
      open width={kind === null ? 520 : 860} title={fill(text.bulkTitle, { n: taskIds.length })} onCancel={() => onClose(done !== undefined)} okText={text.bulk} confirmLoading={act.isPending}
      onOk={form.submit} okButtonProps={{ disabled: done !== undefined || (kind !== null && (preview.data?.ready ?? []).length === 0) }}
    >
      <div className="stack">
        {tasks.length > most && <Alert type="info" title={text.bulkMost} />}
        {act.error !== null && <ProblemNotice error={act.error} />}
        {done !== undefined && (
          <Alert
            type={done.refused > 0 ? 'warning' : 'success'} showIcon
            title={fill(text.bulkDone, { done: done.done, refused: done.refused }) + (done.proposed > 0 ? ` · ${fill(text.bulkProposed, { n: done.proposed })}` : '')}
          />
        )}
        {done !== undefined && done.refused > 0 && (
          <Table
            size="small" rowKey="taskId" pagination={{ pageSize: 8, hideOnSinglePage: true }} dataSource={done.results.filter(({ result }) => result === 'refused')}
            columns={[{ title: text.title, render: (_, { taskId }) => <span className="mono">{shortId(taskId)}</span> }, { title: text.state, dataIndex: 'title' }]}
          />
        )}
        {done === undefined && (
          <Form form={form} layout="vertical" initialValues={{ reason: say(reasons.close) }} onFinish={(given) => act.mutate(given)} requiredMark={false}>
            <Form.Item label={text.bulkWhat}><Radio.Group className="stack" value={what} onChange={(event) => choose(event.target.value as What)} options={choices} /></Form.Item>
            {choices.length < 4 && <Alert className="notice" type="info" title={text.bulkMixed} />}
            <Form.Item name="reason" label={text.reason} rules={[{ required: true, min: 2, message: text.reasonMissing }]}><Input maxLength={500} /></Form.Item>
          </Form>
        )}
        {done === undefined && kind !== null && (preview.error !== null
          ? <ProblemNotice error={preview.error} onRetry={() => void preview.refetch()} />
          : <Foreseen kind={kind} tasks={chosen} preview={preview.data} />)}
      </div>
    </Modal>
  );
}

interface ForeseenProps {
  readonly kind: Verdict;
  readonly tasks: readonly Task[];
  readonly preview: ReturnType<typeof useBulkPreview>['data'];
}

/** What each decision would be about; those that cannot be decided come first, and say why. */
function Foreseen({ kind, tasks, preview }: ForeseenProps) {
  const text = useWords(words);
  const say = useSay();
  const libraries = useAllLibraries();
  const refused = preview?.results.filter(({ result }) => result === 'refused') ?? [];
  const rows = preview === undefined ? [] : [...refused, ...preview.ready];
  const labelOf = (taskId: string, type: string): string => {
    const library = libraries.find(({ code }) => code === tasks.find((task) => task.taskId === taskId)?.library);
    return say(library?.relations.find((relation) => relation.type === type)?.label, type);
  };
  const nameAt = ({ goldens, relation }: Previewed['results'][number], place: 0 | 1): string => {
    const golden = relation === undefined ? goldens[place] : goldens.find(({ goldenId }) => goldenId === (place === 0 ? relation.from : relation.to));
    return golden === undefined ? '' : golden.name ?? shortId(golden.goldenId);
  };
  return (
    <>
      <p className="quiet flat">{preview === undefined ? text.bulkLooking : fill(text.bulkReady, { ready: preview.ready.length, refused: refused.length })}</p>
      {preview?.needsSecondPerson === true && <Alert type="info" title={text.bulkSecond} />}
      <Table
        size="small" rowKey="taskId" loading={preview === undefined} pagination={{ pageSize: 8, hideOnSinglePage: true, showSizeChanger: false }} dataSource={rows}
        columns={[
          { title: text.golden, ellipsis: true, render: (_, row) => nameAt(row, 0) },
          {
            title: text.relation, width: 150,
            render: (_, { taskId, relation }) => (relation === undefined ? kind === 'same' || kind === 'not_same' ? verb(kind, text) : '' : `${kind === 'relate' ? '' : `${text.notRelated}: `}${labelOf(taskId, relation.type)} →`),
          },
          { title: text.golden, ellipsis: true, render: (_, row) => nameAt(row, 1) },
          ...(refused.length === 0 ? [] : [{ title: text.state, width: 200, render: (_: unknown, { title }: Previewed['results'][number]) => title }]),
        ]}
      />
    </>
  );
}

function verb(kind: 'same' | 'not_same', text: Record<keyof typeof words, string>): string {
  return kind === 'same' ? text.isSame : text.notSame;
}
