insert into touched (golden_id) select golden_id from gained group by golden_id, load_id having count(*) > 1;

insert into touched (golden_id)
    select r.golden_id from "credit"."pin" p
    join "credit"."source_record" r on r.record_id = p.record_id
    where r.golden_id in (select golden_id from gained);

analyze touched;

create temporary table "quick" (record_id uuid not null, golden_id uuid not null, load_id bigint not null) on commit drop;

create temporary table "gaining" (golden_id uuid not null) on commit drop;

insert into "quick" (record_id, golden_id, load_id)
    select gained.record_id, gained.golden_id, gained.load_id
    from gained
    left join (select distinct golden_id from touched) slow on slow.golden_id = gained.golden_id
    where slow.golden_id is null;

insert into "gaining" (golden_id) select distinct golden_id from "quick";

analyze "quick";

analyze "gaining";

create temporary table folded on commit drop as
    select golden_id, is_founding,
      case when "wins_1" or "wins_3" or fresh <> '{}' then 6::bigint else changed_by end as changed_by,
      is_incomparable, founding_key,
      case when fresh = '{}' then conflicts else coalesce(conflicts, '{}') || fresh end as conflicts,
      case when "wins_1" then new_record else "win_record_1" end as "win_record_1", case when "wins_1" then "new_rank_1" else "win_rank_1" end as "win_rank_1", case when "wins_1" then new_date else "win_date_1" end as "win_date_1", case when "wins_1" then "new_record_class" else "record_class" end as "record_class", case when "wins_1" then "new_document_no" else "document_no" end as "document_no", case when "wins_1" then "new_document_name" else "document_name" end as "document_name", case when "wins_1" then "new_decided_on" else "decided_on" end as "decided_on", case when "wins_1" then "new_decided_by" else "decided_by" end as "decided_by", case when "wins_1" then "new_decided_by_code" else "decided_by_code" end as "decided_by_code", case when "wins_3" then new_record else "win_record_3" end as "win_record_3", case when "wins_3" then "new_rank_3" else "win_rank_3" end as "win_rank_3", case when "wins_3" then new_date else "win_date_3" end as "win_date_3", case when "wins_3" then "new_subject_name" else "subject_name" end as "subject_name", case when "wins_3" then "new_subject_class" else "subject_class" end as "subject_class", case when "wins_3" then "new_subject_uscc" else "subject_uscc" end as "subject_uscc", case when "wins_3" then "new_subject_org_code" else "subject_org_code" end as "subject_org_code", case when "wins_3" then "new_subject_reg_no" else "subject_reg_no" end as "subject_reg_no", case when "wins_3" then "new_subject_tax_no" else "subject_tax_no" end as "subject_tax_no", case when "wins_3" then "new_subject_institution_no" else "subject_institution_no" end as "subject_institution_no", case when "wins_3" then "new_subject_social_org_no" else "subject_social_org_no" end as "subject_social_org_no", case when "wins_3" then "new_subject_id_type" else "subject_id_type" end as "subject_id_type", case when "wins_3" then "new_subject_id_number" else "subject_id_number" end as "subject_id_number", case when "wins_3" then "new_subject_document_no" else "subject_document_no" end as "subject_document_no", case when "wins_3" then "new_name_keys" else "name_keys" end as "name_keys"
    from (
      select l.golden_id, l.is_founding, l.changed_by, l.conflicts, l."win_record_1", l."win_rank_1", l."win_date_1", l."record_class", l."document_no", l."document_name", l."decided_on", l."decided_by", l."decided_by_code", l."win_record_3", l."win_rank_3", l."win_date_3", l."subject_name", l."subject_class", l."subject_uscc", l."subject_org_code", l."subject_reg_no", l."subject_tax_no", l."subject_institution_no", l."subject_social_org_no", l."subject_id_type", l."subject_id_number", l."subject_document_no", l."name_keys",
        l.is_incomparable or coalesce((r."record_class" is not null and l."record_class" is null and l."win_record_1" is not null) or (r."document_no" is not null and l."document_no" is null and l."win_record_1" is not null) or (r."decided_on" is not null and l."decided_on" is null and l."win_record_1" is not null) or (r."decided_by" is not null and l."decided_by" is null and l."win_record_1" is not null) or (r."subject_name" is not null and l."subject_name" is null and l."win_record_3" is not null) or (r."subject_uscc" is not null and l."subject_uscc" is null and l."win_record_3" is not null), false) as is_incomparable,
        coalesce(l.founding_key, case when l.is_founding then r.key end) as founding_key,
        array_remove(array[case when r."record_class" <> l."record_class" and not ($1 = any (coalesce(l.conflicts, '{}'))) then $2 end, case when r."document_no" <> l."document_no" and not ($3 = any (coalesce(l.conflicts, '{}'))) then $4 end, case when r."subject_name" <> l."subject_name" and not ($5 = any (coalesce(l.conflicts, '{}'))) then $6 end, case when r."subject_uscc" <> l."subject_uscc" and not ($7 = any (coalesce(l.conflicts, '{}'))) then $8 end, case when r."decided_on" <> l."decided_on" and not ($9 = any (coalesce(l.conflicts, '{}'))) then $10 end, case when r."decided_by" <> l."decided_by" and not ($11 = any (coalesce(l.conflicts, '{}'))) then $12 end]::text[], null) as fresh,
        r.record_id as new_record, r.effective_date as new_date, ((r."record_class" is not null or r."document_no" is not null or r."document_name" is not null or r."decided_on" is not null or r."decided_by" is not null or r."decided_by_code" is not null) and (l."win_record_1" is null or
    (99::smallint, l."win_date_1", num_nonnulls(l."record_class", l."document_no", l."document_name", l."decided_on", l."decided_by", l."decided_by_code"), r.record_id)
    < (l."win_rank_1", r.effective_date, num_nonnulls(r."record_class", r."document_no", r."document_name", r."decided_on", r."decided_by", r."decided_by_code"), l."win_record_1"))) as "wins_1", 99::smallint as "new_rank_1", r."record_class" as "new_record_class", r."document_no" as "new_document_no", r."document_name" as "new_document_name", r."decided_on" as "new_decided_on", r."decided_by" as "new_decided_by", r."decided_by_code" as "new_decided_by_code", ((r."subject_name" is not null or r."subject_class" is not null or r."subject_uscc" is not null or r."subject_org_code" is not null or r."subject_reg_no" is not null or r."subject_tax_no" is not null or r."subject_institution_no" is not null or r."subject_social_org_no" is not null or r."subject_id_type" is not null or r."subject_id_number" is not null or r."subject_document_no" is not null) and (l."win_record_3" is null or
    (99::smallint, l."win_date_3", num_nonnulls(l."subject_name", l."subject_class", l."subject_uscc", l."subject_org_code", l."subject_reg_no", l."subject_tax_no", l."subject_institution_no", l."subject_social_org_no", l."subject_id_type", l."subject_id_number", l."subject_document_no"), r.record_id)
    < (l."win_rank_3", r.effective_date, num_nonnulls(r."subject_name", r."subject_class", r."subject_uscc", r."subject_org_code", r."subject_reg_no", r."subject_tax_no", r."subject_institution_no", r."subject_social_org_no", r."subject_id_type", r."subject_id_number", r."subject_document_no"), l."win_record_3"))) as "wins_3", 99::smallint as "new_rank_3", r."subject_name" as "new_subject_name", r."subject_class" as "new_subject_class", r."subject_uscc" as "new_subject_uscc", r."subject_org_code" as "new_subject_org_code", r."subject_reg_no" as "new_subject_reg_no", r."subject_tax_no" as "new_subject_tax_no", r."subject_institution_no" as "new_subject_institution_no", r."subject_social_org_no" as "new_subject_social_org_no", r."subject_id_type" as "new_subject_id_type", r."subject_id_number" as "new_subject_id_number", r."subject_document_no" as "new_subject_document_no", r."name_keys" as "new_name_keys"
      from (
    select q.golden_id, g.golden_id is null as is_founding, null::bigint as changed_by, false as is_incomparable, null::text as founding_key, g.conflicts,
      g.win_record[1] as "win_record_1", g.win_rank[1] as "win_rank_1", g.win_date[1] as "win_date_1", g."record_class", g."document_no", g."document_name", g."decided_on", g."decided_by", g."decided_by_code", g.win_record[3] as "win_record_3", g.win_rank[3] as "win_rank_3", g.win_date[3] as "win_date_3", g."subject_name", g."subject_class", g."subject_uscc", g."subject_org_code", g."subject_reg_no", g."subject_tax_no", g."subject_institution_no", g."subject_social_org_no", g."subject_id_type", g."subject_id_number", g."subject_document_no", g."name_keys"
    from "gaining" q left join "credit"."golden_record" g on g.golden_id = q.golden_id offset '0') l
      left join "quick" quick on quick.golden_id = l.golden_id and quick.load_id = 6::bigint
      left join "staging"."load_N" r on r.record_id = quick.record_id and not r.is_delete
      offset '0'
    ) judged;

