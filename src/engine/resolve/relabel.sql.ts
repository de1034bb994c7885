// Decides clusters anew for the records in `moved` and everything their clusters hang together with. What keys alone say of a record is
// its atom: `k:` and the number, `c:` and the least record of those that only point to each other, `r:` and the record that stands
// alone, `d:` and the decision that took it out of its number. join-atoms.ts makes clusters of atoms by decisions and scores.
// The result is a function of the records in `scope`, never of the order in which they came.
import { aloneRule, decidedRule } from '../../definition/match-labels.ts';
import { column, type LibrarySql } from '../library-sql.ts';
import { ident, sql, type Query } from '../../store/sql.ts';
import { makeWork } from '../../store/work-table.ts';
import { speaksFor } from './aliases.sql.ts';

export function createRelabelTables(): Query[] {
  return [
    makeWork('scope', sql`record_id uuid primary key, key text, is_active boolean not null, is_pointing boolean not null,
      placed text, old_golden_id uuid, grown integer not null, component text, label text, rule text, origin text not null default 'auto', score real`),
    makeWork('claim', sql`golden_id uuid not null, label text not null, members bigint not null, holds boolean not null,
      first_at timestamptz not null`),
    makeWork('assigned', sql`label text primary key, golden_id uuid not null`),
    makeWork('redirected', sql`golden_id uuid primary key, redirect_to uuid not null`),
    makeWork('reclaimed', sql`golden_id uuid not null, record_id uuid not null`, { isShared: true }),
    makeWork('contested', sql`record_id uuid primary key, rule text not null, keys text[] not null`),
  ];
}

/**
 * A record as a row of `scope`; the number is the one after all change notices. `placed` is the decision that took the record out of
 * its number, or `out` where it was withdrawn by a person: such a record has neither number nor pointing keys. `grown` is the round of
 * growing that brought it. Records with a number start with its label (P1, O1), those that point to nothing alone.
 */
function scopeRows(lib: LibrarySql, round: number): Query {
  const key = sql`case when placed.placed is null then coalesce(alias.new_key, r.key) end`;
  const isPointing = sql`(r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null)`;
  const isLabelled = sql`not r.is_withdrawn and not ${isPointing}`;
  return sql`
    select r.record_id, ${key} as key, not r.is_withdrawn as is_active, ${isPointing} as is_pointing, placed.placed, r.golden_id as old_golden_id,
      ${round}::integer as grown, case when ${isLabelled} then coalesce('k:' || ${key}, 'r:' || r.record_id) end as label,
      case when ${isLabelled} then case when ${key} is null then ${aloneRule} else ${lib.library.matchRules.deterministic.key.rule} end end as rule
    from ${lib.table('source_record')} r
    left join ${lib.table('key_alias')} alias on alias.old_key = r.key and ${speaksFor('alias', 'r')}
    left join (
      select record_id, max(case kind when 'out' then 'out' else decision_id::text end) as placed
      from ${lib.table('decided')} where kind in ('apart', 'out') group by record_id
    ) placed on placed.record_id = r.record_id`;
}

const scopeColumns = sql`record_id, key, is_active, is_pointing, placed, old_golden_id, grown, label, rule`;

/** What the round before brought, and this one so far: of all that came earlier, the statements have seen what it brings. */
const frontier = (round: number): Query => sql`(select * from scope where grown >= ${round - 1}::integer)`;

export function startScope(lib: LibrarySql): Query {
  return sql`insert into scope (${scopeColumns}) ${scopeRows(lib, 0)} where r.record_id in (select record_id from moved) on conflict do nothing`;
}

/** Records in clusters that the scope touches, or whose number's cluster it touches. Repeat, round by round from 1, until nothing is added. */
export function growByClusters(lib: LibrarySql, round: number): Query {
  return sql`
    insert into scope (${scopeColumns})
    ${scopeRows(lib, round)}
    where r.golden_id in (
      select old_golden_id from ${frontier(round)} s where old_golden_id is not null
      union
      select i.golden_id from ${frontier(round)} s join ${lib.table('identifier')} i on i.type = ${lib.keyType} and i.value = s.key and i.status = 'current'
    )
    on conflict do nothing`;
}

/**
 * Records without a number and whatever shares a pointing key with them: the number that they point to decides their cluster, and
 * its records must be in scope for the golden id to be one. Repeat likewise.
 */
