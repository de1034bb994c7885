// What each agreement weighs: every comparison with its levels, their shares and a bar from the middle.
import { formatShare } from '../../parts/format.ts';
import { fill, useSay, useWords } from '../../parts/words.ts';
import type { ModelFull } from './model-state.tsx';
import { words } from './model-words.ts';

/** Rare shares as one in so many: 0.02 % says less than 1/5,236. */
const shareText = (share: number): string => (share >= 0.001 ? formatShare(share) : share > 0 ? `1/${Math.round(1 / share).toLocaleString('en')}` : '0');

export function ModelWeights({ model: { comparisons } }: { model: ModelFull }) {
  const text = useWords(words);
  const say = useSay();
  const most = Math.max(1, ...comparisons.flatMap(({ levels }) => levels.map(({ weight }) => Math.abs(weight))));
  return (
    <div className="stack">
      <p className="quiet flat">{text.weightsWhy}</p>
      <table className="compare weights">
        <thead>
          <tr><th scope="col" className="w-160">{text.comparison}</th><th scope="col">{text.level}</th><th scope="col" className="right w-120">{text.amongMatches}</th><th scope="col" className="right w-120">{text.amongOthers}</th><th scope="col" className="right w-120">{text.weight}</th><th aria-hidden="true" /></tr>
        </thead>
        {comparisons.map(({ code, label, levels }) => (
          <tbody key={code}>
            {levels.map(({ label: level, m, u, weight }, place) => (
              <tr key={place}>
                {place === 0 && <th scope="rowgroup" rowSpan={levels.length}>{say(label, code)}</th>}
                <td>{say(level, fill(text.levelNumber, { n: place + 1 }))}</td>
                <td className="number right">{shareText(m)}</td>
                <td className="number right">{shareText(u)}</td>
                <td className="number right">{weight >= 0 ? '+' : ''}{weight.toFixed(1)}</td>
                <td aria-hidden="true"><Bar share={weight / most} /></td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

/** `share`: -1 to 1. */
function Bar({ share }: { share: number }) {
  const width = `${Math.abs(share) * 50}%`;
  return <div className="weight-bar"><div className={share >= 0 ? 'for' : 'against'} style={share >= 0 ? { left: '50%', width } : { right: '50%', width }} /></div>;
}
