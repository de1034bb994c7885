create temporary table settled (golden_id uuid not null) on commit drop;

insert into settled (golden_id) select golden_id from touched union select golden_id from "gaining";

analyze settled;

with candidate as (
      select rel.record_id, rel.type, i.golden_id, i.status, min(i.status) over (partition by rel.record_id, rel.type) as best
      from "vessel"."relation" rel
      join "legal_person"."identifier" i on i.type = rel.target_type and i.value = rel.target_value
      where rel.target_library = $1 and rel.decision_id is null and rel.record_id in (select record_id from restated)
    ),
    found as (
      select record_id, type, case when count(distinct golden_id) = 1 then min(golden_id::text)::uuid end as golden_id
      from candidate where status is not distinct from best group by record_id, type
    )
    update "vessel"."relation" rel set target_golden_id = found.golden_id
    from found
    where rel.record_id = found.record_id and rel.type = found.type and rel.target_golden_id is distinct from found.golden_id;

select distinct library from resubjected;

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
      evidence jsonb not null, priority smallint not null, digest text, departments text[]) on commit drop;

create temporary table judged (kind text not null, subject_key text not null) on commit drop;

create temporary table task_due (kind text primary key, due_on date not null) on commit drop;

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

select from wanted limit 1;

delete from wanted w using hub.decision d
    where d.library = $1 and d.matter_kind = w.kind and d.matter_key = w.subject_key and d.matter_digest = md5(w.evidence::text)
      and hub.is_in_force(d.decision_id);

update wanted w set digest = weighed.digest, departments = weighed.departments
    from (
      select w.ctid as place, md5(concat_ws('|', w.rule, said.content, held.content)) as digest,
        coalesce(said.departments, held.departments) as departments
      from wanted w
      -- said: the records that the evidence names
      left join lateral (
        select array_agg(distinct r.source order by r.source) as departments, string_agg(md5((jsonb_build_array(r."record_id", r."certificate_no", r."hull_no", r."name"))::text), ',' order by r.record_id) as content
        from "vessel"."source_record" r
        where r.record_id = any (array(select jsonb_array_elements_text(w.evidence -> 'records')::uuid))
      ) said on true
      -- held: the golden records, with the sources of their records where the evidence names none
      left join lateral (
        select string_agg(md5((case when w.evidence -> 'records' is null then jsonb_build_array(g."golden_id", g."certificate_no", g."hull_no", g."name") else jsonb_build_array(g."golden_id") end)::text), ',' order by g.golden_id) as content,
          (select array_agg(distinct r.source order by r.source) from "vessel"."source_record" r
            where w.evidence -> 'records' is null and r.golden_id = any (w.golden_ids) and not r.is_withdrawn) as departments
        from "vessel"."golden_record" g where g.golden_id = any (w.golden_ids)
      ) held on true
    ) weighed
    where w.ctid = weighed.place;

delete from wanted w using hub.task t
    where t.library = $1 and t.kind = w.kind and t.subject_key = w.subject_key
      and t.closed_reason = 'no_action' and t.evidence_digest = w.digest;

update hub.task t set state = 'closed', closed_at = $1::timestamptz, updated_at = $2::timestamptz, closed_reason = 'reason_gone'
    where t.task_id in (
      select open.task_id from judged j join hub.task open using (kind, subject_key) where open.library = $3 and open.state in ('open', 'claimed')
      union
      select open.task_id from hub.task open where (select count(*) from (select from settled limit $4) s) <= $5 and open.golden_ids && (select array_agg(golden_id) from settled) and open.library = $6 and open.state in ('open', 'claimed') and (open.kind = any ($7) or open.subject_key like 'p:%')
      union
      select open.task_id from hub.task open cross join unnest(open.golden_ids) as member (golden_id) join settled using (golden_id)
      where not (select count(*) from (select from settled limit $8) s) <= $9 and open.library = $10 and open.state in ('open', 'claimed') and (open.kind = any ($11) or open.subject_key like 'p:%'))
      and not exists (select from wanted w where w.kind = t.kind and w.subject_key = t.subject_key);

