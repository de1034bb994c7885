// Values that a person set (`pin`): they win their attribute over every source while they are valid. A pin belongs to the golden record
// of the first of its records that is in one, so it stays where the entity goes.
import type { LibrarySql } from '../library-sql.ts';
import { nameList } from '../library-sql.ts';
import { ident, join, sql, type Query } from '../../store/sql.ts';

/** { decision_id, golden_id } of pins that are valid on the civil day. */
function pinHomes(lib: LibrarySql, today: string): Query {
  return sql`
    select distinct on (p.decision_id) p.decision_id, r.golden_id
    from ${lib.table('pin')} p join ${lib.table('source_record')} r on r.record_id = p.record_id
    where p.valid_to >= ${today}::date and r.golden_id is not null and not r.is_withdrawn
    order by p.decision_id, p.place`;
}

/** Golden records with a pin that gained a record: the quick merge knows nothing of pins, so they are computed from all their records. */
export function notePinned(lib: LibrarySql): Query {
  return sql`
    insert into touched (golden_id)
    select r.golden_id from ${lib.table('pin')} p
    join ${lib.table('source_record')} r on r.record_id = p.record_id
    where r.golden_id in (select golden_id from gained)`;
}

/** Where the records of a pin are in several golden records, a change of one may bring the pin to another. */
export function touchPinHomes(lib: LibrarySql): Query {
  const pin = lib.table('pin');
  const record = lib.table('source_record');
  return sql`
    insert into touched (golden_id)
    select r.golden_id from ${pin} p join ${record} r on r.record_id = p.record_id
    where r.golden_id is not null and p.decision_id in (
      select near.decision_id from ${pin} near left join ${record} n on n.record_id = near.record_id
      where n.golden_id in (select golden_id from touched) or near.record_id in (select record_id from moved)
    )`;
}

/** A row when the records of some pin are in several golden records. */
export function findSpreadPin(lib: LibrarySql): Query {
  return sql`
    select p.decision_id from ${lib.table('pin')} p join ${lib.table('source_record')} r on r.record_id = p.record_id
    where r.golden_id is not null group by p.decision_id having count(distinct r.golden_id) > 1 limit 1`;
}

/** Overlays pinned values on `computed`; of several pins of one attribute the latest holds. */
export function applyPins(lib: LibrarySql, today: string): Query {
  const names = lib.nameAttribute === null ? lib.attributes : [...lib.attributes, 'name_keys'];
  return sql`
    with home as (${pinHomes(lib, today)}),
    chosen as (
      select distinct on (home.golden_id, p.attribute) home.golden_id, p.attribute, p.value, p.name_keys
      from home join ${lib.table('pin')} p using (decision_id)
      order by home.golden_id, p.attribute, p.decision_id desc
    ),
    given as (
      select golden_id, jsonb_object_agg(attribute, value)
        || coalesce(jsonb_object_agg('name_keys', name_keys) filter (where name_keys is not null), '{}') as held
      from chosen group by golden_id
    )
    update computed c set (${nameList(names)}) = (select ${join(names.map((name) => sql`x.${ident(name)}`))} from jsonb_populate_record(c, given.held) x)
    from given where given.golden_id = c.golden_id`;
}

/** Golden records with a valid pin of this attribute, as a query of ids. */
export function pinnedGoldens(lib: LibrarySql, attribute: string, today: string): Query {
  return sql`
    select home.golden_id from (${pinHomes(lib, today)}) home
    join ${lib.table('pin')} p on p.decision_id = home.decision_id where p.attribute = ${attribute}`;
}

/** Pins that have expired leave the table; the golden records that they marked go to `touched`. */
export function dropExpired(lib: LibrarySql, today: string): Query {
  return sql`
    with gone as (delete from ${lib.table('pin')} where valid_to < ${today}::date returning record_id)
    insert into touched (golden_id)
    select r.golden_id from gone join ${lib.table('source_record')} r using (record_id) where r.golden_id is not null`;
}
