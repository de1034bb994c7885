create temporary table computed on commit drop as select "golden_id", "version", "state", "redirect_to", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "subject_state", "subject_library", "subject_type", "subject_value", "subject_golden_id", "record_class", "list_code", "document_no", "document_name", "certificate_name", "certificate_no", "subject_name", "subject_class", "subject_uscc", "subject_org_code", "subject_reg_no", "subject_tax_no", "subject_institution_no", "subject_social_org_no", "subject_id_type", "subject_id_number", "subject_document_no", "subject_address", "customs_code", "legal_rep_name", "legal_rep_id_type", "legal_rep_id_number", "legal_rep_document_no", "finance_head_name", "agent_name", "content", "permit_class", "penalty_class", "violation", "facts", "basis", "fine_amount", "confiscated_amount", "revoked_certificate", "listed_on", "expires_on", "reason", "behaviour", "obligation", "fulfilment", "fulfilled_part", "unfulfilled_part", "court_case_no", "judged_by", "court_region", "case_filed_on", "tax_period", "removed_on", "removal_reason", "year", "grade", "commitment_type", "matter", "accepted_by", "ref_document_no", "ref_list_code", "repaired_on", "raised_on", "objection_state", "objection_result", "closed_on", "decided_on", "valid_from", "valid_to", "publish_until", "decided_by", "decided_by_code", "record_state", "use_scope", "division_code", "source_unit", "source_unit_code", "remark" from "credit"."golden_record" with no data;

create temporary table speaking on commit drop as select golden_id, record_id, source, effective_date, key, name_keys, "record_class", "list_code", "document_no", "document_name", "certificate_name", "certificate_no", "subject_name", "subject_class", "subject_uscc", "subject_org_code", "subject_reg_no", "subject_tax_no", "subject_institution_no", "subject_social_org_no", "subject_id_type", "subject_id_number", "subject_document_no", "subject_address", "customs_code", "legal_rep_name", "legal_rep_id_type", "legal_rep_id_number", "legal_rep_document_no", "finance_head_name", "agent_name", "content", "permit_class", "penalty_class", "violation", "facts", "basis", "fine_amount", "confiscated_amount", "revoked_certificate", "listed_on", "expires_on", "reason", "behaviour", "obligation", "fulfilment", "fulfilled_part", "unfulfilled_part", "court_case_no", "judged_by", "court_region", "case_filed_on", "tax_period", "removed_on", "removal_reason", "year", "grade", "commitment_type", "matter", "accepted_by", "ref_document_no", "ref_list_code", "repaired_on", "raised_on", "objection_state", "objection_result", "closed_on", "decided_on", "valid_from", "valid_to", "publish_until", "decided_by", "decided_by_code", "record_state", "use_scope", "division_code", "source_unit", "source_unit_code", "remark"
      from "credit"."source_record" with no data;

create temporary table lost_identifier (type text not null, value text not null) on commit drop;

create temporary table resubjected (library text not null, golden_id uuid not null) on commit drop;

insert into touched (golden_id)
    select r.golden_id from "credit"."pin" p join "credit"."source_record" r on r.record_id = p.record_id
    where r.golden_id is not null and p.decision_id in (
      select near.decision_id from "credit"."pin" near left join "credit"."source_record" n on n.record_id = near.record_id
      where n.golden_id in (select golden_id from touched) or near.record_id in (select record_id from moved)
    );

insert into speaking
    select r.golden_id, r.record_id, r.source, r.effective_date, case when apart.record_id is null then r."key" end, r.name_keys,
      r."record_class", r."list_code", r."document_no", r."document_name", r."certificate_name", r."certificate_no", r."subject_name", r."subject_class", r."subject_uscc", r."subject_org_code", r."subject_reg_no", r."subject_tax_no", r."subject_institution_no", r."subject_social_org_no", r."subject_id_type", r."subject_id_number", r."subject_document_no", r."subject_address", r."customs_code", r."legal_rep_name", r."legal_rep_id_type", r."legal_rep_id_number", r."legal_rep_document_no", r."finance_head_name", r."agent_name", r."content", r."permit_class", r."penalty_class", r."violation", r."facts", r."basis", r."fine_amount", r."confiscated_amount", r."revoked_certificate", r."listed_on", r."expires_on", r."reason", r."behaviour", r."obligation", r."fulfilment", r."fulfilled_part", r."unfulfilled_part", r."court_case_no", r."judged_by", r."court_region", r."case_filed_on", r."tax_period", r."removed_on", r."removal_reason", r."year", r."grade", r."commitment_type", r."matter", r."accepted_by", r."ref_document_no", r."ref_list_code", r."repaired_on", r."raised_on", r."objection_state", r."objection_result", r."closed_on", r."decided_on", r."valid_from", r."valid_to", r."publish_until", r."decided_by", r."decided_by_code", r."record_state", r."use_scope", r."division_code", r."source_unit", r."source_unit_code", r."remark"
    from "credit"."source_record" r
    left join (select distinct record_id from "credit"."decided" where kind = 'apart') apart on apart.record_id = r.record_id
    where r.golden_id in (select golden_id from touched) and not r.is_withdrawn;

analyze speaking;

