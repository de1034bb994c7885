// P9: change notices make an old number stand for a new one. The table is computed anew from all active notices whenever one comes.
import type { ApplyScope } from '../ingest/record-sources.sql.ts';
import type { LibrarySql } from '../library-sql.ts';
import { column } from '../library-sql.ts';
import { sql, trustedSql, type Query } from '../../store/sql.ts';

/** How often a number may change before the chain is cut; no person has had more. */
const longestChain = 20;

/**
 * Whether an alias speaks for a record of its old number. From the day on which another notice gives that number to somebody else, it is
 * the new bearer's. Both names are aliases of the statement: of key_alias, and of what has an effective date.
 */
export function speaksFor(alias: 'a' | 'alias', record: 'a' | 'r' | 's'): Query {
  const [number, of] = [trustedSql(alias), trustedSql(record)];
  return sql`(${number}.reissued_on is null or ${of}.effective_date < ${number}.reissued_on)`;
}

/**
 * Recomputes key_alias from the active notices, those that a person withdrew left out: of several notices about one number the latest
 * holds; chains are followed while their dates grow, so a change that was taken back ends where it began. A number that a notice of the
 * same day or later gives to another has `reissued_on`. Numbers whose alias changed put their records into `moved`.
 */
export function recomputeAliases(lib: LibrarySql): Query | null {
  const rekey = lib.library.matchRules.deterministic.rekey;
  if (!rekey) return null;
  const aliases = lib.table('key_alias');
  return sql`
    with recursive active as materialized (
      select ${column('r', rekey.from)} as old_key, r.key as new_key, r.effective_date as changed_on,
        r.record_id, ${rekey.reason ? column('r', rekey.reason) : sql`null::text`} as reason
      from ${lib.table('source_record')} r
      where r.feed = ${rekey.feed} and not r.is_withdrawn and r.key is not null
        and not exists (select from ${lib.table('decided')} d where d.kind = 'out' and d.record_id = r.record_id)
        and ${column('r', rekey.from)} is not null and ${column('r', rekey.from)} <> r.key
    ),
    notice as (select distinct on (old_key) * from active order by old_key, changed_on desc, record_id),
    -- chain: where each old number ends up
    chain as (
      select old_key, new_key, changed_on, changed_on as last_on, record_id, reason, 1 as depth from notice
      union all
      select c.old_key, n.new_key, c.changed_on, n.changed_on, c.record_id, c.reason, c.depth + 1
      from chain c join notice n on n.old_key = c.new_key and n.changed_on > c.last_on
      where c.depth < ${longestChain}
    ),
    final as (
      select distinct on (old_key) old_key, new_key, changed_on, reason, record_id from chain order by old_key, depth desc
    ),
    wanted as (
      select f.*, (select min(n.changed_on) from active n where n.new_key = f.old_key and n.changed_on >= f.changed_on) as reissued_on
      from final f where old_key <> new_key
    ),
    -- former: what does not stand as it did
    former as (
      select a.old_key, a.new_key from ${aliases} a left join wanted w on w.old_key = a.old_key
      where (w.new_key, w.changed_on, w.reason, w.record_id, w.reissued_on) is distinct from (a.new_key, a.changed_on, a.reason, a.record_id, a.reissued_on)
    ),
    gone as (delete from ${aliases} a where not exists (select from wanted w where w.old_key = a.old_key)),
    come as (
      insert into ${aliases} as a (old_key, new_key, changed_on, reason, record_id, reissued_on)
      select old_key, new_key, changed_on, reason, record_id, reissued_on from wanted
      on conflict (old_key) do update set new_key = excluded.new_key, changed_on = excluded.changed_on,
        reason = excluded.reason, record_id = excluded.record_id, reissued_on = excluded.reissued_on
      where (a.new_key, a.changed_on, a.reason, a.record_id, a.reissued_on)
        is distinct from (excluded.new_key, excluded.changed_on, excluded.reason, excluded.record_id, excluded.reissued_on)
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
