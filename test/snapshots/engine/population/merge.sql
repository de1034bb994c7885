insert into touched (golden_id) select golden_id from gained group by golden_id, load_id having count(*) > 1;

insert into touched (golden_id)
    select r.golden_id from "population"."pin" p
    join "population"."source_record" r on r.record_id = p.record_id
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
      case when "wins_1" or "wins_2" or "wins_5" or "wins_10" or "wins_11" or "wins_12" or "wins_13" or "wins_14" or "wins_15" or "wins_21" or fresh <> '{}' then 2::bigint else changed_by end as changed_by,
      is_incomparable, founding_key,
      case when fresh = '{}' then conflicts else coalesce(conflicts, '{}') || fresh end as conflicts,
      case when "wins_1" then new_record else "win_record_1" end as "win_record_1", case when "wins_1" then "new_rank_1" else "win_rank_1" end as "win_rank_1", case when "wins_1" then new_date else "win_date_1" end as "win_date_1", case when "wins_1" then "new_id_number" else "id_number" end as "id_number", case when "wins_2" then new_record else "win_record_2" end as "win_record_2", case when "wins_2" then "new_rank_2" else "win_rank_2" end as "win_rank_2", case when "wins_2" then new_date else "win_date_2" end as "win_date_2", case when "wins_2" then "new_full_name" else "full_name" end as "full_name", case when "wins_2" then "new_name_keys" else "name_keys" end as "name_keys", case when "wins_5" then new_record else "win_record_5" end as "win_record_5", case when "wins_5" then "new_rank_5" else "win_rank_5" end as "win_rank_5", case when "wins_5" then new_date else "win_date_5" end as "win_date_5", case when "wins_5" then "new_birth_date" else "birth_date" end as "birth_date", case when "wins_10" then new_record else "win_record_10" end as "win_record_10", case when "wins_10" then "new_rank_10" else "win_rank_10" end as "win_rank_10", case when "wins_10" then new_date else "win_date_10" end as "win_date_10", case when "wins_10" then "new_passport_no" else "passport_no" end as "passport_no", case when "wins_11" then new_record else "win_record_11" end as "win_record_11", case when "wins_11" then "new_rank_11" else "win_rank_11" end as "win_rank_11", case when "wins_11" then new_date else "win_date_11" end as "win_date_11", case when "wins_11" then "new_hm_travel_permit_no" else "hm_travel_permit_no" end as "hm_travel_permit_no", case when "wins_12" then new_record else "win_record_12" end as "win_record_12", case when "wins_12" then "new_rank_12" else "win_rank_12" end as "win_rank_12", case when "wins_12" then new_date else "win_date_12" end as "win_date_12", case when "wins_12" then "new_tw_travel_permit_no" else "tw_travel_permit_no" end as "tw_travel_permit_no", case when "wins_13" then new_record else "win_record_13" end as "win_record_13", case when "wins_13" then "new_rank_13" else "win_rank_13" end as "win_rank_13", case when "wins_13" then new_date else "win_date_13" end as "win_date_13", case when "wins_13" then "new_pr_card_no" else "pr_card_no" end as "pr_card_no", case when "wins_14" then new_record else "win_record_14" end as "win_record_14", case when "wins_14" then "new_rank_14" else "win_rank_14" end as "win_rank_14", case when "wins_14" then new_date else "win_date_14" end as "win_date_14", case when "wins_14" then "new_document_type" else "document_type" end as "document_type", case when "wins_14" then "new_other_document_no" else "other_document_no" end as "other_document_no", case when "wins_15" then new_record else "win_record_15" end as "win_record_15", case when "wins_15" then "new_rank_15" else "win_rank_15" end as "win_rank_15", case when "wins_15" then new_date else "win_date_15" end as "win_date_15", case when "wins_15" then "new_birth_certificate_no" else "birth_certificate_no" end as "birth_certificate_no", case when "wins_21" then new_record else "win_record_21" end as "win_record_21", case when "wins_21" then "new_rank_21" else "win_rank_21" end as "win_rank_21", case when "wins_21" then new_date else "win_date_21" end as "win_date_21", case when "wins_21" then "new_mobile_phone" else "mobile_phone" end as "mobile_phone"
    from (
      select l.golden_id, l.is_founding, l.changed_by, l.conflicts, l."win_record_1", l."win_rank_1", l."win_date_1", l."id_number", l."win_record_2", l."win_rank_2", l."win_date_2", l."full_name", l."name_keys", l."win_record_5", l."win_rank_5", l."win_date_5", l."birth_date", l."win_record_10", l."win_rank_10", l."win_date_10", l."passport_no", l."win_record_11", l."win_rank_11", l."win_date_11", l."hm_travel_permit_no", l."win_record_12", l."win_rank_12", l."win_date_12", l."tw_travel_permit_no", l."win_record_13", l."win_rank_13", l."win_date_13", l."pr_card_no", l."win_record_14", l."win_rank_14", l."win_date_14", l."document_type", l."other_document_no", l."win_record_15", l."win_rank_15", l."win_date_15", l."birth_certificate_no", l."win_record_21", l."win_rank_21", l."win_date_21", l."mobile_phone",
        l.is_incomparable or coalesce(false, false) as is_incomparable,
        coalesce(l.founding_key, case when l.is_founding then coalesce(alias.new_key, r.key) end) as founding_key,
        array_remove(array[case when r."id_number" <> l."id_number" and not ($1 = any (coalesce(l.conflicts, '{}'))) then $2 end, case when r."full_name" <> l."full_name" and not ($3 = any (coalesce(l.conflicts, '{}'))) then $4 end, case when r."birth_date" <> l."birth_date" and not ($5 = any (coalesce(l.conflicts, '{}'))) then $6 end, case when r."passport_no" <> l."passport_no" and not ($7 = any (coalesce(l.conflicts, '{}'))) then $8 end, case when r."hm_travel_permit_no" <> l."hm_travel_permit_no" and not ($9 = any (coalesce(l.conflicts, '{}'))) then $10 end, case when r."tw_travel_permit_no" <> l."tw_travel_permit_no" and not ($11 = any (coalesce(l.conflicts, '{}'))) then $12 end, case when r."pr_card_no" <> l."pr_card_no" and not ($13 = any (coalesce(l.conflicts, '{}'))) then $14 end, case when r."birth_certificate_no" <> l."birth_certificate_no" and not ($15 = any (coalesce(l.conflicts, '{}'))) then $16 end]::text[], null) as fresh,
        r.record_id as new_record, r.effective_date as new_date, ((r."id_number" is not null) and (l."win_record_1" is null or
    (coalesce(array_position(array['police']::text[], r.source), 99)::smallint, l."win_date_1", 1, r.record_id)
    < (l."win_rank_1", r.effective_date, 1, l."win_record_1"))) as "wins_1", coalesce(array_position(array['police']::text[], r.source), 99)::smallint as "new_rank_1", r."id_number" as "new_id_number", ((r."full_name" is not null) and (l."win_record_2" is null or
    (coalesce(array_position(array['police']::text[], r.source), 99)::smallint, l."win_date_2", 1, r.record_id)
    < (l."win_rank_2", r.effective_date, 1, l."win_record_2"))) as "wins_2", coalesce(array_position(array['police']::text[], r.source), 99)::smallint as "new_rank_2", r."full_name" as "new_full_name", r."name_keys" as "new_name_keys", ((r."birth_date" is not null) and (l."win_record_5" is null or
    (coalesce(array_position(array['police']::text[], r.source), 99)::smallint, l."win_date_5", 1, r.record_id)
    < (l."win_rank_5", r.effective_date, 1, l."win_record_5"))) as "wins_5", coalesce(array_position(array['police']::text[], r.source), 99)::smallint as "new_rank_5", r."birth_date" as "new_birth_date", ((r."passport_no" is not null) and (l."win_record_10" is null or
    (coalesce(array_position(array['police']::text[], r.source), 99)::smallint, l."win_date_10", 1, r.record_id)
    < (l."win_rank_10", r.effective_date, 1, l."win_record_10"))) as "wins_10", coalesce(array_position(array['police']::text[], r.source), 99)::smallint as "new_rank_10", r."passport_no" as "new_passport_no", ((r."hm_travel_permit_no" is not null) and (l."win_record_11" is null or
    (coalesce(array_position(array['police']::text[], r.source), 99)::smallint, l."win_date_11", 1, r.record_id)
    < (l."win_rank_11", r.effective_date, 1, l."win_record_11"))) as "wins_11", coalesce(array_position(array['police']::text[], r.source), 99)::smallint as "new_rank_11", r."hm_travel_permit_no" as "new_hm_travel_permit_no", ((r."tw_travel_permit_no" is not null) and (l."win_record_12" is null or
    (coalesce(array_position(array['police']::text[], r.source), 99)::smallint, l."win_date_12", 1, r.record_id)
    < (l."win_rank_12", r.effective_date, 1, l."win_record_12"))) as "wins_12", coalesce(array_position(array['police']::text[], r.source), 99)::smallint as "new_rank_12", r."tw_travel_permit_no" as "new_tw_travel_permit_no", ((r."pr_card_no" is not null) and (l."win_record_13" is null or
    (coalesce(array_position(array['police']::text[], r.source), 99)::smallint, l."win_date_13", 1, r.record_id)
    < (l."win_rank_13", r.effective_date, 1, l."win_record_13"))) as "wins_13", coalesce(array_position(array['police']::text[], r.source), 99)::smallint as "new_rank_13", r."pr_card_no" as "new_pr_card_no", ((r."document_type" is not null or r."other_document_no" is not null) and (l."win_record_14" is null or
    (coalesce(array_position(array['police']::text[], r.source), 99)::smallint, l."win_date_14", num_nonnulls(l."document_type", l."other_document_no"), r.record_id)
    < (l."win_rank_14", r.effective_date, num_nonnulls(r."document_type", r."other_document_no"), l."win_record_14"))) as "wins_14", coalesce(array_position(array['police']::text[], r.source), 99)::smallint as "new_rank_14", r."document_type" as "new_document_type", r."other_document_no" as "new_other_document_no", ((r."birth_certificate_no" is not null) and (l."win_record_15" is null or
    (coalesce(array_position(array['health', 'police']::text[], r.source), 99)::smallint, l."win_date_15", 1, r.record_id)
    < (l."win_rank_15", r.effective_date, 1, l."win_record_15"))) as "wins_15", coalesce(array_position(array['health', 'police']::text[], r.source), 99)::smallint as "new_rank_15", r."birth_certificate_no" as "new_birth_certificate_no", ((r."mobile_phone" is not null) and (l."win_record_21" is null or
    (99::smallint, l."win_date_21", 1, r.record_id)
    < (l."win_rank_21", r.effective_date, 1, l."win_record_21"))) as "wins_21", 99::smallint as "new_rank_21", r."mobile_phone" as "new_mobile_phone"
      from (
    select q.golden_id, g.golden_id is null as is_founding, null::bigint as changed_by, false as is_incomparable, null::text as founding_key, g.conflicts,
      g.win_record[1] as "win_record_1", g.win_rank[1] as "win_rank_1", g.win_date[1] as "win_date_1", g."id_number", g.win_record[2] as "win_record_2", g.win_rank[2] as "win_rank_2", g.win_date[2] as "win_date_2", g."full_name", g."name_keys", g.win_record[5] as "win_record_5", g.win_rank[5] as "win_rank_5", g.win_date[5] as "win_date_5", g."birth_date", g.win_record[10] as "win_record_10", g.win_rank[10] as "win_rank_10", g.win_date[10] as "win_date_10", g."passport_no", g.win_record[11] as "win_record_11", g.win_rank[11] as "win_rank_11", g.win_date[11] as "win_date_11", g."hm_travel_permit_no", g.win_record[12] as "win_record_12", g.win_rank[12] as "win_rank_12", g.win_date[12] as "win_date_12", g."tw_travel_permit_no", g.win_record[13] as "win_record_13", g.win_rank[13] as "win_rank_13", g.win_date[13] as "win_date_13", g."pr_card_no", g.win_record[14] as "win_record_14", g.win_rank[14] as "win_rank_14", g.win_date[14] as "win_date_14", g."document_type", g."other_document_no", g.win_record[15] as "win_record_15", g.win_rank[15] as "win_rank_15", g.win_date[15] as "win_date_15", g."birth_certificate_no", g.win_record[21] as "win_record_21", g.win_rank[21] as "win_rank_21", g.win_date[21] as "win_date_21", g."mobile_phone"
    from "gaining" q left join "population"."golden_record" g on g.golden_id = q.golden_id offset '0') l
      left join "quick" quick on quick.golden_id = l.golden_id and quick.load_id = 2::bigint
      left join "staging"."load_N" r on r.record_id = quick.record_id and not r.is_delete
      left join "population"."key_alias" alias on alias.old_key = r.key and r.effective_date >= alias.held_from and (alias.reissued_on is null or r.effective_date < alias.reissued_on)
    and (alias.names is null or r.name_keys && alias.names and not r.name_keys && alias.other_names)
      offset '0'
    ) judged;

