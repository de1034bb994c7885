create temporary table settled on commit drop as select golden_id from touched union select golden_id from gained;

analyze settled;

with candidate as (
      select rel.record_id, rel.type, i.golden_id, i.status, min(i.status) over (partition by rel.record_id, rel.type) as best
      from "vessel"."relation" rel
      left join "legal_person"."identifier" i on i.type = rel.target_type and i.value = rel.target_value
      where rel.target_library = $1 and (rel.record_id, rel.type) in (
    select rel.record_id, rel.type from restated join "vessel"."relation" rel using (record_id))
    ),
    found as (
      select record_id, type, case when count(distinct golden_id) = 1 then min(golden_id::text)::uuid end as golden_id
      from candidate where status is not distinct from best group by record_id, type
    )
    update "vessel"."relation" rel set target_golden_id = found.golden_id
    from found
    where rel.record_id = found.record_id and rel.type = found.type and rel.target_golden_id is distinct from found.golden_id;

create temporary table clashing (golden_id uuid primary key) on commit drop;

insert into clashing (golden_id)
      select g.golden_id from settled join "vessel"."golden_record" g using (golden_id) where g.state = 'active' and g.conflicts @> array[$1]::text[];

analyze clashing;

update "vessel"."source_record" r set link_rule = case when coalesce(r.name_keys && g.name_keys, true) then $1 else $2 end
    from clashing join "vessel"."golden_record" g using (golden_id)
    where r.golden_id = clashing.golden_id and not r.is_withdrawn and r.link_rule in ($3, $4) and r.link_rule <> case when coalesce(r.name_keys && g.name_keys, true) then $5 else $6 end;

update "vessel"."source_record" r set link_rule = $1
    from (select distinct golden_id from touched except select golden_id from clashing) calm
    where r.golden_id = calm.golden_id and r.link_rule = $2;

create temporary table wanted (kind text not null, rule text not null, subject_key text not null, golden_ids uuid[] not null,
      evidence jsonb not null, priority smallint not null) on commit drop;

create temporary table judged (kind text not null, subject_key text not null) on commit drop;

insert into wanted
    select $1, $2, md5(coalesce(g.key, 'r:' || (select x from unnest(g.win_record) x where x is not null order by x limit 1))), array[g.golden_id],
      jsonb_build_object('attribute', $3::text, 'records', array_agg(r.record_id order by r.record_id)), 4
    from clashing join "vessel"."golden_record" g using (golden_id)
    join "vessel"."source_record" r on r.golden_id = clashing.golden_id and not r.is_withdrawn
    where not g.win_rank[2] = 1
    group by g.golden_id
    having bool_or(not r.name_keys && g.name_keys);

insert into judged select $1, 'r:' || record_id from scope;

insert into wanted
      select $1, c.rule, 'r:' || c.record_id, array_remove(array[a.golden_id], null),
        jsonb_build_object('records', array[c.record_id], 'numbers', cardinality(c.keys)), 5
      from contested c join scope s using (record_id) left join assigned a on a.label = s.label;

update hub.task t set state = 'closed', closed_at = $1::timestamptz, updated_at = $2::timestamptz, closed_reason = 'reason_gone'
    where t.library = $3 and t.state in ('open', 'claimed')
      and not exists (select from wanted w where w.kind = t.kind and w.subject_key = t.subject_key)
      and (
        exists (select from judged j where j.kind = t.kind and j.subject_key = t.subject_key)
        or (t.kind = any ($4) and t.task_id in (
          select open.task_id from hub.task open cross join unnest(open.golden_ids) as member (golden_id) join settled using (golden_id)
          where open.library = $5 and open.state in ('open', 'claimed')))
      );

insert into hub.task as t (library, kind, rule, subject_key, golden_ids, evidence, priority, created_at, updated_at)
    select distinct on (kind, subject_key) $1, kind, rule, subject_key, golden_ids, evidence, priority, $2::timestamptz, $3::timestamptz
    from wanted order by kind, subject_key
    on conflict (library, kind, subject_key) where state in ('open', 'claimed')
    do update set golden_ids = excluded.golden_ids, evidence = excluded.evidence, rule = excluded.rule, updated_at = excluded.updated_at
    where (t.golden_ids, t.evidence, t.rule) is distinct from (excluded.golden_ids, excluded.evidence, excluded.rule);

select (select count(*) from gained n where n.load_id = $1::bigint and not exists (select from scope s where s.record_id = n.record_id))
          + (select count(*) from reworded n join "vessel"."source_record" r using (record_id) where n.load_id = $2::bigint and r.golden_id is not null and not exists (select from scope s where s.record_id = n.record_id))
          + (select count(*) from scope s join "vessel"."source_record" r using (record_id) where r.load_id = $3::bigint and s.label is not null) as linked,
        (select count(*) from scope s join "vessel"."source_record" r using (record_id) where r.load_id = $4::bigint and s.label is null and s.is_active) as held, 0 as unlinked;

update hub.load set state = $1,
      counts = counts || $2::jsonb,
      options = options || $3::jsonb,
      problem = $4::jsonb,
      staged_at = case when $5 then clock_timestamp() else staged_at end,
      finished_at = case when $6 then clock_timestamp() else finished_at end,
      lease_owner = case when $7 or $8 = 'held' then null else lease_owner end,
      lease_until = case when $9 or $10 = 'held' then null else lease_until end
    where load_id = $11 and ($12::text is null or lease_owner = $13)
      and ($14::text is null or state = $15)
      and ($16::text is null or staged_at::text = $17)
    returning load_id as "loadId", library, feed, file_name as "fileName", sha256, bytes, declared_date as "declaredDate", state, counts, problem,
  origin, created_by as "createdBy", created_at as "createdAt", staged_at as "stagedAt", finished_at as "finishedAt",
  file_removed_at as "fileRemovedAt";

commit;

