create temporary table settled (golden_id uuid not null) on commit drop;

insert into settled (golden_id) select golden_id from touched union select golden_id from "gaining";

analyze settled;

with candidate as (
      select rel.record_id, rel.type, i.golden_id, i.status, min(i.status) over (partition by rel.record_id, rel.type) as best
      from "population"."relation" rel
      join "population"."identifier" i on i.type = rel.target_type and i.value = rel.target_value
      where rel.target_library = $1 and rel.decision_id is null and rel.record_id in (select record_id from restated)
    ),
    found as (
      select record_id, type, case when count(distinct golden_id) = 1 then min(golden_id::text)::uuid end as golden_id
      from candidate where status is not distinct from best group by record_id, type
    )
    update "population"."relation" rel set target_golden_id = found.golden_id
    from found
    where rel.record_id = found.record_id and rel.type = found.type and rel.target_golden_id is distinct from found.golden_id;

with candidate as (
      select rel.record_id, rel.type, i.golden_id, i.status, min(i.status) over (partition by rel.record_id, rel.type) as best
      from "population"."relation" rel
      join "legal_person"."identifier" i on i.type = rel.target_type and i.value = rel.target_value
      where rel.target_library = $1 and rel.decision_id is null and rel.record_id in (select record_id from restated)
    ),
    found as (
      select record_id, type, case when count(distinct golden_id) = 1 then min(golden_id::text)::uuid end as golden_id
      from candidate where status is not distinct from best group by record_id, type
    )
    update "population"."relation" rel set target_golden_id = found.golden_id
    from found
    where rel.record_id = found.record_id and rel.type = found.type and rel.target_golden_id is distinct from found.golden_id;

with candidate as (
      select rel.record_id, rel.type, i.golden_id, i.status, min(i.status) over (partition by rel.record_id, rel.type) as best
      from "population"."relation" rel
      left join "population"."identifier" i on i.type = rel.target_type and i.value = rel.target_value
      where rel.target_library = $1 and rel.decision_id is null and (rel.record_id, rel.type) in (
      select rel.record_id, rel.type from "population"."relation" rel where rel.target_library = $2 and rel.target_golden_id in (select golden_id from settled)
      union
      select rel.record_id, rel.type from "population"."relation" rel
      join "population"."identifier" i on i.type = rel.target_type and i.value = rel.target_value where rel.target_library = $3 and i.golden_id in (select golden_id from settled)
      union
      select rel.record_id, rel.type from "population"."relation" rel
      join lost_identifier lost on lost.type = rel.target_type and lost.value = rel.target_value where rel.target_library = $4)
    ),
    found as (
      select record_id, type, case when count(distinct golden_id) = 1 then min(golden_id::text)::uuid end as golden_id
      from candidate where status is not distinct from best group by record_id, type
    )
    update "population"."relation" rel set target_golden_id = found.golden_id
    from found
    where rel.record_id = found.record_id and rel.type = found.type and rel.target_golden_id is distinct from found.golden_id;

with candidate as (
      select rel.record_id, rel.type, i.golden_id, i.status, min(i.status) over (partition by rel.record_id, rel.type) as best
      from "legal_person"."relation" rel
      left join "population"."identifier" i on i.type = rel.target_type and i.value = rel.target_value
      where rel.target_library = $1 and rel.decision_id is null and (rel.record_id, rel.type) in (
      select rel.record_id, rel.type from "legal_person"."relation" rel where rel.target_library = $2 and rel.target_golden_id in (select golden_id from settled)
      union
      select rel.record_id, rel.type from "legal_person"."relation" rel
      join "population"."identifier" i on i.type = rel.target_type and i.value = rel.target_value where rel.target_library = $3 and i.golden_id in (select golden_id from settled)
      union
      select rel.record_id, rel.type from "legal_person"."relation" rel
      join lost_identifier lost on lost.type = rel.target_type and lost.value = rel.target_value where rel.target_library = $4)
    ),
    found as (
      select record_id, type, case when count(distinct golden_id) = 1 then min(golden_id::text)::uuid end as golden_id
      from candidate where status is not distinct from best group by record_id, type
    )
    update "legal_person"."relation" rel set target_golden_id = found.golden_id
    from found
    where rel.record_id = found.record_id and rel.type = found.type and rel.target_golden_id is distinct from found.golden_id;

