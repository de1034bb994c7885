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
    where not g.win_rank[2] = 1 and g.golden_id not in (
    select home.golden_id from (
    select distinct on (p.decision_id) p.decision_id, r.golden_id
    from "vessel"."pin" p join "vessel"."source_record" r on r.record_id = p.record_id
    where p.valid_to >= $4::date and r.golden_id is not null and not r.is_withdrawn
    order by p.decision_id, p.place) home
    join "vessel"."pin" p on p.decision_id = home.decision_id where p.attribute = $5)
    group by g.golden_id
    having bool_or(not r.name_keys && g.name_keys);

insert into judged select $1, 'r:' || record_id from scope;

insert into wanted
      select $1, c.rule, 'r:' || c.record_id, array_remove(array[a.golden_id], null),
        jsonb_build_object('records', array[c.record_id], 'numbers', cardinality(c.keys)), 5
      from contested c join scope s using (record_id) left join assigned a on a.label = s.label;

insert into judged
      select $1, d.decision_id::text from "vessel"."decided" d where d.kind in ('same', 'never')
        and (d.record_id in (select record_id from scope) or d.other_id in (select record_id from scope))
      union
      select t.kind, t.subject_key from hub.task t where t.library = $2 and t.kind = $3 and t.state in ('open', 'claimed')
        and not exists (select from "vessel"."decided" d where d.decision_id::text = t.subject_key);

insert into wanted
    select $1, $2, decision_id::text, array_agg(distinct golden_id order by golden_id) filter (where golden_id is not null),
      jsonb_build_object('decisionId', decision_id::text, 'records', array_agg(distinct record_id order by record_id)), 3
    from (
      select d.decision_id, d.record_id, o.golden_id
      from "vessel"."decided" d join scope s on s.record_id = d.record_id and s.is_active and s.placed is null
      join scope near on near.record_id = d.other_id and near.is_active and (near.key = s.key or near.component = s.component)
      join "vessel"."source_record" r on r.record_id = s.record_id and r.golden_id is null
      join "vessel"."source_record" o on o.record_id = near.record_id
      where d.kind = 'never') found group by decision_id having count(golden_id) > 0;

insert into wanted
    select $1, $2, decision_id::text, array_agg(distinct golden_id order by golden_id) filter (where golden_id is not null),
      jsonb_build_object('decisionId', decision_id::text, 'records', array_agg(distinct record_id order by record_id)), 3
    from (
      select d.decision_id, side.record_id, side.golden_id
      from "vessel"."decided" d
      join "vessel"."source_record" one on one.record_id = d.record_id join "vessel"."source_record" other on other.record_id = d.other_id
      cross join lateral (values (one.record_id, one.golden_id), (other.record_id, other.golden_id)) side (record_id, golden_id)
      where d.kind = 'same' and one.golden_id <> other.golden_id and not one.is_withdrawn and not other.is_withdrawn
        and (d.record_id in (select record_id from scope) or d.other_id in (select record_id from scope))) found group by decision_id having count(golden_id) > 0;

insert into wanted
    select $1, $2, decision_id::text, array_agg(distinct golden_id order by golden_id) filter (where golden_id is not null),
      jsonb_build_object('decisionId', decision_id::text, 'records', array_agg(distinct record_id order by record_id)), 3
    from (
      with joined as (
        select distinct d.decision_id, s.label from "vessel"."decided" d join scope s on s.record_id = d.record_id and s.label is not null where d.kind = 'same'
      ),
      borne as (
        select joined.label, count(distinct s.key) as numbers
        from (select distinct label from joined) joined join scope s on s.label = joined.label and s.key is not null group by joined.label
      ),
      accepted as (
        select joined.label, count(distinct number) as numbers
        from joined join hub.decision e on (e.decision_id = joined.decision_id or e.confirms = joined.decision_id)
        cross join jsonb_array_elements_text(e.payload#>'{effects,numbers}') number
        group by joined.label
      )
      select joined.decision_id, s.record_id, a.golden_id
      from joined join borne using (label) left join accepted using (label)
      join assigned a on a.label = joined.label join scope s on s.label = joined.label and s.key is not null
      where borne.numbers > greatest(accepted.numbers, 1)) found group by decision_id having count(golden_id) > 0;

delete from wanted w using hub.decision d
    where d.library = $1 and d.matter_kind = w.kind and d.matter_key = w.subject_key and d.matter_digest = md5(w.evidence::text)
      and hub.is_in_force(d.decision_id);

update hub.task t set state = 'closed', closed_at = $1::timestamptz, updated_at = $2::timestamptz, closed_reason = 'reason_gone'
    where t.library = $3 and t.state in ('open', 'claimed')
      and not exists (select from wanted w where w.kind = t.kind and w.subject_key = t.subject_key)
      and (
        exists (select from judged j where j.kind = t.kind and j.subject_key = t.subject_key)
        or ((t.kind = any ($4) or t.subject_key like 'p:%') and t.task_id in (
          select open.task_id from hub.task open cross join unnest(open.golden_ids) as member (golden_id) join settled using (golden_id)
          where open.library = $5 and open.state in ('open', 'claimed')))
      );

insert into hub.task as t (library, kind, rule, subject_key, golden_ids, evidence, priority, created_at, updated_at)
    select distinct on (kind, subject_key) $1, kind, rule, subject_key, golden_ids, evidence, priority, $2::timestamptz, $3::timestamptz
    from wanted order by kind, subject_key, rule
    on conflict (library, kind, subject_key) where state in ('open', 'claimed')
    do update set golden_ids = excluded.golden_ids, evidence = excluded.evidence, rule = excluded.rule, updated_at = excluded.updated_at
    where (t.golden_ids, t.evidence, t.rule) is distinct from (excluded.golden_ids, excluded.evidence, excluded.rule);

select (select count(*) from gained n where not exists (select from scope s where s.record_id = n.record_id))
          + (select count(*) from seen n join "vessel"."source_record" r using (record_id) where n.outcome = 'changed' and r.golden_id is not null and not exists (select from scope s where s.record_id = n.record_id))
          + (select count(*) from scope s join "vessel"."source_record" r using (record_id) where r.load_id = $1::bigint and s.label is not null) as linked,
        (select count(*) from scope s join "vessel"."source_record" r using (record_id) where r.load_id = $2::bigint and s.label is null and s.is_active) as held, 0 as unlinked;

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
    returning load_id as "loadId", library, feed, file_name as "fileName", sha256, bytes, declared_date as "declaredDate", state, counts, problem,
  origin, created_by as "createdBy", created_at as "createdAt", staged_at as "stagedAt", finished_at as "finishedAt",
  file_removed_at as "fileRemovedAt";

commit;

