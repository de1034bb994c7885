// Comparisons of two records, each with its level and weight: green speaks for, red against.
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
      {reasons.filter(({ level }) => level !== null).map(({ comparison, label, level, weight, words }) => (
        <li key={comparison} className={weight >= 1 ? 'for' : weight <= -1 ? 'against' : 'even'}>
          <span>{say(label)}</span> <strong>{say(level?.label)}</strong>
          <span className="weight" title={say(words)}>{weight > 0 ? '+' : ''}{weight.toFixed(1)}</span>
        </li>
      ))}
      {vetoes.map(({ by, label }) => <li key={by} className="against"><strong>{say(label)}</strong></li>)}
    </ul>
  );
}
