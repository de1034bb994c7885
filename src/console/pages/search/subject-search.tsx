// Records about a subject: number and name must both be the subject's.
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Select } from 'antd';
import { settle, useApi } from '../../parts/hub.ts';
import { subjectPath, useAllLibraries, type Library } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { useSay, useWords } from '../../parts/words.ts';
import { RecordTable } from './record-table.tsx';
import { words } from './words.ts';

export interface SubjectGiven {
  readonly type: string;
  readonly value: string;
  readonly name: string;
}

/** Identifier types by which a record library names its subjects, as people read them. */
export function useSubjectTypes(library: Library): { value: string; label: string }[] {
  const say = useSay();
  const libraries = useAllLibraries();
  const types = (library.subject?.candidates ?? []).map(({ type, library: of }) => {
    const target = libraries.find(({ code }) => code === of);
    const attribute = target?.identifiers.find(({ types: held }) => held.includes(type))?.attribute;
    return { value: type, label: say(attribute === undefined ? undefined : target?.attributes[attribute]?.label, type) };
  });
  return types.filter((one, index) => types.findIndex(({ value }) => value === one.value) === index);
}

export function SubjectSearch({ library }: { library: Library }) {
  const text = useWords(words);
  const api = useApi();
  const ask = useAsk();
  const types = useSubjectTypes(library);
  const find = useMutation({
    mutationFn: (subject: SubjectGiven) => settle(api.POST(subjectPath(library.resource), { params: { header: ask }, body: { subject } as never })),
  });
  const answer = find.data;
  return (
    <div className="stack">
      <Form<SubjectGiven> layout="vertical" requiredMark={false} className="field-grid" initialValues={{ type: types[0]?.value }} onFinish={(given) => find.mutate(given)}>
        <Form.Item name="type" label={text.numberType}><Select options={types} /></Form.Item>
        <Form.Item name="value" label={text.number} rules={[{ required: true, message: text.needed }]}><Input autoComplete="off" maxLength={64} /></Form.Item>
        <Form.Item name="name" label={text.name} rules={[{ required: true, message: text.needed }]}><Input autoComplete="off" maxLength={200} /></Form.Item>
        <Button type="primary" htmlType="submit" loading={find.isPending} className="at-end">{text.ask}</Button>
      </Form>
      {find.error !== null && <ProblemNotice error={find.error} />}
      {answer !== undefined && answer.subject !== 'match' && <Alert type="warning" showIcon title={answer.subject === 'mismatch' ? text.subjectMismatch : text.subjectUnknown} />}
      {answer !== undefined && answer.subject === 'match' && <RecordTable library={library} rows={answer.records.map((record) => ({ key: record.goldenId, record }))} />}
    </div>
  );
}
