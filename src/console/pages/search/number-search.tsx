// Look-up by identifier, one or many.
import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { settle, useApi } from '../../parts/hub.ts';
import { lookupPath, type Library } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { useLanguage, useSay, useWords } from '../../parts/words.ts';
import { RecordTable, type FoundRow } from './record-table.tsx';
import { words } from './words.ts';

interface Given {
  readonly type: string;
  readonly numbers: string;
}

const most = 1000;

export function NumberSearch({ library }: { library: Library }) {
  const text = useWords(words);
  const api = useApi();
  const ask = useAsk();
  const types = useIdentifierTypes(library);
  const find = useMutation({
    mutationFn: async ({ type, numbers }: Given): Promise<FoundRow[]> => {
      const values = numbers.split(/\s+/).filter(Boolean).slice(0, most);
      const identifiers = values.map((value) => ({ type, value })) as { type: 'id_number'; value: string }[];
      const { results } = await settle(api.POST(lookupPath(library.resource), { params: { header: ask }, body: { identifiers } }));
      return results.map(({ result, record }, index) => ({ key: String(index), result: text[result], record }));
    },
  });
  return (
    <div className="stack">
      <Form<Given> layout="vertical" requiredMark={false} className="ask-form" initialValues={{ type: types[0]?.value, numbers: '' }} onFinish={(given) => find.mutate(given)}>
        <Form.Item name="type" label={text.numberType}><Select options={types} /></Form.Item>
        <Form.Item name="numbers" label={text.numbers} rules={[{ required: true, whitespace: true, message: text.needed }]}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 8 }} autoComplete="off" spellCheck={false} onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit(); }} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={find.isPending}>{text.ask}</Button>
      </Form>
      {find.error !== null && <ProblemNotice error={find.error} />}
      {find.data !== undefined && <RecordTable library={library} rows={find.data} />}
    </div>
  );
}

/** Identifier types of a library, each under the name of the attribute that holds it. */
export function useIdentifierTypes(library: Library): { value: string; label: string }[] {
  const say = useSay();
  const { language } = useLanguage();
  return library.identifiers.flatMap(({ attribute, types }) => types.map((type, index) => ({
    value: type, label: index === 0 ? say(library.attributes[attribute]?.label, type) : (documentTypes[type]?.[language] ?? type),
  }))).filter((one, index, all) => all.findIndex(({ value }) => value === one.value) === index);
}

/** Types that share an attribute with another and so have no label of their own in the definition. */
const documentTypes: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  residence_permit: { zh: '港澳台居民居住证', en: 'Residence permit (Hong Kong, Macao, Taiwan)' },
  pr_card: { zh: '外国人永久居留身份证', en: 'Permanent resident card' },
};
