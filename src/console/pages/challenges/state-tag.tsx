// Where a challenge stands, in a word and a colour.
import { Tag } from 'antd';
import { useSay } from '../../parts/words.ts';
import type { Challenge } from './use-challenges.ts';
import { states } from './words.ts';

const colours = { open: 'gold', accepted: 'blue', refused: 'default', withdrawn: 'default', resolved: 'green' } as const;

export function StateTag({ state }: Pick<Challenge, 'state'>) {
  const say = useSay();
  return <Tag color={colours[state]}>{say(states[state])}</Tag>;
}
