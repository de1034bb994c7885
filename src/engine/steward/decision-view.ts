// A decision as it is shown: what was asked, in the asker's words, without values and without record ids.
import type { DecisionView, GoldenMark, Seen } from './decision.ts';
import type { DecisionRow } from './decision-rows.sql.ts';

export function viewDecision(row: DecisionRow): DecisionView {
  const { request, ids, hasEffects: _, ...rest } = row;
  const { records, attribute, until, challengeId, relation, golden, to } = request as {
    records?: readonly string[]; attribute?: string; until?: string; challengeId?: string; relation?: string; golden?: string; to?: string;
  };
  return {
    ...rest,
    before: ids.before.map(seen),
    after: ids.after.map(seen),
    ...(records === undefined ? {} : { records }),
    ...(attribute === undefined ? {} : { attribute }),
    ...(until === undefined ? {} : { until }),
    ...(challengeId === undefined ? {} : { challengeId }),
    ...(relation === undefined ? {} : { relation: { type: relation, from: golden!, to: to! } }),
  };
}

function seen({ goldenId, version }: GoldenMark): Seen {
  return { goldenId, version };
}
