// Statements about decisions: what is in force as rows of `decided` and `pin`, and the facts on which a new decision is planned.
import type { LibrarySql } from '../library-sql.ts';
import { column } from '../library-sql.ts';
import { join, sql, type Query } from '../../store/sql.ts';
import { decidedRelations, relationDecisionsOf } from '../golden/decided-relations.sql.ts';
import type { Effects, HoldRequest } from './decision.ts';

/** { decision_id, effects } of one planned decision. */
export function plannedEffects(decisionId: string, effects: Effects): Query {
  return sql`select ${decisionId}::uuid as decision_id, ${JSON.stringify(effects)}::jsonb as effects`;
}

/** { decision_id, effects } of all decisions of the library in force. A confirmed one carries its effects on the confirmation. */
export function effectsInForce(library: string): Query {
  return sql`
    select coalesce(d.confirms, d.decision_id) as decision_id, d.payload->'effects' as effects from hub.decision d
    where d.library = ${library} and d.payload ? 'effects' and hub.is_in_force(coalesce(d.confirms, d.decision_id))`;
}

/** The same of one decision. */
export function effectsOf(decisionId: string): Query {
  return sql`
    select ${decisionId}::uuid as decision_id, d.payload->'effects' as effects from hub.decision d
    where (d.decision_id = ${decisionId}::uuid or d.confirms = ${decisionId}::uuid) and d.payload ? 'effects'`;
}

/** Rows of `decided` from { decision_id, effects }. */
function decidedRows(source: Query): Query {
  const sides = (kind: 'same' | 'never'): Query => sql`
    select s.decision_id, ${kind}::text as kind, one.id::uuid as record_id, other.id::uuid as other_id
    from source s cross join jsonb_array_elements(s.effects->${kind}::text) pair
    cross join jsonb_array_elements_text(pair->0) one (id) cross join jsonb_array_elements_text(pair->1) other (id)`;
  const alone = (kind: 'apart' | 'out' | 'hold'): Query => sql`
    select s.decision_id, ${kind}::text, one.id::uuid, one.id::uuid from source s cross join jsonb_array_elements_text(s.effects->${kind}::text) one (id)`;
  return sql`with source as materialized (${source})
    ${join([sides('same'), sides('never'), alone('apart'), alone('out'), alone('hold')], ' union all ')}`;
}

/** Rows of `pin` likewise. */
function pinRows(source: Query): Query {
  return sql`
    select s.decision_id, anchor.id::uuid as record_id, anchor.place::integer as place, pin->>'attribute' as attribute, pin->>'value' as value,
      case when jsonb_typeof(pin->'nameKeys') = 'array' then array(select jsonb_array_elements_text(pin->'nameKeys')) end as name_keys,
      (pin->>'decidedOn')::date as decided_on, (pin->>'until')::date as valid_to
    from (${source}) s cross join lateral (select s.effects->'pin' as pin) p
    cross join jsonb_array_elements_text(pin->'records') with ordinality anchor (id, place)`;
}

/** Rows of `decided_relation` likewise. */
function relationRows(source: Query): Query {
  return sql`
    select s.decision_id, side.name as side, anchor.id::uuid as record_id, anchor.place::integer as place, relation->>'type' as type,
      (relation->>'isRefused')::boolean as is_refused
    from (${source}) s cross join lateral (select s.effects->'relation' as relation) p cross join (values ('from'), ('to')) side (name)
    cross join jsonb_array_elements_text(relation->side.name) with ordinality anchor (id, place)`;
}

const decidedColumns = sql`decision_id, kind, record_id, other_id`;
const relationColumns = sql`decision_id, side, record_id, place, type, is_refused`;
const pinColumns = sql`decision_id, record_id, place, attribute, value, name_keys, decided_on, valid_to`;

/** Adds what decisions say; what is there already stays. */
export function writeEffects(lib: LibrarySql, source: Query): Query[] {
  return [
    sql`insert into ${lib.table('decided')} (${decidedColumns}) ${decidedRows(source)} on conflict do nothing`,
    sql`insert into ${lib.table('pin')} (${pinColumns}) ${pinRows(source)} on conflict do nothing`,
    sql`insert into ${lib.table('decided_relation')} (${relationColumns}) ${relationRows(source)} on conflict do nothing`,
  ];
}

