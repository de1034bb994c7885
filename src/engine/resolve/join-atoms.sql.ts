// What joins the atoms in `scope`: decisions and scored pairs, each as a pair of labels; and how clusters come back.
import { decidedRule } from '../../definition/match-labels.ts';
import type { LibrarySql } from '../library-sql.ts';
import { sql, type Query } from '../../store/sql.ts';
import { makeWork } from '../../store/work-table.ts';

/** { kind: same | never, a, b } for decisions between two atoms; { kind: hold, a, b: a } for atoms that no score may join. */
export function readDecisions(lib: LibrarySql): Query {
  return sql`
    select distinct d.kind, a.label as a, b.label as b
    from ${lib.table('decided')} d
    join scope a on a.record_id = d.record_id and a.label is not null
    join scope b on b.record_id = d.other_id and b.label is not null
    where (d.kind in ('same', 'never') and a.label <> b.label) or d.kind = 'hold'`;
}

/** { a, b, score, linkScore, isVetoed } for pairs of atoms that scored pairs of active records connect. */
export function readEdges(lib: LibrarySql): Query {
  return sql`
    select least(a.label, b.label) as a, greatest(a.label, b.label) as b, max(c.score) as score,
      max(c.score) filter (where c.outcome = 'match') as "linkScore", bool_or(c.outcome = 'veto') as "isVetoed"
    from ${lib.table('candidate')} c
    join scope a on a.record_id = c.record_id and a.label is not null
    join scope b on b.record_id = c.other_id and b.label is not null
    where a.label <> b.label
    group by 1, 2`;
}

export interface Regrouped {
  readonly label: string;
  readonly cluster: string;
  readonly by: string;
  readonly score: number | null;
}

export function createRegrouped(): Query {
  return makeWork('regrouped', sql`label text not null, cluster text not null, by text not null, score real`);
}

export function noteClusters(regrouped: readonly Regrouped[]): Query {
  return sql`
    insert into regrouped
    select * from unnest(${regrouped.map(({ label }) => label)}::text[], ${regrouped.map(({ cluster }) => cluster)}::text[],
      ${regrouped.map(({ by }) => by)}::text[], ${regrouped.map(({ score }) => score)}::real[])`;
}

/** From atoms to clusters, all at once: a cluster may bear the label of an atom. Links made by a person, or placed by one, stay a person's. */
export function takeClusters(lib: LibrarySql): Query {
  const rule = lib.library.matchRules.scored?.rule ?? decidedRule.same;
  return sql`
    update scope s set label = j.cluster,
      rule = case when s.origin = 'manual' or j.by = 'keys' then s.rule when j.by = 'score' then ${rule} else ${decidedRule.same} end,
      origin = case when j.by = 'decision' then 'manual' else s.origin end,
      score = case when s.origin = 'manual' then null else j.score end
    from regrouped j
    where s.label = j.label`;
}
