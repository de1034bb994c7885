create temporary table computed on commit drop as select "golden_id", "version", "state", "redirect_to", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "id_number", "full_name", "used_name", "sex", "birth_date", "ethnic_group", "birthplace_code", "native_place", "nationality", "document_type", "passport_no", "hm_travel_permit_no", "tw_travel_permit_no", "pr_card_no", "other_document_no", "birth_certificate_no", "previous_id_number", "number_change_reason", "life_status", "death_date", "death_certificate_no", "household_no", "household_relation", "household_type", "hukou_address", "hukou_division", "police_station", "move_in_date", "residence_address", "mobile_phone", "marital_status", "marriage_date", "marriage_certificate_no", "spouse_name", "spouse_id_number", "father_name", "father_id_number", "mother_name", "mother_id_number", "education_level", "school", "graduation_date", "social_insurance_status", "insured_region", "insured_employer_name", "insured_employer_uscc", "housing_fund_status", "housing_fund_employer" from "population"."golden_record" with no data;

create temporary table speaking on commit drop as select golden_id, record_id, source, effective_date, key, name_keys, "id_number", "full_name", "used_name", "sex", "birth_date", "ethnic_group", "birthplace_code", "native_place", "nationality", "document_type", "passport_no", "hm_travel_permit_no", "tw_travel_permit_no", "pr_card_no", "other_document_no", "birth_certificate_no", "previous_id_number", "number_change_reason", "life_status", "death_date", "death_certificate_no", "household_no", "household_relation", "household_type", "hukou_address", "hukou_division", "police_station", "move_in_date", "residence_address", "mobile_phone", "marital_status", "marriage_date", "marriage_certificate_no", "spouse_name", "spouse_id_number", "father_name", "father_id_number", "mother_name", "mother_id_number", "education_level", "school", "graduation_date", "social_insurance_status", "insured_region", "insured_employer_name", "insured_employer_uscc", "housing_fund_status", "housing_fund_employer"
      from "population"."source_record" with no data;

create temporary table lost_identifier (type text not null, value text not null) on commit drop;

create temporary table resubjected (library text not null, golden_id uuid not null) on commit drop;

insert into touched (golden_id)
    select r.golden_id from "population"."pin" p join "population"."source_record" r on r.record_id = p.record_id
    where r.golden_id is not null and p.decision_id in (
      select near.decision_id from "population"."pin" near left join "population"."source_record" n on n.record_id = near.record_id
      where n.golden_id in (select golden_id from touched) or near.record_id in (select record_id from moved)
    );

insert into speaking
    select r.golden_id, r.record_id, r.source, r.effective_date, case when apart.record_id is null then r."key" end, r.name_keys,
      case when apart.record_id is null then r."id_number" end, r."full_name", r."used_name", r."sex", r."birth_date", r."ethnic_group", r."birthplace_code", r."native_place", r."nationality", r."document_type", r."passport_no", r."hm_travel_permit_no", r."tw_travel_permit_no", r."pr_card_no", r."other_document_no", r."birth_certificate_no", r."previous_id_number", r."number_change_reason", r."life_status", r."death_date", r."death_certificate_no", r."household_no", r."household_relation", r."household_type", r."hukou_address", r."hukou_division", r."police_station", r."move_in_date", r."residence_address", r."mobile_phone", r."marital_status", r."marriage_date", r."marriage_certificate_no", r."spouse_name", r."spouse_id_number", r."father_name", r."father_id_number", r."mother_name", r."mother_id_number", r."education_level", r."school", r."graduation_date", r."social_insurance_status", r."insured_region", r."insured_employer_name", r."insured_employer_uscc", r."housing_fund_status", r."housing_fund_employer"
    from "population"."source_record" r
    left join (select distinct record_id from "population"."decided" where kind = 'apart') apart on apart.record_id = r.record_id
    where r.golden_id in (select golden_id from touched) and not r.is_withdrawn;

analyze speaking;