with found as (
      select g.golden_id, count(distinct i.golden_id) as bearers, (array_agg(i.golden_id order by i.golden_id))[1] as subject_golden_id,
        bool_and(coalesce(subject.name_keys && g.name_keys, false)) as agrees
      from "credit"."golden_record" g
      left join "population"."identifier" i on i.type = g.subject_type and i.value = g.subject_value
      left join "population"."golden_record" subject on subject.golden_id = i.golden_id
      where g.state = 'active' and g.subject_library = $1 and (g.subject_golden_id in (select golden_id from settled) or exists (
      select from "population"."identifier" near join settled on settled.golden_id = near.golden_id
      where near.type = g.subject_type and near.value = g.subject_value)
      or (g.subject_type, g.subject_value) in (select type, value from lost_identifier))
      group by g.golden_id
    ),
    judged as (
      select golden_id,
        case when bearers = 0 then 'unlinked' when bearers = 1 and agrees then 'linked' else 'doubtful' end as state,
        case when bearers = 1 then subject_golden_id end as subject_golden_id
      from found
    ),
    changed as materialized (
      select j.* from judged j join "credit"."golden_record" g using (golden_id)
      where (g.subject_state, g.subject_golden_id) is distinct from (j.state, j.subject_golden_id)
    ),
    noted as (insert into resubjected (library, golden_id) select $2, golden_id from changed),
    former as (
      insert into "credit"."golden_history" ("golden_id", "version", "state", "redirect_to", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "subject_state", "subject_library", "subject_type", "subject_value", "subject_golden_id", "record_class", "list_code", "document_no", "document_name", "certificate_name", "certificate_no", "subject_name", "subject_class", "subject_uscc", "subject_org_code", "subject_reg_no", "subject_tax_no", "subject_institution_no", "subject_social_org_no", "subject_id_type", "subject_id_number", "subject_document_no", "subject_address", "customs_code", "legal_rep_name", "legal_rep_id_type", "legal_rep_id_number", "legal_rep_document_no", "finance_head_name", "agent_name", "content", "permit_class", "penalty_class", "violation", "facts", "basis", "fine_amount", "confiscated_amount", "revoked_certificate", "listed_on", "expires_on", "reason", "behaviour", "obligation", "fulfilment", "fulfilled_part", "unfulfilled_part", "court_case_no", "judged_by", "court_region", "case_filed_on", "tax_period", "removed_on", "removal_reason", "year", "grade", "commitment_type", "matter", "accepted_by", "ref_document_no", "ref_list_code", "repaired_on", "raised_on", "objection_state", "objection_result", "closed_on", "decided_on", "valid_from", "valid_to", "publish_until", "decided_by", "decided_by_code", "record_state", "use_scope", "division_code", "source_unit", "source_unit_code", "remark", replaced_at, replaced_by)
      select g."golden_id", g."version", g."state", g."redirect_to", g."created_at", g."recorded_at", g."cause", g."key", g."name_keys", g."win_record", g."win_rank", g."win_date", g."conflicts", g."subject_state", g."subject_library", g."subject_type", g."subject_value", g."subject_golden_id", g."record_class", g."list_code", g."document_no", g."document_name", g."certificate_name", g."certificate_no", g."subject_name", g."subject_class", g."subject_uscc", g."subject_org_code", g."subject_reg_no", g."subject_tax_no", g."subject_institution_no", g."subject_social_org_no", g."subject_id_type", g."subject_id_number", g."subject_document_no", g."subject_address", g."customs_code", g."legal_rep_name", g."legal_rep_id_type", g."legal_rep_id_number", g."legal_rep_document_no", g."finance_head_name", g."agent_name", g."content", g."permit_class", g."penalty_class", g."violation", g."facts", g."basis", g."fine_amount", g."confiscated_amount", g."revoked_certificate", g."listed_on", g."expires_on", g."reason", g."behaviour", g."obligation", g."fulfilment", g."fulfilled_part", g."unfulfilled_part", g."court_case_no", g."judged_by", g."court_region", g."case_filed_on", g."tax_period", g."removed_on", g."removal_reason", g."year", g."grade", g."commitment_type", g."matter", g."accepted_by", g."ref_document_no", g."ref_list_code", g."repaired_on", g."raised_on", g."objection_state", g."objection_result", g."closed_on", g."decided_on", g."valid_from", g."valid_to", g."publish_until", g."decided_by", g."decided_by_code", g."record_state", g."use_scope", g."division_code", g."source_unit", g."source_unit_code", g."remark", $3::timestamptz, $4
      from "credit"."golden_record" g join changed using (golden_id) where g.subject_state is not null
    )
    update "credit"."golden_record" g
    set subject_state = changed.state, subject_golden_id = changed.subject_golden_id,
      version = g.version + case when g.subject_state is null then 0 else 1 end,
      recorded_at = case when g.subject_state is null then g.recorded_at else $5::timestamptz end,
      cause = case when g.subject_state is null then g.cause else $6 end
    from changed where g.golden_id = changed.golden_id;

