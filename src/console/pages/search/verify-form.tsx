// Does this number bear this name? The answer is match, mismatch or unknown; never the data.
import { CheckCircleFilled, CloseCircleFilled, QuestionCircleFilled } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Collapse, Form, Input, Select } from 'antd';
import type { components } from '../../../generated/openapi.ts';
import { settle, useApi } from '../../parts/hub.ts';
import { nameAttributeOf, verifyPath, type Library } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { useSay, useWords } from '../../parts/words.ts';
import { AttributeFields, filledIn } from './attribute-fields.tsx';
import { useIdentifierTypes } from './number-search.tsx';
import { words } from './words.ts';

type Verdict = components['schemas']['Verdict'];

interface Given {
  readonly type: string;
  readonly value: string;
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | undefined>>;
}

export function VerifyForm({ library }: { library: Library }) {
  const text = useWords(words);
  const say = useSay();
  const api = useApi();
  const ask = useAsk();
  const types = useIdentifierTypes(library);
  const name = nameAttributeOf(library);
  const others = [...new Set([...(library.search?.unique?.require ?? []), ...(library.search?.unique?.optional ?? [])])].filter((code) => code !== name).slice(0, 4);
  const verify = useMutation({
    mutationFn: async ({ type, value, name: called, attributes }: Given) => {
      const more = filledIn(attributes);
      const item = { identifier: { type, value }, name: called, ...(Object.keys(more).length > 0 ? { attributes: more } : {}) };
      const { results } = await settle(api.POST(verifyPath(library.resource), { params: { header: ask }, body: { items: [item] } as never }));
      return results[0];
    },
  });
  const answer = verify.data;
  return (
    <div className="stack">
      <Form<Given> layout="vertical" requiredMark={false} initialValues={{ type: types[0]?.value }} onFinish={(given) => verify.mutate(given)}>
        <div className="field-grid">
          <Form.Item name="type" label={text.numberType}><Select options={types} /></Form.Item>
          <Form.Item name="value" label={text.number} rules={[{ required: true, message: text.needed }]}><Input autoComplete="off" maxLength={64} /></Form.Item>
          <Form.Item name="name" label={text.name} rules={[{ required: true, message: text.needed }]}><Input autoComplete="off" maxLength={200} /></Form.Item>
          <Button type="primary" htmlType="submit" loading={verify.isPending} className="at-end">{text.askVerify}</Button>
        </div>
        {others.length > 0 && <Collapse ghost size="small" items={[{ key: 'more', label: text.furtherItems, forceRender: true, children: <div className="field-grid"><AttributeFields library={library} codes={others} /></div> }]} />}
      </Form>
      {verify.error !== null && <ProblemNotice error={verify.error} />}
      {answer !== undefined && (
        <dl className="verdicts" aria-live="polite">
          <Answer label={text.name} verdict={answer.name} />
          {Object.entries(answer.attributes).map(([code, verdict]) => <Answer key={code} label={say(library.attributes[code]?.label, code)} verdict={verdict} />)}
        </dl>
      )}
    </div>
  );
}

function Answer({ label, verdict }: { label: string; verdict: Verdict }) {
  const text = useWords(words);
  const icons = { match: <CheckCircleFilled />, mismatch: <CloseCircleFilled />, unknown: <QuestionCircleFilled /> };
  return <div className={`verdict ${verdict}`}><dt>{label}</dt><dd>{icons[verdict]} {text[verdict]}</dd></div>;
}
