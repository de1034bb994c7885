// What a rehearsal reads: `scope` and `assigned` hold the clusters as they would be, source records the links as they are.
import type { LibrarySql } from '../../library-sql.ts';
import { sql, type Query } from '../../../store/sql.ts';
import type { WorkTables } from './work-tables.sql.ts';

/** The library with scored pairs in the place of its candidates; nothing else differs. */
export function withScored(lib: LibrarySql, { scored }: WorkTables): LibrarySql {
  return { ...lib, table: (name) => (name === 'candidate' ? scored : lib.table(name)) };
}

export function takeAll(lib: LibrarySql, { taken }: WorkTables): Query {
  return sql`insert into ${taken} (record_id, queued_at) select record_id, now() from ${lib.table('source_record')} where not is_withdrawn`;
}

/** Pairs are asked for from both sides, as candidates are. */
export function indexScored({ scored }: WorkTables): Query[] {
  return [sql`create index on ${scored} (record_id)`, sql`create index on ${scored} (other_id)`];
}

/** Only records without a number can change their cluster by a score. */
export function moveAll(lib: LibrarySql): Query {
  return sql`insert into moved (record_id) select record_id from ${lib.table('source_record')} where not is_withdrawn and key is null`;
}

/** Fills `rehearsed` { record_id, was, then, score }: every record in scope that is not withdrawn. */
export function noteRehearsed(): Query {
  return sql`
    create temporary table rehearsed on commit drop as
    select s.record_id, s.old_golden_id as was, a.golden_id as "then", s.score, s.origin from scope s left join assigned a on a.label = s.label where s.is_active`;
}

/** One row of counts; see Rehearsal. */
export function countRehearsed(lib: LibrarySql, { taken, scored }: WorkTables): Query {
  const record = lib.table('source_record');
  return sql`
    with placed as materialized (
      select r.record_id, case when h.record_id is null then r.golden_id else h."then" end as golden_id
      from ${record} r left join rehearsed h using (record_id)
      where r.record_id in (select record_id from ${scored} union select other_id from ${scored})
    ),
    waiting as (
      select distinct least(a.golden_id, b.golden_id) as a, greatest(a.golden_id, b.golden_id) as b
      from ${scored} c join placed a on a.record_id = c.record_id join placed b on b.record_id = c.other_id
      where c.outcome in ('match', 'review') and a.golden_id <> b.golden_id
        and not exists (select from ${lib.table('decided')} d where d.kind = 'never' and (d.record_id, d.other_id) in ((c.record_id, c.other_id), (c.other_id, c.record_id)))
    )
    select (select count(*)::integer from ${taken}) as records,
      (select count(*)::integer from rehearsed where was is distinct from "then") as moved,
      (select count(*)::integer from (select from rehearsed where was is not null and "then" is not null group by "then" having count(distinct was) > 1) m) as merges,
      (select count(*)::integer from (select from rehearsed where was is not null and "then" is not null group by was having count(distinct "then") > 1) s) as splits,
      g.active as "goldensBefore",
      g.active + (select count(distinct "then")::integer from rehearsed) - (select count(distinct was)::integer from rehearsed) as "goldensAfter",
      l.links as "linksBefore",
      l.links + (select count(*)::integer from rehearsed where score is not null) - l.rehearsed as "linksAfter",
      (select count(*)::integer from hub.task where library = ${lib.library.code} and state in ('open', 'claimed') and subject_key like 'p:%') as "reviewsNow",
      (select count(*)::integer from waiting) as reviews
    from (select count(*)::integer as active from ${lib.table('golden_record')} where state = 'active') g,
      (select count(*)::integer as links, count(h.record_id)::integer as rehearsed
        from ${record} r left join rehearsed h using (record_id) where r.link_score is not null and not r.is_withdrawn) l`;
}

/** Records that would move, each with its best pair; the surest first. */
export function sampleMoves(lib: LibrarySql, { scored }: WorkTables, limit: number): Query {
  const record = lib.table('source_record');
  return sql`
    select r.source, r.source_key as "sourceKey", h.was as "from", h."then" as "to", h.score,
      h."then" is not null and not exists (select from ${lib.table('golden_record')} g where g.golden_id = h."then" and g.state = 'active') as "isNew",
      best.score as "pairScore", best.levels::text as levels, best.outcome,
      o.source as "otherSource", o.source_key as "otherKey"
    from (select * from rehearsed where was is distinct from "then" order by score desc nulls last, record_id limit ${limit}) h join ${record} r using (record_id)
    left join lateral (
      select c.score, c.levels, c.outcome, case when c.record_id = h.record_id then c.other_id else c.record_id end as met
      from ${scored} c where c.record_id = h.record_id or c.other_id = h.record_id order by c.score desc, met limit 1
    ) best on true
    left join ${record} o on o.record_id = best.met
    order by h.score desc nulls last, h.record_id`;
}

/**
 * Pairs of records that a decision in force holds together or apart, where the new scores say otherwise, or a record of them would move:
 * { decisionId, kind, was, then, score, isTouched, isOverturned, isAgainstScore }.
 */
export function decidedPairs(lib: LibrarySql, { scored }: WorkTables): Query {
  const record = lib.table('source_record');
  const side = (id: string): Query => id === 'a'
    ? sql`select r.record_id, r.golden_id as was, case when h.record_id is null then r.golden_id else h."then" end as "then" from ${record} r left join rehearsed h using (record_id) where r.record_id = d.record_id`
    : sql`select r.record_id, r.golden_id as was, case when h.record_id is null then r.golden_id else h."then" end as "then" from ${record} r left join rehearsed h using (record_id) where r.record_id = d.other_id`;
  return sql`
    with judged as (
      select d.decision_id as "decisionId", d.kind, a.was as "oneWas", b.was as "otherWas", a."then" as "oneThen", b."then" as "otherThen", c.score,
        (a.was is distinct from a."then" or b.was is distinct from b."then") as "isTouched",
        case d.kind when 'same' then a.was = b.was and a."then" is distinct from b."then"
          else a.was is distinct from b.was and a."then" = b."then" end as "isOverturned",
        case d.kind when 'same' then c.outcome is null or c.outcome = 'veto' else c.outcome = 'match' end as "isAgainstScore"
      from ${lib.table('decided')} d cross join lateral (${side('a')}) a cross join lateral (${side('b')}) b
      left join ${scored} c on c.record_id = least(d.record_id, d.other_id) and c.other_id = greatest(d.record_id, d.other_id)
      where d.kind in ('same', 'never')
    )
    select * from judged where "isTouched" or "isOverturned" or "isAgainstScore" order by "isOverturned" desc, "decisionId", "oneThen"`;
}
