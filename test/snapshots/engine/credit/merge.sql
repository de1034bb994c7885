insert into touched (golden_id)
    select r.golden_id from "credit"."pin" p
    join "credit"."source_record" r on r.record_id = p.record_id
    where r.golden_id in (select golden_id from gained);

analyze touched;

create temporary table "gaining" on commit drop as
      select * from (select * from
    (select golden_id, record_id as "newcomer_6" from gained where load_id = 6::bigint) "gained_6" ) joined
      where not exists (select from touched where touched.golden_id = joined.golden_id);

insert into touched (golden_id) select golden_id from "gaining" group by golden_id having count(*) > 1;

delete from "gaining" where golden_id in (select golden_id from touched);

analyze "gaining";

create temporary table "folded" on commit drop as
    select f.golden_id, f.is_founding, f.changed_by, f.is_incomparable, f.founding_key, f.conflicts,
      array[f."win_record_1", null, f."win_record_3", null, null, null, null, null, null, null, null, null, null, null]::uuid[] as win_record, array[f."win_rank_1", null, f."win_rank_3", null, null, null, null, null, null, null, null, null, null, null]::smallint[] as win_rank, array[f."win_date_1", null, f."win_date_3", null, null, null, null, null, null, null, null, null, null, null]::date[] as win_date,
      f."record_class", f."list_code", f."document_no", f."document_name", f."decided_on", f."decided_by", f."decided_by_code", f."subject_name", f."subject_class", f."subject_uscc", f."subject_org_code", f."subject_reg_no", f."subject_tax_no", f."subject_institution_no", f."subject_social_org_no", f."subject_id_type", f."subject_id_number", f."subject_document_no", f."subject_address", f."customs_code", f."name_keys"
    from (
    select golden_id, is_founding,
      case when "wins_1" or "wins_3" or fresh <> '{}' then 6::bigint else changed_by end as changed_by,
      is_incomparable, founding_key,
      case when fresh = '{}' then conflicts else coalesce(conflicts, '{}') || fresh end as conflicts,
      case when "wins_1" then new_record else "win_record_1" end as "win_record_1", case when "wins_1" then "new_rank_1" else "win_rank_1" end as "win_rank_1", case when "wins_1" then new_date else "win_date_1" end as "win_date_1", case when "wins_1" then "new_record_class" else "record_class" end as "record_class", case when "wins_1" then "new_list_code" else "list_code" end as "list_code", case when "wins_1" then "new_document_no" else "document_no" end as "document_no", case when "wins_1" then "new_document_name" else "document_name" end as "document_name", case when "wins_1" then "new_decided_on" else "decided_on" end as "decided_on", case when "wins_1" then "new_decided_by" else "decided_by" end as "decided_by", case when "wins_1" then "new_decided_by_code" else "decided_by_code" end as "decided_by_code", case when "wins_3" then new_record else "win_record_3" end as "win_record_3", case when "wins_3" then "new_rank_3" else "win_rank_3" end as "win_rank_3", case when "wins_3" then new_date else "win_date_3" end as "win_date_3", case when "wins_3" then "new_subject_name" else "subject_name" end as "subject_name", case when "wins_3" then "new_subject_class" else "subject_class" end as "subject_class", case when "wins_3" then "new_subject_uscc" else "subject_uscc" end as "subject_uscc", case when "wins_3" then "new_subject_org_code" else "subject_org_code" end as "subject_org_code", case when "wins_3" then "new_subject_reg_no" else "subject_reg_no" end as "subject_reg_no", case when "wins_3" then "new_subject_tax_no" else "subject_tax_no" end as "subject_tax_no", case when "wins_3" then "new_subject_institution_no" else "subject_institution_no" end as "subject_institution_no", case when "wins_3" then "new_subject_social_org_no" else "subject_social_org_no" end as "subject_social_org_no", case when "wins_3" then "new_subject_id_type" else "subject_id_type" end as "subject_id_type", case when "wins_3" then "new_subject_id_number" else "subject_id_number" end as "subject_id_number", case when "wins_3" then "new_subject_document_no" else "subject_document_no" end as "subject_document_no", case when "wins_3" then "new_subject_address" else "subject_address" end as "subject_address", case when "wins_3" then "new_customs_code" else "customs_code" end as "customs_code", case when "wins_3" then "new_name_keys" else "name_keys" end as "name_keys"
    from (
      select l.golden_id, l.is_founding, l.changed_by, l.conflicts, l."win_record_1", l."win_rank_1", l."win_date_1", l."record_class", l."list_code", l."document_no", l."document_name", l."decided_on", l."decided_by", l."decided_by_code", l."win_record_3", l."win_rank_3", l."win_date_3", l."subject_name", l."subject_class", l."subject_uscc", l."subject_org_code", l."subject_reg_no", l."subject_tax_no", l."subject_institution_no", l."subject_social_org_no", l."subject_id_type", l."subject_id_number", l."subject_document_no", l."subject_address", l."customs_code", l."name_keys",
        l.is_incomparable or coalesce((r."record_class" is not null and l."record_class" is null and l."win_record_1" is not null) or (r."document_no" is not null and l."document_no" is null and l."win_record_1" is not null) or (r."decided_on" is not null and l."decided_on" is null and l."win_record_1" is not null) or (r."decided_by" is not null and l."decided_by" is null and l."win_record_1" is not null) or (r."subject_name" is not null and l."subject_name" is null and l."win_record_3" is not null) or (r."subject_uscc" is not null and l."subject_uscc" is null and l."win_record_3" is not null), false) as is_incomparable,
        coalesce(l.founding_key, case when l.is_founding then r.key end) as founding_key,
        case when r."record_class" <> l."record_class" or r."document_no" <> l."document_no" or r."subject_name" <> l."subject_name" or r."subject_uscc" <> l."subject_uscc" or r."decided_on" <> l."decided_on" or r."decided_by" <> l."decided_by"
          then array_remove(array[case when r."record_class" <> l."record_class" and not ($1 = any (coalesce(l.conflicts, '{}'))) then $2 end, case when r."document_no" <> l."document_no" and not ($3 = any (coalesce(l.conflicts, '{}'))) then $4 end, case when r."subject_name" <> l."subject_name" and not ($5 = any (coalesce(l.conflicts, '{}'))) then $6 end, case when r."subject_uscc" <> l."subject_uscc" and not ($7 = any (coalesce(l.conflicts, '{}'))) then $8 end, case when r."decided_on" <> l."decided_on" and not ($9 = any (coalesce(l.conflicts, '{}'))) then $10 end, case when r."decided_by" <> l."decided_by" and not ($11 = any (coalesce(l.conflicts, '{}'))) then $12 end]::text[], null) else '{}' end as fresh,
        r.record_id as new_record, r.effective_date as new_date, ((r."record_class" is not null or r."list_code" is not null or r."document_no" is not null or r."document_name" is not null or r."decided_on" is not null or r."decided_by" is not null or r."decided_by_code" is not null) and (l."win_record_1" is null or
    (99::smallint, l."win_date_1", num_nonnulls(l."record_class", l."list_code", l."document_no", l."document_name", l."decided_on", l."decided_by", l."decided_by_code"), r.record_id)
    < (l."win_rank_1", r.effective_date, num_nonnulls(r."record_class", r."list_code", r."document_no", r."document_name", r."decided_on", r."decided_by", r."decided_by_code"), l."win_record_1"))) as "wins_1", 99::smallint as "new_rank_1", r."record_class" as "new_record_class", r."list_code" as "new_list_code", r."document_no" as "new_document_no", r."document_name" as "new_document_name", r."decided_on" as "new_decided_on", r."decided_by" as "new_decided_by", r."decided_by_code" as "new_decided_by_code", ((r."subject_name" is not null or r."subject_class" is not null or r."subject_uscc" is not null or r."subject_org_code" is not null or r."subject_reg_no" is not null or r."subject_tax_no" is not null or r."subject_institution_no" is not null or r."subject_social_org_no" is not null or r."subject_id_type" is not null or r."subject_id_number" is not null or r."subject_document_no" is not null or r."subject_address" is not null or r."customs_code" is not null) and (l."win_record_3" is null or
    (99::smallint, l."win_date_3", num_nonnulls(l."subject_name", l."subject_class", l."subject_uscc", l."subject_org_code", l."subject_reg_no", l."subject_tax_no", l."subject_institution_no", l."subject_social_org_no", l."subject_id_type", l."subject_id_number", l."subject_document_no", l."subject_address", l."customs_code"), r.record_id)
    < (l."win_rank_3", r.effective_date, num_nonnulls(r."subject_name", r."subject_class", r."subject_uscc", r."subject_org_code", r."subject_reg_no", r."subject_tax_no", r."subject_institution_no", r."subject_social_org_no", r."subject_id_type", r."subject_id_number", r."subject_document_no", r."subject_address", r."customs_code"), l."win_record_3"))) as "wins_3", 99::smallint as "new_rank_3", r."subject_name" as "new_subject_name", r."subject_class" as "new_subject_class", r."subject_uscc" as "new_subject_uscc", r."subject_org_code" as "new_subject_org_code", r."subject_reg_no" as "new_subject_reg_no", r."subject_tax_no" as "new_subject_tax_no", r."subject_institution_no" as "new_subject_institution_no", r."subject_social_org_no" as "new_subject_social_org_no", r."subject_id_type" as "new_subject_id_type", r."subject_id_number" as "new_subject_id_number", r."subject_document_no" as "new_subject_document_no", r."subject_address" as "new_subject_address", r."customs_code" as "new_customs_code", r."name_keys" as "new_name_keys"
      from (
    select q.*, g.golden_id is null as is_founding, null::bigint as changed_by, false as is_incomparable, null::text as founding_key, g.conflicts, g.win_record[1] as "win_record_1", g.win_rank[1] as "win_rank_1", g.win_date[1] as "win_date_1", g."record_class", g."list_code", g."document_no", g."document_name", g."decided_on", g."decided_by", g."decided_by_code", g.win_record[3] as "win_record_3", g.win_rank[3] as "win_rank_3", g.win_date[3] as "win_date_3", g."subject_name", g."subject_class", g."subject_uscc", g."subject_org_code", g."subject_reg_no", g."subject_tax_no", g."subject_institution_no", g."subject_social_org_no", g."subject_id_type", g."subject_id_number", g."subject_document_no", g."subject_address", g."customs_code", g."name_keys"
    from "gaining" q left join "credit"."golden_record" g on g.golden_id = q.golden_id offset '0') l
      left join "staging"."load_N" r on r.record_id = l."newcomer_6" and not r.is_delete
      offset '0'
    ) judged) f;

