// POST /v1/{resource}/match: the golden records that a described person or firm may be, with reasons; never a value of the hub.
import { HubError } from '../../kernel/errors.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { SubjectHandler } from '../deps.ts';
import { reachOf } from '../record-view.ts';
import { requireGranted } from './verify.ts';

interface ScoreRequest {
  readonly attributes: Readonly<Record<string, string>>;
  readonly limit?: number;
}

const usualLimit = 5;

export const score: SubjectHandler = async (_deps, { service, grant }, input) => {
  const { attributes: stated, limit = usualLimit } = input.body as ScoreRequest;
  const asked = Object.keys(stated);
  requireGranted(grant, asked);
  if (service.matcher === null) throw new HubError('MODEL_NONE', 'the library has no scored rules', { library: service.library.code });
  const { library, values, keys, matcher } = service;
  const answer = await matcher.match({ reach: reachOf(library, grant), stated, values, keys, limit });
  return {
    body: withoutSubjectData(answer), goldenIds: answer.candidates.map(({ goldenId }) => goldenId), subjectCount: 1, attributes: asked,
    details: { modelId: answer.modelId },
  };
};
