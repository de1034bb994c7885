// The department's answer: upheld, perhaps with the right value, or not upheld and why.
import { useMutation } from '@tanstack/react-query';
import { App, Button, Form, Input, Radio } from 'antd';
import { newKey, settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { useWords } from '../../parts/words.ts';
import { useChallengeChanged, type Challenge } from './use-challenges.ts';
import { words } from './words.ts';

interface Given {
  readonly answer: 'accepted' | 'refused';
  readonly correctedValue?: string;
  readonly reason?: string;
}

export function AnswerForm({ one }: { one: Challenge }) {
  const text = useWords(words);
  const { message } = App.useApp();
  const api = useApi();
  const ask = useAsk();
  const changed = useChallengeChanged();
  const [form] = Form.useForm<Given>();
  const answer = Form.useWatch('answer', form);
  const send = useMutation({
    mutationFn: (given: Given) => {
      const stated = (name: 'reason' | 'correctedValue') => (given[name]?.trim() ? { [name]: given[name].trim() } : {});
      return settle(api.POST('/v1/challenges/{challengeId}/answer', {
        params: { header: { ...ask, 'Idempotency-Key': newKey() }, path: { challengeId: one.challengeId } },
        body: { answer: given.answer, ...stated('reason'), ...(given.answer === 'accepted' ? stated('correctedValue') : {}) },
      }));
    },
    onSuccess: async () => {
      void message.success(text.sent);
      await changed();
    },
  });
  return (
    <Form<Given> form={form} layout="vertical" requiredMark={false} onFinish={(given) => send.mutate(given)}>
      {send.error !== null && <div className="spaced"><ProblemNotice error={send.error} /></div>}
      <Form.Item name="answer" label={text.yourAnswer}>
        <Radio.Group className="stack" options={[{ value: 'accepted', label: text.accepted }, { value: 'refused', label: text.refused }]} />
      </Form.Item>
      {answer === 'accepted' && <Form.Item name="correctedValue" label={text.correctedValue} extra={text.correctedHint}><Input maxLength={500} autoComplete="off" /></Form.Item>}
      {answer !== undefined && (
        <Form.Item name="reason" label={text.answerReason} extra={text.answerReasonHint} rules={[{ required: answer === 'refused', min: 2, whitespace: true, message: text.needed }]}>
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" disabled={answer === undefined} loading={send.isPending}>{text.send}</Button>
    </Form>
  );
}
