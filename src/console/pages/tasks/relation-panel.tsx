// The relation that is proposed between two golden records, as a sentence that can be turned round.
import { Alert, Button } from 'antd';
import { shortId } from '../../parts/format.ts';
import type { Library } from '../../parts/library.ts';
import { fill, useSay, useWords } from '../../parts/words.ts';
import type { Direction } from './relation.ts';
import type { Side } from './sides.ts';
import { words } from './words.ts';

interface Props {
  readonly library: Library;
  readonly type: string;
  readonly direction: Direction;
  readonly sides: readonly Side[];
  readonly needsSecondPerson: boolean;
  readonly onTurn: () => void;
}

export function RelationPanel({ library, type, direction, sides, needsSecondPerson, onTurn }: Props) {
  const text = useWords(words);
  const say = useSay();
  const attribute = library.matchRules.deterministic.key.name?.attribute;
  const nameOf = (goldenId: string): string => {
    const name = attribute === undefined ? undefined : sides.find((side) => side.goldenId === goldenId)?.values[attribute];
    return name == null || name === '' ? shortId(goldenId) : String(name);
  };
  const label = say(library.relations.find((relation) => relation.type === type)?.label, type);
  return (
    <Alert
      className="notice" type="info" data-relation={type}
      title={<span>{nameOf(direction.from)} <strong>— {label} →</strong> {nameOf(direction.to)}</span>}
      description={`${fill(text.relationTask, { relation: label })}${needsSecondPerson ? ` ${text.relationSecond}` : ''}`}
      action={<Button size="small" onClick={onTurn}>{text.turn} <kbd>T</kbd></Button>}
    />
  );
}
