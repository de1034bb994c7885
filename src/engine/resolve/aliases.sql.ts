// P9: change notices make an old number stand for a new one. The table is computed anew from all active notices whenever one comes.
import type { ApplyScope } from '../ingest/record-sources.sql.ts';
import type { LibrarySql } from '../library-sql.ts';
import { column } from '../library-sql.ts';
import { join, sql, trustedSql, type Query } from '../../store/sql.ts';

/** How often a number may change before the chain is cut; no person has had more. */
const longestChain = 20;

/**
 * Whether an alias speaks for a record of its old number: one of the days on which the alias's bearer held that number. From the day on
 * which another notice gives it to somebody else, it is the new bearer's; at most one alias speaks for a record. Both names are aliases of
 * the statement: of key_alias, and of what has an effective date. Conditions to be joined by `and`.
 */
export function speaksFor(alias: 'a' | 'alias', record: 'a' | 'r' | 's'): Query {
  const [number, of] = [trustedSql(alias), trustedSql(record)];
  return sql`${of}.effective_date >= ${number}.held_from and (${number}.reissued_on is null or ${of}.effective_date < ${number}.reissued_on)`;
}

/**
 * Recomputes key_alias from the active notices, those that a person withdrew left out. A number that was left and, the same day or later,
 * given anew has one row for each bearer who left it, `held_from` that day (-infinity for the first) until the next `reissued_on`. Of several notices by
 * which one bearer leaves, the latest holds. Chains go on from the day of arrival, so a change that was taken back ends where it
 * began. Numbers whose alias changed go to `touched_key`.
 */
export function recomputeAliases(lib: LibrarySql): Query | null {
  const rekey = lib.library.matchRules.deterministic.rekey;
  if (!rekey) return null;
  const aliases = lib.table('key_alias');
  const facts = (of: 'w' | 'a' | 'excluded'): Query => join(['new_key', 'changed_on', 'reason', 'record_id', 'reissued_on'].map((name) => column(of, name)));
  return sql`
    with recursive active as materialized (
      select ${column('r', rekey.from)} as old_key, r.key as new_key, r.effective_date as changed_on,
        r.record_id, ${rekey.reason ? column('r', rekey.reason) : sql`null::text`} as reason
      from ${lib.table('source_record')} r
      where r.feed = ${rekey.feed} and not r.is_withdrawn and r.key is not null
        and not exists (select from ${lib.table('decided')} d where d.kind = 'out' and d.record_id = r.record_id)
        and ${column('r', rekey.from)} is not null and ${column('r', rekey.from)} <> r.key
    ),
    -- dated: both ends of each notice; of one day, a number is left before it is given anew
    dated as (
      select old_key, new_key, changed_on, record_id, reason, null::date as given_on from active
      union all
      select new_key, null, changed_on, null, null, changed_on from active
    ),
    leaving as (select *, min(given_on) over (partition by old_key order by changed_on desc) as reissued_on from dated),
    -- held: each bearer who left a number, and the days on which it was theirs
    held as (
      select bearer.*, coalesce(lag(reissued_on) over (partition by old_key order by changed_on), '-infinity') as held_from
      from (
        select distinct on (old_key, reissued_on) old_key, new_key, changed_on, record_id, reason, reissued_on
        from leaving where new_key is not null order by old_key, reissued_on, changed_on desc, record_id
      ) bearer
    ),
    -- chain: where each bearer of an old number ends up
    chain as (
      select old_key, held_from, reissued_on, new_key, changed_on, changed_on as last_on, record_id, reason, 1 as depth from held
      union all
      select c.old_key, c.held_from, c.reissued_on, h.new_key, c.changed_on, h.changed_on, c.record_id, c.reason, c.depth + 1
      from chain c join held h on h.old_key = c.new_key and h.held_from <= c.last_on and h.changed_on > c.last_on
      where c.depth < ${longestChain}
    ),
    final as (select distinct on (old_key, held_from) * from chain order by old_key, held_from, depth desc),
    wanted as (select * from final where old_key <> new_key),
    -- former: what does not stand as it did
    former as (
      select a.old_key, a.new_key from ${aliases} a left join wanted w using (old_key, held_from)
      where (${facts('w')}) is distinct from (${facts('a')})
    ),
    gone as (delete from ${aliases} a where not exists (select from wanted w where w.old_key = a.old_key and w.held_from = a.held_from)),
    come as (
      insert into ${aliases} as a (old_key, held_from, new_key, changed_on, reason, record_id, reissued_on)
      select old_key, held_from, ${facts('w')} from wanted w
      on conflict (old_key, held_from) do update set new_key = excluded.new_key, changed_on = excluded.changed_on,
        reason = excluded.reason, record_id = excluded.record_id, reissued_on = excluded.reissued_on
      where (${facts('a')}) is distinct from (${facts('excluded')})
      returning old_key, new_key
    )
    insert into touched_key (key)
    select old_key from former union select new_key from former union select old_key from come union select new_key from come`;
}

/** Whether a record in `moved` is a change notice: a row, or none. */
export function findMovedNotice(lib: LibrarySql): Query {
  const rekey = lib.library.matchRules.deterministic.rekey;
  return sql`select from moved join ${lib.table('source_record')} r using (record_id) where r.feed = ${rekey?.feed ?? ''} limit 1`;
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
