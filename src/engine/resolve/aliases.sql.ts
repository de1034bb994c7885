// P9: change notices make an old number stand for a new one. The table is computed anew from all active notices whenever one comes.
import type { ApplyScope } from '../ingest/record-sources.sql.ts';
import type { LibrarySql } from '../library-sql.ts';
import { column, nameList } from '../library-sql.ts';
import { ident, join, sql, trustedSql, type Query } from '../../store/sql.ts';

/** How often a number may change before the chain is cut; no person has had more. */
const longestChain = 20;

/**
 * Whether an alias speaks for a record of its old number: one of the days on which the alias's bearer held that number. From the day on
 * which another notice gives it to somebody else, it is the new bearer's; of several who shared it, that one's whom the record names. At
 * most one alias speaks for a record. Both names are aliases of the statement: of key_alias, and of what has an effective date and name
 * keys. Conditions to be joined by `and`.
 */
export function speaksFor(alias: 'a' | 'alias', record: 'a' | 'r' | 's'): Query {
  const [number, of] = [trustedSql(alias), trustedSql(record)];
  return sql`${isOfDays(alias, record)}
    and (${number}.names is null or ${of}.name_keys && ${number}.names and not ${of}.name_keys && ${number}.other_names)`;
}

/** Whether a record is of the days on which an alias's bearer held the number. */
export function isOfDays(alias: 'a' | 'alias' | 'h', record: 'a' | 'r' | 's' | 'near'): Query {
  const [number, of] = [trustedSql(alias), trustedSql(record)];
  return sql`${of}.effective_date >= ${number}.held_from and (${number}.reissued_on is null or ${of}.effective_date < ${number}.reissued_on)`;
}

/**
 * Recomputes key_alias from the active notices, those that a person withdrew left out. A number that was left and, the same day or later,
 * given anew has one row for each bearer who left it, `held_from` that day (-infinity for the first) until the next `reissued_on`. Of several notices by
 * which one bearer leaves, the latest holds; notices of different names are those of people who shared the number, and each has a row. Chains go on from
 * the day of arrival, so a change that was taken back ends where it began. Numbers whose alias changed go to `touched_key`.
 *
 * `names` are given where the number was shared on these days (P3): several left it; a record contradicts it and another bears another
 * name; or the notice names nobody whose records bear it, and one of these states a birth date. Then an alias speaks for no record but
 * those that bear the notice's name, and none of `other_names`, those of the others who left.
 */