with
    "w1" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint as rank, r.effective_date, r."id_number"
      from speaking r where (r."id_number" is not null) and not exists (select from "population"."key_alias" a where a.old_key = r.key and r.effective_date >= a.held_from and (a.reissued_on is null or r.effective_date < a.reissued_on)
    and (a.names is null or r.name_keys && a.names and not r.name_keys && a.other_names))
      order by r.golden_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w2" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint as rank, r.effective_date, r."full_name", r."name_keys"
      from speaking r where (r."full_name" is not null)
      order by r.golden_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w3" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint as rank, r.effective_date, r."used_name"
      from speaking r where (r."used_name" is not null)
      order by r.golden_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w4" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint as rank, r.effective_date, r."sex"
      from speaking r where (r."sex" is not null)
      order by r.golden_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w5" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint as rank, r.effective_date, r."birth_date"
      from speaking r where (r."birth_date" is not null)
      order by r.golden_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w6" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint as rank, r.effective_date, r."ethnic_group"
      from speaking r where (r."ethnic_group" is not null)
      order by r.golden_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w7" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint as rank, r.effective_date, r."birthplace_code"
      from speaking r where (r."birthplace_code" is not null)
      order by r.golden_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w8" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint as rank, r.effective_date, r."native_place"
      from speaking r where (r."native_place" is not null)
      order by r.golden_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w9" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint as rank, r.effective_date, r."nationality"
      from speaking r where (r."nationality" is not null)
      order by r.golden_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w10" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint as rank, r.effective_date, r."passport_no"
      from speaking r where (r."passport_no" is not null)
      order by r.golden_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w11" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint as rank, r.effective_date, r."hm_travel_permit_no"
      from speaking r where (r."hm_travel_permit_no" is not null)
      order by r.golden_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w12" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint as rank, r.effective_date, r."tw_travel_permit_no"
      from speaking r where (r."tw_travel_permit_no" is not null)
      order by r.golden_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w13" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint as rank, r.effective_date, r."pr_card_no"
      from speaking r where (r."pr_card_no" is not null)
      order by r.golden_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w14" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint as rank, r.effective_date, r."document_type", r."other_document_no"
      from speaking r where (r."document_type" is not null or r."other_document_no" is not null)
      order by r.golden_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."document_type", r."other_document_no") desc, r.record_id
    ),
    "w15" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['health', 'police']::text[], r.source), 99)::smallint as rank, r.effective_date, r."birth_certificate_no"
      from speaking r where (r."birth_certificate_no" is not null)
      order by r.golden_id, coalesce(array_position(array['health', 'police']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w16" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint as rank, r.effective_date, r."previous_id_number", r."number_change_reason"
      from speaking r where (r."previous_id_number" is not null or r."number_change_reason" is not null)
      order by r.golden_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."previous_id_number", r."number_change_reason") desc, r.record_id
    ),
    "w17" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['health', 'civil_affairs', 'police']::text[], r.source), 99)::smallint as rank, r.effective_date, r."life_status", r."death_date", r."death_certificate_no"
      from speaking r where (r."life_status" is not null or r."death_date" is not null or r."death_certificate_no" is not null)
      order by r.golden_id, coalesce(array_position(array['health', 'civil_affairs', 'police']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."life_status", r."death_date", r."death_certificate_no") desc, r.record_id
    ),
    "w18" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint as rank, r.effective_date, r."household_no", r."household_relation", r."household_type"
      from speaking r where (r."household_no" is not null or r."household_relation" is not null or r."household_type" is not null)
      order by r.golden_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."household_no", r."household_relation", r."household_type") desc, r.record_id
    ),
    "w19" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint as rank, r.effective_date, r."hukou_address", r."hukou_division", r."police_station", r."move_in_date"
      from speaking r where (r."hukou_address" is not null or r."hukou_division" is not null or r."police_station" is not null or r."move_in_date" is not null)
      order by r.golden_id, coalesce(array_position(array['police']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."hukou_address", r."hukou_division", r."police_station", r."move_in_date") desc, r.record_id
    ),
    "w20" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, 99::smallint as rank, r.effective_date, r."residence_address"
      from speaking r where (r."residence_address" is not null)
      order by r.golden_id, 99::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w21" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, 99::smallint as rank, r.effective_date, r."mobile_phone"
      from speaking r where (r."mobile_phone" is not null)
      order by r.golden_id, 99::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w22" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['civil_affairs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."marital_status", r."marriage_date", r."marriage_certificate_no", r."spouse_name", r."spouse_id_number"
      from speaking r where ((r."marital_status" is not null or r."marriage_date" is not null or r."marriage_certificate_no" is not null or r."spouse_name" is not null or r."spouse_id_number" is not null) and r.source <> all (array['police']::text[]))
      order by r.golden_id, coalesce(array_position(array['civil_affairs']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."marital_status", r."marriage_date", r."marriage_certificate_no", r."spouse_name", r."spouse_id_number") desc, r.record_id
    ),
    "w23" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['health', 'police']::text[], r.source), 99)::smallint as rank, r.effective_date, r."father_name", r."father_id_number"
      from speaking r where (r."father_name" is not null or r."father_id_number" is not null)
      order by r.golden_id, coalesce(array_position(array['health', 'police']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."father_name", r."father_id_number") desc, r.record_id
    ),
    "w24" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['health', 'police']::text[], r.source), 99)::smallint as rank, r.effective_date, r."mother_name", r."mother_id_number"
      from speaking r where (r."mother_name" is not null or r."mother_id_number" is not null)
      order by r.golden_id, coalesce(array_position(array['health', 'police']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."mother_name", r."mother_id_number") desc, r.record_id
    ),
    "w25" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['education']::text[], r.source), 99)::smallint as rank, r.effective_date, r."education_level", r."school", r."graduation_date"
      from speaking r where (r."education_level" is not null or r."school" is not null or r."graduation_date" is not null)
      order by r.golden_id, coalesce(array_position(array['education']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."education_level", r."school", r."graduation_date") desc, r.record_id
    ),
    "w26" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['human_resources']::text[], r.source), 99)::smallint as rank, r.effective_date, r."social_insurance_status", r."insured_region", r."insured_employer_name", r."insured_employer_uscc"
      from speaking r where (r."social_insurance_status" is not null or r."insured_region" is not null or r."insured_employer_name" is not null or r."insured_employer_uscc" is not null)
      order by r.golden_id, coalesce(array_position(array['human_resources']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."social_insurance_status", r."insured_region", r."insured_employer_name", r."insured_employer_uscc") desc, r.record_id
    ),
    "w27" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['housing_fund']::text[], r.source), 99)::smallint as rank, r.effective_date, r."housing_fund_status", r."housing_fund_employer"
      from speaking r where (r."housing_fund_status" is not null or r."housing_fund_employer" is not null)
      order by r.golden_id, coalesce(array_position(array['housing_fund']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."housing_fund_status", r."housing_fund_employer") desc, r.record_id
    ),
    member as (
      select r.golden_id, min(coalesce(alias.new_key, r.key)) as key, array_remove(array[case when min(r."birth_certificate_no") <> max(r."birth_certificate_no") then $1 end, case when min(r."birth_date") <> max(r."birth_date") then $2 end, case when min(r."birthplace_code") <> max(r."birthplace_code") then $3 end, case when min(r."death_certificate_no") <> max(r."death_certificate_no") then $4 end, case when min(r."death_date") <> max(r."death_date") then $5 end, case when min(r."education_level") <> max(r."education_level") then $6 end, case when min(r."ethnic_group") <> max(r."ethnic_group") then $7 end, case when min(r."father_id_number") <> max(r."father_id_number") then $8 end, case when min(r."father_name") <> max(r."father_name") then $9 end, case when min(r."full_name") <> max(r."full_name") then $10 end, case when min(r."graduation_date") <> max(r."graduation_date") then $11 end, case when min(r."hm_travel_permit_no") <> max(r."hm_travel_permit_no") then $12 end, case when min(r."household_no") <> max(r."household_no") then $13 end, case when min(r."household_relation") <> max(r."household_relation") then $14 end, case when min(r."household_type") <> max(r."household_type") then $15 end, case when min(r."housing_fund_employer") <> max(r."housing_fund_employer") then $16 end, case when min(r."housing_fund_status") <> max(r."housing_fund_status") then $17 end, case when min(r."hukou_address") <> max(r."hukou_address") then $18 end, case when min(r."hukou_division") <> max(r."hukou_division") then $19 end, case when min(r."id_number") <> max(r."id_number") then $20 end, case when min(r."insured_employer_name") <> max(r."insured_employer_name") then $21 end, case when min(r."insured_employer_uscc") <> max(r."insured_employer_uscc") then $22 end, case when min(r."insured_region") <> max(r."insured_region") then $23 end, case when min(r."life_status") <> max(r."life_status") then $24 end, case when min(case when ((r."marital_status" is not null or r."marriage_date" is not null or r."marriage_certificate_no" is not null or r."spouse_name" is not null or r."spouse_id_number" is not null) and r.source <> all (array['police']::text[])) then r."marital_status" end) <> max(case when ((r."marital_status" is not null or r."marriage_date" is not null or r."marriage_certificate_no" is not null or r."spouse_name" is not null or r."spouse_id_number" is not null) and r.source <> all (array['police']::text[])) then r."marital_status" end) then $25 end, case when min(case when ((r."marital_status" is not null or r."marriage_date" is not null or r."marriage_certificate_no" is not null or r."spouse_name" is not null or r."spouse_id_number" is not null) and r.source <> all (array['police']::text[])) then r."marriage_certificate_no" end) <> max(case when ((r."marital_status" is not null or r."marriage_date" is not null or r."marriage_certificate_no" is not null or r."spouse_name" is not null or r."spouse_id_number" is not null) and r.source <> all (array['police']::text[])) then r."marriage_certificate_no" end) then $26 end, case when min(case when ((r."marital_status" is not null or r."marriage_date" is not null or r."marriage_certificate_no" is not null or r."spouse_name" is not null or r."spouse_id_number" is not null) and r.source <> all (array['police']::text[])) then r."marriage_date" end) <> max(case when ((r."marital_status" is not null or r."marriage_date" is not null or r."marriage_certificate_no" is not null or r."spouse_name" is not null or r."spouse_id_number" is not null) and r.source <> all (array['police']::text[])) then r."marriage_date" end) then $27 end, case when min(r."mother_id_number") <> max(r."mother_id_number") then $28 end, case when min(r."mother_name") <> max(r."mother_name") then $29 end, case when min(r."move_in_date") <> max(r."move_in_date") then $30 end, case when min(r."nationality") <> max(r."nationality") then $31 end, case when min(r."number_change_reason") <> max(r."number_change_reason") then $32 end, case when min(r."passport_no") <> max(r."passport_no") then $33 end, case when min(r."police_station") <> max(r."police_station") then $34 end, case when min(r."pr_card_no") <> max(r."pr_card_no") then $35 end, case when min(r."previous_id_number") <> max(r."previous_id_number") then $36 end, case when min(r."school") <> max(r."school") then $37 end, case when min(r."sex") <> max(r."sex") then $38 end, case when min(r."social_insurance_status") <> max(r."social_insurance_status") then $39 end, case when min(case when ((r."marital_status" is not null or r."marriage_date" is not null or r."marriage_certificate_no" is not null or r."spouse_name" is not null or r."spouse_id_number" is not null) and r.source <> all (array['police']::text[])) then r."spouse_id_number" end) <> max(case when ((r."marital_status" is not null or r."marriage_date" is not null or r."marriage_certificate_no" is not null or r."spouse_name" is not null or r."spouse_id_number" is not null) and r.source <> all (array['police']::text[])) then r."spouse_id_number" end) then $40 end, case when min(case when ((r."marital_status" is not null or r."marriage_date" is not null or r."marriage_certificate_no" is not null or r."spouse_name" is not null or r."spouse_id_number" is not null) and r.source <> all (array['police']::text[])) then r."spouse_name" end) <> max(case when ((r."marital_status" is not null or r."marriage_date" is not null or r."marriage_certificate_no" is not null or r."spouse_name" is not null or r."spouse_id_number" is not null) and r.source <> all (array['police']::text[])) then r."spouse_name" end) then $41 end, case when min(r."tw_travel_permit_no") <> max(r."tw_travel_permit_no") then $42 end]::text[], null) as conflicts
      from speaking r left join "population"."key_alias" alias on alias.old_key = r.key and r.effective_date >= alias.held_from and (alias.reissued_on is null or r.effective_date < alias.reissued_on)
    and (alias.names is null or r.name_keys && alias.names and not r.name_keys && alias.other_names)
      group by r.golden_id
    )
    insert into computed (golden_id, version, state, created_at, recorded_at, cause, key, win_record, win_rank, win_date, conflicts, "id_number", "full_name", "name_keys", "used_name", "sex", "birth_date", "ethnic_group", "birthplace_code", "native_place", "nationality", "passport_no", "hm_travel_permit_no", "tw_travel_permit_no", "pr_card_no", "document_type", "other_document_no", "birth_certificate_no", "previous_id_number", "number_change_reason", "life_status", "death_date", "death_certificate_no", "household_no", "household_relation", "household_type", "hukou_address", "hukou_division", "police_station", "move_in_date", "residence_address", "mobile_phone", "marital_status", "marriage_date", "marriage_certificate_no", "spouse_name", "spouse_id_number", "father_name", "father_id_number", "mother_name", "mother_id_number", "education_level", "school", "graduation_date", "social_insurance_status", "insured_region", "insured_employer_name", "insured_employer_uscc", "housing_fund_status", "housing_fund_employer")
    select member.golden_id, 1, 'active', now(), now(), '', member.key,
      array[w1."record_id", w2."record_id", w3."record_id", w4."record_id", w5."record_id", w6."record_id", w7."record_id", w8."record_id", w9."record_id", w10."record_id", w11."record_id", w12."record_id", w13."record_id", w14."record_id", w15."record_id", w16."record_id", w17."record_id", w18."record_id", w19."record_id", w20."record_id", w21."record_id", w22."record_id", w23."record_id", w24."record_id", w25."record_id", w26."record_id", w27."record_id"], array[w1."rank", w2."rank", w3."rank", w4."rank", w5."rank", w6."rank", w7."rank", w8."rank", w9."rank", w10."rank", w11."rank", w12."rank", w13."rank", w14."rank", w15."rank", w16."rank", w17."rank", w18."rank", w19."rank", w20."rank", w21."rank", w22."rank", w23."rank", w24."rank", w25."rank", w26."rank", w27."rank"], array[w1."effective_date", w2."effective_date", w3."effective_date", w4."effective_date", w5."effective_date", w6."effective_date", w7."effective_date", w8."effective_date", w9."effective_date", w10."effective_date", w11."effective_date", w12."effective_date", w13."effective_date", w14."effective_date", w15."effective_date", w16."effective_date", w17."effective_date", w18."effective_date", w19."effective_date", w20."effective_date", w21."effective_date", w22."effective_date", w23."effective_date", w24."effective_date", w25."effective_date", w26."effective_date", w27."effective_date"], nullif(member.conflicts, '{}'), w1."id_number", w2."full_name", w2."name_keys", w3."used_name", w4."sex", w5."birth_date", w6."ethnic_group", w7."birthplace_code", w8."native_place", w9."nationality", w10."passport_no", w11."hm_travel_permit_no", w12."tw_travel_permit_no", w13."pr_card_no", w14."document_type", w14."other_document_no", w15."birth_certificate_no", w16."previous_id_number", w16."number_change_reason", w17."life_status", w17."death_date", w17."death_certificate_no", w18."household_no", w18."household_relation", w18."household_type", w19."hukou_address", w19."hukou_division", w19."police_station", w19."move_in_date", w20."residence_address", w21."mobile_phone", w22."marital_status", w22."marriage_date", w22."marriage_certificate_no", w22."spouse_name", w22."spouse_id_number", w23."father_name", w23."father_id_number", w24."mother_name", w24."mother_id_number", w25."education_level", w25."school", w25."graduation_date", w26."social_insurance_status", w26."insured_region", w26."insured_employer_name", w26."insured_employer_uscc", w27."housing_fund_status", w27."housing_fund_employer"
    from member left join "w1" using (golden_id)
