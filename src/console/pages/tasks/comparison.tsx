// Records side by side: a row for each attribute, differing characters marked against the first column, and the result beside them.
import { Checkbox, Tag } from 'antd';
import { Link } from 'react-router';
import { shortId } from '../../parts/format.ts';
import { feedLabel, sourceLabel, type Library, type Scalar } from '../../parts/library.ts';
import { Value } from '../../parts/value.tsx';
import { fill, useSay, useWords } from '../../parts/words.ts';
import type { Task } from './queue.ts';
import { differsIn, rowsOf, type Side } from './sides.ts';
import { words } from './words.ts';

interface Props {
  readonly library: Library;
  readonly task: Task;
  readonly sides: readonly Side[];
  readonly masked: ReadonlySet<string>;
  readonly onlyDifferences: boolean;
  /** The golden record as it would be; null while it is not known. */
  readonly result: { readonly attributes: Readonly<Record<string, Scalar>> | null; readonly endedIds: readonly string[] } | null;
  readonly picked: ReadonlySet<string> | null;
  readonly onPick: (record: string, isPicked: boolean) => void;
}

export function Comparison({ library, task, sides, masked, onlyDifferences, result, picked, onPick }: Props) {
  const text = useWords(words);
  const say = useSay();
  const rows = rowsOf(library, task, sides).filter(({ code }) => !onlyDifferences || differsIn(code, sides));
  const first = sides[0];
  return (
    <table className="compare">
      <thead>
        <tr>
          <th scope="col" style={{ width: 136 }} className="quiet">{text.attribute}</th>
          {sides.map((side) => <th scope="col" key={side.key}><SideHead library={library} side={side} picked={picked} onPick={onPick} /></th>)}
          {result !== null && (
            <th scope="col" className="result">
              <strong>{text.result}</strong>
              <span className="by">{result.endedIds.map((id) => fill(text.resultEnds, { id: shortId(id) })).join(', ')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ code, isJudged }) => {
          const differs = differsIn(code, sides);
          return (
            <tr key={code} className={`${differs ? 'differs' : ''}${isJudged ? ' judged' : ''}`}>
              <th scope="row">{say(library.attributes[code]?.label, code)}</th>
              {sides.map((side, index) => (
                <td key={side.key}>
                  <Value
                    library={library} attribute={code} value={side.values[code]} isMasked={masked.has(code)}
                    against={differs ? otherOf(sides, index, code, first) : undefined}
                  />
                  {side.sources[code] !== undefined && <span className="by">{say(sourceLabel(library, side.sources[code]))}</span>}
                </td>
              ))}
              {result !== null && <td className="result"><Value library={library} attribute={code} value={result.attributes?.[code]} isMasked={masked.has(code)} /></td>}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The first column is told from the second, all others from the first; of several, the first one that differs. */
function otherOf(sides: readonly Side[], index: number, code: string, first: Side | undefined): Scalar | undefined {
  if (index > 0 && first !== undefined && isStated(first.values[code])) return first.values[code];
  const mine = sides[index]?.values[code];
  return sides.map(({ values }) => values[code]).find((value) => isStated(value) && value !== mine) ?? undefined;
}

const isStated = (value: Scalar | undefined): boolean => value !== null && value !== undefined && value !== '';

function SideHead({ library, side, picked, onPick }: { library: Library; side: Side } & Pick<Props, 'picked' | 'onPick'>) {
  const text = useWords(words);
  const say = useSay();
  if (side.kind === 'golden') {
    return (
      <>
        <strong>{text.golden}</strong> <Link className="mono" to={`/records/${library.code}/${side.goldenId}`} target="_blank">{shortId(side.goldenId!)}</Link>
        <span className="by">{fill(text.records, { n: side.recordCount ?? 0 })} · {fill(text.version, { n: side.version ?? 0 })}</span>
      </>
    );
  }
  const name = say(sourceLabel(library, side.source ?? ''));
  return (
    <>
      <strong>{name}</strong> {side.kind === 'held' && <Tag color="gold">{text.heldRecord}</Tag>}
      <span className="by">{say(feedLabel(library, side.feed ?? ''))} · {side.effectiveDate}</span>
      {picked !== null && side.record !== undefined && side.kind === 'record' && (
        <Checkbox checked={picked.has(side.record)} onChange={(event) => onPick(side.record!, event.target.checked)} aria-label={`${text.pick} ${name}`}>{text.pick}</Checkbox>
      )}
    </>
  );
}