analyze folded (golden_id, is_founding, changed_by, is_incomparable);

insert into touched (golden_id) select golden_id from folded where is_incomparable;

delete from "quick" quick using folded where quick.golden_id = folded.golden_id and folded.is_incomparable;

insert into "credit"."golden_history" ("golden_id", "version", "state", "redirect_to", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "subject_state", "subject_library", "subject_type", "subject_value", "subject_golden_id", "record_class", "document_no", "document_name", "certificate_name", "certificate_no", "subject_name", "subject_class", "subject_uscc", "subject_org_code", "subject_reg_no", "subject_tax_no", "subject_institution_no", "subject_social_org_no", "subject_id_type", "subject_id_number", "subject_document_no", "legal_rep_name", "legal_rep_id_type", "legal_rep_id_number", "legal_rep_document_no", "content", "permit_class", "penalty_class", "violation", "facts", "basis", "fine_amount", "confiscated_amount", "revoked_certificate", "decided_on", "valid_from", "valid_to", "publish_until", "decided_by", "decided_by_code", "record_state", "use_scope", "division_code", "source_unit", "source_unit_code", "remark", replaced_at, replaced_by)
    select g."golden_id", g."version", g."state", g."redirect_to", g."created_at", g."recorded_at", g."cause", g."key", g."name_keys", g."win_record", g."win_rank", g."win_date", g."conflicts", g."subject_state", g."subject_library", g."subject_type", g."subject_value", g."subject_golden_id", g."record_class", g."document_no", g."document_name", g."certificate_name", g."certificate_no", g."subject_name", g."subject_class", g."subject_uscc", g."subject_org_code", g."subject_reg_no", g."subject_tax_no", g."subject_institution_no", g."subject_social_org_no", g."subject_id_type", g."subject_id_number", g."subject_document_no", g."legal_rep_name", g."legal_rep_id_type", g."legal_rep_id_number", g."legal_rep_document_no", g."content", g."permit_class", g."penalty_class", g."violation", g."facts", g."basis", g."fine_amount", g."confiscated_amount", g."revoked_certificate", g."decided_on", g."valid_from", g."valid_to", g."publish_until", g."decided_by", g."decided_by_code", g."record_state", g."use_scope", g."division_code", g."source_unit", g."source_unit_code", g."remark", $1::timestamptz, 'load:' || changed.changed_by
    from "credit"."golden_record" g join (select golden_id, changed_by from folded where not folded.is_founding and folded.changed_by is not null and not folded.is_incomparable) changed using (golden_id);