left join "w2" using (golden_id)
left join "w3" using (golden_id)
left join "w4" using (golden_id)
left join "w5" using (golden_id)
left join "w6" using (golden_id)
left join "w7" using (golden_id)
left join "w8" using (golden_id)
left join "w9" using (golden_id)
left join "w10" using (golden_id)
left join "w11" using (golden_id)
left join "w12" using (golden_id)
left join "w13" using (golden_id)
left join "w14" using (golden_id)
left join "w15" using (golden_id)
left join "w16" using (golden_id)
left join "w17" using (golden_id)
left join "w18" using (golden_id)
left join "w19" using (golden_id)
left join "w20" using (golden_id)
left join "w21" using (golden_id)
left join "w22" using (golden_id)
left join "w23" using (golden_id)
left join "w24" using (golden_id)
left join "w25" using (golden_id)
left join "w26" using (golden_id)
left join "w27" using (golden_id);

analyze computed;

with home as (
    select distinct on (p.decision_id) p.decision_id, r.golden_id
    from "population"."pin" p join "population"."source_record" r on r.record_id = p.record_id
    where p.valid_to >= $1::date and r.golden_id is not null and not r.is_withdrawn
    order by p.decision_id, p.place),
    chosen as (
      select distinct on (home.golden_id, p.attribute) home.golden_id, p.attribute, p.value, p.name_keys
      from home join "population"."pin" p using (decision_id)
      order by home.golden_id, p.attribute, p.decision_id desc
    ),
    given as (
      select golden_id, jsonb_object_agg(attribute, value)
        || coalesce(jsonb_object_agg('name_keys', name_keys) filter (where name_keys is not null), '{}') as held
      from chosen group by golden_id
    )
    update computed c set ("id_number", "full_name", "used_name", "sex", "birth_date", "ethnic_group", "birthplace_code", "native_place", "nationality", "document_type", "passport_no", "hm_travel_permit_no", "tw_travel_permit_no", "pr_card_no", "other_document_no", "birth_certificate_no", "previous_id_number", "number_change_reason", "life_status", "death_date", "death_certificate_no", "household_no", "household_relation", "household_type", "hukou_address", "hukou_division", "police_station", "move_in_date", "residence_address", "mobile_phone", "marital_status", "marriage_date", "marriage_certificate_no", "spouse_name", "spouse_id_number", "father_name", "father_id_number", "mother_name", "mother_id_number", "education_level", "school", "graduation_date", "social_insurance_status", "insured_region", "insured_employer_name", "insured_employer_uscc", "housing_fund_status", "housing_fund_employer", "name_keys") = (select x."id_number", x."full_name", x."used_name", x."sex", x."birth_date", x."ethnic_group", x."birthplace_code", x."native_place", x."nationality", x."document_type", x."passport_no", x."hm_travel_permit_no", x."tw_travel_permit_no", x."pr_card_no", x."other_document_no", x."birth_certificate_no", x."previous_id_number", x."number_change_reason", x."life_status", x."death_date", x."death_certificate_no", x."household_no", x."household_relation", x."household_type", x."hukou_address", x."hukou_division", x."police_station", x."move_in_date", x."residence_address", x."mobile_phone", x."marital_status", x."marriage_date", x."marriage_certificate_no", x."spouse_name", x."spouse_id_number", x."father_name", x."father_id_number", x."mother_name", x."mother_id_number", x."education_level", x."school", x."graduation_date", x."social_insurance_status", x."insured_region", x."insured_employer_name", x."insured_employer_uscc", x."housing_fund_status", x."housing_fund_employer", x."name_keys" from jsonb_populate_record(c, given.held) x)
    from given where given.golden_id = c.golden_id;