select distinct library from resubjected;

create temporary table clashing (golden_id uuid primary key) on commit drop;

insert into clashing (golden_id)
      select g.golden_id from settled join "population"."golden_record" g using (golden_id) where g.state = 'active' and g.conflicts @> array[$1]::text[];

analyze clashing;

update "population"."source_record" r set link_rule = case when coalesce(r.name_keys && g.name_keys, true) then $1 else $2 end
    from clashing join "population"."golden_record" g using (golden_id)
    where r.golden_id = clashing.golden_id and not r.is_withdrawn and r.link_rule in ($3, $4) and r.link_rule <> case when coalesce(r.name_keys && g.name_keys, true) then $5 else $6 end;

update "population"."source_record" r set link_rule = $1
    from (select distinct golden_id from touched except select golden_id from clashing) calm
    where r.golden_id = calm.golden_id and r.link_rule = $2;

create temporary table wanted (kind text not null, rule text not null, subject_key text not null, golden_ids uuid[] not null,
      evidence jsonb not null, priority smallint not null, digest text, departments text[]) on commit drop;

create temporary table judged (kind text not null, subject_key text not null) on commit drop;

create temporary table task_due (kind text primary key, due_on date not null) on commit drop;

insert into wanted
    select $1, $2, md5(coalesce(g.key, 'r:' || (select x from unnest(g.win_record) x where x is not null order by x limit 1))), array[g.golden_id],
      jsonb_build_object('attribute', $3::text, 'records', array_agg(r.record_id order by r.record_id)), 4
    from clashing join "population"."golden_record" g using (golden_id)
    join "population"."source_record" r on r.golden_id = clashing.golden_id and not r.is_withdrawn
    where not g.win_rank[2] = 1 and g.golden_id not in (
    select home.golden_id from (
    select distinct on (p.decision_id) p.decision_id, r.golden_id
    from "population"."pin" p join "population"."source_record" r on r.record_id = p.record_id
    where p.valid_to >= $4::date and r.golden_id is not null and not r.is_withdrawn
    order by p.decision_id, p.place) home
    join "population"."pin" p on p.decision_id = home.decision_id where p.attribute = $5)
    group by g.golden_id
    having bool_or(not r.name_keys && g.name_keys);

insert into judged
      select distinct $1, md5(s.key) from scope s where s.key is not null
      union
      select $2, md5(key) from touched_key;