export function growByPointing(lib: LibrarySql, round: number): Query {
  return sql`
    insert into scope (${scopeColumns})
    ${scopeRows(lib, round)}
    where not r.is_withdrawn and r.record_id in (
      select other.record_id from ${frontier(round)} s
      join ${lib.table('pointing_key')} mine on mine.record_id = s.record_id
      join ${lib.table('pointing_key')} other on other.key = mine.key
      join ${lib.table('source_record')} o on o.record_id = other.record_id
      where s.is_pointing or o.key is null
    )
    on conflict do nothing`;
}

/** Records of which a decision says something together with one in scope. Repeat likewise. */
export function growByDecisions(lib: LibrarySql, round: number): Query {
  const decided = lib.table('decided');
  return sql`
    insert into scope (${scopeColumns})
    ${scopeRows(lib, round)}
    where r.record_id in (
      select d.other_id from ${frontier(round)} s join ${decided} d on d.record_id = s.record_id
      union
      select d.record_id from ${frontier(round)} s join ${decided} d on d.other_id = s.record_id
      union
      select beside.record_id from ${frontier(round)} s join ${decided} d on d.record_id = s.record_id and d.kind = 'apart'
      join ${decided} beside on beside.decision_id = d.decision_id and beside.kind = 'apart'
    )
    on conflict do nothing`;
}

/** Records without a number and those that a score brings near them: links and rivals alike. Repeat likewise. */
export function growByCandidates(lib: LibrarySql, round: number): Query {
  const candidate = lib.table('candidate');
  const near = (mine: string, other: string): Query => sql`
    select c.${ident(other)} as record_id, s.key is null as is_unnumbered from ${frontier(round)} s join ${candidate} c on c.${ident(mine)} = s.record_id`;
  return sql`
    insert into scope (${scopeColumns})
    ${scopeRows(lib, round)}
    join (
      select n.record_id, n.is_unnumbered from (${near('record_id', 'other_id')} union ${near('other_id', 'record_id')}) n
      where not exists (select from scope s where s.record_id = n.record_id)
    ) near on near.record_id = r.record_id
    where near.is_unnumbered or r.key is null
    on conflict do nothing`;
}

/** Held records of the numbers in scope: they belong to no cluster, and are decided with the rest of their number. */
export function growByHeld(lib: LibrarySql, round: number): Query {
  return sql`
    insert into scope (${scopeColumns})
    ${scopeRows(lib, round)}
    where r.golden_id is null and not r.is_withdrawn and r.key in (
      select key from ${frontier(round)} s where key is not null
      union
      select a.old_key from ${lib.table('key_alias')} a join ${frontier(round)} s on s.key = a.new_key
    )
    on conflict do nothing`;
}

/**
 * Of the numbers that some record contradicts: a record that is not the number's own loses its label, it is held (P3; see the definition
 * of `contradiction`). Each step is a join by number, never a look through all members for each of them.
 */
export function labelDisputed(lib: LibrarySql): Query[] {
  const { rule, contradiction } = lib.library.matchRules.deterministic.key;
  if (!contradiction) return [];
  const namesakes = (whose: string): Query => sql`
    select distinct m.record_id from member m join ${ident(whose)} o on o.key = m.key and o.name_keys && m.name_keys`;
  return [sql`
    with disputed as materialized (
      select distinct s.key from scope s join ${lib.table('source_record')} r using (record_id) where s.is_active and s.key is not null and r.is_contradicting
    ),
    member as materialized (
      select s.record_id, s.key, r.name_keys, r.is_contradicting, r.source = any (${contradiction.anchorSources}) as is_of_anchor_source,
        not r.is_contradicting and ${column('r', contradiction.proof)} is not null as is_proof
      from disputed join scope s using (key) join ${lib.table('source_record')} r using (record_id)
      where s.is_active
    ),
    -- proof: records that show whose number it is
    proof as materialized (select key, name_keys from member where is_proof),
    near_proof as materialized (${namesakes('proof')}),
    -- stranger: records that contradict a proved number under another name
    stranger as materialized (
      select m.record_id, m.key, m.name_keys from member m
      where m.is_contradicting and m.key in (select key from proof) and not exists (select from near_proof n where n.record_id = m.record_id)
    ),
    near_stranger as materialized (${namesakes('stranger')}),
    anchor as materialized (
      select m.record_id, m.key, m.name_keys
      from member m
      left join near_proof using (record_id)
      left join near_stranger using (record_id)
      left join stranger x using (record_id)
      where case
        when m.is_contradicting then m.is_of_anchor_source and x.record_id is null
        else m.is_proof or near_proof.record_id is not null or near_stranger.record_id is null
      end
    ),
    own as materialized (select record_id from anchor union (${namesakes('anchor')}))
    update scope s set label = case when own.record_id is not null then s.label end,
      rule = case when own.record_id is null then null when m.is_contradicting and not m.is_of_anchor_source then ${contradiction.rule} else ${rule} end
    from member m left join own using (record_id)
    where m.record_id = s.record_id`];
}