with changed as materialized (
      select g.golden_id from "population"."golden_record" g join computed c on c.golden_id = g.golden_id where (g."state", g."key", g."name_keys", g."win_record", g."win_rank", g."win_date", g."conflicts", g."id_number", g."full_name", g."used_name", g."sex", g."birth_date", g."ethnic_group", g."birthplace_code", g."native_place", g."nationality", g."document_type", g."passport_no", g."hm_travel_permit_no", g."tw_travel_permit_no", g."pr_card_no", g."other_document_no", g."birth_certificate_no", g."previous_id_number", g."number_change_reason", g."life_status", g."death_date", g."death_certificate_no", g."household_no", g."household_relation", g."household_type", g."hukou_address", g."hukou_division", g."police_station", g."move_in_date", g."residence_address", g."mobile_phone", g."marital_status", g."marriage_date", g."marriage_certificate_no", g."spouse_name", g."spouse_id_number", g."father_name", g."father_id_number", g."mother_name", g."mother_id_number", g."education_level", g."school", g."graduation_date", g."social_insurance_status", g."insured_region", g."insured_employer_name", g."insured_employer_uscc", g."housing_fund_status", g."housing_fund_employer") is distinct from (c."state", c."key", c."name_keys", c."win_record", c."win_rank", c."win_date", c."conflicts", c."id_number", c."full_name", c."used_name", c."sex", c."birth_date", c."ethnic_group", c."birthplace_code", c."native_place", c."nationality", c."document_type", c."passport_no", c."hm_travel_permit_no", c."tw_travel_permit_no", c."pr_card_no", c."other_document_no", c."birth_certificate_no", c."previous_id_number", c."number_change_reason", c."life_status", c."death_date", c."death_certificate_no", c."household_no", c."household_relation", c."household_type", c."hukou_address", c."hukou_division", c."police_station", c."move_in_date", c."residence_address", c."mobile_phone", c."marital_status", c."marriage_date", c."marriage_certificate_no", c."spouse_name", c."spouse_id_number", c."father_name", c."father_id_number", c."mother_name", c."mother_id_number", c."education_level", c."school", c."graduation_date", c."social_insurance_status", c."insured_region", c."insured_employer_name", c."insured_employer_uscc", c."housing_fund_status", c."housing_fund_employer")
    ),
    former as (
      insert into "population"."golden_history" ("golden_id", "version", "state", "redirect_to", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "id_number", "full_name", "used_name", "sex", "birth_date", "ethnic_group", "birthplace_code", "native_place", "nationality", "document_type", "passport_no", "hm_travel_permit_no", "tw_travel_permit_no", "pr_card_no", "other_document_no", "birth_certificate_no", "previous_id_number", "number_change_reason", "life_status", "death_date", "death_certificate_no", "household_no", "household_relation", "household_type", "hukou_address", "hukou_division", "police_station", "move_in_date", "residence_address", "mobile_phone", "marital_status", "marriage_date", "marriage_certificate_no", "spouse_name", "spouse_id_number", "father_name", "father_id_number", "mother_name", "mother_id_number", "education_level", "school", "graduation_date", "social_insurance_status", "insured_region", "insured_employer_name", "insured_employer_uscc", "housing_fund_status", "housing_fund_employer", replaced_at, replaced_by) select g."golden_id", g."version", g."state", g."redirect_to", g."created_at", g."recorded_at", g."cause", g."key", g."name_keys", g."win_record", g."win_rank", g."win_date", g."conflicts", g."id_number", g."full_name", g."used_name", g."sex", g."birth_date", g."ethnic_group", g."birthplace_code", g."native_place", g."nationality", g."document_type", g."passport_no", g."hm_travel_permit_no", g."tw_travel_permit_no", g."pr_card_no", g."other_document_no", g."birth_certificate_no", g."previous_id_number", g."number_change_reason", g."life_status", g."death_date", g."death_certificate_no", g."household_no", g."household_relation", g."household_type", g."hukou_address", g."hukou_division", g."police_station", g."move_in_date", g."residence_address", g."mobile_phone", g."marital_status", g."marriage_date", g."marriage_certificate_no", g."spouse_name", g."spouse_id_number", g."father_name", g."father_id_number", g."mother_name", g."mother_id_number", g."education_level", g."school", g."graduation_date", g."social_insurance_status", g."insured_region", g."insured_employer_name", g."insured_employer_uscc", g."housing_fund_status", g."housing_fund_employer", $1::timestamptz, $2
      from "population"."golden_record" g join changed using (golden_id)
    )
    update "population"."golden_record" g
    set version = g.version + 1, recorded_at = $3::timestamptz, cause = $4, redirect_to = null,
      "state" = c."state", "key" = c."key", "name_keys" = c."name_keys", "win_record" = c."win_record", "win_rank" = c."win_rank", "win_date" = c."win_date", "conflicts" = c."conflicts", "id_number" = c."id_number", "full_name" = c."full_name", "used_name" = c."used_name", "sex" = c."sex", "birth_date" = c."birth_date", "ethnic_group" = c."ethnic_group", "birthplace_code" = c."birthplace_code", "native_place" = c."native_place", "nationality" = c."nationality", "document_type" = c."document_type", "passport_no" = c."passport_no", "hm_travel_permit_no" = c."hm_travel_permit_no", "tw_travel_permit_no" = c."tw_travel_permit_no", "pr_card_no" = c."pr_card_no", "other_document_no" = c."other_document_no", "birth_certificate_no" = c."birth_certificate_no", "previous_id_number" = c."previous_id_number", "number_change_reason" = c."number_change_reason", "life_status" = c."life_status", "death_date" = c."death_date", "death_certificate_no" = c."death_certificate_no", "household_no" = c."household_no", "household_relation" = c."household_relation", "household_type" = c."household_type", "hukou_address" = c."hukou_address", "hukou_division" = c."hukou_division", "police_station" = c."police_station", "move_in_date" = c."move_in_date", "residence_address" = c."residence_address", "mobile_phone" = c."mobile_phone", "marital_status" = c."marital_status", "marriage_date" = c."marriage_date", "marriage_certificate_no" = c."marriage_certificate_no", "spouse_name" = c."spouse_name", "spouse_id_number" = c."spouse_id_number", "father_name" = c."father_name", "father_id_number" = c."father_id_number", "mother_name" = c."mother_name", "mother_id_number" = c."mother_id_number", "education_level" = c."education_level", "school" = c."school", "graduation_date" = c."graduation_date", "social_insurance_status" = c."social_insurance_status", "insured_region" = c."insured_region", "insured_employer_name" = c."insured_employer_name", "insured_employer_uscc" = c."insured_employer_uscc", "housing_fund_status" = c."housing_fund_status", "housing_fund_employer" = c."housing_fund_employer"
    from computed c join changed using (golden_id)
    where g.golden_id = c.golden_id;

