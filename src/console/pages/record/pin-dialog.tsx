// A value that holds over every source until a day.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Modal } from 'antd';
import { dayOf } from '../../parts/format.ts';
import { newKey, settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { fill, useSay, useWords } from '../../parts/words.ts';
import type { RecordOf } from './use-record.ts';
import { words } from './words.ts';

interface Given {
  readonly value: string;
  readonly until: string;
  readonly reason: string;
}

const yearInMs = 365 * 86_400_000;

export function PinDialog({ of: { library, goldenId }, attribute, version, onClose }: { of: RecordOf; attribute: string; version: number; onClose: () => void }) {
  const text = useWords(words);
  const say = useSay();
  const { message } = App.useApp();
  const api = useApi();
  const ask = useAsk();
  const queries = useQueryClient();
  const [form] = Form.useForm<Given>();
  const send = useMutation({
    mutationFn: (given: Given) => settle(api.POST('/v1/decisions', {
      params: { header: { ...ask, 'Idempotency-Key': newKey() } },
      body: { kind: 'pin', library: library.code, golden: goldenId, attribute, ...given, expect: [{ goldenId, version }] } as never,
    })),
    onSuccess: ({ state }) => {
      void message.success(state === 'proposed' ? text.pinProposed : text.pinDone);
      void queries.invalidateQueries({ queryKey: ['golden'] });
      onClose();
    },
  });
  return (
    <Modal open title={fill(text.pinTitle, { what: say(library.attributes[attribute]?.label, attribute) })} okText={text.send} onCancel={onClose} onOk={form.submit} confirmLoading={send.isPending}>
      {send.error !== null && <ProblemNotice error={send.error} />}
      <Form<Given> form={form} layout="vertical" requiredMark={false} initialValues={{ until: dayOf(new Date(Date.now() + yearInMs)) }} onFinish={(given) => send.mutate(given)}>
        <Form.Item name="value" label={text.value} rules={[{ required: true, whitespace: true, message: text.value }]}><Input maxLength={1000} autoComplete="off" autoFocus /></Form.Item>
        <Form.Item name="until" label={text.until} rules={[{ required: true, pattern: /^\d{4}-\d{2}-\d{2}$/, message: text.day }]}><Input maxLength={10} /></Form.Item>
        <Form.Item name="reason" label={text.reason} rules={[{ required: true, min: 2, whitespace: true, message: text.needed }]}><Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} /></Form.Item>
      </Form>
    </Modal>
  );
}