export function recomputeAliases(lib: LibrarySql): Query | null {
  const rekey = lib.library.matchRules.deterministic.rekey;
  if (!rekey) return null;
  const aliases = lib.table('key_alias');
  const record = lib.table('source_record');
  const decided = lib.table('decided');
  const factNames = ['new_key', 'changed_on', 'reason', 'reissued_on', 'names', 'other_names'];
  const facts = (of: 'w' | 'a' | 'excluded'): Query => join(factNames.map((name) => column(of, name)));
  const { contradiction } = lib.library.matchRules.deterministic.key;
  const proof = contradiction ? sql`${column('r', contradiction.proof)} is not null` : sql`false`;
  const isHeardOf = (alias: 'r' | 'near'): Query => sql`not ${column(alias, 'is_withdrawn')} and ${isOfDays('h', alias)}
        and not exists (select from ${decided} d where d.kind in ('apart', 'out') and d.record_id = ${column(alias, 'record_id')})`;
  const isSameAlias = sql`w.old_key = a.old_key and w.held_from = a.held_from and w.record_id = a.record_id`;
  return sql`
    with recursive active as materialized (
      select ${column('r', rekey.from)} as old_key, r.key as new_key, r.effective_date as changed_on, r.name_keys,
        r.record_id, ${rekey.reason ? column('r', rekey.reason) : sql`null::text`} as reason
      from ${record} r
      where r.feed = ${rekey.feed} and not r.is_withdrawn and r.key is not null
        and not exists (select from ${decided} d where d.kind = 'out' and d.record_id = r.record_id)
        and ${column('r', rekey.from)} is not null and ${column('r', rekey.from)} <> r.key
    ),
    -- dated: both ends of each notice; of one day, a number is left before it is given anew
    dated as (
      select old_key, new_key, changed_on, name_keys, record_id, reason, null::date as given_on from active
      union all
      select new_key, null, changed_on, null, null, null, changed_on from active
    ),
    leaving as materialized (select *, min(given_on) over (partition by old_key order by changed_on desc) as reissued_on from dated),
    -- held: each bearer who left a number, and the days on which it was theirs
    held as materialized (
      select n.old_key, n.new_key, n.changed_on, n.name_keys, n.record_id, n.reason, n.reissued_on,
        coalesce(max(reissued_on) over (partition by old_key order by reissued_on groups between unbounded preceding and 1 preceding), '-infinity') as held_from
      from leaving n
      where n.new_key is not null and not exists (
        select from leaving later
        where later.old_key = n.old_key and later.new_key is not null and later.reissued_on is not distinct from n.reissued_on
          and (later.changed_on > n.changed_on or later.changed_on = n.changed_on and later.record_id < n.record_id)
          and (later.new_key = n.new_key or coalesce(later.name_keys && n.name_keys, true)))
    ),
    -- beside: the names of the others who left the number on the same days
    beside as (
      select n.record_id, array_agg(distinct other_name order by other_name) as other_names
      from held n join held other on other.old_key = n.old_key and other.held_from = n.held_from and other.record_id <> n.record_id
      cross join unnest(other.name_keys) as other_name
      group by n.record_id
    ),
    -- doubted: bearers of a number that on these days a record contradicted while another bore another name, or that is proved to be others'
    doubted as (
      select h.record_id
      from held h
      join ${record} r on r.key = h.old_key and r.is_contradicting and ${isHeardOf('r')}
      join ${record} near on near.key = h.old_key and not near.name_keys && r.name_keys and ${isHeardOf('near')}
      union
      select h.record_id
      from held h join ${record} r on r.key = h.old_key and ${isHeardOf('r')}
      group by h.record_id
      having bool_or(not r.name_keys && h.name_keys and ${proof}) and not bool_or(coalesce(r.name_keys && h.name_keys, false))
    ),
    bearer as materialized (
      select held.*, coalesce(beside.other_names, '{}') as other_names,
        case when beside.record_id is not null or doubted.record_id is not null then coalesce(held.name_keys, '{}') end as names
      from held left join beside using (record_id) left join doubted using (record_id)
    ),
    -- chain: where each bearer of an old number ends up
    chain as (
      select old_key, held_from, reissued_on, new_key, changed_on, changed_on as last_on, name_keys, names, other_names, record_id, reason, 1 as depth from bearer
      union all
      select c.old_key, c.held_from, c.reissued_on, b.new_key, c.changed_on, b.changed_on, b.name_keys, c.names, c.other_names, c.record_id, c.reason, c.depth + 1
      from chain c join bearer b on b.old_key = c.new_key and b.held_from <= c.last_on and b.changed_on > c.last_on
        and (b.names is null or c.name_keys && b.names and not c.name_keys && b.other_names)
      where c.depth < ${longestChain}
    ),
    final as (select distinct on (record_id) * from chain order by record_id, depth desc),
    wanted as (select * from final where old_key <> new_key),
    -- former: what does not stand as it did
    former as (
      select a.old_key, a.new_key from ${aliases} a left join wanted w on ${isSameAlias}
      where (${facts('w')}) is distinct from (${facts('a')})
    ),
    gone as (delete from ${aliases} a where not exists (select from wanted w where ${isSameAlias})),
    come as (
      insert into ${aliases} as a (old_key, held_from, record_id, ${nameList(factNames)})
      select old_key, held_from, record_id, ${facts('w')} from wanted w
      on conflict (old_key, held_from, record_id) do update set ${join(factNames.map((name) => sql`${ident(name)} = ${column('excluded', name)}`))}
      where (${facts('a')}) is distinct from (${facts('excluded')})
      returning old_key, new_key
    )
    insert into touched_key (key)
    select old_key from former union select new_key from former union select old_key from come union select new_key from come`;
}

/** Whether the load says anything of a number that was left: who shared it is judged again. A row, or none. */
export function findLeftNumber({ lib, staging }: ApplyScope): Query {
  return sql`select from (${namedKeys(staging)}) named where named.key in (select old_key from ${lib.table('key_alias')}) limit 1`;
}

/** Numbers that a row of the load, or a record that it changes, bears. */
export function namedKeys(staging: Query): Query {
  return sql`select key from touched_key union all select s.key from ${staging} s left join seen using (record_id)
    where s.key is not null and not s.is_delete and (seen.record_id is null or seen.outcome in ('changed', 'announced', 'confirmed') or seen.revives)`;
}

/** Whether a record in `moved` is a change notice, or bears a number that one closed: a row, or none. */
export function findMovedNotice(lib: LibrarySql): Query {
  const rekey = lib.library.matchRules.deterministic.rekey;
  return sql`select from moved join ${lib.table('source_record')} r using (record_id)
    where r.feed = ${rekey?.feed ?? ''} or r.key in (select old_key from ${lib.table('key_alias')}) limit 1`;
}

/** Every record of a number whose alias changed must be decided again, and its golden record shows the new state of its numbers. */
export function noteRekeyed(lib: LibrarySql): Query[] {
  const identifier = lib.table('identifier');
  return [
    sql`
    insert into moved (record_id)
    select r.record_id from ${identifier} i
    join ${lib.table('source_record')} r on r.golden_id = i.golden_id
    join touched_key t on t.key = r.key
    where i.type = ${lib.keyType} and i.value = t.key and not r.is_withdrawn
    union
    select r.record_id from ${lib.table('source_record')} r join touched_key t on t.key = r.key
    where r.golden_id is null and not r.is_withdrawn`,
    sql`insert into touched (golden_id) select i.golden_id from ${identifier} i join touched_key t on t.key = i.value where i.type = ${lib.keyType}`,
  ];
}

/** Newcomers under a number that a notice has closed: it is no value any more, which the quick merge does not know. */
export function noteFormerNumbers({ lib, staging }: ApplyScope): Query {
  return sql`
    insert into touched (golden_id)
    select gained.golden_id from gained join ${staging} s on s.record_id = gained.record_id join ${lib.table('key_alias')} a on a.old_key = s.key`;
}
