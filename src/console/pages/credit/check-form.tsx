// What is in force against or for a subject in this matter, and the feedback on what was done about it.
import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { fill, useWords } from '../../parts/words.ts';
import { CheckAnswer } from './check-answer.tsx';
import { SubjectFields, useSubjectKinds, type SubjectGiven } from './subject-fields.tsx';
import { words } from './words.ts';

interface Given extends SubjectGiven {
  readonly department?: string;
}

export function CheckForm() {
  const text = useWords(words);
  const api = useApi();
  const ask = useAsk();
  const kinds = useSubjectKinds();
  const check = useMutation({
    mutationFn: ({ type, value, name, department }: Given) => settle(api.POST('/v1/credit/checks', {
      params: { header: ask }, body: { subject: { identifier: { type: type as 'uscc', value: value.trim() }, name: name.trim() }, ...(department?.trim() ? { department: department.trim() } : {}) },
    })),
  });
  if (kinds.length === 0) return null;
  return (
    <div className="stack">
      <p className="quiet flat">{fill(text.matterNote, { matter: ask['X-Matter-Code'] })}</p>
      <Form<Given> layout="vertical" requiredMark={false} className="field-grid" initialValues={{ type: kinds[0]?.value }} onFinish={(given) => check.mutate(given)}>
        <SubjectFields />
        <Form.Item name="department" label={text.department}><Input autoComplete="off" maxLength={40} /></Form.Item>
        <Button type="primary" htmlType="submit" loading={check.isPending} className="at-end">{text.run}</Button>
      </Form>
      {check.error !== null && <ProblemNotice error={check.error} />}
      {check.data !== undefined && <CheckAnswer key={check.data.checkId} checkId={check.data.checkId} result={check.data.result} entries={check.data.entries} />}
    </div>
  );
}
