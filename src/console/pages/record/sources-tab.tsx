// The source records behind a golden record, side by side, told from what the golden record says.
import { Alert, Skeleton } from 'antd';
import { feedLabel, ruleLabel, sourceLabel, type Library, type Scalar } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Value } from '../../parts/value.tsx';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { useProvenance, type Provenance, type RecordOf, type Statement } from './use-record.ts';
import { words } from './words.ts';

interface Column {
  readonly key: string;
  readonly statement: Statement;
  readonly values: Record<string, Scalar>;
}

/** More columns than this cannot be read beside each other. */
const most = 12;

export function SourcesTab({ of, masked }: { of: RecordOf; masked: readonly string[] }) {
  const text = useWords(words);
  const { data, error } = useProvenance(of);
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <Skeleton active />;
  const columns = columnsOf(data);
  return (
    <>
      {columns.length > most && <Alert type="info" title={fill(text.tooMany, { n: most })} />}
      <SourceTable library={of.library} provenance={data} columns={columns.slice(0, most)} masked={masked} />
    </>
  );
}

/** Statements with the same handle, else of the same feed and day, are of one record. */
function columnsOf({ attributes }: Provenance): Column[] {
  const columns = new Map<string, Column>();
  for (const [code, { winner, others }] of Object.entries(attributes)) {
    for (const statement of [winner, ...others]) {
      if (statement === null || statement.rule === 'pinned') continue;
      const key = statement.record ?? `${statement.source} ${statement.feed} ${statement.effectiveDate}`;
      const column = columns.get(key) ?? { key, statement, values: {} };
      column.values[code] = statement.value;
      columns.set(key, column);
    }
  }
  return [...columns.values()].sort((one, other) => other.statement.effectiveDate.localeCompare(one.statement.effectiveDate));
}

function SourceTable({ library, provenance, columns, masked }: { library: Library; provenance: Provenance; columns: readonly Column[]; masked: readonly string[] }) {
  const text = useWords(words);
  const say = useSay();
  const codes = Object.keys(library.attributes).filter((code) => columns.some(({ values }) => values[code] != null) || provenance.attributes[code]?.value != null);
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={text.sources}>
      <table className="compare" style={{ minWidth: 300 + columns.length * 180 }}>
        <thead>
          <tr>
            <th scope="col" style={{ width: 136 }} className="quiet">{text.attribute}</th>
            <th scope="col" className="result"><strong>{text.golden}</strong></th>
            {columns.map(({ key, statement }) => (
              <th scope="col" key={key}>
                <strong>{say(statement.department) || say(sourceLabel(library, statement.source))}</strong>
                <span className="by">{say(feedLabel(library, statement.feed))} · {statement.effectiveDate}</span>
                {statement.linkRule !== null && <span className="by" title={say(ruleLabel(library, statement.linkRule))}>{text.linkRule} {statement.linkRule}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {codes.map((code) => {
            const golden = provenance.attributes[code]?.value;
            return (
              <tr key={code} className={columns.some(({ values }) => values[code] != null && values[code] !== golden) ? 'differs' : ''}>
                <th scope="row">{say(library.attributes[code]?.label, code)}</th>
                <td className="result"><Value library={library} attribute={code} value={golden} isMasked={masked.includes(code)} /></td>
                {columns.map(({ key, values }) => <td key={key}><Value library={library} attribute={code} value={values[code]} isMasked={masked.includes(code)} against={values[code] === golden ? undefined : golden} /></td>)}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
