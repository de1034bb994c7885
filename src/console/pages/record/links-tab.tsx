// With whom the record's sources were compared by score, and why it was judged so.
import { Empty, Skeleton, Tag } from 'antd';
import { Link } from 'react-router';
import { shortId } from '../../parts/format.ts';
import { sourceLabel } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Reasons } from '../../parts/reasons.tsx';
import { Value } from '../../parts/value.tsx';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { usePairs, type RecordOf } from './use-record.ts';
import { words } from './words.ts';

export function LinksTab({ of, masked }: { of: RecordOf; masked: readonly string[] }) {
  const text = useWords(words);
  const say = useSay();
  const { data, error } = usePairs(of);
  const { library, goldenId } = of;
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <Skeleton active />;
  if (data.length === 0) return <Empty description={text.noLinks} />;
  const compared = [...new Set(library.matchRules.scored?.compare.flatMap(({ attributes }) => attributes) ?? [])];
  return (
    <div className="stack">
      {data.map(({ records, score, outcome, sentence, reasons, vetoes }, index) => {
        const [one, other] = records as [typeof records[number], typeof records[number]];
        const stranger = records.find((record) => record.goldenId !== null && record.goldenId !== goldenId);
        return (
          <article key={index} className="panel stack">
            <div className="row">
              <strong>{say(sourceLabel(library, one.source))} ↔ {say(sourceLabel(library, other.source))}</strong>
              <Tag color={outcome === 'match' ? 'green' : outcome === 'veto' ? 'red' : 'gold'}>{fill(text.bits, { n: score.toFixed(1) })}</Tag>
              {stranger === undefined ? <span className="quiet">{text.sameGolden}</span> : <span className="quiet">{text.otherGolden} <Link className="mono" to={`/records/${library.code}/${stranger.goldenId}`}>{shortId(stranger.goldenId!)}</Link></span>}
            </div>
            <div>{say(sentence)}</div>
            <Reasons reasons={reasons} vetoes={vetoes} />
            <table className="compare">
              <tbody>
                {compared.filter((code) => one.attributes?.[code] != null || other.attributes?.[code] != null).map((code) => {
                  const [left, right] = [one.attributes?.[code], other.attributes?.[code]];
                  const differs = left != null && right != null && left !== right;
                  return (
                    <tr key={code} className={differs ? 'differs' : ''}>
                      <th scope="row">{say(library.attributes[code]?.label, code)}</th>
                      <td><Value library={library} attribute={code} value={left} isMasked={masked.includes(code)} against={differs ? right : undefined} /></td>
                      <td><Value library={library} attribute={code} value={right} isMasked={masked.includes(code)} against={differs ? left : undefined} /></td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </article>
        );
      })}
    </div>
  );
}