insert into wanted
    select $1, $2, md5(s.key),
      coalesce((select array_agg(i.golden_id order by i.golden_id) filter (where i.status = i.best)
        from (select golden_id, status, min(status) over () as best from "population"."identifier" where type = $3 and value = s.key) i), '{}'),
      jsonb_build_object('records', array_agg(s.record_id order by s.record_id)), 2
    from scope s join "population"."source_record" r using (record_id)
    where s.key is not null and s.is_active and r.golden_id is null and not exists (select from "population"."decided" d join scope o on o.record_id = d.other_id
    where d.kind = 'never' and d.record_id = s.record_id and (o.key = s.key or o.component = s.component))
    group by s.key;

insert into judged select t.kind, t.subject_key from hub.task t
      where t.library = $1 and t.kind = $2 and t.subject_key like 'n:%' and t.state in ('open', 'claimed');

insert into wanted
    select $1, $2, 'n:' || md5(n.record_id::text), array_agg(distinct side.golden_id order by side.golden_id),
      jsonb_build_object('records', array_agg(distinct side.record_id order by side.record_id)), 2
    from "population"."key_alias" a
    join "population"."source_record" n on n.record_id = a.record_id and n.golden_id is not null
    join "population"."source_record" r on r.key = a.old_key and not r.is_withdrawn and r.golden_id <> n.golden_id and r.effective_date >= a.held_from and (a.reissued_on is null or r.effective_date < a.reissued_on)
    cross join lateral (values (n.record_id, n.golden_id), (r.record_id, r.golden_id)) side (record_id, golden_id)
    where a.names is not null and a.other_names = '{}'
      and not exists (select from "population"."source_record" named where named.key = a.old_key and not named.is_withdrawn and named.name_keys && a.names)
    group by n.record_id having count(distinct side.golden_id) = 2 and not (count(distinct side.golden_id) = 2 and exists (
    select from "population"."decided" d join "population"."source_record" one on one.record_id = d.record_id join "population"."source_record" other on other.record_id = d.other_id
    where d.kind = 'never' and one.golden_id <> other.golden_id and array[one.golden_id, other.golden_id] <@ array_agg(side.golden_id)));

insert into judged select $1, 'r:' || record_id from scope;

insert into wanted
      select $1, c.rule, 'r:' || c.record_id, array_remove(array[a.golden_id], null),
        jsonb_build_object('records', array[c.record_id], 'numbers', cardinality(c.keys)), 5
      from contested c join scope s using (record_id) left join assigned a on a.label = s.label;

insert into judged
      select $1, d.decision_id::text from "population"."decided" d where d.kind in ('same', 'never')
        and (d.record_id in (select record_id from scope) or d.other_id in (select record_id from scope))
      union
      select t.kind, t.subject_key from hub.task t where t.library = $2 and t.kind = $3 and t.state in ('open', 'claimed')
        and not exists (select from "population"."decided" d where d.decision_id::text = t.subject_key);

insert into wanted
    select $1, $2, decision_id::text, array_agg(distinct golden_id order by golden_id) filter (where golden_id is not null),
      jsonb_build_object('decisionId', decision_id::text, 'records', array_agg(distinct record_id order by record_id)), 3
    from (
      select d.decision_id, d.record_id, o.golden_id
      from "population"."decided" d join scope s on s.record_id = d.record_id and s.is_active and s.placed is null
      join scope near on near.record_id = d.other_id and near.is_active and (near.key = s.key or near.component = s.component)
      join "population"."source_record" r on r.record_id = s.record_id and r.golden_id is null
      join "population"."source_record" o on o.record_id = near.record_id
      where d.kind = 'never') found group by decision_id having count(golden_id) > 0;

insert into wanted
    select $1, $2, decision_id::text, array_agg(distinct golden_id order by golden_id) filter (where golden_id is not null),
      jsonb_build_object('decisionId', decision_id::text, 'records', array_agg(distinct record_id order by record_id)), 3
    from (
      select d.decision_id, side.record_id, side.golden_id
      from "population"."decided" d
      join "population"."source_record" one on one.record_id = d.record_id join "population"."source_record" other on other.record_id = d.other_id
      cross join lateral (values (one.record_id, one.golden_id), (other.record_id, other.golden_id)) side (record_id, golden_id)
      where d.kind = 'same' and one.golden_id <> other.golden_id and not one.is_withdrawn and not other.is_withdrawn
        and (d.record_id in (select record_id from scope) or d.other_id in (select record_id from scope))) found group by decision_id having count(golden_id) > 0;

