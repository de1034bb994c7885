// Keeps the identifier table in step with the golden records: every valid identifier of every active record finds its golden record.
import type { ApplyScope } from '../ingest/record-sources.sql.ts';
import type { LibrarySql } from '../library-sql.ts';
import { newcomerOf, type MergeTables } from './merge-gained.sql.ts';
import { speaksFor } from '../resolve/aliases.sql.ts';
import { sql, type Query } from '../../store/sql.ts';

/** Identifiers other than the number, of records that only joined. The number itself was written when the golden was founded. */
export function addGainedIdentifiers({ lib, staging, loadId }: ApplyScope, { gaining }: MergeTables): Query {
  return sql`
    insert into ${lib.table('identifier')} (type, value, golden_id)
    select distinct split_part(other, ':', 1), substr(other, strpos(other, ':') + 1), gaining.golden_id
    from ${gaining} gaining
    join ${staging} r on r.record_id = gaining.${newcomerOf({ loadId })} and not r.is_delete
    cross join unnest(r.other_keys) as other
    where r.other_keys is not null
    on conflict do nothing`;
}

/** Identifiers of the touched golden records, computed anew; those that are gone are noted in `lost_identifier`. The number of a record that a person took out of it identifies nobody. A number closed by a notice stays, as `former`, with day and reason. */
export function recomputeIdentifiers(lib: LibrarySql): Query {
  const identifier = lib.table('identifier');
  const record = lib.table('source_record');
  const alias = lib.table('key_alias');
  return sql`
    with active as (
      select r.golden_id, case when not exists (select from ${lib.table('decided')} d where d.kind = 'apart' and d.record_id = r.record_id) then r.key end as key,
        r.effective_date, r.name_keys, r.other_keys
      from ${record} r
      where r.golden_id in (select golden_id from touched) and not r.is_withdrawn
    ),
    number as (
      select a.golden_id, a.key, coalesce(alias.new_key, a.key) as final, alias.changed_on, alias.reason
      from active a left join ${alias} alias on alias.old_key = a.key and ${speaksFor('alias', 'a')} where a.key is not null
    ),
    -- closed: what notices replaced by the number that the golden record has now
    closed as (
      select distinct n.golden_id, c.old_key, nullif(c.held_from, '-infinity') as held_from, c.changed_on, c.reason from number n join ${alias} c on c.new_key = n.final
    ),
    wanted as (
      select ${lib.keyType} as type, old_key as value, golden_id, 'former' as status, held_from as valid_from, changed_on as valid_to, reason from closed
      union
      select ${lib.keyType}, final, golden_id, 'current', changed_on, null::date, reason from number
      where key = final or not exists (select from number n where n.golden_id = number.golden_id and n.key = number.final)
      union
      select split_part(other, ':', 1), substr(other, strpos(other, ':') + 1), golden_id, 'current', null::date, null::date, null::text
      from active cross join unnest(other_keys) as other
    ),
    single as (
      select distinct on (type, value, golden_id) * from wanted
      order by type, value, golden_id, status, case status when 'current' then valid_from end nulls last, valid_to desc, valid_from, reason
    ),
    gone as (
      delete from ${identifier} i using (select distinct golden_id from touched) t
      where i.golden_id = t.golden_id
        and not exists (select from single w where w.type = i.type and w.value = i.value and w.golden_id = i.golden_id)
      returning i.type, i.value
    ),
    lost as (insert into lost_identifier (type, value) select type, value from gone)
    insert into ${identifier} (type, value, golden_id, status, valid_from, valid_to, reason)
    select type, value, golden_id, status, valid_from, valid_to, reason from single
    on conflict (type, value, golden_id) do update
      set status = excluded.status, valid_from = excluded.valid_from, valid_to = excluded.valid_to, reason = excluded.reason
      where (${identifier}.status, ${identifier}.valid_from, ${identifier}.valid_to, ${identifier}.reason)
        is distinct from (excluded.status, excluded.valid_from, excluded.valid_to, excluded.reason)`;
}