analyze folded (golden_id, is_founding, changed_by, is_incomparable);

insert into touched (golden_id) select golden_id from folded where is_incomparable;

delete from "quick" quick using folded where quick.golden_id = folded.golden_id and folded.is_incomparable;

insert into "population"."golden_history" ("golden_id", "version", "state", "redirect_to", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "id_number", "full_name", "used_name", "sex", "birth_date", "ethnic_group", "birthplace_code", "native_place", "nationality", "document_type", "passport_no", "hm_travel_permit_no", "tw_travel_permit_no", "pr_card_no", "other_document_no", "birth_certificate_no", "previous_id_number", "number_change_reason", "life_status", "death_date", "death_certificate_no", "household_no", "household_relation", "household_type", "hukou_address", "hukou_division", "police_station", "move_in_date", "residence_address", "mobile_phone", "marital_status", "marriage_date", "marriage_certificate_no", "spouse_name", "spouse_id_number", "father_name", "father_id_number", "mother_name", "mother_id_number", "education_level", "school", "graduation_date", "social_insurance_status", "insured_region", "insured_employer_name", "insured_employer_uscc", "housing_fund_status", "housing_fund_employer", replaced_at, replaced_by)
    select g."golden_id", g."version", g."state", g."redirect_to", g."created_at", g."recorded_at", g."cause", g."key", g."name_keys", g."win_record", g."win_rank", g."win_date", g."conflicts", g."id_number", g."full_name", g."used_name", g."sex", g."birth_date", g."ethnic_group", g."birthplace_code", g."native_place", g."nationality", g."document_type", g."passport_no", g."hm_travel_permit_no", g."tw_travel_permit_no", g."pr_card_no", g."other_document_no", g."birth_certificate_no", g."previous_id_number", g."number_change_reason", g."life_status", g."death_date", g."death_certificate_no", g."household_no", g."household_relation", g."household_type", g."hukou_address", g."hukou_division", g."police_station", g."move_in_date", g."residence_address", g."mobile_phone", g."marital_status", g."marriage_date", g."marriage_certificate_no", g."spouse_name", g."spouse_id_number", g."father_name", g."father_id_number", g."mother_name", g."mother_id_number", g."education_level", g."school", g."graduation_date", g."social_insurance_status", g."insured_region", g."insured_employer_name", g."insured_employer_uscc", g."housing_fund_status", g."housing_fund_employer", $1::timestamptz, 'load:' || changed.changed_by
    from "population"."golden_record" g join (select golden_id, changed_by from folded where not folded.is_founding and folded.changed_by is not null and not folded.is_incomparable) changed using (golden_id);

