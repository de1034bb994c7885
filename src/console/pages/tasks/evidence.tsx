// Why the task is there, in words: what was compared, how near it is, how much it weighs.
import { Tag } from 'antd';
import { Reasons } from '../../parts/reasons.tsx';
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
      <Reasons reasons={pair.reasons} vetoes={pair.vetoes} />
      {pair.withheld.length > 0 && <Tag>{pair.withheld.join(', ')}</Tag>}
    </section>
  );
}