insert into "population"."golden_record" ("golden_id", "version", "state", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "id_number", "full_name", "used_name", "sex", "birth_date", "ethnic_group", "birthplace_code", "native_place", "nationality", "document_type", "passport_no", "hm_travel_permit_no", "tw_travel_permit_no", "pr_card_no", "other_document_no", "birth_certificate_no", "previous_id_number", "number_change_reason", "life_status", "death_date", "death_certificate_no", "household_no", "household_relation", "household_type", "hukou_address", "hukou_division", "police_station", "move_in_date", "residence_address", "mobile_phone", "marital_status", "marriage_date", "marriage_certificate_no", "spouse_name", "spouse_id_number", "father_name", "father_id_number", "mother_name", "mother_id_number", "education_level", "school", "graduation_date", "social_insurance_status", "insured_region", "insured_employer_name", "insured_employer_uscc", "housing_fund_status", "housing_fund_employer")
    select c."golden_id", c."version", c."state", $1::timestamptz, $2::timestamptz, $3, c."key", c."name_keys", c."win_record", c."win_rank", c."win_date", c."conflicts", c."id_number", c."full_name", c."used_name", c."sex", c."birth_date", c."ethnic_group", c."birthplace_code", c."native_place", c."nationality", c."document_type", c."passport_no", c."hm_travel_permit_no", c."tw_travel_permit_no", c."pr_card_no", c."other_document_no", c."birth_certificate_no", c."previous_id_number", c."number_change_reason", c."life_status", c."death_date", c."death_certificate_no", c."household_no", c."household_relation", c."household_type", c."hukou_address", c."hukou_division", c."police_station", c."move_in_date", c."residence_address", c."mobile_phone", c."marital_status", c."marriage_date", c."marriage_certificate_no", c."spouse_name", c."spouse_id_number", c."father_name", c."father_id_number", c."mother_name", c."mother_id_number", c."education_level", c."school", c."graduation_date", c."social_insurance_status", c."insured_region", c."insured_employer_name", c."insured_employer_uscc", c."housing_fund_status", c."housing_fund_employer"
    from computed c where not exists (select from "population"."golden_record" g where g.golden_id = c.golden_id);

