// The golden record as it would be if the sides of a task were one, or what is told of a relation beforehand.
import { useQuery } from '@tanstack/react-query';
import { settle, useApi } from '../../parts/hub.ts';
import type { Scalar } from '../../parts/library.ts';
import { useAsk } from '../../parts/purpose.ts';
import { useMay } from '../../parts/session.ts';
import { evidenceOf, type Task } from './queue.ts';
import type { Direction } from './relation.ts';
import type { Golden, Shape } from './sides.ts';

export interface Result {
  readonly attributes: Readonly<Record<string, Scalar>> | null;
  readonly endedIds: readonly string[];
  readonly needsSecondPerson: boolean;
}

export function usePreview(task: Task, shape: Shape, goldens: readonly Golden[], direction: Direction | null) {
  const api = useApi();
  const ask = useAsk();
  const may = useMay();
  const isWhole = goldens.length === task.goldenIds.length;
  const isReady = (shape === 'goldens' && isWhole) || (shape === 'relation' && isWhole && direction !== null) || (shape === 'held' && goldens.length === 1);
  return useQuery({
    queryKey: ['task-preview', task.taskId, goldens.map(({ version }) => version), direction?.from, ask], enabled: isReady && may('decisions:write'), retry: false,
    queryFn: async (): Promise<Result> => {
      const preview = await settle(api.POST('/v1/decisions/preview', { params: { header: ask }, body: sameOf(task, shape, goldens, direction) as never }));
      const attributes = (preview.goldens.find(({ isNew }) => !isNew) ?? preview.goldens[0])?.attributes ?? null;
      return { attributes: attributes as Result['attributes'], endedIds: preview.ended.map(({ goldenId }) => goldenId), needsSecondPerson: preview.needsSecondPerson };
    },
  });
}

const previewReason = 'preview';

function sameOf(task: Task, shape: Shape, goldens: readonly Golden[], direction: Direction | null): object {
  const expect = goldens.map(({ goldenId, version }) => ({ goldenId, version }));
  const head = { library: task.library, reason: previewReason, expect };
  if (shape === 'goldens') return { kind: 'same', ...head, goldens: goldens.map(({ goldenId }) => goldenId), acceptsNumbers: true };
  if (shape === 'relation') return { kind: 'relate', ...head, relation: evidenceOf(task).relation, golden: direction!.from, to: direction!.to };
  const records = heldRecords(task);
  return { kind: 'move', ...head, taskId: task.taskId, records, to: goldens[0]!.goldenId };
}

export function heldRecords(task: Task): string[] {
  return (evidenceOf(task).records ?? []).filter(({ goldenId }) => goldenId === null).map(({ record }) => record);
}
