// What a dry run found: how much would move, what decisions of stewards have to do with it, and some records side by side.
import { Alert, Empty, Statistic, Table } from 'antd';
import { Link } from 'react-router';
import type { components } from '../../../generated/openapi.ts';
import { formatCount, shortId } from '../../parts/format.ts';
import { sourceLabel, type Library } from '../../parts/library.ts';
import { Reasons } from '../../parts/reasons.tsx';
import { useMay } from '../../parts/session.ts';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { words } from './model-words.ts';

type Result = components['schemas']['RehearsalResult'];

interface Props {
  readonly result: Result;
  readonly library: Library;
}

export function RehearsalResult({ result, library }: Props) {
  return (
    <>
      <Counts result={result} />
      <Decisions result={result} library={library} />
      <Samples result={result} library={library} />
    </>
  );
}

function Counts({ result }: { result: Result }) {
  const text = useWords(words);
  const content = { fontSize: 20 };
  const change = (title: string, before: number, after: number) => <Statistic title={title} value={`${formatCount(before)} → ${formatCount(after)}`} styles={{ content }} />;
  return (
    <div className="panel figures">
      <Statistic title={text.moved} value={result.moved} suffix={<span className="quiet small">{fill(text.ofRecords, { n: formatCount(result.records) })}</span>} styles={{ content }} />
      <Statistic title={text.merges} value={result.merges} styles={{ content }} />
      <Statistic title={text.splits} value={result.splits} styles={{ content }} />
      {change(text.goldens, result.goldensBefore, result.goldensAfter)}
      {change(text.links, result.linksBefore, result.linksAfter)}
      {change(text.reviews, result.reviewsNow, result.reviews)}
    </div>
  );
}

function Decisions({ result: { decisionsOverturned, decisionsTouched, held }, library }: Props) {
  const text = useWords(words);
  const isWrong = decisionsOverturned > 0;
  return (
    <section className="stack">
      <h3 className="h3 flat">{text.decisions}</h3>
      <Alert
        type={isWrong ? 'error' : 'success'} showIcon title={isWrong ? fill(text.overturned, { n: decisionsOverturned }) : text.notOverturned}
        description={decisionsTouched > 0 ? fill(text.touched, { n: decisionsTouched }) : undefined}
      />
      {held.length > 0 && (
        <Table
          size="small" pagination={false} rowKey={({ decisionId, goldenIds }) => `${decisionId} ${goldenIds.join(' ')}`} dataSource={held}
          title={() => <span className="quiet">{text.held}（{text.heldWhy}）</span>}
          columns={[
            { title: text.decision, render: (_, { kind, decisionId }) => <>{kind === 'same' ? text.heldTogether : text.heldApart} <span className="mono quiet">{shortId(decisionId)}</span></> },
            { title: text.golden, render: (_, { goldenIds }) => <span className="cells">{goldenIds.map((id) => <Golden key={id} id={id} library={library} />)}</span> },
            { title: text.newScore, align: 'right', render: (_, { score }) => score?.toFixed(1) ?? text.notCompared },
          ]}
        />
      )}
    </section>
  );
}

function Samples({ result: { samples }, library }: Props) {
  const text = useWords(words);
  const say = useSay();
  return (
    <section className="stack">
      <h3 className="h3 flat">{text.samples} {samples.length > 0 && <span className="quiet small">{fill(text.samplesWhy, { n: 20 })}</span>}</h3>
      {samples.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text.nothingMoves} />}
      {samples.map(({ source, sourceKey, from, to, isNew, other, reasons, reason }, place) => (
        <article key={place} className="panel stack">
          <table className="compare sample">
            <thead><tr><th /><th scope="col">{text.record}</th><th scope="col">{text.met}</th></tr></thead>
            <tbody>
              <tr><th scope="row">{text.source}</th><td>{say(sourceLabel(library, source))}</td><td>{other === null ? text.none : say(sourceLabel(library, other.source))}</td></tr>
              <tr><th scope="row">{text.sourceKey}</th><td className="mono">{sourceKey}</td><td className="mono">{other?.sourceKey}</td></tr>
              <tr><th scope="row">{text.now} → {text.then}</th><td colSpan={2}><Golden id={from} library={library} /> → {isNew ? text.aNewOne : <Golden id={to} library={library} />}</td></tr>
            </tbody>
          </table>
          {reasons.length > 0 && <Reasons reasons={reasons} />}
          {reason !== null && <p className="quiet small flat">{say(reason)}</p>}
        </article>
      ))}
    </section>
  );
}

/** A link for those who may read records. */
function Golden({ id, library }: { id: string | null; library: Library }) {
  const text = useWords(words);
  const may = useMay();
  if (id === null) return <>{text.none}</>;
  if (!may(`${library.resource}:read`)) return <span className="mono">{shortId(id)}</span>;
  return <Link className="mono" to={`/records/${library.code}/${id}`} target="_blank">{shortId(id)}</Link>;
}