with ended as materialized (
      select g.golden_id, d.redirect_to
      from "population"."golden_record" g join (select distinct golden_id from touched) t using (golden_id)
      left join redirected d using (golden_id)
      where not exists (select from computed c where c.golden_id = g.golden_id)
        and (g.state = 'active' or g.redirect_to is distinct from d.redirect_to and d.redirect_to is not null)
    ),
    former as (
      insert into "population"."golden_history" ("golden_id", "version", "state", "redirect_to", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "id_number", "full_name", "used_name", "sex", "birth_date", "ethnic_group", "birthplace_code", "native_place", "nationality", "document_type", "passport_no", "hm_travel_permit_no", "tw_travel_permit_no", "pr_card_no", "other_document_no", "birth_certificate_no", "previous_id_number", "number_change_reason", "life_status", "death_date", "death_certificate_no", "household_no", "household_relation", "household_type", "hukou_address", "hukou_division", "police_station", "move_in_date", "residence_address", "mobile_phone", "marital_status", "marriage_date", "marriage_certificate_no", "spouse_name", "spouse_id_number", "father_name", "father_id_number", "mother_name", "mother_id_number", "education_level", "school", "graduation_date", "social_insurance_status", "insured_region", "insured_employer_name", "insured_employer_uscc", "housing_fund_status", "housing_fund_employer", replaced_at, replaced_by) select g."golden_id", g."version", g."state", g."redirect_to", g."created_at", g."recorded_at", g."cause", g."key", g."name_keys", g."win_record", g."win_rank", g."win_date", g."conflicts", g."id_number", g."full_name", g."used_name", g."sex", g."birth_date", g."ethnic_group", g."birthplace_code", g."native_place", g."nationality", g."document_type", g."passport_no", g."hm_travel_permit_no", g."tw_travel_permit_no", g."pr_card_no", g."other_document_no", g."birth_certificate_no", g."previous_id_number", g."number_change_reason", g."life_status", g."death_date", g."death_certificate_no", g."household_no", g."household_relation", g."household_type", g."hukou_address", g."hukou_division", g."police_station", g."move_in_date", g."residence_address", g."mobile_phone", g."marital_status", g."marriage_date", g."marriage_certificate_no", g."spouse_name", g."spouse_id_number", g."father_name", g."father_id_number", g."mother_name", g."mother_id_number", g."education_level", g."school", g."graduation_date", g."social_insurance_status", g."insured_region", g."insured_employer_name", g."insured_employer_uscc", g."housing_fund_status", g."housing_fund_employer", $1::timestamptz, $2
      from "population"."golden_record" g join ended using (golden_id)
    )
    update "population"."golden_record" g
    set version = g.version + 1, recorded_at = $3::timestamptz, cause = $4, redirect_to = ended.redirect_to,
      state = case when ended.redirect_to is null then 'retired' else 'redirected' end, conflicts = null,
      key = null, name_keys = null, win_record = null, win_rank = null, win_date = null,
      "id_number" = null, "full_name" = null, "used_name" = null, "sex" = null, "birth_date" = null, "ethnic_group" = null, "birthplace_code" = null, "native_place" = null, "nationality" = null, "document_type" = null, "passport_no" = null, "hm_travel_permit_no" = null, "tw_travel_permit_no" = null, "pr_card_no" = null, "other_document_no" = null, "birth_certificate_no" = null, "previous_id_number" = null, "number_change_reason" = null, "life_status" = null, "death_date" = null, "death_certificate_no" = null, "household_no" = null, "household_relation" = null, "household_type" = null, "hukou_address" = null, "hukou_division" = null, "police_station" = null, "move_in_date" = null, "residence_address" = null, "mobile_phone" = null, "marital_status" = null, "marriage_date" = null, "marriage_certificate_no" = null, "spouse_name" = null, "spouse_id_number" = null, "father_name" = null, "father_id_number" = null, "mother_name" = null, "mother_id_number" = null, "education_level" = null, "school" = null, "graduation_date" = null, "social_insurance_status" = null, "insured_region" = null, "insured_employer_name" = null, "insured_employer_uscc" = null, "housing_fund_status" = null, "housing_fund_employer" = null
    from ended where g.golden_id = ended.golden_id;

