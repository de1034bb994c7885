// All given attributes must name exactly one record.
import { useMutation } from '@tanstack/react-query';
import { Button, Form } from 'antd';
import { settle, useApi } from '../../parts/hub.ts';
import { uniquePath, type Library } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { useWords } from '../../parts/words.ts';
import { AttributeFields, filledIn } from './attribute-fields.tsx';
import { RecordTable } from './record-table.tsx';
import { words } from './words.ts';

interface Given {
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

export function UniqueSearch({ library }: { library: Library }) {
  const text = useWords(words);
  const api = useApi();
  const ask = useAsk();
  const { require = [], optional = [] } = library.search?.unique ?? {};
  const find = useMutation({
    mutationFn: ({ attributes }: Given) => settle(api.POST(uniquePath(library.resource), { params: { header: ask }, body: { attributes: filledIn(attributes) } as never })),
  });
  const match = find.data?.match;
  return (
    <div className="stack">
      <p className="quiet flat">{text.uniqueWhy}</p>
      <Form<Given> layout="vertical" requiredMark={false} className="field-grid" onFinish={(given) => find.mutate(given)}>
        <AttributeFields library={library} codes={[...require, ...optional]} required={require} requiredText={text.needed} />
        <Button type="primary" htmlType="submit" loading={find.isPending} className="at-end">{text.ask}</Button>
      </Form>
      {find.error !== null && <ProblemNotice error={find.error} />}
      {find.data !== undefined && <RecordTable library={library} rows={match == null ? [] : [{ key: match.goldenId, record: match }]} />}
    </div>
  );
}