export function startComponents(): Query {
  return sql`update scope set component = record_id::text where is_pointing`;
}

/** One step of spreading the least record id along shared pointing keys. Repeat until no row changes. */
export function spreadComponents(lib: LibrarySql): Query {
  return sql`
    update scope s set component = least.component
    from (
      select mine.record_id, min(neighbour.component) as component
      from ${lib.table('pointing_key')} mine
      join ${lib.table('pointing_key')} other on other.key = mine.key
      join scope neighbour on neighbour.record_id = other.record_id and neighbour.is_pointing
      join scope me on me.record_id = mine.record_id and me.is_pointing
      group by mine.record_id
    ) least
    where s.record_id = least.record_id and least.component < s.component`;
}

/**
 * Records that only point: with exactly one number in reach of the component they join it; with none they stand together; with
 * several, each joins the one number it points to itself, and one that points to several is contested and stands alone.
 */
export function labelByPointing(lib: LibrarySql): Query[] {
  const record = lib.table('source_record');
  return [
    sql`
    with reach as (
      select distinct s.record_id, s.component, numbered.key, split_part(mine.key, '|', 1) as rule
      from scope s
      join ${lib.table('pointing_key')} mine on mine.record_id = s.record_id
      join ${lib.table('pointing_key')} other on other.key = mine.key
      -- a record that is held for its number (no label) says nothing about others
      join scope numbered on numbered.record_id = other.record_id and numbered.key is not null and numbered.label is not null
      join ${record} r on r.record_id = other.record_id and not r.is_contradicting
      where s.is_pointing
    ),
    component as (select component, count(distinct key) as numbers, min(key) as key, min(rule) as rule from reach group by component),
    direct as (select record_id, count(distinct key) as numbers, min(key) as key, min(rule) as rule, array_agg(distinct key) as keys from reach group by record_id),
    chosen as (
      select s.record_id,
        case
          when c.numbers = 1 then 'k:' || c.key
          when c.numbers is null then 'c:' || s.component
          when d.numbers = 1 then 'k:' || d.key
          else 'r:' || s.record_id
        end as label,
        case when d.numbers > 1 and c.numbers > 1 then null else coalesce(d.rule, c.rule) end as rule,
        case when d.numbers > 1 then d.keys end as contested_keys, d.rule as contested_rule
      from scope s
      left join component c on c.component = s.component
      left join direct d on d.record_id = s.record_id
      where s.is_pointing
    ),
    noted as (
      insert into contested (record_id, rule, keys) select record_id, contested_rule, contested_keys from chosen where contested_keys is not null
    )
    update scope s set label = chosen.label, rule = chosen.rule from chosen where chosen.record_id = s.record_id`,
    sql`update scope s set rule = case
        when (select count(*) from scope other where other.label = s.label) = 1 then ${aloneRule}
        else (select min(split_part(p.key, '|', 1)) from ${lib.table('pointing_key')} p where p.record_id = s.record_id)
      end
      where s.is_pointing and s.rule is null`,
  ];
}

/** Records that decisions have placed: apart from their number, or in no golden record. */
export function labelPlaced(): Query {
  return sql`
    update scope set label = case when placed <> 'out' then 'd:' || placed end, rule = case when placed <> 'out' then ${decidedRule.apart} end, origin = 'manual'
    where is_active and placed is not null`;
}

