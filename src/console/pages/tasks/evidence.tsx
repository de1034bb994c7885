// Why the task is there, in words: what was compared, how near it is, how much it weighs.
import { Tag } from 'antd';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { evidenceOf, type Task } from './queue.ts';
import { words } from './words.ts';

export function EvidencePanel({ task }: { task: Task }) {
  const text = useWords(words);
  const say = useSay();
  const { pair, missing, held, guard } = evidenceOf(task);
  if (pair === undefined) {
    const isSnapshot = typeof missing === 'number';
    return isSnapshot ? <p className="evidence">{fill(text.loadFacts, { missing: String(missing), held: String(held), guard: `${Number(guard) * 100}%` })}</p> : null;
  }
  return (
    <section aria-label={text.evidence} className="evidence">
      <p>{say(pair.sentence)}</p>
      <ul className="reasons">
        {pair.reasons.filter(({ level }) => level !== null).map((reason) => {
          const weight = reason.weight;
          const shade = weight >= 1 ? 'for' : weight <= -1 ? 'against' : 'even';
          return (
            <li key={reason.comparison} className={shade}>
              <span>{say(reason.label)}</span> <strong>{say(reason.level?.label)}</strong>
              <span className="weight" title={say(reason.words)}>{weight > 0 ? '+' : ''}{weight.toFixed(1)}</span>
            </li>
          );
        })}
        {pair.vetoes.map((veto) => <li key={veto.by} className="against"><strong>{say(veto.label)}</strong></li>)}
      </ul>
      {pair.withheld.length > 0 && <Tag>{pair.withheld.join(', ')}</Tag>}
    </section>
  );
}
