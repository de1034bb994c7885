insert into touched (golden_id) select golden_id from gained group by golden_id having count(*) > 1;

insert into touched (golden_id)
    select r.golden_id from "population"."pin" p
    join "population"."source_record" r on r.record_id = p.record_id
    where r.golden_id in (select golden_id from gained);

analyze touched;

create temporary table quick (record_id uuid not null, golden_id uuid not null, is_founding boolean not null) on commit drop;

insert into quick (record_id, golden_id, is_founding)
    select gained.record_id, gained.golden_id, g.golden_id is null
    from gained
    left join (select distinct golden_id from touched) slow on slow.golden_id = gained.golden_id
    left join "population"."golden_record" g on g.golden_id = gained.golden_id
    where slow.golden_id is null;

analyze quick;

create temporary table won (golden_id uuid not null, record_id uuid not null, fresh text[] not null, "w1" boolean not null, "w2" boolean not null, "w5" boolean not null, "w10" boolean not null, "w11" boolean not null, "w12" boolean not null, "w13" boolean not null, "w14" boolean not null, "w15" boolean not null, "w21" boolean not null) on commit drop;

insert into won
    select * from (
      select quick.golden_id, quick.record_id, array_remove(array[case when r."id_number" <> g."id_number" and not ($1 = any (coalesce(g.conflicts, '{}'))) then $2 end, case when r."full_name" <> g."full_name" and not ($3 = any (coalesce(g.conflicts, '{}'))) then $4 end, case when r."birth_date" <> g."birth_date" and not ($5 = any (coalesce(g.conflicts, '{}'))) then $6 end, case when r."passport_no" <> g."passport_no" and not ($7 = any (coalesce(g.conflicts, '{}'))) then $8 end, case when r."hm_travel_permit_no" <> g."hm_travel_permit_no" and not ($9 = any (coalesce(g.conflicts, '{}'))) then $10 end, case when r."tw_travel_permit_no" <> g."tw_travel_permit_no" and not ($11 = any (coalesce(g.conflicts, '{}'))) then $12 end, case when r."pr_card_no" <> g."pr_card_no" and not ($13 = any (coalesce(g.conflicts, '{}'))) then $14 end, case when r."birth_certificate_no" <> g."birth_certificate_no" and not ($15 = any (coalesce(g.conflicts, '{}'))) then $16 end]::text[], null) as fresh,
        ((r."id_number" is not null) and (g.win_record[1] is null or
    (coalesce(array_position(array['police']::text[], r.source), 99)::smallint, g.win_date[1], 1, r.record_id)
    < (g.win_rank[1], r.effective_date, 1, g.win_record[1]))) as "w1", ((r."full_name" is not null) and (g.win_record[2] is null or
    (coalesce(array_position(array['police']::text[], r.source), 99)::smallint, g.win_date[2], 1, r.record_id)
    < (g.win_rank[2], r.effective_date, 1, g.win_record[2]))) as "w2", ((r."birth_date" is not null) and (g.win_record[5] is null or
    (coalesce(array_position(array['police']::text[], r.source), 99)::smallint, g.win_date[5], 1, r.record_id)
    < (g.win_rank[5], r.effective_date, 1, g.win_record[5]))) as "w5", ((r."passport_no" is not null) and (g.win_record[10] is null or
    (coalesce(array_position(array['police']::text[], r.source), 99)::smallint, g.win_date[10], 1, r.record_id)
    < (g.win_rank[10], r.effective_date, 1, g.win_record[10]))) as "w10", ((r."hm_travel_permit_no" is not null) and (g.win_record[11] is null or
    (coalesce(array_position(array['police']::text[], r.source), 99)::smallint, g.win_date[11], 1, r.record_id)
    < (g.win_rank[11], r.effective_date, 1, g.win_record[11]))) as "w11", ((r."tw_travel_permit_no" is not null) and (g.win_record[12] is null or
    (coalesce(array_position(array['police']::text[], r.source), 99)::smallint, g.win_date[12], 1, r.record_id)
    < (g.win_rank[12], r.effective_date, 1, g.win_record[12]))) as "w12", ((r."pr_card_no" is not null) and (g.win_record[13] is null or
    (coalesce(array_position(array['police']::text[], r.source), 99)::smallint, g.win_date[13], 1, r.record_id)
    < (g.win_rank[13], r.effective_date, 1, g.win_record[13]))) as "w13", ((r."document_type" is not null or r."other_document_no" is not null) and (g.win_record[14] is null or
    (coalesce(array_position(array['police']::text[], r.source), 99)::smallint, g.win_date[14], num_nonnulls(g."document_type", g."other_document_no"), r.record_id)
    < (g.win_rank[14], r.effective_date, num_nonnulls(r."document_type", r."other_document_no"), g.win_record[14]))) as "w14", ((r."birth_certificate_no" is not null) and (g.win_record[15] is null or
    (coalesce(array_position(array['health', 'police']::text[], r.source), 99)::smallint, g.win_date[15], 1, r.record_id)
    < (g.win_rank[15], r.effective_date, 1, g.win_record[15]))) as "w15", ((r."mobile_phone" is not null) and (g.win_record[21] is null or
    (99::smallint, g.win_date[21], 1, r.record_id)
    < (g.win_rank[21], r.effective_date, 1, g.win_record[21]))) as "w21"
      from quick
      join "population"."golden_record" g on g.golden_id = quick.golden_id
      join "staging"."load_N" r on r.record_id = quick.record_id and not r.is_delete
      where not quick.is_founding
    ) compared
    where "w1" or "w2" or "w5" or "w10" or "w11" or "w12" or "w13" or "w14" or "w15" or "w21" or fresh <> '{}';