update "credit"."golden_record" g
    set version = g.version + 1, recorded_at = $1::timestamptz, cause = 'load:' || f.changed_by, conflicts = (select array_agg(c order by c) from unnest(f.conflicts) c),
      win_record[1] = f."win_record_1", win_rank[1] = f."win_rank_1", win_date[1] = f."win_date_1", win_record[3] = f."win_record_3", win_rank[3] = f."win_rank_3", win_date[3] = f."win_date_3",
      "record_class" = f."record_class", "document_no" = f."document_no", "document_name" = f."document_name", "decided_on" = f."decided_on", "decided_by" = f."decided_by", "decided_by_code" = f."decided_by_code", "subject_name" = f."subject_name", "subject_class" = f."subject_class", "subject_uscc" = f."subject_uscc", "subject_org_code" = f."subject_org_code", "subject_reg_no" = f."subject_reg_no", "subject_tax_no" = f."subject_tax_no", "subject_institution_no" = f."subject_institution_no", "subject_social_org_no" = f."subject_social_org_no", "subject_id_type" = f."subject_id_type", "subject_id_number" = f."subject_id_number", "subject_document_no" = f."subject_document_no", "name_keys" = f."name_keys"
    from (select * from folded where not folded.is_founding and folded.changed_by is not null and not folded.is_incomparable) f
    where g.golden_id = f.golden_id;

insert into "credit"."golden_record" (golden_id, created_at, recorded_at, cause, key, win_record, win_rank, win_date, conflicts, "record_class", "document_no", "document_name", "decided_on", "decided_by", "decided_by_code", "subject_name", "subject_class", "subject_uscc", "subject_org_code", "subject_reg_no", "subject_tax_no", "subject_institution_no", "subject_social_org_no", "subject_id_type", "subject_id_number", "subject_document_no", "name_keys")
    select golden_id, $1::timestamptz, $2::timestamptz, 'load:' || coalesce(changed_by, $3::bigint), founding_key,
      array["win_record_1", null, "win_record_3", null, null, null, null]::uuid[], array["win_rank_1", null, "win_rank_3", null, null, null, null]::smallint[], array["win_date_1", null, "win_date_3", null, null, null, null]::date[], (select array_agg(c order by c) from unnest(f.conflicts) c),
      "record_class", "document_no", "document_name", "decided_on", "decided_by", "decided_by_code", "subject_name", "subject_class", "subject_uscc", "subject_org_code", "subject_reg_no", "subject_tax_no", "subject_institution_no", "subject_social_org_no", "subject_id_type", "subject_id_number", "subject_document_no", "name_keys"
    from folded f where is_founding and not is_incomparable;

insert into "credit"."identifier" (type, value, golden_id)
    select distinct split_part(other, ':', 1), substr(other, strpos(other, ':') + 1), quick.golden_id
    from "quick" quick
    join "staging"."load_N" r on r.record_id = quick.record_id and not r.is_delete
    cross join unnest(r.other_keys) as other
    where r.other_keys is not null
    on conflict do nothing;