/** A number that would put together what a person keeps apart holds the record that was named first: it gives no value to anyone. */
export function holdForbidden(lib: LibrarySql): Query {
  return sql`
    update scope s set label = null, rule = null
    from ${lib.table('decided')} d join scope other on other.record_id = d.other_id
    where d.kind = 'never' and d.record_id = s.record_id and s.label = other.label`;
}

/** Which golden id each cluster may keep: the ids its members bear, the one that its number bears, and the one that an undone decision gives back. */
export function fillClaims(lib: LibrarySql): Query {
  return sql`
    insert into claim (golden_id, label, members, holds, first_at)
    select golden_id, label, sum(members), bool_or(holds), min(first_at)
    from (
      select s.old_golden_id as golden_id, s.label, 1 as members, false as holds, r.recorded_at as first_at
      from scope s join ${lib.table('source_record')} r on r.record_id = s.record_id
      where s.label is not null and s.old_golden_id is not null
      union all
      select i.golden_id, s.label, 0, true, min(r.recorded_at)
      from scope s
      join ${lib.table('source_record')} r on r.record_id = s.record_id
      join ${lib.table('identifier')} i on i.type = ${lib.keyType} and i.value = s.key and i.status = 'current'
      where s.label is not null and s.key is not null
      group by i.golden_id, s.label
      union all
      select back.golden_id, s.label, 1000000, true, r.recorded_at
      from reclaimed back join scope s on s.record_id = back.record_id
      join ${lib.table('source_record')} r on r.record_id = s.record_id
      where s.label is not null
    ) candidate
    group by golden_id, label`;
}

/**
 * The id policy. A golden id goes to the cluster that holds its number, then to the larger, then to the older part. A cluster that
 * several ids fall to keeps the oldest; the others redirect to it. A cluster that no id falls to takes its oldest member's home id,
 * or a fresh one when that is in use.
 */
export function assignGoldens(lib: LibrarySql): Query[] {
  const golden = lib.table('golden_record');
  return [
    sql`
    with heir as (
      select distinct on (golden_id) golden_id, label from claim
      order by golden_id, holds desc, members desc, first_at, label
    ),
    kept as (
      select distinct on (heir.label) heir.label, heir.golden_id
      from heir left join ${golden} g on g.golden_id = heir.golden_id
      order by heir.label, g.created_at nulls last, heir.golden_id
    ),
    lost as (
      insert into redirected (golden_id, redirect_to)
      select heir.golden_id, kept.golden_id from heir join kept using (label) where heir.golden_id <> kept.golden_id
    )
    insert into assigned (label, golden_id) select label, golden_id from kept`,
    sql`
    insert into assigned (label, golden_id)
    select distinct on (s.label) s.label,
      case when g.golden_id is null or g.state <> 'active' then r.home_id else gen_random_uuid() end
    from scope s
    join ${lib.table('source_record')} r on r.record_id = s.record_id
    left join ${golden} g on g.golden_id = r.home_id
    where s.label is not null and not exists (select from assigned a where a.label = s.label)
      and not exists (select from assigned a where a.golden_id = r.home_id)
    order by s.label, r.recorded_at, r.record_id
    on conflict do nothing`,
    sql`
    insert into assigned (label, golden_id)
    select distinct s.label, gen_random_uuid() from scope s
    where s.label is not null and not exists (select from assigned a where a.label = s.label)
    on conflict do nothing`,
  ];
}

/** Writes the links that changed and notes every golden record that lost or won a member. */
export function writeLinks(lib: LibrarySql): Query {
  return sql`
    with target as (
      select s.record_id, a.golden_id, s.rule, s.origin, s.score from scope s left join assigned a on a.label = s.label
    ),
    relinked as (
      update ${lib.table('source_record')} r
      set golden_id = target.golden_id, link_rule = target.rule, link_origin = target.origin, link_score = target.score
      from target
      where r.record_id = target.record_id
        and (r.golden_id, r.link_rule, r.link_origin, r.link_score) is distinct from (target.golden_id, target.rule, target.origin, target.score)
      returning r.record_id
    )
    insert into touched (golden_id)
    select s.old_golden_id from relinked join scope s using (record_id) where s.old_golden_id is not null
    union
    select target.golden_id from relinked join target using (record_id) where target.golden_id is not null
    union
    select golden_id from redirected
    union
    select redirect_to from redirected`;
}
