// Of every measure: was it taken, with what result; or why not. Sent together.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, InputNumber, Radio } from 'antd';
import { dayOf } from '../../parts/format.ts';
import { newKey, settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { useSay, useWords } from '../../parts/words.ts';
import type { Entry } from './check-answer.tsx';
import { words } from './words.ts';

interface Line {
  readonly outcome?: 'taken' | 'not_taken';
  readonly result?: string;
  readonly reason?: string;
  readonly amount?: number | null;
}

export function FeedbackForm({ checkId, entries }: { checkId: string; entries: readonly Entry[] }) {
  const text = useWords(words);
  const say = useSay();
  const api = useApi();
  const ask = useAsk();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ lines: Line[] }>();
  const lines = Form.useWatch('lines', form);
  const measures = entries.flatMap((entry) => entry.measures.map((measure) => ({ entry, measure })));
  const give = useMutation({
    mutationFn: (given: readonly Line[]) => settle(api.POST('/v1/credit/checks/{checkId}/feedback', {
      params: { header: { ...ask, 'Idempotency-Key': newKey() }, path: { checkId } },
      body: { items: measures.map(({ entry, measure }, index) => itemOf(entry, measure.code, given[index] ?? {})) },
    })),
    onSuccess: async () => {
      void message.success(text.given);
      await queries.invalidateQueries({ queryKey: ['credit'] });
    },
  });
  if (give.isSuccess) return <Alert type="success" showIcon title={text.given} />;
  return (
    <section className="panel stack">
      <h3 className="h3">{text.feedback}</h3>
      {give.error !== null && <ProblemNotice error={give.error} />}
      <Form form={form} requiredMark={false} onFinish={({ lines: given }) => give.mutate(given)}>
        {measures.map(({ entry, measure }, index) => (
          <div key={`${entry.entryId} ${measure.code}`} className="feedback-line">
            <span>{say(measure.label)} <span className="quiet small">{say(entry.list.label)}</span></span>
            <Form.Item name={['lines', index, 'outcome']} rules={[{ required: true, message: text.chooseOne }]} noStyle>
              <Radio.Group optionType="button" size="small" aria-label={say(measure.label)} options={[{ value: 'taken', label: text.taken }, { value: 'not_taken', label: text.not_taken }]} />
            </Form.Item>
            {lines?.[index]?.outcome === 'not_taken'
              ? <Form.Item name={['lines', index, 'reason']} rules={[{ required: true, whitespace: true, message: text.reasonNotTaken }]} className="flat"><Input aria-label={text.reasonNotTaken} placeholder={text.reasonNotTaken} maxLength={500} /></Form.Item>
              : <Form.Item name={['lines', index, 'result']} className="flat"><Input aria-label={text.result} placeholder={text.result} maxLength={500} /></Form.Item>}
            <Form.Item name={['lines', index, 'amount']} className="flat"><InputNumber aria-label={text.amount} placeholder={text.amount} min={0} className="w-160" /></Form.Item>
          </div>
        ))}
        <Button type="primary" htmlType="submit" loading={give.isPending}>{text.give}</Button>
      </Form>
    </section>
  );
}

function itemOf(entry: Entry, measureCode: string, { outcome = 'taken', reason, result, amount }: Line) {
  return {
    entryId: entry.entryId, measureCode, outcome, ...(entry.targetRole === 'subject' ? {} : { targetRole: entry.targetRole }),
    ...(outcome === 'not_taken' ? { reason: reason?.trim() ?? '' } : { actedOn: dayOf(new Date()), ...(result?.trim() ? { result: result.trim() } : {}) }),
    ...(amount == null ? {} : { amount }),
  };
}
