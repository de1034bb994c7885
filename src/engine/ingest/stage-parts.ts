// One file staged in parts side by side, each in a thread of its own: all write to the same staging tables.
import type { FilePart } from '../readers/file-halves.ts';
import type { Staged, StageFile, StageProgress, StageRequest } from './stage-file.ts';

/** As `stage`, which takes each part; of a feed of which nothing is known yet. Ends when every part has ended, also where one fails. */
export async function stageParts(
  stage: StageFile, request: StageRequest, parts: readonly FilePart[], onProgress: (progress: StageProgress) => void,
): Promise<Staged> {
  const progress = parts.map((): StageProgress => ({ rows: 0, rejected: 0, bytes: 0 }));
  const ended = await Promise.allSettled(parts.map((part, at) => stage({ ...request, part }, (step) => {
    progress[at] = step;
    onProgress(progress.reduce((all, one) => ({ rows: all.rows + one.rows, rejected: all.rejected + one.rejected, bytes: all.bytes + one.bytes })));
  })));
  return ended.map((part) => {
    if (part.status === 'rejected') throw part.reason;
    return part.value;
  }).reduce(together);
}

function together(one: Staged, other: Staged): Staged {
  return {
    ...one, rows: one.rows + other.rows, staged: one.staged + other.staged, rejected: one.rejected + other.rejected,
    issues: sumByRule(one.issues, other.issues), rejects: sumByRule(one.rejects, other.rejects),
    columns: union(one.columns, other.columns), sources: union(one.sources, other.sources), supplied: union(one.supplied, other.supplied),
  };
}

function sumByRule(one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>): Record<string, number> {
  const sum = { ...one };
  for (const [rule, count] of Object.entries(other)) sum[rule] = (sum[rule] ?? 0) + count;
  return sum;
}

const union = (one: readonly string[], other: readonly string[]): string[] => [...new Set([...one, ...other])];
