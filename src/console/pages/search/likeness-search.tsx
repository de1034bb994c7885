// Who a description may be: scores and reasons, no data.
import { useMutation } from '@tanstack/react-query';
import { Button, Empty, Form, Tag } from 'antd';
import { Link } from 'react-router';
import { formatShare, shortId } from '../../parts/format.ts';
import { settle, useApi } from '../../parts/hub.ts';
import { matchPath, type Library } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { Reasons } from '../../parts/reasons.tsx';
import { fill, useWords } from '../../parts/words.ts';
import { AttributeFields, filledIn } from './attribute-fields.tsx';
import { words } from './words.ts';

interface Given {
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

export function LikenessSearch({ library }: { library: Library }) {
  const text = useWords(words);
  const api = useApi();
  const ask = useAsk();
  const compared = [...new Set(library.matchRules.scored?.compare.flatMap(({ attributes }) => attributes) ?? [])];
  const find = useMutation({
    mutationFn: ({ attributes }: Given) => settle(api.POST(matchPath(library.resource), { params: { header: ask }, body: { attributes: filledIn(attributes), limit: 10 } as never })),
  });
  return (
    <div className="stack">
      <p className="quiet flat">{text.likenessWhy}</p>
      <Form<Given> layout="vertical" requiredMark={false} className="field-grid" onFinish={(given) => find.mutate(given)}>
        <AttributeFields library={library} codes={compared} />
        <Button type="primary" htmlType="submit" loading={find.isPending} className="at-end">{text.compare}</Button>
      </Form>
      {find.error !== null && <ProblemNotice error={find.error} />}
      {find.data !== undefined && find.data.candidates.length === 0 && <Empty description={text.nothing} />}
      {find.data?.candidates.map(({ goldenId, score, expectedPrecision, outcome, reasons }) => (
        <article key={goldenId} className="panel stack">
          <div className="row">
            <Link className="mono" to={`/records/${library.code}/${goldenId}`}>{shortId(goldenId)}</Link>
            <strong>{fill(text.score, { n: score.toFixed(1) })}</strong>
            {expectedPrecision !== null && <span className="quiet">{fill(text.precision, { p: formatShare(expectedPrecision) })}</span>}
            <Tag color={outcome === 'match' ? 'green' : 'gold'}>{outcome === 'match' ? text.outcomeMatch : text.outcomeReview}</Tag>
          </div>
          <Reasons reasons={reasons} />
        </article>
      ))}
    </div>
  );
}