analyze won;

insert into "population"."golden_history" ("golden_id", "version", "state", "redirect_to", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "id_number", "full_name", "used_name", "sex", "birth_date", "ethnic_group", "birthplace_code", "native_place", "nationality", "document_type", "passport_no", "hm_travel_permit_no", "tw_travel_permit_no", "pr_card_no", "other_document_no", "birth_certificate_no", "previous_id_number", "number_change_reason", "life_status", "death_date", "death_certificate_no", "household_no", "household_relation", "household_type", "hukou_address", "hukou_division", "police_station", "move_in_date", "residence_address", "mobile_phone", "marital_status", "marriage_date", "marriage_certificate_no", "spouse_name", "spouse_id_number", "father_name", "father_id_number", "mother_name", "mother_id_number", "education_level", "school", "graduation_date", "social_insurance_status", "insured_region", "insured_employer_name", "insured_employer_uscc", "housing_fund_status", "housing_fund_employer", replaced_at, replaced_by)
    select g."golden_id", g."version", g."state", g."redirect_to", g."created_at", g."recorded_at", g."cause", g."key", g."name_keys", g."win_record", g."win_rank", g."win_date", g."conflicts", g."id_number", g."full_name", g."used_name", g."sex", g."birth_date", g."ethnic_group", g."birthplace_code", g."native_place", g."nationality", g."document_type", g."passport_no", g."hm_travel_permit_no", g."tw_travel_permit_no", g."pr_card_no", g."other_document_no", g."birth_certificate_no", g."previous_id_number", g."number_change_reason", g."life_status", g."death_date", g."death_certificate_no", g."household_no", g."household_relation", g."household_type", g."hukou_address", g."hukou_division", g."police_station", g."move_in_date", g."residence_address", g."mobile_phone", g."marital_status", g."marriage_date", g."marriage_certificate_no", g."spouse_name", g."spouse_id_number", g."father_name", g."father_id_number", g."mother_name", g."mother_id_number", g."education_level", g."school", g."graduation_date", g."social_insurance_status", g."insured_region", g."insured_employer_name", g."insured_employer_uscc", g."housing_fund_status", g."housing_fund_employer", $1::timestamptz, $2
    from "population"."golden_record" g join won using (golden_id);

