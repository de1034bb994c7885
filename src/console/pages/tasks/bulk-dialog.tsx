// One outcome for many tasks, a reason for all of them, and what happened to each that was refused.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Form, Input, Modal, Radio, Table } from 'antd';
import { newKey, settle, useApi } from '../../parts/hub.ts';
import { shortId } from '../../parts/format.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { reasons, words } from './words.ts';

type What = 'no_action' | 'handled_elsewhere' | 'same' | 'not_same';

const most = 1000;

export function BulkDialog({ taskIds, onClose }: { taskIds: readonly string[]; onClose: (isDone: boolean) => void }) {
  const text = useWords(words);
  const say = useSay();
  const api = useApi();
  const ask = useAsk();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ what: What; reason: string }>();
  const act = useMutation({
    mutationFn: ({ what, reason }: { what: What; reason: string }) => {
      const ids = { taskIds: taskIds.slice(0, most) };
      const body = what === 'same' || what === 'not_same' ? { ...ids, action: 'decide' as const, decision: { kind: what, reason } } : { ...ids, action: 'close' as const, outcome: what, reason };
      return settle(api.POST('/v1/tasks/bulk', { params: { header: { ...ask, 'Idempotency-Key': newKey() } }, body }));
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['task-list'] });
      await queries.invalidateQueries({ queryKey: ['task-counts'] });
    },
  });
  const done = act.data;
  return (
    <Modal
      open title={fill(text.bulkTitle, { n: Math.min(taskIds.length, most) })} onCancel={() => onClose(done !== undefined)} okText={text.bulk} confirmLoading={act.isPending}
      onOk={form.submit} okButtonProps={{ disabled: done !== undefined }}
    >
      <div className="stack">
        {taskIds.length > most && <Alert type="info" title={text.bulkMost} />}
        {act.error !== null && <ProblemNotice error={act.error} />}
        {done !== undefined && <Alert type={done.refused > 0 ? 'warning' : 'success'} showIcon title={fill(text.bulkDone, { done: done.done, refused: done.refused })} />}
        {done !== undefined && done.refused > 0 && (
          <Table
            size="small" rowKey="taskId" pagination={{ pageSize: 8, hideOnSinglePage: true }} dataSource={done.results.filter(({ result }) => result === 'refused')}
            columns={[{ title: text.title, render: (_, { taskId }) => <span className="mono">{shortId(taskId)}</span> }, { title: text.state, dataIndex: 'title' }]}
          />
        )}
        {done === undefined && (
          <Form form={form} layout="vertical" initialValues={{ what: 'no_action', reason: say(reasons.close) }} onFinish={(given) => act.mutate(given)} requiredMark={false}>
            <Form.Item name="what" label={text.bulkWhat}>
              <Radio.Group
                className="stack"
                options={[
                  { value: 'no_action', label: text.bulkClose }, { value: 'handled_elsewhere', label: text.bulkElsewhere }, { value: 'same', label: text.bulkSame },
                  { value: 'not_same', label: text.bulkNotSame },
                ]}
              />
            </Form.Item>
            <Form.Item name="reason" label={text.reason} rules={[{ required: true, min: 2, message: text.reasonMissing }]}><Input maxLength={500} /></Form.Item>
          </Form>
        )}
      </div>
    </Modal>
  );
}
