// What there is of models, and how one stands.
import { useQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import type { components } from '../../../generated/openapi.ts';
import { settle, useApi } from '../../parts/hub.ts';
import { useWords } from '../../parts/words.ts';
import { words } from './model-words.ts';

export type Model = components['schemas']['Model'];
export type ModelFull = components['schemas']['ModelDetail'];

export function useModels() {
  const api = useApi();
  return useQuery({ queryKey: ['models'], queryFn: async () => (await settle(api.GET('/v1/models'))).items });
}

export function ModelState({ model: { isActive, autoLink } }: { model: Model }) {
  const text = useWords(words);
  if (!isActive) return <Tag>{text.inactive}</Tag>;
  return <span className="row"><Tag color="green">{text.active}</Tag><Tag color={autoLink ? 'blue' : 'default'}>{autoLink ? text.autoLinkOn : text.autoLinkOff}</Tag></span>;
}