update "population"."golden_record" g set redirect_to = d.redirect_to from redirected d where g.redirect_to = d.golden_id;

with active as (
      select r.golden_id, case when not exists (select from "population"."decided" d where d.kind = 'apart' and d.record_id = r.record_id) then r.key end as key,
        r.effective_date, r.name_keys, r.other_keys
      from "population"."source_record" r
      where r.golden_id in (select golden_id from touched) and not r.is_withdrawn
    ),
    number as (
      select a.golden_id, a.key, coalesce(alias.new_key, a.key) as final, alias.changed_on, alias.reason
      from active a left join "population"."key_alias" alias on alias.old_key = a.key and a.effective_date >= alias.held_from and (alias.reissued_on is null or a.effective_date < alias.reissued_on)
    and (alias.names is null or a.name_keys && alias.names and not a.name_keys && alias.other_names) where a.key is not null
    ),
    -- closed: what notices replaced by the number that the golden record has now
    closed as (
      select distinct n.golden_id, c.old_key, nullif(c.held_from, '-infinity') as held_from, c.changed_on, c.reason from number n join "population"."key_alias" c on c.new_key = n.final
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
      delete from "population"."identifier" i using (select distinct golden_id from touched) t
      where i.golden_id = t.golden_id
        and not exists (select from single w where w.type = i.type and w.value = i.value and w.golden_id = i.golden_id)
      returning i.type, i.value
    ),
    lost as (insert into lost_identifier (type, value) select type, value from gone)
    insert into "population"."identifier" (type, value, golden_id, status, valid_from, valid_to, reason)
    select type, value, golden_id, status, valid_from, valid_to, reason from single
    on conflict (type, value, golden_id) do update
      set status = excluded.status, valid_from = excluded.valid_from, valid_to = excluded.valid_to, reason = excluded.reason
      where ("population"."identifier".status, "population"."identifier".valid_from, "population"."identifier".valid_to, "population"."identifier".reason)
        is distinct from (excluded.status, excluded.valid_from, excluded.valid_to, excluded.reason);