insert into hub.task as t (library, kind, rule, subject_key, golden_ids, evidence, priority, due_on, departments, evidence_digest, created_at, updated_at)
    select distinct on (w.kind, w.subject_key) $1, w.kind, w.rule, w.subject_key, w.golden_ids, w.evidence, w.priority,
      coalesce(own.due_on, other.due_on), coalesce(w.departments, '{}'), w.digest, $2::timestamptz, $3::timestamptz
    from wanted w left join task_due own on own.kind = w.kind left join task_due other on other.kind = '*'
    order by w.kind, w.subject_key, w.rule
    on conflict (library, kind, subject_key) where state in ('open', 'claimed')
    do update set golden_ids = excluded.golden_ids, evidence = excluded.evidence, rule = excluded.rule, departments = excluded.departments,
      evidence_digest = excluded.evidence_digest, updated_at = excluded.updated_at
    where (t.golden_ids, t.evidence, t.rule, t.departments, t.evidence_digest)
      is distinct from (excluded.golden_ids, excluded.evidence, excluded.rule, excluded.departments, excluded.evidence_digest);

with recursive
    -- place: where each challenged record is now, through its merges
    place as (
      select c.challenge_id, g.golden_id, g.state, g.redirect_to, 0 as hops
      from hub.challenge c left join "vessel"."golden_record" g on g.golden_id = c.golden_id where c.library = $1 and c.state in ('open', 'accepted')
      union all
      select p.challenge_id, g.golden_id, g.state, g.redirect_to, p.hops + 1
      from place p join "vessel"."golden_record" g on g.golden_id = p.redirect_to where p.state = 'redirected' and p.hops < 32
    ),
    stand as (select distinct on (challenge_id) challenge_id, golden_id, state from place order by challenge_id, hops desc),
    judged as (
      select c.challenge_id, stand.golden_id, case when stand.state is distinct from 'active' then 'record_gone'
        when md5(coalesce((to_jsonb("g".*) -> (c.attribute::text))::text, 'null')) <> c.value_digest then
          case when to_jsonb(g.*) ->> c.attribute in (c.proposed_value, c.corrected_value) then 'changed_as_proposed' else 'changed' end end as ended
      from hub.challenge c join stand using (challenge_id) left join "vessel"."golden_record" g on g.golden_id = stand.golden_id
    ),
    -- told: an agency that challenged both of two records that are one now keeps the challenge of the record that stayed
    told as (
      select judged.challenge_id, judged.golden_id, case when judged.ended is null and row_number() over (
        partition by c.challenger_agency, c.attribute, judged.golden_id, judged.ended is null order by judged.golden_id <> c.golden_id, c.created_at, c.challenge_id) > 1
        then 'same_as_other' else judged.ended end as ended
      from judged join hub.challenge c using (challenge_id)
    )
    update hub.challenge c set golden_id = case when told.ended is null then told.golden_id else c.golden_id end,
      state = case when told.ended is null then c.state else 'resolved' end,
      ended_reason = told.ended, ended_at = case when told.ended is not null then $2::timestamptz end
    from told where c.challenge_id = told.challenge_id and (told.ended is not null or told.golden_id <> c.golden_id);

update hub.task t set golden_ids = array[c.golden_id], updated_at = $1::timestamptz,
      state = case when c.state in ('open', 'accepted') then t.state else 'closed' end, closed_reason = case when not c.state in ('open', 'accepted') then 'reason_gone' end,
      closed_at = case when not c.state in ('open', 'accepted') then $2::timestamptz end
    from hub.challenge c
    where t.library = $3 and t.kind = $4 and t.state in ('open', 'claimed') and t.subject_key = 'challenge:' || c.challenge_id
      and (not c.state in ('open', 'accepted') or t.golden_ids <> array[c.golden_id]);

with link as (
      select n.load_id, count(*) as linked, 0 as held from gained n where not exists (select from scope s where s.record_id = n.record_id) group by n.load_id
      union all
      select n.load_id, count(*), 0 from reworded n join "vessel"."source_record" r using (record_id) where r.golden_id is not null and not exists (select from scope s where s.record_id = n.record_id) group by n.load_id
      union all
      select r.load_id, count(s.label), count(*) filter (where s.label is null and s.is_active) from scope s join "vessel"."source_record" r using (record_id) group by r.load_id
    )
    select load_id, sum(linked)::integer as linked, sum(held)::integer as held, 0 as unlinked from link group by load_id;

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