update "population"."golden_record" g
    set version = g.version + 1, recorded_at = $1::timestamptz, cause = 'load:' || f.changed_by, conflicts = case when f.conflicts is not null then (select array_agg(c order by c) from unnest(f.conflicts) c) end,
      win_record[1] = f."win_record_1", win_rank[1] = f."win_rank_1", win_date[1] = f."win_date_1", win_record[2] = f."win_record_2", win_rank[2] = f."win_rank_2", win_date[2] = f."win_date_2", win_record[5] = f."win_record_5", win_rank[5] = f."win_rank_5", win_date[5] = f."win_date_5", win_record[10] = f."win_record_10", win_rank[10] = f."win_rank_10", win_date[10] = f."win_date_10", win_record[11] = f."win_record_11", win_rank[11] = f."win_rank_11", win_date[11] = f."win_date_11", win_record[12] = f."win_record_12", win_rank[12] = f."win_rank_12", win_date[12] = f."win_date_12", win_record[13] = f."win_record_13", win_rank[13] = f."win_rank_13", win_date[13] = f."win_date_13", win_record[14] = f."win_record_14", win_rank[14] = f."win_rank_14", win_date[14] = f."win_date_14", win_record[15] = f."win_record_15", win_rank[15] = f."win_rank_15", win_date[15] = f."win_date_15", win_record[21] = f."win_record_21", win_rank[21] = f."win_rank_21", win_date[21] = f."win_date_21",
      "id_number" = f."id_number", "full_name" = f."full_name", "name_keys" = f."name_keys", "birth_date" = f."birth_date", "passport_no" = f."passport_no", "hm_travel_permit_no" = f."hm_travel_permit_no", "tw_travel_permit_no" = f."tw_travel_permit_no", "pr_card_no" = f."pr_card_no", "document_type" = f."document_type", "other_document_no" = f."other_document_no", "birth_certificate_no" = f."birth_certificate_no", "mobile_phone" = f."mobile_phone"
    from (select * from folded where not folded.is_founding and folded.changed_by is not null and not folded.is_incomparable) f
    where g.golden_id = f.golden_id;

