// The state of a load as a word and a colour.
import { Tag } from 'antd';
import { useWords } from '../../parts/words.ts';
import type { Load } from './upload.ts';
import { words } from './words.ts';

type State = Load['state'];

const colours: Readonly<Record<State, string>> = { received: 'blue', staging: 'processing', staged: 'blue', held: 'gold', applying: 'processing', done: 'green', failed: 'red', refused: 'red' };

export const isLive = (state: State): boolean => state === 'received' || state === 'staging' || state === 'staged' || state === 'applying';

export function LoadState({ state }: { state: State }) {
  const text = useWords(words);
  return <Tag color={colours[state]}>{text[state]}</Tag>;
}
