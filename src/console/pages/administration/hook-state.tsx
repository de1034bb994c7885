// A webhook as the contract has it, and its state as a word and a colour.
import { Tag } from 'antd';
import type { components } from '../../../generated/openapi.ts';
import { useWords } from '../../parts/words.ts';
import { words } from './words.ts';

export type Webhook = components['schemas']['Webhook'];

export function HookState({ webhook: { state, disabledCause } }: { webhook: Webhook }) {
  const text = useWords(words);
  if (state === 'active') return <Tag color="green">{text.hookActive}</Tag>;
  return disabledCause === 'gone' ? <Tag color="red">{text.hookGone}</Tag> : <Tag color="gold">{text.hookPaused}</Tag>;
}