insert into "population"."golden_record" (golden_id, created_at, recorded_at, cause, key, win_record, win_rank, win_date, conflicts, "id_number", "full_name", "name_keys", "birth_date", "passport_no", "hm_travel_permit_no", "tw_travel_permit_no", "pr_card_no", "document_type", "other_document_no", "birth_certificate_no", "mobile_phone")
    select golden_id, $1::timestamptz, $2::timestamptz, 'load:' || coalesce(changed_by, $3::bigint), founding_key,
      array["win_record_1", "win_record_2", null, null, "win_record_5", null, null, null, null, "win_record_10", "win_record_11", "win_record_12", "win_record_13", "win_record_14", "win_record_15", null, null, null, null, null, "win_record_21", null, null, null, null, null, null]::uuid[], array["win_rank_1", "win_rank_2", null, null, "win_rank_5", null, null, null, null, "win_rank_10", "win_rank_11", "win_rank_12", "win_rank_13", "win_rank_14", "win_rank_15", null, null, null, null, null, "win_rank_21", null, null, null, null, null, null]::smallint[], array["win_date_1", "win_date_2", null, null, "win_date_5", null, null, null, null, "win_date_10", "win_date_11", "win_date_12", "win_date_13", "win_date_14", "win_date_15", null, null, null, null, null, "win_date_21", null, null, null, null, null, null]::date[], case when f.conflicts is not null then (select array_agg(c order by c) from unnest(f.conflicts) c) end,
      "id_number", "full_name", "name_keys", "birth_date", "passport_no", "hm_travel_permit_no", "tw_travel_permit_no", "pr_card_no", "document_type", "other_document_no", "birth_certificate_no", "mobile_phone"
    from folded f where is_founding and not is_incomparable;

insert into "population"."identifier" (type, value, golden_id)
    select distinct split_part(other, ':', 1), substr(other, strpos(other, ':') + 1), quick.golden_id
    from "quick" quick
    join "staging"."load_N" r on r.record_id = quick.record_id and not r.is_delete
    cross join unnest(r.other_keys) as other
    where r.other_keys is not null
    on conflict do nothing;