update "population"."golden_record" g
    set version = g.version + 1, recorded_at = $1::timestamptz, cause = $2,
      conflicts = case when won.fresh = '{}' then g.conflicts else (select array_agg(c order by c) from unnest(coalesce(g.conflicts, '{}') || won.fresh) c) end,
      "win_record"[1] = case when won."w1" then r.record_id else g."win_record"[1] end, "win_record"[2] = case when won."w2" then r.record_id else g."win_record"[2] end, "win_record"[5] = case when won."w5" then r.record_id else g."win_record"[5] end, "win_record"[10] = case when won."w10" then r.record_id else g."win_record"[10] end, "win_record"[11] = case when won."w11" then r.record_id else g."win_record"[11] end, "win_record"[12] = case when won."w12" then r.record_id else g."win_record"[12] end, "win_record"[13] = case when won."w13" then r.record_id else g."win_record"[13] end, "win_record"[14] = case when won."w14" then r.record_id else g."win_record"[14] end, "win_record"[15] = case when won."w15" then r.record_id else g."win_record"[15] end, "win_record"[21] = case when won."w21" then r.record_id else g."win_record"[21] end, "win_rank"[1] = case when won."w1" then coalesce(array_position(array['police']::text[], r.source), 99)::smallint else g."win_rank"[1] end, "win_rank"[2] = case when won."w2" then coalesce(array_position(array['police']::text[], r.source), 99)::smallint else g."win_rank"[2] end, "win_rank"[5] = case when won."w5" then coalesce(array_position(array['police']::text[], r.source), 99)::smallint else g."win_rank"[5] end, "win_rank"[10] = case when won."w10" then coalesce(array_position(array['police']::text[], r.source), 99)::smallint else g."win_rank"[10] end, "win_rank"[11] = case when won."w11" then coalesce(array_position(array['police']::text[], r.source), 99)::smallint else g."win_rank"[11] end, "win_rank"[12] = case when won."w12" then coalesce(array_position(array['police']::text[], r.source), 99)::smallint else g."win_rank"[12] end, "win_rank"[13] = case when won."w13" then coalesce(array_position(array['police']::text[], r.source), 99)::smallint else g."win_rank"[13] end, "win_rank"[14] = case when won."w14" then coalesce(array_position(array['police']::text[], r.source), 99)::smallint else g."win_rank"[14] end, "win_rank"[15] = case when won."w15" then coalesce(array_position(array['health', 'police']::text[], r.source), 99)::smallint else g."win_rank"[15] end, "win_rank"[21] = case when won."w21" then 99::smallint else g."win_rank"[21] end,
      "win_date"[1] = case when won."w1" then r.effective_date else g."win_date"[1] end, "win_date"[2] = case when won."w2" then r.effective_date else g."win_date"[2] end, "win_date"[5] = case when won."w5" then r.effective_date else g."win_date"[5] end, "win_date"[10] = case when won."w10" then r.effective_date else g."win_date"[10] end, "win_date"[11] = case when won."w11" then r.effective_date else g."win_date"[11] end, "win_date"[12] = case when won."w12" then r.effective_date else g."win_date"[12] end, "win_date"[13] = case when won."w13" then r.effective_date else g."win_date"[13] end, "win_date"[14] = case when won."w14" then r.effective_date else g."win_date"[14] end, "win_date"[15] = case when won."w15" then r.effective_date else g."win_date"[15] end, "win_date"[21] = case when won."w21" then r.effective_date else g."win_date"[21] end,
      "id_number" = case when won."w1" then r."id_number" else g."id_number" end, "full_name" = case when won."w2" then r."full_name" else g."full_name" end, "name_keys" = case when won."w2" then r."name_keys" else g."name_keys" end, "birth_date" = case when won."w5" then r."birth_date" else g."birth_date" end, "passport_no" = case when won."w10" then r."passport_no" else g."passport_no" end, "hm_travel_permit_no" = case when won."w11" then r."hm_travel_permit_no" else g."hm_travel_permit_no" end, "tw_travel_permit_no" = case when won."w12" then r."tw_travel_permit_no" else g."tw_travel_permit_no" end, "pr_card_no" = case when won."w13" then r."pr_card_no" else g."pr_card_no" end, "document_type" = case when won."w14" then r."document_type" else g."document_type" end, "other_document_no" = case when won."w14" then r."other_document_no" else g."other_document_no" end, "birth_certificate_no" = case when won."w15" then r."birth_certificate_no" else g."birth_certificate_no" end, "mobile_phone" = case when won."w21" then r."mobile_phone" else g."mobile_phone" end
    from won join "staging"."load_N" r on r.record_id = won.record_id and not r.is_delete
    where g.golden_id = won.golden_id;

