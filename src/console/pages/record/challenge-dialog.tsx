// Doubting a value: it goes to the department whose value won.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Modal, Radio } from 'antd';
import { doubts } from '../../parts/doubts.ts';
import { newKey, settle, useApi } from '../../parts/hub.ts';
import { challengePath, type Library } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { words } from './words.ts';

interface Given {
  readonly doubt: keyof typeof doubts;
  readonly reason: string;
  readonly proposedValue?: string;
  readonly evidenceReference?: string;
}

export function ChallengeDialog({ library, goldenId, attribute, onClose }: { library: Library; goldenId: string; attribute: string; onClose: () => void }) {
  const text = useWords(words);
  const say = useSay();
  const { message } = App.useApp();
  const api = useApi();
  const ask = useAsk();
  const queries = useQueryClient();
  const [form] = Form.useForm<Given>();
  const send = useMutation({
    mutationFn: ({ proposedValue, evidenceReference, ...given }: Given) => settle(api.POST(challengePath(library.resource), {
      params: { header: { ...ask, 'Idempotency-Key': newKey() }, path: { goldenId } },
      body: { attribute, ...given, ...(proposedValue?.trim() ? { proposedValue: proposedValue.trim() } : {}), ...(evidenceReference?.trim() ? { evidenceReference: evidenceReference.trim() } : {}) },
    })),
    onSuccess: ({ dueOn }) => {
      void message.success(fill(text.challenged, { day: dueOn ?? '' }));
      void queries.invalidateQueries({ queryKey: ['golden'] });
      void queries.invalidateQueries({ queryKey: ['challenges'] });
      onClose();
    },
  });
  return (
    <Modal open title={fill(text.challengeTitle, { what: say(library.attributes[attribute]?.label, attribute) })} okText={text.send} onCancel={onClose} onOk={form.submit} confirmLoading={send.isPending}>
      {send.error !== null && <ProblemNotice error={send.error} />}
      <Form<Given> form={form} layout="vertical" requiredMark={false} initialValues={{ doubt: 'wrong' }} onFinish={(given) => send.mutate(given)}>
        <Form.Item name="doubt" label={text.doubt}>
          <Radio.Group options={Object.entries(doubts).map(([value, label]) => ({ value, label: say(label) }))} />
        </Form.Item>
        <Form.Item name="proposedValue" label={text.proposed}><Input maxLength={500} autoComplete="off" /></Form.Item>
        <Form.Item name="reason" label={text.reason} rules={[{ required: true, min: 2, whitespace: true, message: text.needed }]}><Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} /></Form.Item>
        <Form.Item name="evidenceReference" label={text.evidenceReference}><Input maxLength={200} autoComplete="off" /></Form.Item>
      </Form>
    </Modal>
  );
}