analyze "folded" (golden_id, is_founding, changed_by, is_incomparable);

select coalesce(bool_or(is_incomparable), false) as incomparable, coalesce(bool_or(is_founding), false) as founded,
      coalesce(bool_or(not is_founding and changed_by is not null), false) as changed from "folded";

insert into "credit"."golden_record" (golden_id, created_at, recorded_at, cause, key, win_record, win_rank, win_date, conflicts, "record_class", "list_code", "document_no", "document_name", "decided_on", "decided_by", "decided_by_code", "subject_name", "subject_class", "subject_uscc", "subject_org_code", "subject_reg_no", "subject_tax_no", "subject_institution_no", "subject_social_org_no", "subject_id_type", "subject_id_number", "subject_document_no", "subject_address", "customs_code", "name_keys")
    select golden_id, $1::timestamptz, $2::timestamptz, 'load:' || coalesce(changed_by, $3::bigint), founding_key,
      win_record, win_rank, win_date, case when f.conflicts is not null then (select array_agg(c order by c) from unnest(f.conflicts) c) end, "record_class", "list_code", "document_no", "document_name", "decided_on", "decided_by", "decided_by_code", "subject_name", "subject_class", "subject_uscc", "subject_org_code", "subject_reg_no", "subject_tax_no", "subject_institution_no", "subject_social_org_no", "subject_id_type", "subject_id_number", "subject_document_no", "subject_address", "customs_code", "name_keys"
    from "folded" f where is_founding and not is_incomparable;

insert into "credit"."identifier" (type, value, golden_id)
    select distinct split_part(other, ':', 1), substr(other, strpos(other, ':') + 1), gaining.golden_id
    from "gaining" gaining
    join "staging"."load_N" r on r.record_id = gaining."newcomer_6" and not r.is_delete
    cross join unnest(r.other_keys) as other
    where r.other_keys is not null
    on conflict do nothing;

analyze touched;