delete from "population"."relation" old where old.record_id in (select record_id from scope);

with written as (
        insert into "population"."relation" (record_id, type, golden_id, target_library, target_type, target_value, target_name, valid_from, valid_to)
    select r.record_id, $1 as type, r.golden_id, $2 as target_library,
      case when r."spouse_id_number" is not null then $3 end as target_type,
      r."spouse_id_number" as target_value,
      r."spouse_name" as target_name,
      r."marriage_date" as valid_from,
      null::date as valid_to
    from "population"."source_record" r where r.record_id in (select record_id from scope) and r.golden_id is not null
      and (r."spouse_id_number" is not null or r."spouse_name" is not null) union all
    select r.record_id, $4 as type, r.golden_id, $5 as target_library,
      case when r."father_id_number" is not null then $6 end as target_type,
      r."father_id_number" as target_value,
      r."father_name" as target_name,
      null::date as valid_from,
      null::date as valid_to
    from "population"."source_record" r where r.record_id in (select record_id from scope) and r.golden_id is not null
      and (r."father_id_number" is not null or r."father_name" is not null) union all
    select r.record_id, $7 as type, r.golden_id, $8 as target_library,
      case when r."mother_id_number" is not null then $9 end as target_type,
      r."mother_id_number" as target_value,
      r."mother_name" as target_name,
      null::date as valid_from,
      null::date as valid_to
    from "population"."source_record" r where r.record_id in (select record_id from scope) and r.golden_id is not null
      and (r."mother_id_number" is not null or r."mother_name" is not null) union all
    select r.record_id, $10 as type, r.golden_id, $11 as target_library,
      case when r."insured_employer_uscc" is not null then $12 end as target_type,
      r."insured_employer_uscc" as target_value,
      r."insured_employer_name" as target_name,
      null::date as valid_from,
      null::date as valid_to
    from "population"."source_record" r where r.record_id in (select record_id from scope) and r.golden_id is not null
      and (r."insured_employer_uscc" is not null or r."insured_employer_name" is not null)
        returning record_id
      )
      insert into restated (record_id) select record_id from written;

-- near: the decisions whose relation may come, go or be between others now
    with near as materialized (
    select distinct d.decision_id from "population"."source_record" r join "population"."decided_relation" d on d.record_id = r.record_id
    where r.golden_id in (select golden_id from touched)
      union
      select d.decision_id from scope s join "population"."decided_relation" d on d.record_id = s.record_id
      union
      select rel.decision_id from "population"."relation" rel where rel.golden_id in (select golden_id from touched) and rel.decision_id is not null
      union
      select rel.decision_id from "population"."relation" rel where rel.target_golden_id in (select golden_id from touched) and rel.decision_id is not null
    ),
    wanted as materialized (select * from (
    select named.decision_id, one.type, one.is_refused, one.golden_id, other.golden_id as target_golden_id
    from (select decision_id from near) named cross join lateral (
    select d.type, d.is_refused, r.golden_id
    from "population"."decided_relation" d join "population"."source_record" r on r.record_id = d.record_id
    where d.decision_id = named.decision_id and d.side = $1 and r.golden_id is not null and not r.is_withdrawn
    order by d.place limit 1) one cross join lateral (
    select d.type, d.is_refused, r.golden_id
    from "population"."decided_relation" d join "population"."source_record" r on r.record_id = d.record_id
    where d.decision_id = named.decision_id and d.side = $2 and r.golden_id is not null and not r.is_withdrawn
    order by d.place limit 1) other where one.golden_id <> other.golden_id) d where not d.is_refused),
    gone as (
      delete from "population"."relation" r using near where r.decision_id = near.decision_id and not exists (select from wanted w where w.decision_id = r.decision_id)
    )
    insert into "population"."relation" (record_id, type, golden_id, target_library, target_golden_id, decision_id)
    select decision_id, type, golden_id, $3, target_golden_id, decision_id from wanted
    on conflict (record_id, type) do update set golden_id = excluded.golden_id, target_golden_id = excluded.target_golden_id
    where ("population"."relation".golden_id, "population"."relation".target_golden_id) is distinct from (excluded.golden_id, excluded.target_golden_id);

select hub.analyze_table(c.oid::regclass, $1::text[])
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $2 and c.relname = $3 and c.relkind = 'r' and (c.reltuples < 0 or $4 > $5 * c.reltuples);

select hub.analyze_table(c.oid::regclass, $1::text[])
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $2 and c.relname = $3 and c.relkind = 'r' and (c.reltuples < 0 or $4 > $5 * c.reltuples);

select hub.analyze_table(c.oid::regclass, $1::text[])
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $2 and c.relname = $3 and c.relkind = 'r' and (c.reltuples < 0 or $4 > $5 * c.reltuples);

