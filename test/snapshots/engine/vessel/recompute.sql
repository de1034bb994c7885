create temporary table computed on commit drop as select "golden_id", "version", "state", "redirect_to", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "certificate_no", "former_certificate_no", "name", "hull_no", "tonnage", "built_on", "berth", "owner_uscc", "owner_name" from "vessel"."golden_record" with no data;

create temporary table speaking on commit drop as select golden_id, record_id, source, effective_date, key, name_keys, "certificate_no", "former_certificate_no", "name", "hull_no", "tonnage", "built_on", "berth", "owner_uscc", "owner_name"
      from "vessel"."source_record" with no data;

create temporary table lost_identifier (type text not null, value text not null) on commit drop;

create temporary table resubjected (library text not null, golden_id uuid not null) on commit drop;

insert into touched (golden_id)
    select r.golden_id from "vessel"."pin" p join "vessel"."source_record" r on r.record_id = p.record_id
    where r.golden_id is not null and p.decision_id in (
      select near.decision_id from "vessel"."pin" near left join "vessel"."source_record" n on n.record_id = near.record_id
      where n.golden_id in (select golden_id from touched) or near.record_id in (select record_id from moved)
    );

insert into speaking
    select r.golden_id, r.record_id, r.source, r.effective_date, case when apart.record_id is null then r."key" end, r.name_keys,
      case when apart.record_id is null then r."certificate_no" end, r."former_certificate_no", r."name", r."hull_no", r."tonnage", r."built_on", r."berth", r."owner_uscc", r."owner_name"
    from "vessel"."source_record" r
    left join (select distinct record_id from "vessel"."decided" where kind = 'apart') apart on apart.record_id = r.record_id
    where r.golden_id in (select golden_id from touched) and not r.is_withdrawn;

analyze speaking;