insert into "population"."golden_record" (golden_id, created_at, recorded_at, cause, key, win_record, win_rank, win_date, "id_number", "full_name", "name_keys", "birth_date", "passport_no", "hm_travel_permit_no", "tw_travel_permit_no", "pr_card_no", "document_type", "other_document_no", "birth_certificate_no", "mobile_phone")
    select quick.golden_id, $1::timestamptz, $2::timestamptz, $3, coalesce((select a.new_key from "population"."key_alias" a where a.old_key = r.key and (a.reissued_on is null or r.effective_date < a.reissued_on)), r.key),
      array[case when (r."id_number" is not null) then r.record_id end, case when (r."full_name" is not null) then r.record_id end, null, null, case when (r."birth_date" is not null) then r.record_id end, null, null, null, null, case when (r."passport_no" is not null) then r.record_id end, case when (r."hm_travel_permit_no" is not null) then r.record_id end, case when (r."tw_travel_permit_no" is not null) then r.record_id end, case when (r."pr_card_no" is not null) then r.record_id end, case when (r."document_type" is not null or r."other_document_no" is not null) then r.record_id end, case when (r."birth_certificate_no" is not null) then r.record_id end, null, null, null, null, null, case when (r."mobile_phone" is not null) then r.record_id end, null, null, null, null, null, null]::uuid[], array[case when (r."id_number" is not null) then coalesce(array_position(array['police']::text[], r.source), 99)::smallint end, case when (r."full_name" is not null) then coalesce(array_position(array['police']::text[], r.source), 99)::smallint end, null, null, case when (r."birth_date" is not null) then coalesce(array_position(array['police']::text[], r.source), 99)::smallint end, null, null, null, null, case when (r."passport_no" is not null) then coalesce(array_position(array['police']::text[], r.source), 99)::smallint end, case when (r."hm_travel_permit_no" is not null) then coalesce(array_position(array['police']::text[], r.source), 99)::smallint end, case when (r."tw_travel_permit_no" is not null) then coalesce(array_position(array['police']::text[], r.source), 99)::smallint end, case when (r."pr_card_no" is not null) then coalesce(array_position(array['police']::text[], r.source), 99)::smallint end, case when (r."document_type" is not null or r."other_document_no" is not null) then coalesce(array_position(array['police']::text[], r.source), 99)::smallint end, case when (r."birth_certificate_no" is not null) then coalesce(array_position(array['health', 'police']::text[], r.source), 99)::smallint end, null, null, null, null, null, case when (r."mobile_phone" is not null) then 99::smallint end, null, null, null, null, null, null]::smallint[],
      array[case when (r."id_number" is not null) then r.effective_date end, case when (r."full_name" is not null) then r.effective_date end, null, null, case when (r."birth_date" is not null) then r.effective_date end, null, null, null, null, case when (r."passport_no" is not null) then r.effective_date end, case when (r."hm_travel_permit_no" is not null) then r.effective_date end, case when (r."tw_travel_permit_no" is not null) then r.effective_date end, case when (r."pr_card_no" is not null) then r.effective_date end, case when (r."document_type" is not null or r."other_document_no" is not null) then r.effective_date end, case when (r."birth_certificate_no" is not null) then r.effective_date end, null, null, null, null, null, case when (r."mobile_phone" is not null) then r.effective_date end, null, null, null, null, null, null]::date[], r."id_number", r."full_name", r."name_keys", r."birth_date", r."passport_no", r."hm_travel_permit_no", r."tw_travel_permit_no", r."pr_card_no", r."document_type", r."other_document_no", r."birth_certificate_no", r."mobile_phone"
    from quick join "staging"."load_N" r on r.record_id = quick.record_id and not r.is_delete
    where quick.is_founding;

insert into "population"."identifier" (type, value, golden_id)
    select distinct split_part(other, ':', 1), substr(other, strpos(other, ':') + 1), quick.golden_id
    from quick
    join "staging"."load_N" r on r.record_id = quick.record_id and not r.is_delete
    cross join unnest(r.other_keys) as other
    where r.other_keys is not null
    on conflict do nothing;

