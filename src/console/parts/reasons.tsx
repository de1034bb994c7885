// Comparisons of two records, each with its level and what it counts: green speaks for, red against.
import type { components } from '../../generated/openapi.ts';
import { useSay } from './words.ts';

interface Props {
  readonly reasons: readonly components['schemas']['PairReason'][];
  readonly vetoes?: components['schemas']['ExplainedPair']['vetoes'];
}

export function Reasons({ reasons, vetoes = [] }: Props) {
  const say = useSay();
  return (
    <ul className="reasons">
      {reasons.filter(({ level }) => level !== null).map(({ comparison, label, level, weight, adjustment, words }) => {
        // As the sentences have it: a value that is rare counts for more, one that is common for less.
        const total = weight + adjustment;
        return (
          <li key={comparison} className={total >= 1 ? 'for' : total <= -1 ? 'against' : 'even'}>
            <span>{say(label)}</span> <strong>{say(level?.label)}</strong>
            <span className="weight" title={say(words)}>{total > 0 ? '+' : ''}{total.toFixed(1)}</span>
          </li>
        );
      })}
      {vetoes.map(({ by, label }) => <li key={by} className="against"><strong>{say(label)}</strong></li>)}
    </ul>
  );
}