with
    "w1" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['harbour']::text[], r.source), 99)::smallint as rank, r.effective_date, r."certificate_no"
      from speaking r where (r."certificate_no" is not null) and not exists (select from "vessel"."key_alias" a where a.old_key = r.key and r.effective_date >= a.held_from and (a.reissued_on is null or r.effective_date < a.reissued_on)
    and (a.names is null or r.name_keys && a.names and not r.name_keys && a.other_names))
      order by r.golden_id, coalesce(array_position(array['harbour']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w2" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['harbour']::text[], r.source), 99)::smallint as rank, r.effective_date, r."name", r."name_keys"
      from speaking r where (r."name" is not null)
      order by r.golden_id, coalesce(array_position(array['harbour']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w3" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['harbour', 'port']::text[], r.source), 99)::smallint as rank, r.effective_date, r."tonnage", r."built_on"
      from speaking r where (r."tonnage" is not null or r."built_on" is not null)
      order by r.golden_id, coalesce(array_position(array['harbour', 'port']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."tonnage", r."built_on") desc, r.record_id
    ),
    "w4" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['harbour']::text[], r.source), 99)::smallint as rank, r.effective_date, r."owner_uscc", r."owner_name"
      from speaking r where (r."owner_uscc" is not null or r."owner_name" is not null)
      order by r.golden_id, coalesce(array_position(array['harbour']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."owner_uscc", r."owner_name") desc, r.record_id
    ),
    "w5" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, 99::smallint as rank, r.effective_date, r."former_certificate_no"
      from speaking r where (r."former_certificate_no" is not null)
      order by r.golden_id, 99::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w6" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, 99::smallint as rank, r.effective_date, r."hull_no"
      from speaking r where (r."hull_no" is not null)
      order by r.golden_id, 99::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w7" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, 99::smallint as rank, r.effective_date, r."berth"
      from speaking r where (r."berth" is not null)
      order by r.golden_id, 99::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    member as (
      select r.golden_id, min(coalesce(alias.new_key, r.key)) as key, array_remove(array[case when min(r."built_on") <> max(r."built_on") then $1 end, case when min(r."certificate_no") <> max(r."certificate_no") then $2 end, case when min(r."former_certificate_no") <> max(r."former_certificate_no") then $3 end, case when min(r."hull_no") <> max(r."hull_no") then $4 end, case when min(r."name") <> max(r."name") then $5 end, case when min(r."owner_name") <> max(r."owner_name") then $6 end, case when min(r."owner_uscc") <> max(r."owner_uscc") then $7 end, case when min(r."tonnage") <> max(r."tonnage") then $8 end]::text[], null) as conflicts
      from speaking r left join "vessel"."key_alias" alias on alias.old_key = r.key and r.effective_date >= alias.held_from and (alias.reissued_on is null or r.effective_date < alias.reissued_on)
    and (alias.names is null or r.name_keys && alias.names and not r.name_keys && alias.other_names)
      group by r.golden_id
    )
    insert into computed (golden_id, version, state, created_at, recorded_at, cause, key, win_record, win_rank, win_date, conflicts, "certificate_no", "name", "name_keys", "tonnage", "built_on", "owner_uscc", "owner_name", "former_certificate_no", "hull_no", "berth")
    select member.golden_id, 1, 'active', now(), now(), '', member.key,
      array[w1."record_id", w2."record_id", w3."record_id", w4."record_id", w5."record_id", w6."record_id", w7."record_id"], array[w1."rank", w2."rank", w3."rank", w4."rank", w5."rank", w6."rank", w7."rank"], array[w1."effective_date", w2."effective_date", w3."effective_date", w4."effective_date", w5."effective_date", w6."effective_date", w7."effective_date"], nullif(member.conflicts, '{}'), w1."certificate_no", w2."name", w2."name_keys", w3."tonnage", w3."built_on", w4."owner_uscc", w4."owner_name", w5."former_certificate_no", w6."hull_no", w7."berth"
    from member left join "w1" using (golden_id)
left join "w2" using (golden_id)
left join "w3" using (golden_id)
left join "w4" using (golden_id)
left join "w5" using (golden_id)
left join "w6" using (golden_id)
left join "w7" using (golden_id);

analyze computed;

with home as (
    select distinct on (p.decision_id) p.decision_id, r.golden_id
    from "vessel"."pin" p join "vessel"."source_record" r on r.record_id = p.record_id
    where p.valid_to >= $1::date and r.golden_id is not null and not r.is_withdrawn
    order by p.decision_id, p.place),
    chosen as (
      select distinct on (home.golden_id, p.attribute) home.golden_id, p.attribute, p.value, p.name_keys
      from home join "vessel"."pin" p using (decision_id)
      order by home.golden_id, p.attribute, p.decision_id desc
    ),
    given as (
      select golden_id, jsonb_object_agg(attribute, value)
        || coalesce(jsonb_object_agg('name_keys', name_keys) filter (where name_keys is not null), '{}') as held
      from chosen group by golden_id
    )
    update computed c set ("certificate_no", "former_certificate_no", "name", "hull_no", "tonnage", "built_on", "berth", "owner_uscc", "owner_name", "name_keys") = (select x."certificate_no", x."former_certificate_no", x."name", x."hull_no", x."tonnage", x."built_on", x."berth", x."owner_uscc", x."owner_name", x."name_keys" from jsonb_populate_record(c, given.held) x)
    from given where given.golden_id = c.golden_id;

with changed as materialized (
      select g.golden_id from "vessel"."golden_record" g join computed c on c.golden_id = g.golden_id where (g."state", g."key", g."name_keys", g."win_record", g."win_rank", g."win_date", g."conflicts", g."certificate_no", g."former_certificate_no", g."name", g."hull_no", g."tonnage", g."built_on", g."berth", g."owner_uscc", g."owner_name") is distinct from (c."state", c."key", c."name_keys", c."win_record", c."win_rank", c."win_date", c."conflicts", c."certificate_no", c."former_certificate_no", c."name", c."hull_no", c."tonnage", c."built_on", c."berth", c."owner_uscc", c."owner_name")
    ),
    former as (
      insert into "vessel"."golden_history" ("golden_id", "version", "state", "redirect_to", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "certificate_no", "former_certificate_no", "name", "hull_no", "tonnage", "built_on", "berth", "owner_uscc", "owner_name", replaced_at, replaced_by) select g."golden_id", g."version", g."state", g."redirect_to", g."created_at", g."recorded_at", g."cause", g."key", g."name_keys", g."win_record", g."win_rank", g."win_date", g."conflicts", g."certificate_no", g."former_certificate_no", g."name", g."hull_no", g."tonnage", g."built_on", g."berth", g."owner_uscc", g."owner_name", $1::timestamptz, $2
      from "vessel"."golden_record" g join changed using (golden_id)
    )
    update "vessel"."golden_record" g
    set version = g.version + 1, recorded_at = $3::timestamptz, cause = $4, redirect_to = null,
      "state" = c."state", "key" = c."key", "name_keys" = c."name_keys", "win_record" = c."win_record", "win_rank" = c."win_rank", "win_date" = c."win_date", "conflicts" = c."conflicts", "certificate_no" = c."certificate_no", "former_certificate_no" = c."former_certificate_no", "name" = c."name", "hull_no" = c."hull_no", "tonnage" = c."tonnage", "built_on" = c."built_on", "berth" = c."berth", "owner_uscc" = c."owner_uscc", "owner_name" = c."owner_name"
    from computed c join changed using (golden_id)
    where g.golden_id = c.golden_id;

insert into "vessel"."golden_record" ("golden_id", "version", "state", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "certificate_no", "former_certificate_no", "name", "hull_no", "tonnage", "built_on", "berth", "owner_uscc", "owner_name")
    select c."golden_id", c."version", c."state", $1::timestamptz, $2::timestamptz, $3, c."key", c."name_keys", c."win_record", c."win_rank", c."win_date", c."conflicts", c."certificate_no", c."former_certificate_no", c."name", c."hull_no", c."tonnage", c."built_on", c."berth", c."owner_uscc", c."owner_name"
    from computed c where not exists (select from "vessel"."golden_record" g where g.golden_id = c.golden_id);

with ended as materialized (
      select g.golden_id, d.redirect_to
      from "vessel"."golden_record" g join (select distinct golden_id from touched) t using (golden_id)
      left join redirected d using (golden_id)
      where not exists (select from computed c where c.golden_id = g.golden_id)
        and (g.state = 'active' or g.redirect_to is distinct from d.redirect_to and d.redirect_to is not null)
    ),
    former as (
      insert into "vessel"."golden_history" ("golden_id", "version", "state", "redirect_to", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "certificate_no", "former_certificate_no", "name", "hull_no", "tonnage", "built_on", "berth", "owner_uscc", "owner_name", replaced_at, replaced_by) select g."golden_id", g."version", g."state", g."redirect_to", g."created_at", g."recorded_at", g."cause", g."key", g."name_keys", g."win_record", g."win_rank", g."win_date", g."conflicts", g."certificate_no", g."former_certificate_no", g."name", g."hull_no", g."tonnage", g."built_on", g."berth", g."owner_uscc", g."owner_name", $1::timestamptz, $2
      from "vessel"."golden_record" g join ended using (golden_id)
    )
    update "vessel"."golden_record" g
    set version = g.version + 1, recorded_at = $3::timestamptz, cause = $4, redirect_to = ended.redirect_to,
      state = case when ended.redirect_to is null then 'retired' else 'redirected' end, conflicts = null,
      key = null, name_keys = null, win_record = null, win_rank = null, win_date = null,
      "certificate_no" = null, "former_certificate_no" = null, "name" = null, "hull_no" = null, "tonnage" = null, "built_on" = null, "berth" = null, "owner_uscc" = null, "owner_name" = null
    from ended where g.golden_id = ended.golden_id;

update "vessel"."golden_record" g set redirect_to = d.redirect_to from redirected d where g.redirect_to = d.golden_id;

with active as (
      select r.golden_id, case when not exists (select from "vessel"."decided" d where d.kind = 'apart' and d.record_id = r.record_id) then r.key end as key,
        r.effective_date, r.name_keys, r.other_keys
      from "vessel"."source_record" r
      where r.golden_id in (select golden_id from touched) and not r.is_withdrawn
    ),
    number as (
      select a.golden_id, a.key, coalesce(alias.new_key, a.key) as final, alias.changed_on, alias.reason
      from active a left join "vessel"."key_alias" alias on alias.old_key = a.key and a.effective_date >= alias.held_from and (alias.reissued_on is null or a.effective_date < alias.reissued_on)
    and (alias.names is null or a.name_keys && alias.names and not a.name_keys && alias.other_names) where a.key is not null
    ),
    -- closed: what notices replaced by the number that the golden record has now
    closed as (
      select distinct n.golden_id, c.old_key, nullif(c.held_from, '-infinity') as held_from, c.changed_on, c.reason from number n join "vessel"."key_alias" c on c.new_key = n.final
    ),
    wanted as (
      select $1 as type, old_key as value, golden_id, 'former' as status, held_from as valid_from, changed_on as valid_to, reason from closed
      union
      select $2, final, golden_id, 'current', changed_on, null::date, reason from number
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
      delete from "vessel"."identifier" i using (select distinct golden_id from touched) t
      where i.golden_id = t.golden_id
        and not exists (select from single w where w.type = i.type and w.value = i.value and w.golden_id = i.golden_id)
      returning i.type, i.value
    ),
    lost as (insert into lost_identifier (type, value) select type, value from gone)
    insert into "vessel"."identifier" (type, value, golden_id, status, valid_from, valid_to, reason)
    select type, value, golden_id, status, valid_from, valid_to, reason from single
    on conflict (type, value, golden_id) do update
      set status = excluded.status, valid_from = excluded.valid_from, valid_to = excluded.valid_to, reason = excluded.reason
      where ("vessel"."identifier".status, "vessel"."identifier".valid_from, "vessel"."identifier".valid_to, "vessel"."identifier".reason)
        is distinct from (excluded.status, excluded.valid_from, excluded.valid_to, excluded.reason);

delete from "vessel"."relation" old where old.record_id in (select record_id from scope);

with written as (
        insert into "vessel"."relation" (record_id, type, golden_id, target_library, target_type, target_value, target_name, valid_from, valid_to)
    select r.record_id, $1 as type, r.golden_id, $2 as target_library,
      case when r."owner_uscc" is not null then $3 end as target_type,
      r."owner_uscc" as target_value,
      r."owner_name" as target_name,
      null::date as valid_from,
      null::date as valid_to
    from "vessel"."source_record" r where r.record_id in (select record_id from scope) and r.golden_id is not null
      and (r."owner_uscc" is not null or r."owner_name" is not null)
        returning record_id
      )
      insert into restated (record_id) select record_id from written;

-- near: the decisions whose relation may come, go or be between others now
    with near as materialized (
    select distinct d.decision_id from "vessel"."source_record" r join "vessel"."decided_relation" d on d.record_id = r.record_id
    where r.golden_id in (select golden_id from touched)
      union
      select d.decision_id from scope s join "vessel"."decided_relation" d on d.record_id = s.record_id
      union
      select rel.decision_id from "vessel"."relation" rel where rel.golden_id in (select golden_id from touched) and rel.decision_id is not null
      union
      select rel.decision_id from "vessel"."relation" rel where rel.target_golden_id in (select golden_id from touched) and rel.decision_id is not null
    ),
    wanted as materialized (select * from (
    select named.decision_id, one.type, one.is_refused, one.golden_id, other.golden_id as target_golden_id
    from (select decision_id from near) named cross join lateral (
    select d.type, d.is_refused, r.golden_id
    from "vessel"."decided_relation" d join "vessel"."source_record" r on r.record_id = d.record_id
    where d.decision_id = named.decision_id and d.side = $1 and r.golden_id is not null and not r.is_withdrawn
    order by d.place limit 1) one cross join lateral (
    select d.type, d.is_refused, r.golden_id
    from "vessel"."decided_relation" d join "vessel"."source_record" r on r.record_id = d.record_id
    where d.decision_id = named.decision_id and d.side = $2 and r.golden_id is not null and not r.is_withdrawn
    order by d.place limit 1) other where one.golden_id <> other.golden_id) d where not d.is_refused),
    gone as (
      delete from "vessel"."relation" r using near where r.decision_id = near.decision_id and not exists (select from wanted w where w.decision_id = r.decision_id)
    )
    insert into "vessel"."relation" (record_id, type, golden_id, target_library, target_golden_id, decision_id)
    select decision_id, type, golden_id, $3, target_golden_id, decision_id from wanted
    on conflict (record_id, type) do update set golden_id = excluded.golden_id, target_golden_id = excluded.target_golden_id
    where ("vessel"."relation".golden_id, "vessel"."relation".target_golden_id) is distinct from (excluded.golden_id, excluded.target_golden_id);

select hub.analyze_table(c.oid::regclass, $1::text[])
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $2 and c.relname = $3 and c.relkind = 'r' and (c.reltuples < 0 or $4 > $5 * c.reltuples);

select hub.analyze_table(c.oid::regclass, $1::text[])
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $2 and c.relname = $3 and c.relkind = 'r' and (c.reltuples < 0 or $4 > $5 * c.reltuples);

select hub.analyze_table(c.oid::regclass, $1::text[])
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $2 and c.relname = $3 and c.relkind = 'r' and (c.reltuples < 0 or $4 > $5 * c.reltuples);