insert into wanted
    select $1, $2, decision_id::text, array_agg(distinct golden_id order by golden_id) filter (where golden_id is not null),
      jsonb_build_object('decisionId', decision_id::text, 'records', array_agg(distinct record_id order by record_id)), 3
    from (
      with joined as (
        select distinct d.decision_id, s.label from "population"."decided" d join scope s on s.record_id = d.record_id and s.label is not null where d.kind = 'same'
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

-- ended: few golden records, whatever the load's size; materialized, so that their records are found by index
      with ended as materialized (
        select g.golden_id from settled join "population"."golden_record" g using (golden_id) where g."death_date" is not null limit all
      )
      insert into wanted
      select $1, $2, md5(coalesce(g.key, 'r:' || (select x from unnest(g.win_record) x where x is not null order by x limit 1))), array[g.golden_id],
        jsonb_build_object('records', array_agg(r.record_id order by r.record_id), 'attribute', $3::text), 3
      from ended join "population"."golden_record" g using (golden_id)
      join "population"."source_record" r on r.golden_id = g.golden_id and not r.is_withdrawn
      where g.state = 'active' and g.golden_id not in (
    select home.golden_id from (
    select distinct on (p.decision_id) p.decision_id, r.golden_id
    from "population"."pin" p join "population"."source_record" r on r.record_id = p.record_id
    where p.valid_to >= $4::date and r.golden_id is not null and not r.is_withdrawn
    order by p.decision_id, p.place) home
    join "population"."pin" p on p.decision_id = home.decision_id where p.attribute = $5) and r.feed = any ($6) and r.effective_date > g."death_date" and not coalesce(r."social_insurance_status" = any ($7), false) and not coalesce(r."housing_fund_status" = any ($8), false)
      group by g.golden_id;

insert into wanted
    with told_apart as materialized (
      select x.golden_id as a, y.golden_id as b from "population"."decided" d
      join "population"."source_record" x on x.record_id = d.record_id join "population"."source_record" y on y.record_id = d.other_id where d.kind = 'never'
    ),
    near as materialized (
    select least(r.golden_id, o.golden_id) as a, greatest(r.golden_id, o.golden_id) as b, c.record_id, c.other_id, c.score, c.outcome, c.relation
    from settled join "population"."source_record" r using (golden_id) join "population"."candidate" c on c."record_id" = r.record_id join "population"."source_record" o on o.record_id = c."other_id"
    where c.outcome in ('match', 'review') and not r.is_withdrawn and not o.is_withdrawn and r.golden_id <> o.golden_id union all
    select least(r.golden_id, o.golden_id) as a, greatest(r.golden_id, o.golden_id) as b, c.record_id, c.other_id, c.score, c.outcome, c.relation
    from settled join "population"."source_record" r using (golden_id) join "population"."candidate" c on c."other_id" = r.record_id join "population"."source_record" o on o.record_id = c."record_id"
    where c.outcome in ('match', 'review') and not r.is_withdrawn and not o.is_withdrawn and r.golden_id <> o.golden_id),
    pair as (
      select distinct on (near.a, near.b, near.relation) near.* from near
      where not exists (select from told_apart t where (t.a, t.b) in ((near.a, near.b), (near.b, near.a)))
      order by near.a, near.b, near.relation, near.score desc, near.record_id, near.other_id
    ),
    matter as (
      select pair.*, (select md5(coalesce(g.key, 'r:' || (select x from unnest(g.win_record) x where x is not null order by x limit 1))) from "population"."golden_record" g where g.golden_id = pair.a) as matter_a,
        (select md5(coalesce(g.key, 'r:' || (select x from unnest(g.win_record) x where x is not null order by x limit 1))) from "population"."golden_record" g where g.golden_id = pair.b) as matter_b
      from pair
    )
    select $1, $2, 'p:' || md5(least(matter_a, matter_b) || greatest(matter_a, matter_b)), array[a, b],
      jsonb_build_object('records', array[record_id, other_id], 'score', round(score::numeric, 1)), case outcome when 'match' then 4 else 5 end
    from matter;

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
        select array_agg(distinct r.source order by r.source) as departments, string_agg(md5((case when w.rule = $1 then jsonb_build_array(r."record_id", r."birth_certificate_no", r."birth_date", r."death_date", r."full_name", r."hm_travel_permit_no", r."id_number", r."passport_no", r."pr_card_no", r."sex", r."tw_travel_permit_no", r."used_name", r."ethnic_group", r."hukou_address", r."mobile_phone", r."residence_address") else jsonb_build_array(r."record_id", r."birth_certificate_no", r."birth_date", r."death_date", r."full_name", r."hm_travel_permit_no", r."id_number", r."passport_no", r."pr_card_no", r."sex", r."tw_travel_permit_no", r."used_name") end)::text), ',' order by r.record_id) as content
        from "population"."source_record" r
        where r.record_id = any (array(select jsonb_array_elements_text(w.evidence -> 'records')::uuid))
      ) said on true
      -- held: the golden records, with the sources of their records where the evidence names none
      left join lateral (
        select string_agg(md5((case when w.evidence -> 'records' is null then case when w.rule = $2 then jsonb_build_array(g."golden_id", g."birth_certificate_no", g."birth_date", g."death_date", g."full_name", g."hm_travel_permit_no", g."id_number", g."passport_no", g."pr_card_no", g."sex", g."tw_travel_permit_no", g."used_name", g."ethnic_group", g."hukou_address", g."mobile_phone", g."residence_address") else jsonb_build_array(g."golden_id", g."birth_certificate_no", g."birth_date", g."death_date", g."full_name", g."hm_travel_permit_no", g."id_number", g."passport_no", g."pr_card_no", g."sex", g."tw_travel_permit_no", g."used_name") end else jsonb_build_array(g."golden_id", g."death_date") end)::text), ',' order by g.golden_id) as content,
          (select array_agg(distinct r.source order by r.source) from "population"."source_record" r
            where w.evidence -> 'records' is null and r.golden_id = any (w.golden_ids) and not r.is_withdrawn) as departments
        from "population"."golden_record" g where g.golden_id = any (w.golden_ids)
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
      from hub.challenge c left join "population"."golden_record" g on g.golden_id = c.golden_id where c.library = $1 and c.state in ('open', 'accepted')
      union all
      select p.challenge_id, g.golden_id, g.state, g.redirect_to, p.hops + 1
      from place p join "population"."golden_record" g on g.golden_id = p.redirect_to where p.state = 'redirected' and p.hops < 32
    ),
    stand as (select distinct on (challenge_id) challenge_id, golden_id, state from place order by challenge_id, hops desc),
    judged as (
      select c.challenge_id, stand.golden_id, case when stand.state is distinct from 'active' then 'record_gone'
        when md5(coalesce((to_jsonb("g".*) -> (c.attribute::text))::text, 'null')) <> c.value_digest then
          case when to_jsonb(g.*) ->> c.attribute in (c.proposed_value, c.corrected_value) then 'changed_as_proposed' else 'changed' end end as ended
      from hub.challenge c join stand using (challenge_id) left join "population"."golden_record" g on g.golden_id = stand.golden_id
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
      select n.load_id, count(*), 0 from reworded n join "population"."source_record" r using (record_id) where r.golden_id is not null and not exists (select from scope s where s.record_id = n.record_id) group by n.load_id
      union all
      select r.load_id, count(s.label), count(*) filter (where s.label is null and s.is_active) from scope s join "population"."source_record" r using (record_id) group by r.load_id
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