export function removeEffects(lib: LibrarySql, decisionId: string): Query[] {
  return ['decided', 'pin', 'decided_relation'].map((name) => sql`delete from ${lib.table(name)} where decision_id = ${decisionId}::uuid`);
}

/** The tables as the decisions in force make them; what is right is not touched. */
export function rewriteEffects(lib: LibrarySql, today: string): Query[] {
  const source = effectsInForce(lib.library.code);
  const isDue = sql`effects->'pin' is null or effects#>>'{pin,until}' >= ${today}`;
  return [
    sql`delete from ${lib.table('decided')} d where (${decidedColumns}) not in (${decidedRows(source)})`,
    sql`delete from ${lib.table('pin')} p where valid_to < ${today}::date or (decision_id, record_id, place, attribute, value, decided_on, valid_to) not in (
      select decision_id, record_id, place, attribute, value, decided_on, valid_to from (${pinRows(source)}) wanted)`,
    sql`delete from ${lib.table('decided_relation')} d where (${relationColumns}) not in (${relationRows(source)})`,
    ...writeEffects(lib, sql`select * from (${source}) all_in_force where ${isDue} or effects ?| array['same', 'never', 'apart', 'out', 'hold']`),
    sql`delete from ${lib.table('pin')} where valid_to < ${today}::date`,
  ];
}

/** Puts every record of which the decision speaks into `moved`, and the golden records that hold them now into `touched`. */
export function noteDecided(lib: LibrarySql, source: Query): Query[] {
  return [
    sql`insert into moved (record_id) select record_id from (${decidedRows(source)}) d union select other_id from (${decidedRows(source)}) d`,
    sql`insert into touched (golden_id)
      select r.golden_id from (select record_id from moved union select record_id from (${pinRows(source)}) p union select record_id from (${relationRows(source)}) d) named
      join ${lib.table('source_record')} r using (record_id) where r.golden_id is not null`,
  ];
}

/**
 * A record that a person places or frees may have proved its number, or contradicted it: the held and the contradicting records of the
 * same number are decided again (P3), and its task is judged.
 */
export function noteNumbers(lib: LibrarySql): Query[] {
  const alias = lib.table('key_alias');
  return [
    sql`
    with named as (select distinct r.key from moved join ${lib.table('source_record')} r using (record_id) where r.key is not null),
    final as (select key from named union select a.new_key from named join ${alias} a on a.old_key = named.key)
    insert into touched_key (key) select key from final union select a.old_key from final join ${alias} a on a.new_key = final.key`,
    sql`
    insert into moved (record_id)
    select r.record_id from ${lib.table('source_record')} r join touched_key t on t.key = r.key where r.is_contradicting and not r.is_withdrawn
    union
    select r.record_id from ${lib.table('source_record')} r join touched_key t on t.key = r.key where r.golden_id is null and not r.is_withdrawn`,
  ];
}

/** What earlier decisions say of these records, through any number of steps. */
export function nearbyDecided(lib: LibrarySql, recordIds: readonly string[]): Query {
  const decided = lib.table('decided');
  return sql`
    with recursive near (record_id) as (
      select unnest(${recordIds}::uuid[])
      union
      select case when d.record_id = near.record_id then d.other_id else d.record_id end
      from near join ${decided} d on d.kind = 'same' and (d.record_id = near.record_id or d.other_id = near.record_id)
    )
    select d.decision_id as "decisionId", d.kind, d.record_id as "recordId", d.other_id as "otherId" from ${decided} d
    where d.kind in ('same', 'never') and (d.record_id in (select record_id from near) or d.other_id in (select record_id from near))`;
}

/** What decisions in force say of this relation between the golden records of its two sides, in whichever direction. */
export function decidedBetween(lib: LibrarySql, { type, from, to }: NonNullable<Effects['relation']>): Query {
  const goldensOf = (recordIds: readonly string[]): Query => sql`select golden_id from ${lib.table('source_record')} where record_id = any (${recordIds}::uuid[])`;
  return sql`
    select d.decision_id as "decisionId", d.is_refused as "isRefused", d.golden_id in (${goldensOf(from)}) as "isSameWay" from (${decidedRelations(lib, relationDecisionsOf(lib, goldensOf(from)))}) d
    where d.type = ${type} and (d.golden_id in (${goldensOf(from)}) and d.target_golden_id in (${goldensOf(to)})
      or d.golden_id in (${goldensOf(to)}) and d.target_golden_id in (${goldensOf(from)}))
    order by d.decision_id`;
}

