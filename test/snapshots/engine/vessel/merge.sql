insert into touched (golden_id) select golden_id from gained group by golden_id having count(*) > 1;

insert into touched (golden_id)
    select r.golden_id from "vessel"."pin" p
    join "vessel"."source_record" r on r.record_id = p.record_id
    where r.golden_id in (select golden_id from gained);

analyze touched;

create temporary table quick (record_id uuid not null, golden_id uuid not null, is_founding boolean not null) on commit drop;

insert into quick (record_id, golden_id, is_founding)
    select gained.record_id, gained.golden_id, g.golden_id is null
    from gained
    left join (select distinct golden_id from touched) slow on slow.golden_id = gained.golden_id
    left join "vessel"."golden_record" g on g.golden_id = gained.golden_id
    where slow.golden_id is null;

analyze quick;

create temporary table won (golden_id uuid not null, record_id uuid not null, fresh text[] not null, "w1" boolean not null, "w2" boolean not null, "w6" boolean not null, "w7" boolean not null) on commit drop;

insert into won
    select * from (
      select quick.golden_id, quick.record_id, array_remove(array[case when r."certificate_no" <> g."certificate_no" and not ($1 = any (coalesce(g.conflicts, '{}'))) then $2 end, case when r."name" <> g."name" and not ($3 = any (coalesce(g.conflicts, '{}'))) then $4 end, case when r."hull_no" <> g."hull_no" and not ($5 = any (coalesce(g.conflicts, '{}'))) then $6 end]::text[], null) as fresh,
        ((r."certificate_no" is not null) and (g.win_record[1] is null or
    (coalesce(array_position(array['harbour']::text[], r.source), 99)::smallint, g.win_date[1], 1, r.record_id)
    < (g.win_rank[1], r.effective_date, 1, g.win_record[1]))) as "w1", ((r."name" is not null) and (g.win_record[2] is null or
    (coalesce(array_position(array['harbour']::text[], r.source), 99)::smallint, g.win_date[2], 1, r.record_id)
    < (g.win_rank[2], r.effective_date, 1, g.win_record[2]))) as "w2", ((r."hull_no" is not null) and (g.win_record[6] is null or
    (99::smallint, g.win_date[6], 1, r.record_id)
    < (g.win_rank[6], r.effective_date, 1, g.win_record[6]))) as "w6", ((r."berth" is not null) and (g.win_record[7] is null or
    (99::smallint, g.win_date[7], 1, r.record_id)
    < (g.win_rank[7], r.effective_date, 1, g.win_record[7]))) as "w7"
      from quick
      join "vessel"."golden_record" g on g.golden_id = quick.golden_id
      join "staging"."load_N" r on r.record_id = quick.record_id and not r.is_delete
      where not quick.is_founding
    ) compared
    where "w1" or "w2" or "w6" or "w7" or fresh <> '{}';

analyze won;

insert into "vessel"."golden_history" ("golden_id", "version", "state", "redirect_to", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "certificate_no", "former_certificate_no", "name", "hull_no", "tonnage", "built_on", "berth", "owner_uscc", "owner_name", replaced_at, replaced_by)
    select g."golden_id", g."version", g."state", g."redirect_to", g."created_at", g."recorded_at", g."cause", g."key", g."name_keys", g."win_record", g."win_rank", g."win_date", g."conflicts", g."certificate_no", g."former_certificate_no", g."name", g."hull_no", g."tonnage", g."built_on", g."berth", g."owner_uscc", g."owner_name", $1::timestamptz, $2
    from "vessel"."golden_record" g join won using (golden_id);

update "vessel"."golden_record" g
    set version = g.version + 1, recorded_at = $1::timestamptz, cause = $2,
      conflicts = case when won.fresh = '{}' then g.conflicts else (select array_agg(c order by c) from unnest(coalesce(g.conflicts, '{}') || won.fresh) c) end,
      "win_record"[1] = case when won."w1" then r.record_id else g."win_record"[1] end, "win_record"[2] = case when won."w2" then r.record_id else g."win_record"[2] end, "win_record"[6] = case when won."w6" then r.record_id else g."win_record"[6] end, "win_record"[7] = case when won."w7" then r.record_id else g."win_record"[7] end, "win_rank"[1] = case when won."w1" then coalesce(array_position(array['harbour']::text[], r.source), 99)::smallint else g."win_rank"[1] end, "win_rank"[2] = case when won."w2" then coalesce(array_position(array['harbour']::text[], r.source), 99)::smallint else g."win_rank"[2] end, "win_rank"[6] = case when won."w6" then 99::smallint else g."win_rank"[6] end, "win_rank"[7] = case when won."w7" then 99::smallint else g."win_rank"[7] end,
      "win_date"[1] = case when won."w1" then r.effective_date else g."win_date"[1] end, "win_date"[2] = case when won."w2" then r.effective_date else g."win_date"[2] end, "win_date"[6] = case when won."w6" then r.effective_date else g."win_date"[6] end, "win_date"[7] = case when won."w7" then r.effective_date else g."win_date"[7] end,
      "certificate_no" = case when won."w1" then r."certificate_no" else g."certificate_no" end, "name" = case when won."w2" then r."name" else g."name" end, "name_keys" = case when won."w2" then r."name_keys" else g."name_keys" end, "hull_no" = case when won."w6" then r."hull_no" else g."hull_no" end, "berth" = case when won."w7" then r."berth" else g."berth" end
    from won join "staging"."load_N" r on r.record_id = won.record_id and not r.is_delete
    where g.golden_id = won.golden_id;

insert into "vessel"."golden_record" (golden_id, created_at, recorded_at, cause, key, win_record, win_rank, win_date, "certificate_no", "name", "name_keys", "hull_no", "berth")
    select quick.golden_id, $1::timestamptz, $2::timestamptz, $3, coalesce((select a.new_key from "vessel"."key_alias" a where a.old_key = r.key and (a.reissued_on is null or r.effective_date < a.reissued_on)), r.key),
      array[case when (r."certificate_no" is not null) then r.record_id end, case when (r."name" is not null) then r.record_id end, null, null, null, case when (r."hull_no" is not null) then r.record_id end, case when (r."berth" is not null) then r.record_id end]::uuid[], array[case when (r."certificate_no" is not null) then coalesce(array_position(array['harbour']::text[], r.source), 99)::smallint end, case when (r."name" is not null) then coalesce(array_position(array['harbour']::text[], r.source), 99)::smallint end, null, null, null, case when (r."hull_no" is not null) then 99::smallint end, case when (r."berth" is not null) then 99::smallint end]::smallint[],
      array[case when (r."certificate_no" is not null) then r.effective_date end, case when (r."name" is not null) then r.effective_date end, null, null, null, case when (r."hull_no" is not null) then r.effective_date end, case when (r."berth" is not null) then r.effective_date end]::date[], r."certificate_no", r."name", r."name_keys", r."hull_no", r."berth"
    from quick join "staging"."load_N" r on r.record_id = quick.record_id and not r.is_delete
    where quick.is_founding;

insert into "vessel"."identifier" (type, value, golden_id)
    select distinct split_part(other, ':', 1), substr(other, strpos(other, ':') + 1), quick.golden_id
    from quick
    join "staging"."load_N" r on r.record_id = quick.record_id and not r.is_delete
    cross join unnest(r.other_keys) as other
    where r.other_keys is not null
    on conflict do nothing;