with
    "w1" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."record_class", r."list_code", r."document_no", r."document_name", r."decided_on", r."decided_by", r."decided_by_code"
      from speaking r where (r."record_class" is not null or r."list_code" is not null or r."document_no" is not null or r."document_name" is not null or r."decided_on" is not null or r."decided_by" is not null or r."decided_by_code" is not null)
      order by r.golden_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."record_class", r."list_code", r."document_no", r."document_name", r."decided_on", r."decided_by", r."decided_by_code") desc, r.record_id
    ),
    "w2" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."certificate_name", r."certificate_no"
      from speaking r where (r."certificate_name" is not null or r."certificate_no" is not null)
      order by r.golden_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."certificate_name", r."certificate_no") desc, r.record_id
    ),
    "w3" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."subject_name", r."subject_class", r."subject_uscc", r."subject_org_code", r."subject_reg_no", r."subject_tax_no", r."subject_institution_no", r."subject_social_org_no", r."subject_id_type", r."subject_id_number", r."subject_document_no", r."subject_address", r."customs_code", r."name_keys"
      from speaking r where (r."subject_name" is not null or r."subject_class" is not null or r."subject_uscc" is not null or r."subject_org_code" is not null or r."subject_reg_no" is not null or r."subject_tax_no" is not null or r."subject_institution_no" is not null or r."subject_social_org_no" is not null or r."subject_id_type" is not null or r."subject_id_number" is not null or r."subject_document_no" is not null or r."subject_address" is not null or r."customs_code" is not null)
      order by r.golden_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."subject_name", r."subject_class", r."subject_uscc", r."subject_org_code", r."subject_reg_no", r."subject_tax_no", r."subject_institution_no", r."subject_social_org_no", r."subject_id_type", r."subject_id_number", r."subject_document_no", r."subject_address", r."customs_code") desc, r.record_id
    ),
    "w4" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."legal_rep_name", r."legal_rep_id_type", r."legal_rep_id_number", r."legal_rep_document_no", r."finance_head_name", r."agent_name"
      from speaking r where (r."legal_rep_name" is not null or r."legal_rep_id_type" is not null or r."legal_rep_id_number" is not null or r."legal_rep_document_no" is not null or r."finance_head_name" is not null or r."agent_name" is not null)
      order by r.golden_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."legal_rep_name", r."legal_rep_id_type", r."legal_rep_id_number", r."legal_rep_document_no", r."finance_head_name", r."agent_name") desc, r.record_id
    ),
    "w5" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."content", r."permit_class", r."penalty_class", r."violation", r."facts", r."basis", r."fine_amount", r."confiscated_amount", r."revoked_certificate"
      from speaking r where (r."content" is not null or r."permit_class" is not null or r."penalty_class" is not null or r."violation" is not null or r."facts" is not null or r."basis" is not null or r."fine_amount" is not null or r."confiscated_amount" is not null or r."revoked_certificate" is not null)
      order by r.golden_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."content", r."permit_class", r."penalty_class", r."violation", r."facts", r."basis", r."fine_amount", r."confiscated_amount", r."revoked_certificate") desc, r.record_id
    ),
    "w6" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."valid_from", r."valid_to", r."publish_until"
      from speaking r where (r."valid_from" is not null or r."valid_to" is not null or r."publish_until" is not null)
      order by r.golden_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."valid_from", r."valid_to", r."publish_until") desc, r.record_id
    ),
    "w7" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."record_state", r."use_scope", r."division_code", r."source_unit", r."source_unit_code", r."remark"
      from speaking r where (r."record_state" is not null or r."use_scope" is not null or r."division_code" is not null or r."source_unit" is not null or r."source_unit_code" is not null or r."remark" is not null)
      order by r.golden_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."record_state", r."use_scope", r."division_code", r."source_unit", r."source_unit_code", r."remark") desc, r.record_id
    ),
    "w8" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."listed_on", r."expires_on", r."reason", r."behaviour", r."obligation", r."court_case_no", r."judged_by", r."court_region", r."case_filed_on", r."tax_period"
      from speaking r where (r."listed_on" is not null or r."expires_on" is not null or r."reason" is not null or r."behaviour" is not null or r."obligation" is not null or r."court_case_no" is not null or r."judged_by" is not null or r."court_region" is not null or r."case_filed_on" is not null or r."tax_period" is not null)
      order by r.golden_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."listed_on", r."expires_on", r."reason", r."behaviour", r."obligation", r."court_case_no", r."judged_by", r."court_region", r."case_filed_on", r."tax_period") desc, r.record_id
    ),
    "w9" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."fulfilment", r."fulfilled_part", r."unfulfilled_part"
      from speaking r where (r."fulfilment" is not null or r."fulfilled_part" is not null or r."unfulfilled_part" is not null)
      order by r.golden_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."fulfilment", r."fulfilled_part", r."unfulfilled_part") desc, r.record_id
    ),
    "w10" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."removed_on", r."removal_reason"
      from speaking r where (r."removed_on" is not null or r."removal_reason" is not null)
      order by r.golden_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."removed_on", r."removal_reason") desc, r.record_id
    ),
    "w11" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."year", r."grade"
      from speaking r where (r."year" is not null or r."grade" is not null)
      order by r.golden_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."year", r."grade") desc, r.record_id
    ),
    "w12" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."commitment_type", r."accepted_by", r."matter"
      from speaking r where (r."commitment_type" is not null or r."accepted_by" is not null or r."matter" is not null)
      order by r.golden_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."commitment_type", r."accepted_by", r."matter") desc, r.record_id
    ),
    "w13" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."ref_document_no", r."ref_list_code", r."repaired_on"
      from speaking r where (r."ref_document_no" is not null or r."ref_list_code" is not null or r."repaired_on" is not null)
      order by r.golden_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."ref_document_no", r."ref_list_code", r."repaired_on") desc, r.record_id
    ),
    "w14" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."raised_on", r."objection_state", r."objection_result", r."closed_on"
      from speaking r where (r."raised_on" is not null or r."objection_state" is not null or r."objection_result" is not null or r."closed_on" is not null)
      order by r.golden_id, coalesce(array_position(array['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."raised_on", r."objection_state", r."objection_result", r."closed_on") desc, r.record_id
    ),
    member as (
      select r.golden_id, min(coalesce(alias.new_key, r.key)) as key, array_remove(array[case when min(r."certificate_no") <> max(r."certificate_no") then $1 end, case when min(r."confiscated_amount") <> max(r."confiscated_amount") then $2 end, case when min(r."decided_by") <> max(r."decided_by") then $3 end, case when min(r."decided_on") <> max(r."decided_on") then $4 end, case when min(r."document_no") <> max(r."document_no") then $5 end, case when min(r."fine_amount") <> max(r."fine_amount") then $6 end, case when min(r."list_code") <> max(r."list_code") then $7 end, case when min(r."listed_on") <> max(r."listed_on") then $8 end, case when min(r."penalty_class") <> max(r."penalty_class") then $9 end, case when min(r."permit_class") <> max(r."permit_class") then $10 end, case when min(r."publish_until") <> max(r."publish_until") then $11 end, case when min(r."record_class") <> max(r."record_class") then $12 end, case when min(r."record_state") <> max(r."record_state") then $13 end, case when min(r."removed_on") <> max(r."removed_on") then $14 end, case when min(r."repaired_on") <> max(r."repaired_on") then $15 end, case when min(r."subject_class") <> max(r."subject_class") then $16 end, case when min(r."subject_document_no") <> max(r."subject_document_no") then $17 end, case when min(r."subject_id_number") <> max(r."subject_id_number") then $18 end, case when min(r."subject_name") <> max(r."subject_name") then $19 end, case when min(r."subject_org_code") <> max(r."subject_org_code") then $20 end, case when min(r."subject_reg_no") <> max(r."subject_reg_no") then $21 end, case when min(r."subject_tax_no") <> max(r."subject_tax_no") then $22 end, case when min(r."subject_uscc") <> max(r."subject_uscc") then $23 end, case when min(r."use_scope") <> max(r."use_scope") then $24 end, case when min(r."valid_from") <> max(r."valid_from") then $25 end, case when min(r."valid_to") <> max(r."valid_to") then $26 end]::text[], null) as conflicts
      from speaking r left join "credit"."key_alias" alias on alias.old_key = r.key and r.effective_date >= alias.held_from and (alias.reissued_on is null or r.effective_date < alias.reissued_on)
    and (alias.names is null or r.name_keys && alias.names and not r.name_keys && alias.other_names)
      group by r.golden_id
    )
    insert into computed (golden_id, version, state, created_at, recorded_at, cause, key, win_record, win_rank, win_date, conflicts, "record_class", "list_code", "document_no", "document_name", "decided_on", "decided_by", "decided_by_code", "certificate_name", "certificate_no", "subject_name", "subject_class", "subject_uscc", "subject_org_code", "subject_reg_no", "subject_tax_no", "subject_institution_no", "subject_social_org_no", "subject_id_type", "subject_id_number", "subject_document_no", "subject_address", "customs_code", "name_keys", "legal_rep_name", "legal_rep_id_type", "legal_rep_id_number", "legal_rep_document_no", "finance_head_name", "agent_name", "content", "permit_class", "penalty_class", "violation", "facts", "basis", "fine_amount", "confiscated_amount", "revoked_certificate", "valid_from", "valid_to", "publish_until", "record_state", "use_scope", "division_code", "source_unit", "source_unit_code", "remark", "listed_on", "expires_on", "reason", "behaviour", "obligation", "court_case_no", "judged_by", "court_region", "case_filed_on", "tax_period", "fulfilment", "fulfilled_part", "unfulfilled_part", "removed_on", "removal_reason", "year", "grade", "commitment_type", "accepted_by", "matter", "ref_document_no", "ref_list_code", "repaired_on", "raised_on", "objection_state", "objection_result", "closed_on")
    select member.golden_id, 1, 'active', now(), now(), '', member.key,
      array[w1."record_id", w2."record_id", w3."record_id", w4."record_id", w5."record_id", w6."record_id", w7."record_id", w8."record_id", w9."record_id", w10."record_id", w11."record_id", w12."record_id", w13."record_id", w14."record_id"], array[w1."rank", w2."rank", w3."rank", w4."rank", w5."rank", w6."rank", w7."rank", w8."rank", w9."rank", w10."rank", w11."rank", w12."rank", w13."rank", w14."rank"], array[w1."effective_date", w2."effective_date", w3."effective_date", w4."effective_date", w5."effective_date", w6."effective_date", w7."effective_date", w8."effective_date", w9."effective_date", w10."effective_date", w11."effective_date", w12."effective_date", w13."effective_date", w14."effective_date"], nullif(member.conflicts, '{}'), w1."record_class", w1."list_code", w1."document_no", w1."document_name", w1."decided_on", w1."decided_by", w1."decided_by_code", w2."certificate_name", w2."certificate_no", w3."subject_name", w3."subject_class", w3."subject_uscc", w3."subject_org_code", w3."subject_reg_no", w3."subject_tax_no", w3."subject_institution_no", w3."subject_social_org_no", w3."subject_id_type", w3."subject_id_number", w3."subject_document_no", w3."subject_address", w3."customs_code", w3."name_keys", w4."legal_rep_name", w4."legal_rep_id_type", w4."legal_rep_id_number", w4."legal_rep_document_no", w4."finance_head_name", w4."agent_name", w5."content", w5."permit_class", w5."penalty_class", w5."violation", w5."facts", w5."basis", w5."fine_amount", w5."confiscated_amount", w5."revoked_certificate", w6."valid_from", w6."valid_to", w6."publish_until", w7."record_state", w7."use_scope", w7."division_code", w7."source_unit", w7."source_unit_code", w7."remark", w8."listed_on", w8."expires_on", w8."reason", w8."behaviour", w8."obligation", w8."court_case_no", w8."judged_by", w8."court_region", w8."case_filed_on", w8."tax_period", w9."fulfilment", w9."fulfilled_part", w9."unfulfilled_part", w10."removed_on", w10."removal_reason", w11."year", w11."grade", w12."commitment_type", w12."accepted_by", w12."matter", w13."ref_document_no", w13."ref_list_code", w13."repaired_on", w14."raised_on", w14."objection_state", w14."objection_result", w14."closed_on"
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
left join "w14" using (golden_id);

analyze computed;

with home as (
    select distinct on (p.decision_id) p.decision_id, r.golden_id
    from "credit"."pin" p join "credit"."source_record" r on r.record_id = p.record_id
    where p.valid_to >= $1::date and r.golden_id is not null and not r.is_withdrawn
    order by p.decision_id, p.place),
    chosen as (
      select distinct on (home.golden_id, p.attribute) home.golden_id, p.attribute, p.value, p.name_keys
      from home join "credit"."pin" p using (decision_id)
      order by home.golden_id, p.attribute, p.decision_id desc
    ),
    given as (
      select golden_id, jsonb_object_agg(attribute, value)
        || coalesce(jsonb_object_agg('name_keys', name_keys) filter (where name_keys is not null), '{}') as held
      from chosen group by golden_id
    )
    update computed c set ("record_class", "list_code", "document_no", "document_name", "certificate_name", "certificate_no", "subject_name", "subject_class", "subject_uscc", "subject_org_code", "subject_reg_no", "subject_tax_no", "subject_institution_no", "subject_social_org_no", "subject_id_type", "subject_id_number", "subject_document_no", "subject_address", "customs_code", "legal_rep_name", "legal_rep_id_type", "legal_rep_id_number", "legal_rep_document_no", "finance_head_name", "agent_name", "content", "permit_class", "penalty_class", "violation", "facts", "basis", "fine_amount", "confiscated_amount", "revoked_certificate", "listed_on", "expires_on", "reason", "behaviour", "obligation", "fulfilment", "fulfilled_part", "unfulfilled_part", "court_case_no", "judged_by", "court_region", "case_filed_on", "tax_period", "removed_on", "removal_reason", "year", "grade", "commitment_type", "matter", "accepted_by", "ref_document_no", "ref_list_code", "repaired_on", "raised_on", "objection_state", "objection_result", "closed_on", "decided_on", "valid_from", "valid_to", "publish_until", "decided_by", "decided_by_code", "record_state", "use_scope", "division_code", "source_unit", "source_unit_code", "remark", "name_keys") = (select x."record_class", x."list_code", x."document_no", x."document_name", x."certificate_name", x."certificate_no", x."subject_name", x."subject_class", x."subject_uscc", x."subject_org_code", x."subject_reg_no", x."subject_tax_no", x."subject_institution_no", x."subject_social_org_no", x."subject_id_type", x."subject_id_number", x."subject_document_no", x."subject_address", x."customs_code", x."legal_rep_name", x."legal_rep_id_type", x."legal_rep_id_number", x."legal_rep_document_no", x."finance_head_name", x."agent_name", x."content", x."permit_class", x."penalty_class", x."violation", x."facts", x."basis", x."fine_amount", x."confiscated_amount", x."revoked_certificate", x."listed_on", x."expires_on", x."reason", x."behaviour", x."obligation", x."fulfilment", x."fulfilled_part", x."unfulfilled_part", x."court_case_no", x."judged_by", x."court_region", x."case_filed_on", x."tax_period", x."removed_on", x."removal_reason", x."year", x."grade", x."commitment_type", x."matter", x."accepted_by", x."ref_document_no", x."ref_list_code", x."repaired_on", x."raised_on", x."objection_state", x."objection_result", x."closed_on", x."decided_on", x."valid_from", x."valid_to", x."publish_until", x."decided_by", x."decided_by_code", x."record_state", x."use_scope", x."division_code", x."source_unit", x."source_unit_code", x."remark", x."name_keys" from jsonb_populate_record(c, given.held) x)
    from given where given.golden_id = c.golden_id;

with changed as materialized (
      select g.golden_id from "credit"."golden_record" g join computed c on c.golden_id = g.golden_id where (g."state", g."key", g."name_keys", g."win_record", g."win_rank", g."win_date", g."conflicts", g."record_class", g."list_code", g."document_no", g."document_name", g."certificate_name", g."certificate_no", g."subject_name", g."subject_class", g."subject_uscc", g."subject_org_code", g."subject_reg_no", g."subject_tax_no", g."subject_institution_no", g."subject_social_org_no", g."subject_id_type", g."subject_id_number", g."subject_document_no", g."subject_address", g."customs_code", g."legal_rep_name", g."legal_rep_id_type", g."legal_rep_id_number", g."legal_rep_document_no", g."finance_head_name", g."agent_name", g."content", g."permit_class", g."penalty_class", g."violation", g."facts", g."basis", g."fine_amount", g."confiscated_amount", g."revoked_certificate", g."listed_on", g."expires_on", g."reason", g."behaviour", g."obligation", g."fulfilment", g."fulfilled_part", g."unfulfilled_part", g."court_case_no", g."judged_by", g."court_region", g."case_filed_on", g."tax_period", g."removed_on", g."removal_reason", g."year", g."grade", g."commitment_type", g."matter", g."accepted_by", g."ref_document_no", g."ref_list_code", g."repaired_on", g."raised_on", g."objection_state", g."objection_result", g."closed_on", g."decided_on", g."valid_from", g."valid_to", g."publish_until", g."decided_by", g."decided_by_code", g."record_state", g."use_scope", g."division_code", g."source_unit", g."source_unit_code", g."remark") is distinct from (c."state", c."key", c."name_keys", c."win_record", c."win_rank", c."win_date", c."conflicts", c."record_class", c."list_code", c."document_no", c."document_name", c."certificate_name", c."certificate_no", c."subject_name", c."subject_class", c."subject_uscc", c."subject_org_code", c."subject_reg_no", c."subject_tax_no", c."subject_institution_no", c."subject_social_org_no", c."subject_id_type", c."subject_id_number", c."subject_document_no", c."subject_address", c."customs_code", c."legal_rep_name", c."legal_rep_id_type", c."legal_rep_id_number", c."legal_rep_document_no", c."finance_head_name", c."agent_name", c."content", c."permit_class", c."penalty_class", c."violation", c."facts", c."basis", c."fine_amount", c."confiscated_amount", c."revoked_certificate", c."listed_on", c."expires_on", c."reason", c."behaviour", c."obligation", c."fulfilment", c."fulfilled_part", c."unfulfilled_part", c."court_case_no", c."judged_by", c."court_region", c."case_filed_on", c."tax_period", c."removed_on", c."removal_reason", c."year", c."grade", c."commitment_type", c."matter", c."accepted_by", c."ref_document_no", c."ref_list_code", c."repaired_on", c."raised_on", c."objection_state", c."objection_result", c."closed_on", c."decided_on", c."valid_from", c."valid_to", c."publish_until", c."decided_by", c."decided_by_code", c."record_state", c."use_scope", c."division_code", c."source_unit", c."source_unit_code", c."remark")
    ),
    former as (
      insert into "credit"."golden_history" ("golden_id", "version", "state", "redirect_to", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "subject_state", "subject_library", "subject_type", "subject_value", "subject_golden_id", "record_class", "list_code", "document_no", "document_name", "certificate_name", "certificate_no", "subject_name", "subject_class", "subject_uscc", "subject_org_code", "subject_reg_no", "subject_tax_no", "subject_institution_no", "subject_social_org_no", "subject_id_type", "subject_id_number", "subject_document_no", "subject_address", "customs_code", "legal_rep_name", "legal_rep_id_type", "legal_rep_id_number", "legal_rep_document_no", "finance_head_name", "agent_name", "content", "permit_class", "penalty_class", "violation", "facts", "basis", "fine_amount", "confiscated_amount", "revoked_certificate", "listed_on", "expires_on", "reason", "behaviour", "obligation", "fulfilment", "fulfilled_part", "unfulfilled_part", "court_case_no", "judged_by", "court_region", "case_filed_on", "tax_period", "removed_on", "removal_reason", "year", "grade", "commitment_type", "matter", "accepted_by", "ref_document_no", "ref_list_code", "repaired_on", "raised_on", "objection_state", "objection_result", "closed_on", "decided_on", "valid_from", "valid_to", "publish_until", "decided_by", "decided_by_code", "record_state", "use_scope", "division_code", "source_unit", "source_unit_code", "remark", replaced_at, replaced_by) select g."golden_id", g."version", g."state", g."redirect_to", g."created_at", g."recorded_at", g."cause", g."key", g."name_keys", g."win_record", g."win_rank", g."win_date", g."conflicts", g."subject_state", g."subject_library", g."subject_type", g."subject_value", g."subject_golden_id", g."record_class", g."list_code", g."document_no", g."document_name", g."certificate_name", g."certificate_no", g."subject_name", g."subject_class", g."subject_uscc", g."subject_org_code", g."subject_reg_no", g."subject_tax_no", g."subject_institution_no", g."subject_social_org_no", g."subject_id_type", g."subject_id_number", g."subject_document_no", g."subject_address", g."customs_code", g."legal_rep_name", g."legal_rep_id_type", g."legal_rep_id_number", g."legal_rep_document_no", g."finance_head_name", g."agent_name", g."content", g."permit_class", g."penalty_class", g."violation", g."facts", g."basis", g."fine_amount", g."confiscated_amount", g."revoked_certificate", g."listed_on", g."expires_on", g."reason", g."behaviour", g."obligation", g."fulfilment", g."fulfilled_part", g."unfulfilled_part", g."court_case_no", g."judged_by", g."court_region", g."case_filed_on", g."tax_period", g."removed_on", g."removal_reason", g."year", g."grade", g."commitment_type", g."matter", g."accepted_by", g."ref_document_no", g."ref_list_code", g."repaired_on", g."raised_on", g."objection_state", g."objection_result", g."closed_on", g."decided_on", g."valid_from", g."valid_to", g."publish_until", g."decided_by", g."decided_by_code", g."record_state", g."use_scope", g."division_code", g."source_unit", g."source_unit_code", g."remark", $1::timestamptz, $2
      from "credit"."golden_record" g join changed using (golden_id)
    )
    update "credit"."golden_record" g
    set version = g.version + 1, recorded_at = $3::timestamptz, cause = $4, redirect_to = null,
      "state" = c."state", "key" = c."key", "name_keys" = c."name_keys", "win_record" = c."win_record", "win_rank" = c."win_rank", "win_date" = c."win_date", "conflicts" = c."conflicts", "record_class" = c."record_class", "list_code" = c."list_code", "document_no" = c."document_no", "document_name" = c."document_name", "certificate_name" = c."certificate_name", "certificate_no" = c."certificate_no", "subject_name" = c."subject_name", "subject_class" = c."subject_class", "subject_uscc" = c."subject_uscc", "subject_org_code" = c."subject_org_code", "subject_reg_no" = c."subject_reg_no", "subject_tax_no" = c."subject_tax_no", "subject_institution_no" = c."subject_institution_no", "subject_social_org_no" = c."subject_social_org_no", "subject_id_type" = c."subject_id_type", "subject_id_number" = c."subject_id_number", "subject_document_no" = c."subject_document_no", "subject_address" = c."subject_address", "customs_code" = c."customs_code", "legal_rep_name" = c."legal_rep_name", "legal_rep_id_type" = c."legal_rep_id_type", "legal_rep_id_number" = c."legal_rep_id_number", "legal_rep_document_no" = c."legal_rep_document_no", "finance_head_name" = c."finance_head_name", "agent_name" = c."agent_name", "content" = c."content", "permit_class" = c."permit_class", "penalty_class" = c."penalty_class", "violation" = c."violation", "facts" = c."facts", "basis" = c."basis", "fine_amount" = c."fine_amount", "confiscated_amount" = c."confiscated_amount", "revoked_certificate" = c."revoked_certificate", "listed_on" = c."listed_on", "expires_on" = c."expires_on", "reason" = c."reason", "behaviour" = c."behaviour", "obligation" = c."obligation", "fulfilment" = c."fulfilment", "fulfilled_part" = c."fulfilled_part", "unfulfilled_part" = c."unfulfilled_part", "court_case_no" = c."court_case_no", "judged_by" = c."judged_by", "court_region" = c."court_region", "case_filed_on" = c."case_filed_on", "tax_period" = c."tax_period", "removed_on" = c."removed_on", "removal_reason" = c."removal_reason", "year" = c."year", "grade" = c."grade", "commitment_type" = c."commitment_type", "matter" = c."matter", "accepted_by" = c."accepted_by", "ref_document_no" = c."ref_document_no", "ref_list_code" = c."ref_list_code", "repaired_on" = c."repaired_on", "raised_on" = c."raised_on", "objection_state" = c."objection_state", "objection_result" = c."objection_result", "closed_on" = c."closed_on", "decided_on" = c."decided_on", "valid_from" = c."valid_from", "valid_to" = c."valid_to", "publish_until" = c."publish_until", "decided_by" = c."decided_by", "decided_by_code" = c."decided_by_code", "record_state" = c."record_state", "use_scope" = c."use_scope", "division_code" = c."division_code", "source_unit" = c."source_unit", "source_unit_code" = c."source_unit_code", "remark" = c."remark"
    from computed c join changed using (golden_id)
    where g.golden_id = c.golden_id;

insert into "credit"."golden_record" ("golden_id", "version", "state", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "record_class", "list_code", "document_no", "document_name", "certificate_name", "certificate_no", "subject_name", "subject_class", "subject_uscc", "subject_org_code", "subject_reg_no", "subject_tax_no", "subject_institution_no", "subject_social_org_no", "subject_id_type", "subject_id_number", "subject_document_no", "subject_address", "customs_code", "legal_rep_name", "legal_rep_id_type", "legal_rep_id_number", "legal_rep_document_no", "finance_head_name", "agent_name", "content", "permit_class", "penalty_class", "violation", "facts", "basis", "fine_amount", "confiscated_amount", "revoked_certificate", "listed_on", "expires_on", "reason", "behaviour", "obligation", "fulfilment", "fulfilled_part", "unfulfilled_part", "court_case_no", "judged_by", "court_region", "case_filed_on", "tax_period", "removed_on", "removal_reason", "year", "grade", "commitment_type", "matter", "accepted_by", "ref_document_no", "ref_list_code", "repaired_on", "raised_on", "objection_state", "objection_result", "closed_on", "decided_on", "valid_from", "valid_to", "publish_until", "decided_by", "decided_by_code", "record_state", "use_scope", "division_code", "source_unit", "source_unit_code", "remark")
    select c."golden_id", c."version", c."state", $1::timestamptz, $2::timestamptz, $3, c."key", c."name_keys", c."win_record", c."win_rank", c."win_date", c."conflicts", c."record_class", c."list_code", c."document_no", c."document_name", c."certificate_name", c."certificate_no", c."subject_name", c."subject_class", c."subject_uscc", c."subject_org_code", c."subject_reg_no", c."subject_tax_no", c."subject_institution_no", c."subject_social_org_no", c."subject_id_type", c."subject_id_number", c."subject_document_no", c."subject_address", c."customs_code", c."legal_rep_name", c."legal_rep_id_type", c."legal_rep_id_number", c."legal_rep_document_no", c."finance_head_name", c."agent_name", c."content", c."permit_class", c."penalty_class", c."violation", c."facts", c."basis", c."fine_amount", c."confiscated_amount", c."revoked_certificate", c."listed_on", c."expires_on", c."reason", c."behaviour", c."obligation", c."fulfilment", c."fulfilled_part", c."unfulfilled_part", c."court_case_no", c."judged_by", c."court_region", c."case_filed_on", c."tax_period", c."removed_on", c."removal_reason", c."year", c."grade", c."commitment_type", c."matter", c."accepted_by", c."ref_document_no", c."ref_list_code", c."repaired_on", c."raised_on", c."objection_state", c."objection_result", c."closed_on", c."decided_on", c."valid_from", c."valid_to", c."publish_until", c."decided_by", c."decided_by_code", c."record_state", c."use_scope", c."division_code", c."source_unit", c."source_unit_code", c."remark"
    from computed c where not exists (select from "credit"."golden_record" g where g.golden_id = c.golden_id);

with ended as materialized (
      select g.golden_id, d.redirect_to
      from "credit"."golden_record" g join (select distinct golden_id from touched) t using (golden_id)
      left join redirected d using (golden_id)
      where not exists (select from computed c where c.golden_id = g.golden_id)
        and (g.state = 'active' or g.redirect_to is distinct from d.redirect_to and d.redirect_to is not null)
    ),
    former as (
      insert into "credit"."golden_history" ("golden_id", "version", "state", "redirect_to", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "subject_state", "subject_library", "subject_type", "subject_value", "subject_golden_id", "record_class", "list_code", "document_no", "document_name", "certificate_name", "certificate_no", "subject_name", "subject_class", "subject_uscc", "subject_org_code", "subject_reg_no", "subject_tax_no", "subject_institution_no", "subject_social_org_no", "subject_id_type", "subject_id_number", "subject_document_no", "subject_address", "customs_code", "legal_rep_name", "legal_rep_id_type", "legal_rep_id_number", "legal_rep_document_no", "finance_head_name", "agent_name", "content", "permit_class", "penalty_class", "violation", "facts", "basis", "fine_amount", "confiscated_amount", "revoked_certificate", "listed_on", "expires_on", "reason", "behaviour", "obligation", "fulfilment", "fulfilled_part", "unfulfilled_part", "court_case_no", "judged_by", "court_region", "case_filed_on", "tax_period", "removed_on", "removal_reason", "year", "grade", "commitment_type", "matter", "accepted_by", "ref_document_no", "ref_list_code", "repaired_on", "raised_on", "objection_state", "objection_result", "closed_on", "decided_on", "valid_from", "valid_to", "publish_until", "decided_by", "decided_by_code", "record_state", "use_scope", "division_code", "source_unit", "source_unit_code", "remark", replaced_at, replaced_by) select g."golden_id", g."version", g."state", g."redirect_to", g."created_at", g."recorded_at", g."cause", g."key", g."name_keys", g."win_record", g."win_rank", g."win_date", g."conflicts", g."subject_state", g."subject_library", g."subject_type", g."subject_value", g."subject_golden_id", g."record_class", g."list_code", g."document_no", g."document_name", g."certificate_name", g."certificate_no", g."subject_name", g."subject_class", g."subject_uscc", g."subject_org_code", g."subject_reg_no", g."subject_tax_no", g."subject_institution_no", g."subject_social_org_no", g."subject_id_type", g."subject_id_number", g."subject_document_no", g."subject_address", g."customs_code", g."legal_rep_name", g."legal_rep_id_type", g."legal_rep_id_number", g."legal_rep_document_no", g."finance_head_name", g."agent_name", g."content", g."permit_class", g."penalty_class", g."violation", g."facts", g."basis", g."fine_amount", g."confiscated_amount", g."revoked_certificate", g."listed_on", g."expires_on", g."reason", g."behaviour", g."obligation", g."fulfilment", g."fulfilled_part", g."unfulfilled_part", g."court_case_no", g."judged_by", g."court_region", g."case_filed_on", g."tax_period", g."removed_on", g."removal_reason", g."year", g."grade", g."commitment_type", g."matter", g."accepted_by", g."ref_document_no", g."ref_list_code", g."repaired_on", g."raised_on", g."objection_state", g."objection_result", g."closed_on", g."decided_on", g."valid_from", g."valid_to", g."publish_until", g."decided_by", g."decided_by_code", g."record_state", g."use_scope", g."division_code", g."source_unit", g."source_unit_code", g."remark", $1::timestamptz, $2
      from "credit"."golden_record" g join ended using (golden_id)
    )
    update "credit"."golden_record" g
    set version = g.version + 1, recorded_at = $3::timestamptz, cause = $4, redirect_to = ended.redirect_to,
      state = case when ended.redirect_to is null then 'retired' else 'redirected' end, conflicts = null,
      key = null, name_keys = null, win_record = null, win_rank = null, win_date = null,
      "record_class" = null, "list_code" = null, "document_no" = null, "document_name" = null, "certificate_name" = null, "certificate_no" = null, "subject_name" = null, "subject_class" = null, "subject_uscc" = null, "subject_org_code" = null, "subject_reg_no" = null, "subject_tax_no" = null, "subject_institution_no" = null, "subject_social_org_no" = null, "subject_id_type" = null, "subject_id_number" = null, "subject_document_no" = null, "subject_address" = null, "customs_code" = null, "legal_rep_name" = null, "legal_rep_id_type" = null, "legal_rep_id_number" = null, "legal_rep_document_no" = null, "finance_head_name" = null, "agent_name" = null, "content" = null, "permit_class" = null, "penalty_class" = null, "violation" = null, "facts" = null, "basis" = null, "fine_amount" = null, "confiscated_amount" = null, "revoked_certificate" = null, "listed_on" = null, "expires_on" = null, "reason" = null, "behaviour" = null, "obligation" = null, "fulfilment" = null, "fulfilled_part" = null, "unfulfilled_part" = null, "court_case_no" = null, "judged_by" = null, "court_region" = null, "case_filed_on" = null, "tax_period" = null, "removed_on" = null, "removal_reason" = null, "year" = null, "grade" = null, "commitment_type" = null, "matter" = null, "accepted_by" = null, "ref_document_no" = null, "ref_list_code" = null, "repaired_on" = null, "raised_on" = null, "objection_state" = null, "objection_result" = null, "closed_on" = null, "decided_on" = null, "valid_from" = null, "valid_to" = null, "publish_until" = null, "decided_by" = null, "decided_by_code" = null, "record_state" = null, "use_scope" = null, "division_code" = null, "source_unit" = null, "source_unit_code" = null, "remark" = null
    from ended where g.golden_id = ended.golden_id;

update "credit"."golden_record" g set redirect_to = d.redirect_to from redirected d where g.redirect_to = d.golden_id;

with active as (
      select r.golden_id, case when not exists (select from "credit"."decided" d where d.kind = 'apart' and d.record_id = r.record_id) then r.key end as key,
        r.effective_date, r.name_keys, r.other_keys
      from "credit"."source_record" r
      where r.golden_id in (select golden_id from touched) and not r.is_withdrawn
    ),
    number as (
      select a.golden_id, a.key, coalesce(alias.new_key, a.key) as final, alias.changed_on, alias.reason
      from active a left join "credit"."key_alias" alias on alias.old_key = a.key and a.effective_date >= alias.held_from and (alias.reissued_on is null or a.effective_date < alias.reissued_on)
    and (alias.names is null or a.name_keys && alias.names and not a.name_keys && alias.other_names) where a.key is not null
    ),
    -- closed: what notices replaced by the number that the golden record has now
    closed as (
      select distinct n.golden_id, c.old_key, nullif(c.held_from, '-infinity') as held_from, c.changed_on, c.reason from number n join "credit"."key_alias" c on c.new_key = n.final
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
      delete from "credit"."identifier" i using (select distinct golden_id from touched) t
      where i.golden_id = t.golden_id
        and not exists (select from single w where w.type = i.type and w.value = i.value and w.golden_id = i.golden_id)
      returning i.type, i.value
    ),
    lost as (insert into lost_identifier (type, value) select type, value from gone)
    insert into "credit"."identifier" (type, value, golden_id, status, valid_from, valid_to, reason)
    select type, value, golden_id, status, valid_from, valid_to, reason from single
    on conflict (type, value, golden_id) do update
      set status = excluded.status, valid_from = excluded.valid_from, valid_to = excluded.valid_to, reason = excluded.reason
      where ("credit"."identifier".status, "credit"."identifier".valid_from, "credit"."identifier".valid_to, "credit"."identifier".reason)
        is distinct from (excluded.status, excluded.valid_from, excluded.valid_to, excluded.reason);

-- near: the decisions whose relation may come, go or be between others now
    with near as materialized (
    select distinct d.decision_id from "credit"."source_record" r join "credit"."decided_relation" d on d.record_id = r.record_id
    where r.golden_id in (select golden_id from touched)
      union
      select d.decision_id from scope s join "credit"."decided_relation" d on d.record_id = s.record_id
      union
      select rel.decision_id from "credit"."relation" rel where rel.golden_id in (select golden_id from touched) and rel.decision_id is not null
      union
      select rel.decision_id from "credit"."relation" rel where rel.target_golden_id in (select golden_id from touched) and rel.decision_id is not null
    ),
    wanted as materialized (select * from (
    select named.decision_id, one.type, one.is_refused, one.golden_id, other.golden_id as target_golden_id
    from (select decision_id from near) named cross join lateral (
    select d.type, d.is_refused, r.golden_id
    from "credit"."decided_relation" d join "credit"."source_record" r on r.record_id = d.record_id
    where d.decision_id = named.decision_id and d.side = $1 and r.golden_id is not null and not r.is_withdrawn
    order by d.place limit 1) one cross join lateral (
    select d.type, d.is_refused, r.golden_id
    from "credit"."decided_relation" d join "credit"."source_record" r on r.record_id = d.record_id
    where d.decision_id = named.decision_id and d.side = $2 and r.golden_id is not null and not r.is_withdrawn
    order by d.place limit 1) other where one.golden_id <> other.golden_id) d where not d.is_refused),
    gone as (
      delete from "credit"."relation" r using near where r.decision_id = near.decision_id and not exists (select from wanted w where w.decision_id = r.decision_id)
    )
    insert into "credit"."relation" (record_id, type, golden_id, target_library, target_golden_id, decision_id)
    select decision_id, type, golden_id, $3, target_golden_id, decision_id from wanted
    on conflict (record_id, type) do update set golden_id = excluded.golden_id, target_golden_id = excluded.target_golden_id
    where ("credit"."relation".golden_id, "credit"."relation".target_golden_id) is distinct from (excluded.golden_id, excluded.target_golden_id);

select hub.analyze_table(c.oid::regclass, $1::text[])
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $2 and c.relname = $3 and c.relkind = 'r' and (c.reltuples < 0 or $4 > $5 * c.reltuples);

select hub.analyze_table(c.oid::regclass, $1::text[])
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $2 and c.relname = $3 and c.relkind = 'r' and (c.reltuples < 0 or $4 > $5 * c.reltuples);

select hub.analyze_table(c.oid::regclass, $1::text[])
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $2 and c.relname = $3 and c.relkind = 'r' and (c.reltuples < 0 or $4 > $5 * c.reltuples);