/** Golden records by id as they are, redirects not followed. */
export function goldensById(lib: LibrarySql, goldenIds: readonly string[]): Query {
  return sql`
    select golden_id as "goldenId", version, state, redirect_to as "redirectTo", key is not null as "isNumbered", md5(key) as number
    from ${lib.table('golden_record')} where golden_id = any (${goldenIds}::uuid[])`;
}

const recordFacts = sql`record_id as "recordId", home_id as handle, golden_id as "goldenId", key is not null as "isNumbered"`;

/** Active records of golden records: those with a number first, then the oldest. */
export function recordsOfGoldens(lib: LibrarySql, goldenIds: readonly string[]): Query {
  return sql`
    select ${recordFacts} from ${lib.table('source_record')}
    where golden_id = any (${goldenIds}::uuid[]) and not is_withdrawn order by key is null, recorded_at, record_id`;
}

/** Records linked by a score, of the scores asked; `most` at most. */
export function recordsByScore(lib: LibrarySql, { rule, from, below }: Pick<HoldRequest, 'rule' | 'from' | 'below'>, most: number): Query {
  return sql`
    select ${recordFacts} from ${lib.table('source_record')}
    where link_score is not null and link_origin = 'auto' and not is_withdrawn and link_rule = coalesce(${rule ?? null}, link_rule)
      and link_score >= coalesce(${from ?? null}::real, link_score) and (${below ?? null}::real is null or link_score < ${below ?? null}::real)
    order by record_id limit ${most}`;
}

/** Active records that a task's evidence names. */
export function recordsOfTask(lib: LibrarySql, taskId: string): Query {
  return sql`
    select ${recordFacts} from ${lib.table('source_record')}
    where not is_withdrawn
      and record_id in (select jsonb_array_elements_text(t.evidence->'records')::uuid from hub.task t where t.task_id = ${taskId}::uuid)
    order by key is null, recorded_at, record_id`;
}

/** Golden records that hold any of these records now, or bear one of these ids, with their versions and their records: the one whose home the id is comes first. */
export function marksOf(lib: LibrarySql, about: { goldenIds: readonly string[]; recordIds: readonly string[] }, most: number): Query {
  const record = lib.table('source_record');
  return sql`
    select g.golden_id as "goldenId", g.version, coalesce((
      select array_agg(near.record_id) from (
        select r.record_id from ${record} r where r.golden_id = g.golden_id and not r.is_withdrawn
        order by r.home_id <> g.golden_id, r.key is null, r.recorded_at, r.record_id limit ${most}
      ) near), '{}') as records
    from ${lib.table('golden_record')} g
    where g.golden_id in (
      select unnest(${about.goldenIds}::uuid[]) union select r.golden_id from ${record} r where r.record_id = any (${about.recordIds}::uuid[]))
    order by g.golden_id`;
}

/** The id goes back to the cluster of the first of the records that is still active and not withdrawn by a person. */
export function reclaimId(lib: LibrarySql, goldenId: string, recordIds: readonly string[]): Query {
  return sql`
    insert into reclaimed (golden_id, record_id)
    select ${goldenId}::uuid, r.record_id from ${lib.table('source_record')} r
    where r.record_id = any (${recordIds}::uuid[]) and not r.is_withdrawn
      and not exists (select from ${lib.table('decided')} d where d.kind = 'out' and d.record_id = r.record_id)
    order by array_position(${recordIds}::uuid[], r.record_id) limit 1`;
}

/** What a golden record held in a former version beside what it holds now: { was, now } of every attribute as text, and what came since. */
export function changesSince(lib: LibrarySql, goldenId: string, version: number): Query {
  const differing = lib.attributes.map((name) => sql`case when ${column('h', name)} is distinct from ${column('g', name)} then ${name}::text end`);
  return sql`
    select array_remove(array[${join(differing)}], null) as attributes,
      (select array_agg(l.replaced_by order by l.version) from ${lib.table('golden_history')} l where l.golden_id = g.golden_id and l.version >= h.version) as causes,
      (select count(*) from ${lib.table('source_record')} r where r.golden_id = g.golden_id and not r.is_withdrawn and r.recorded_at > h.recorded_at) as came
    from ${lib.table('golden_record')} g
    join ${lib.table('golden_history')} h on h.golden_id = g.golden_id and h.version = ${version}::integer
    where g.golden_id = ${goldenId}::uuid`;
}
