create temporary table computed on commit drop as select "golden_id", "version", "state", "redirect_to", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "uscc", "org_code", "reg_no", "tax_no", "certificate_no", "name", "second_name", "short_name", "english_name", "pinyin_abbr", "ticker", "listed_on", "entity_type", "industry_code", "registration_status", "is_suspended", "established_on", "approved_on", "deregistered_on", "term_from", "term_to", "registered_capital", "capital_currency", "funding_source", "business_scope", "province", "city", "address", "division_code", "registrar", "supervisor", "legal_rep_name", "legal_rep_role", "legal_rep_document_type", "legal_rep_id_number", "legal_rep_document_no", "legal_rep_from", "legal_rep_to", "controller_name", "controller_document_type", "controller_id_number", "controller_document_no", "controller_from", "controller_to", "phone", "parent_uscc", "parent_name", "predecessor_uscc", "predecessor_name", "tax_status", "tax_registered_on" from "legal_person"."golden_record" with no data;

create temporary table speaking on commit drop as select golden_id, record_id, source, effective_date, key, name_keys, "uscc", "org_code", "reg_no", "tax_no", "certificate_no", "name", "second_name", "short_name", "english_name", "pinyin_abbr", "ticker", "listed_on", "entity_type", "industry_code", "registration_status", "is_suspended", "established_on", "approved_on", "deregistered_on", "term_from", "term_to", "registered_capital", "capital_currency", "funding_source", "business_scope", "province", "city", "address", "division_code", "registrar", "supervisor", "legal_rep_name", "legal_rep_role", "legal_rep_document_type", "legal_rep_id_number", "legal_rep_document_no", "legal_rep_from", "legal_rep_to", "controller_name", "controller_document_type", "controller_id_number", "controller_document_no", "controller_from", "controller_to", "phone", "parent_uscc", "parent_name", "predecessor_uscc", "predecessor_name", "tax_status", "tax_registered_on"
      from "legal_person"."source_record" with no data;

create temporary table lost_identifier (type text not null, value text not null) on commit drop;

create temporary table resubjected (library text not null, golden_id uuid not null) on commit drop;

insert into touched (golden_id)
    select r.golden_id from "legal_person"."pin" p join "legal_person"."source_record" r on r.record_id = p.record_id
    where r.golden_id is not null and p.decision_id in (
      select near.decision_id from "legal_person"."pin" near left join "legal_person"."source_record" n on n.record_id = near.record_id
      where n.golden_id in (select golden_id from touched) or near.record_id in (select record_id from moved)
    );

insert into speaking
    select r.golden_id, r.record_id, r.source, r.effective_date, case when apart.record_id is null then r."key" end, r.name_keys,
      case when apart.record_id is null then r."uscc" end, r."org_code", r."reg_no", r."tax_no", r."certificate_no", r."name", r."second_name", r."short_name", r."english_name", r."pinyin_abbr", r."ticker", r."listed_on", r."entity_type", r."industry_code", r."registration_status", r."is_suspended", r."established_on", r."approved_on", r."deregistered_on", r."term_from", r."term_to", r."registered_capital", r."capital_currency", r."funding_source", r."business_scope", r."province", r."city", r."address", r."division_code", r."registrar", r."supervisor", r."legal_rep_name", r."legal_rep_role", r."legal_rep_document_type", r."legal_rep_id_number", r."legal_rep_document_no", r."legal_rep_from", r."legal_rep_to", r."controller_name", r."controller_document_type", r."controller_id_number", r."controller_document_no", r."controller_from", r."controller_to", r."phone", r."parent_uscc", r."parent_name", r."predecessor_uscc", r."predecessor_name", r."tax_status", r."tax_registered_on"
    from "legal_person"."source_record" r
    left join (select distinct record_id from "legal_person"."decided" where kind = 'apart') apart on apart.record_id = r.record_id
    where r.golden_id in (select golden_id from touched) and not r.is_withdrawn;

analyze speaking;

with
    "w1" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."uscc"
      from speaking r where (r."uscc" is not null)
      order by r.golden_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w2" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."org_code"
      from speaking r where (r."org_code" is not null)
      order by r.golden_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w3" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."reg_no"
      from speaking r where (r."reg_no" is not null)
      order by r.golden_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w4" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."certificate_no"
      from speaking r where (r."certificate_no" is not null)
      order by r.golden_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w5" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."name", r."name_keys"
      from speaking r where (r."name" is not null)
      order by r.golden_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w6" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."second_name"
      from speaking r where (r."second_name" is not null)
      order by r.golden_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w7" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."entity_type"
      from speaking r where (r."entity_type" is not null)
      order by r.golden_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w8" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."established_on"
      from speaking r where (r."established_on" is not null)
      order by r.golden_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w9" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."approved_on"
      from speaking r where (r."approved_on" is not null)
      order by r.golden_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w10" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."business_scope"
      from speaking r where (r."business_scope" is not null)
      order by r.golden_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w11" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."registrar"
      from speaking r where (r."registrar" is not null)
      order by r.golden_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w12" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."supervisor"
      from speaking r where (r."supervisor" is not null)
      order by r.golden_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w13" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."funding_source"
      from speaking r where (r."funding_source" is not null)
      order by r.golden_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w14" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."registration_status", r."is_suspended", r."deregistered_on"
      from speaking r where (r."registration_status" is not null or r."is_suspended" is not null or r."deregistered_on" is not null)
      order by r.golden_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."registration_status", r."is_suspended", r."deregistered_on") desc, r.record_id
    ),
    "w15" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."term_from", r."term_to"
      from speaking r where (r."term_from" is not null or r."term_to" is not null)
      order by r.golden_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."term_from", r."term_to") desc, r.record_id
    ),
    "w16" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."registered_capital", r."capital_currency"
      from speaking r where (r."registered_capital" is not null or r."capital_currency" is not null)
      order by r.golden_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."registered_capital", r."capital_currency") desc, r.record_id
    ),
    "w17" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."province", r."city", r."address", r."division_code"
      from speaking r where (r."province" is not null or r."city" is not null or r."address" is not null or r."division_code" is not null)
      order by r.golden_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."province", r."city", r."address", r."division_code") desc, r.record_id
    ),
    "w18" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."legal_rep_name", r."legal_rep_role", r."legal_rep_document_type", r."legal_rep_id_number", r."legal_rep_document_no", r."legal_rep_from", r."legal_rep_to"
      from speaking r where (r."legal_rep_name" is not null or r."legal_rep_role" is not null or r."legal_rep_document_type" is not null or r."legal_rep_id_number" is not null or r."legal_rep_document_no" is not null or r."legal_rep_from" is not null or r."legal_rep_to" is not null)
      order by r.golden_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."legal_rep_name", r."legal_rep_role", r."legal_rep_document_type", r."legal_rep_id_number", r."legal_rep_document_no", r."legal_rep_from", r."legal_rep_to") desc, r.record_id
    ),
    "w19" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."parent_uscc", r."parent_name"
      from speaking r where (r."parent_uscc" is not null or r."parent_name" is not null)
      order by r.golden_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."parent_uscc", r."parent_name") desc, r.record_id
    ),
    "w20" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."predecessor_uscc", r."predecessor_name"
      from speaking r where (r."predecessor_uscc" is not null or r."predecessor_name" is not null)
      order by r.golden_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."predecessor_uscc", r."predecessor_name") desc, r.record_id
    ),
    "w21" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['securities']::text[], r.source), 99)::smallint as rank, r.effective_date, r."ticker", r."listed_on"
      from speaking r where (r."ticker" is not null or r."listed_on" is not null)
      order by r.golden_id, coalesce(array_position(array['securities']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."ticker", r."listed_on") desc, r.record_id
    ),
    "w22" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['securities', 'market_regulation']::text[], r.source), 99)::smallint as rank, r.effective_date, r."short_name"
      from speaking r where (r."short_name" is not null)
      order by r.golden_id, coalesce(array_position(array['securities', 'market_regulation']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w23" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['securities', 'market_regulation']::text[], r.source), 99)::smallint as rank, r.effective_date, r."english_name"
      from speaking r where (r."english_name" is not null)
      order by r.golden_id, coalesce(array_position(array['securities', 'market_regulation']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w24" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['securities', 'market_regulation']::text[], r.source), 99)::smallint as rank, r.effective_date, r."pinyin_abbr"
      from speaking r where (r."pinyin_abbr" is not null)
      order by r.golden_id, coalesce(array_position(array['securities', 'market_regulation']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w25" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['statistics', 'market_regulation', 'taxation']::text[], r.source), 99)::smallint as rank, r.effective_date, r."industry_code"
      from speaking r where (r."industry_code" is not null)
      order by r.golden_id, coalesce(array_position(array['statistics', 'market_regulation', 'taxation']::text[], r.source), 99)::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w26" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['taxation']::text[], r.source), 99)::smallint as rank, r.effective_date, r."tax_no", r."tax_status", r."tax_registered_on"
      from speaking r where (r."tax_no" is not null or r."tax_status" is not null or r."tax_registered_on" is not null)
      order by r.golden_id, coalesce(array_position(array['taxation']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."tax_no", r."tax_status", r."tax_registered_on") desc, r.record_id
    ),
    "w27" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, 99::smallint as rank, r.effective_date, r."phone"
      from speaking r where (r."phone" is not null)
      order by r.golden_id, 99::smallint, r.effective_date desc, 1 desc, r.record_id
    ),
    "w28" as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint as rank, r.effective_date, r."controller_name", r."controller_document_type", r."controller_id_number", r."controller_document_no", r."controller_from", r."controller_to"
      from speaking r where (r."controller_name" is not null or r."controller_document_type" is not null or r."controller_id_number" is not null or r."controller_document_no" is not null or r."controller_from" is not null or r."controller_to" is not null)
      order by r.golden_id, coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, r.effective_date desc, num_nonnulls(r."controller_name", r."controller_document_type", r."controller_id_number", r."controller_document_no", r."controller_from", r."controller_to") desc, r.record_id
    ),
    member as (
      select r.golden_id, min(coalesce(alias.new_key, r.key)) as key, array_remove(array[case when min(r."address") <> max(r."address") then $1 end, case when min(r."capital_currency") <> max(r."capital_currency") then $2 end, case when min(r."certificate_no") <> max(r."certificate_no") then $3 end, case when min(r."controller_document_no") <> max(r."controller_document_no") then $4 end, case when min(r."controller_id_number") <> max(r."controller_id_number") then $5 end, case when min(r."controller_name") <> max(r."controller_name") then $6 end, case when min(r."deregistered_on") <> max(r."deregistered_on") then $7 end, case when min(r."division_code") <> max(r."division_code") then $8 end, case when min(r."entity_type") <> max(r."entity_type") then $9 end, case when min(r."established_on") <> max(r."established_on") then $10 end, case when min(r."funding_source") <> max(r."funding_source") then $11 end, case when min(r."industry_code") <> max(r."industry_code") then $12 end, case when min(r."legal_rep_document_no") <> max(r."legal_rep_document_no") then $13 end, case when min(r."legal_rep_id_number") <> max(r."legal_rep_id_number") then $14 end, case when min(r."legal_rep_name") <> max(r."legal_rep_name") then $15 end, case when min(r."legal_rep_role") <> max(r."legal_rep_role") then $16 end, case when min(r."listed_on") <> max(r."listed_on") then $17 end, case when min(r."name") <> max(r."name") then $18 end, case when min(r."org_code") <> max(r."org_code") then $19 end, case when min(r."parent_name") <> max(r."parent_name") then $20 end, case when min(r."parent_uscc") <> max(r."parent_uscc") then $21 end, case when min(r."predecessor_name") <> max(r."predecessor_name") then $22 end, case when min(r."predecessor_uscc") <> max(r."predecessor_uscc") then $23 end, case when min(r."reg_no") <> max(r."reg_no") then $24 end, case when min(r."registered_capital") <> max(r."registered_capital") then $25 end, case when min(r."registration_status") <> max(r."registration_status") then $26 end, case when min(r."supervisor") <> max(r."supervisor") then $27 end, case when min(r."tax_no") <> max(r."tax_no") then $28 end, case when min(r."tax_registered_on") <> max(r."tax_registered_on") then $29 end, case when min(r."tax_status") <> max(r."tax_status") then $30 end, case when min(r."term_from") <> max(r."term_from") then $31 end, case when min(r."term_to") <> max(r."term_to") then $32 end, case when min(r."ticker") <> max(r."ticker") then $33 end, case when min(r."uscc") <> max(r."uscc") then $34 end]::text[], null) as conflicts
      from speaking r left join "legal_person"."key_alias" alias on alias.old_key = r.key and r.effective_date >= alias.held_from and (alias.reissued_on is null or r.effective_date < alias.reissued_on)
    and (alias.names is null or r.name_keys && alias.names and not r.name_keys && alias.other_names)
      group by r.golden_id
    )
    insert into computed (golden_id, version, state, created_at, recorded_at, cause, key, win_record, win_rank, win_date, conflicts, "uscc", "org_code", "reg_no", "certificate_no", "name", "name_keys", "second_name", "entity_type", "established_on", "approved_on", "business_scope", "registrar", "supervisor", "funding_source", "registration_status", "is_suspended", "deregistered_on", "term_from", "term_to", "registered_capital", "capital_currency", "province", "city", "address", "division_code", "legal_rep_name", "legal_rep_role", "legal_rep_document_type", "legal_rep_id_number", "legal_rep_document_no", "legal_rep_from", "legal_rep_to", "parent_uscc", "parent_name", "predecessor_uscc", "predecessor_name", "ticker", "listed_on", "short_name", "english_name", "pinyin_abbr", "industry_code", "tax_no", "tax_status", "tax_registered_on", "phone", "controller_name", "controller_document_type", "controller_id_number", "controller_document_no", "controller_from", "controller_to")
    select member.golden_id, 1, 'active', now(), now(), '', member.key,
      array[w1."record_id", w2."record_id", w3."record_id", w4."record_id", w5."record_id", w6."record_id", w7."record_id", w8."record_id", w9."record_id", w10."record_id", w11."record_id", w12."record_id", w13."record_id", w14."record_id", w15."record_id", w16."record_id", w17."record_id", w18."record_id", w19."record_id", w20."record_id", w21."record_id", w22."record_id", w23."record_id", w24."record_id", w25."record_id", w26."record_id", w27."record_id", w28."record_id"], array[w1."rank", w2."rank", w3."rank", w4."rank", w5."rank", w6."rank", w7."rank", w8."rank", w9."rank", w10."rank", w11."rank", w12."rank", w13."rank", w14."rank", w15."rank", w16."rank", w17."rank", w18."rank", w19."rank", w20."rank", w21."rank", w22."rank", w23."rank", w24."rank", w25."rank", w26."rank", w27."rank", w28."rank"], array[w1."effective_date", w2."effective_date", w3."effective_date", w4."effective_date", w5."effective_date", w6."effective_date", w7."effective_date", w8."effective_date", w9."effective_date", w10."effective_date", w11."effective_date", w12."effective_date", w13."effective_date", w14."effective_date", w15."effective_date", w16."effective_date", w17."effective_date", w18."effective_date", w19."effective_date", w20."effective_date", w21."effective_date", w22."effective_date", w23."effective_date", w24."effective_date", w25."effective_date", w26."effective_date", w27."effective_date", w28."effective_date"], nullif(member.conflicts, '{}'), w1."uscc", w2."org_code", w3."reg_no", w4."certificate_no", w5."name", w5."name_keys", w6."second_name", w7."entity_type", w8."established_on", w9."approved_on", w10."business_scope", w11."registrar", w12."supervisor", w13."funding_source", w14."registration_status", w14."is_suspended", w14."deregistered_on", w15."term_from", w15."term_to", w16."registered_capital", w16."capital_currency", w17."province", w17."city", w17."address", w17."division_code", w18."legal_rep_name", w18."legal_rep_role", w18."legal_rep_document_type", w18."legal_rep_id_number", w18."legal_rep_document_no", w18."legal_rep_from", w18."legal_rep_to", w19."parent_uscc", w19."parent_name", w20."predecessor_uscc", w20."predecessor_name", w21."ticker", w21."listed_on", w22."short_name", w23."english_name", w24."pinyin_abbr", w25."industry_code", w26."tax_no", w26."tax_status", w26."tax_registered_on", w27."phone", w28."controller_name", w28."controller_document_type", w28."controller_id_number", w28."controller_document_no", w28."controller_from", w28."controller_to"
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
left join "w27" using (golden_id)
left join "w28" using (golden_id);

analyze computed;

with home as (
    select distinct on (p.decision_id) p.decision_id, r.golden_id
    from "legal_person"."pin" p join "legal_person"."source_record" r on r.record_id = p.record_id
    where p.valid_to >= $1::date and r.golden_id is not null and not r.is_withdrawn
    order by p.decision_id, p.place),
    chosen as (
      select distinct on (home.golden_id, p.attribute) home.golden_id, p.attribute, p.value, p.name_keys
      from home join "legal_person"."pin" p using (decision_id)
      order by home.golden_id, p.attribute, p.decision_id desc
    ),
    given as (
      select golden_id, jsonb_object_agg(attribute, value)
        || coalesce(jsonb_object_agg('name_keys', name_keys) filter (where name_keys is not null), '{}') as held
      from chosen group by golden_id
    )
    update computed c set ("uscc", "org_code", "reg_no", "tax_no", "certificate_no", "name", "second_name", "short_name", "english_name", "pinyin_abbr", "ticker", "listed_on", "entity_type", "industry_code", "registration_status", "is_suspended", "established_on", "approved_on", "deregistered_on", "term_from", "term_to", "registered_capital", "capital_currency", "funding_source", "business_scope", "province", "city", "address", "division_code", "registrar", "supervisor", "legal_rep_name", "legal_rep_role", "legal_rep_document_type", "legal_rep_id_number", "legal_rep_document_no", "legal_rep_from", "legal_rep_to", "controller_name", "controller_document_type", "controller_id_number", "controller_document_no", "controller_from", "controller_to", "phone", "parent_uscc", "parent_name", "predecessor_uscc", "predecessor_name", "tax_status", "tax_registered_on", "name_keys") = (select x."uscc", x."org_code", x."reg_no", x."tax_no", x."certificate_no", x."name", x."second_name", x."short_name", x."english_name", x."pinyin_abbr", x."ticker", x."listed_on", x."entity_type", x."industry_code", x."registration_status", x."is_suspended", x."established_on", x."approved_on", x."deregistered_on", x."term_from", x."term_to", x."registered_capital", x."capital_currency", x."funding_source", x."business_scope", x."province", x."city", x."address", x."division_code", x."registrar", x."supervisor", x."legal_rep_name", x."legal_rep_role", x."legal_rep_document_type", x."legal_rep_id_number", x."legal_rep_document_no", x."legal_rep_from", x."legal_rep_to", x."controller_name", x."controller_document_type", x."controller_id_number", x."controller_document_no", x."controller_from", x."controller_to", x."phone", x."parent_uscc", x."parent_name", x."predecessor_uscc", x."predecessor_name", x."tax_status", x."tax_registered_on", x."name_keys" from jsonb_populate_record(c, given.held) x)
    from given where given.golden_id = c.golden_id;

with changed as materialized (
      select g.golden_id from "legal_person"."golden_record" g join computed c on c.golden_id = g.golden_id where (g."state", g."key", g."name_keys", g."win_record", g."win_rank", g."win_date", g."conflicts", g."uscc", g."org_code", g."reg_no", g."tax_no", g."certificate_no", g."name", g."second_name", g."short_name", g."english_name", g."pinyin_abbr", g."ticker", g."listed_on", g."entity_type", g."industry_code", g."registration_status", g."is_suspended", g."established_on", g."approved_on", g."deregistered_on", g."term_from", g."term_to", g."registered_capital", g."capital_currency", g."funding_source", g."business_scope", g."province", g."city", g."address", g."division_code", g."registrar", g."supervisor", g."legal_rep_name", g."legal_rep_role", g."legal_rep_document_type", g."legal_rep_id_number", g."legal_rep_document_no", g."legal_rep_from", g."legal_rep_to", g."controller_name", g."controller_document_type", g."controller_id_number", g."controller_document_no", g."controller_from", g."controller_to", g."phone", g."parent_uscc", g."parent_name", g."predecessor_uscc", g."predecessor_name", g."tax_status", g."tax_registered_on") is distinct from (c."state", c."key", c."name_keys", c."win_record", c."win_rank", c."win_date", c."conflicts", c."uscc", c."org_code", c."reg_no", c."tax_no", c."certificate_no", c."name", c."second_name", c."short_name", c."english_name", c."pinyin_abbr", c."ticker", c."listed_on", c."entity_type", c."industry_code", c."registration_status", c."is_suspended", c."established_on", c."approved_on", c."deregistered_on", c."term_from", c."term_to", c."registered_capital", c."capital_currency", c."funding_source", c."business_scope", c."province", c."city", c."address", c."division_code", c."registrar", c."supervisor", c."legal_rep_name", c."legal_rep_role", c."legal_rep_document_type", c."legal_rep_id_number", c."legal_rep_document_no", c."legal_rep_from", c."legal_rep_to", c."controller_name", c."controller_document_type", c."controller_id_number", c."controller_document_no", c."controller_from", c."controller_to", c."phone", c."parent_uscc", c."parent_name", c."predecessor_uscc", c."predecessor_name", c."tax_status", c."tax_registered_on")
    ),
    former as (
      insert into "legal_person"."golden_history" ("golden_id", "version", "state", "redirect_to", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "uscc", "org_code", "reg_no", "tax_no", "certificate_no", "name", "second_name", "short_name", "english_name", "pinyin_abbr", "ticker", "listed_on", "entity_type", "industry_code", "registration_status", "is_suspended", "established_on", "approved_on", "deregistered_on", "term_from", "term_to", "registered_capital", "capital_currency", "funding_source", "business_scope", "province", "city", "address", "division_code", "registrar", "supervisor", "legal_rep_name", "legal_rep_role", "legal_rep_document_type", "legal_rep_id_number", "legal_rep_document_no", "legal_rep_from", "legal_rep_to", "controller_name", "controller_document_type", "controller_id_number", "controller_document_no", "controller_from", "controller_to", "phone", "parent_uscc", "parent_name", "predecessor_uscc", "predecessor_name", "tax_status", "tax_registered_on", replaced_at, replaced_by) select g."golden_id", g."version", g."state", g."redirect_to", g."created_at", g."recorded_at", g."cause", g."key", g."name_keys", g."win_record", g."win_rank", g."win_date", g."conflicts", g."uscc", g."org_code", g."reg_no", g."tax_no", g."certificate_no", g."name", g."second_name", g."short_name", g."english_name", g."pinyin_abbr", g."ticker", g."listed_on", g."entity_type", g."industry_code", g."registration_status", g."is_suspended", g."established_on", g."approved_on", g."deregistered_on", g."term_from", g."term_to", g."registered_capital", g."capital_currency", g."funding_source", g."business_scope", g."province", g."city", g."address", g."division_code", g."registrar", g."supervisor", g."legal_rep_name", g."legal_rep_role", g."legal_rep_document_type", g."legal_rep_id_number", g."legal_rep_document_no", g."legal_rep_from", g."legal_rep_to", g."controller_name", g."controller_document_type", g."controller_id_number", g."controller_document_no", g."controller_from", g."controller_to", g."phone", g."parent_uscc", g."parent_name", g."predecessor_uscc", g."predecessor_name", g."tax_status", g."tax_registered_on", $1::timestamptz, $2
      from "legal_person"."golden_record" g join changed using (golden_id)
    )
    update "legal_person"."golden_record" g
    set version = g.version + 1, recorded_at = $3::timestamptz, cause = $4, redirect_to = null,
      "state" = c."state", "key" = c."key", "name_keys" = c."name_keys", "win_record" = c."win_record", "win_rank" = c."win_rank", "win_date" = c."win_date", "conflicts" = c."conflicts", "uscc" = c."uscc", "org_code" = c."org_code", "reg_no" = c."reg_no", "tax_no" = c."tax_no", "certificate_no" = c."certificate_no", "name" = c."name", "second_name" = c."second_name", "short_name" = c."short_name", "english_name" = c."english_name", "pinyin_abbr" = c."pinyin_abbr", "ticker" = c."ticker", "listed_on" = c."listed_on", "entity_type" = c."entity_type", "industry_code" = c."industry_code", "registration_status" = c."registration_status", "is_suspended" = c."is_suspended", "established_on" = c."established_on", "approved_on" = c."approved_on", "deregistered_on" = c."deregistered_on", "term_from" = c."term_from", "term_to" = c."term_to", "registered_capital" = c."registered_capital", "capital_currency" = c."capital_currency", "funding_source" = c."funding_source", "business_scope" = c."business_scope", "province" = c."province", "city" = c."city", "address" = c."address", "division_code" = c."division_code", "registrar" = c."registrar", "supervisor" = c."supervisor", "legal_rep_name" = c."legal_rep_name", "legal_rep_role" = c."legal_rep_role", "legal_rep_document_type" = c."legal_rep_document_type", "legal_rep_id_number" = c."legal_rep_id_number", "legal_rep_document_no" = c."legal_rep_document_no", "legal_rep_from" = c."legal_rep_from", "legal_rep_to" = c."legal_rep_to", "controller_name" = c."controller_name", "controller_document_type" = c."controller_document_type", "controller_id_number" = c."controller_id_number", "controller_document_no" = c."controller_document_no", "controller_from" = c."controller_from", "controller_to" = c."controller_to", "phone" = c."phone", "parent_uscc" = c."parent_uscc", "parent_name" = c."parent_name", "predecessor_uscc" = c."predecessor_uscc", "predecessor_name" = c."predecessor_name", "tax_status" = c."tax_status", "tax_registered_on" = c."tax_registered_on"
    from computed c join changed using (golden_id)
    where g.golden_id = c.golden_id;

insert into "legal_person"."golden_record" ("golden_id", "version", "state", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "uscc", "org_code", "reg_no", "tax_no", "certificate_no", "name", "second_name", "short_name", "english_name", "pinyin_abbr", "ticker", "listed_on", "entity_type", "industry_code", "registration_status", "is_suspended", "established_on", "approved_on", "deregistered_on", "term_from", "term_to", "registered_capital", "capital_currency", "funding_source", "business_scope", "province", "city", "address", "division_code", "registrar", "supervisor", "legal_rep_name", "legal_rep_role", "legal_rep_document_type", "legal_rep_id_number", "legal_rep_document_no", "legal_rep_from", "legal_rep_to", "controller_name", "controller_document_type", "controller_id_number", "controller_document_no", "controller_from", "controller_to", "phone", "parent_uscc", "parent_name", "predecessor_uscc", "predecessor_name", "tax_status", "tax_registered_on")
    select c."golden_id", c."version", c."state", $1::timestamptz, $2::timestamptz, $3, c."key", c."name_keys", c."win_record", c."win_rank", c."win_date", c."conflicts", c."uscc", c."org_code", c."reg_no", c."tax_no", c."certificate_no", c."name", c."second_name", c."short_name", c."english_name", c."pinyin_abbr", c."ticker", c."listed_on", c."entity_type", c."industry_code", c."registration_status", c."is_suspended", c."established_on", c."approved_on", c."deregistered_on", c."term_from", c."term_to", c."registered_capital", c."capital_currency", c."funding_source", c."business_scope", c."province", c."city", c."address", c."division_code", c."registrar", c."supervisor", c."legal_rep_name", c."legal_rep_role", c."legal_rep_document_type", c."legal_rep_id_number", c."legal_rep_document_no", c."legal_rep_from", c."legal_rep_to", c."controller_name", c."controller_document_type", c."controller_id_number", c."controller_document_no", c."controller_from", c."controller_to", c."phone", c."parent_uscc", c."parent_name", c."predecessor_uscc", c."predecessor_name", c."tax_status", c."tax_registered_on"
    from computed c where not exists (select from "legal_person"."golden_record" g where g.golden_id = c.golden_id);

with ended as materialized (
      select g.golden_id, d.redirect_to
      from "legal_person"."golden_record" g join (select distinct golden_id from touched) t using (golden_id)
      left join redirected d using (golden_id)
      where not exists (select from computed c where c.golden_id = g.golden_id)
        and (g.state = 'active' or g.redirect_to is distinct from d.redirect_to and d.redirect_to is not null)
    ),
    former as (
      insert into "legal_person"."golden_history" ("golden_id", "version", "state", "redirect_to", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "uscc", "org_code", "reg_no", "tax_no", "certificate_no", "name", "second_name", "short_name", "english_name", "pinyin_abbr", "ticker", "listed_on", "entity_type", "industry_code", "registration_status", "is_suspended", "established_on", "approved_on", "deregistered_on", "term_from", "term_to", "registered_capital", "capital_currency", "funding_source", "business_scope", "province", "city", "address", "division_code", "registrar", "supervisor", "legal_rep_name", "legal_rep_role", "legal_rep_document_type", "legal_rep_id_number", "legal_rep_document_no", "legal_rep_from", "legal_rep_to", "controller_name", "controller_document_type", "controller_id_number", "controller_document_no", "controller_from", "controller_to", "phone", "parent_uscc", "parent_name", "predecessor_uscc", "predecessor_name", "tax_status", "tax_registered_on", replaced_at, replaced_by) select g."golden_id", g."version", g."state", g."redirect_to", g."created_at", g."recorded_at", g."cause", g."key", g."name_keys", g."win_record", g."win_rank", g."win_date", g."conflicts", g."uscc", g."org_code", g."reg_no", g."tax_no", g."certificate_no", g."name", g."second_name", g."short_name", g."english_name", g."pinyin_abbr", g."ticker", g."listed_on", g."entity_type", g."industry_code", g."registration_status", g."is_suspended", g."established_on", g."approved_on", g."deregistered_on", g."term_from", g."term_to", g."registered_capital", g."capital_currency", g."funding_source", g."business_scope", g."province", g."city", g."address", g."division_code", g."registrar", g."supervisor", g."legal_rep_name", g."legal_rep_role", g."legal_rep_document_type", g."legal_rep_id_number", g."legal_rep_document_no", g."legal_rep_from", g."legal_rep_to", g."controller_name", g."controller_document_type", g."controller_id_number", g."controller_document_no", g."controller_from", g."controller_to", g."phone", g."parent_uscc", g."parent_name", g."predecessor_uscc", g."predecessor_name", g."tax_status", g."tax_registered_on", $1::timestamptz, $2
      from "legal_person"."golden_record" g join ended using (golden_id)
    )
    update "legal_person"."golden_record" g
    set version = g.version + 1, recorded_at = $3::timestamptz, cause = $4, redirect_to = ended.redirect_to,
      state = case when ended.redirect_to is null then 'retired' else 'redirected' end, conflicts = null,
      key = null, name_keys = null, win_record = null, win_rank = null, win_date = null,
      "uscc" = null, "org_code" = null, "reg_no" = null, "tax_no" = null, "certificate_no" = null, "name" = null, "second_name" = null, "short_name" = null, "english_name" = null, "pinyin_abbr" = null, "ticker" = null, "listed_on" = null, "entity_type" = null, "industry_code" = null, "registration_status" = null, "is_suspended" = null, "established_on" = null, "approved_on" = null, "deregistered_on" = null, "term_from" = null, "term_to" = null, "registered_capital" = null, "capital_currency" = null, "funding_source" = null, "business_scope" = null, "province" = null, "city" = null, "address" = null, "division_code" = null, "registrar" = null, "supervisor" = null, "legal_rep_name" = null, "legal_rep_role" = null, "legal_rep_document_type" = null, "legal_rep_id_number" = null, "legal_rep_document_no" = null, "legal_rep_from" = null, "legal_rep_to" = null, "controller_name" = null, "controller_document_type" = null, "controller_id_number" = null, "controller_document_no" = null, "controller_from" = null, "controller_to" = null, "phone" = null, "parent_uscc" = null, "parent_name" = null, "predecessor_uscc" = null, "predecessor_name" = null, "tax_status" = null, "tax_registered_on" = null
    from ended where g.golden_id = ended.golden_id;

update "legal_person"."golden_record" g set redirect_to = d.redirect_to from redirected d where g.redirect_to = d.golden_id;

with active as (
      select r.golden_id, case when not exists (select from "legal_person"."decided" d where d.kind = 'apart' and d.record_id = r.record_id) then r.key end as key,
        r.effective_date, r.name_keys, r.other_keys
      from "legal_person"."source_record" r
      where r.golden_id in (select golden_id from touched) and not r.is_withdrawn
    ),
    number as (
      select a.golden_id, a.key, coalesce(alias.new_key, a.key) as final, alias.changed_on, alias.reason
      from active a left join "legal_person"."key_alias" alias on alias.old_key = a.key and a.effective_date >= alias.held_from and (alias.reissued_on is null or a.effective_date < alias.reissued_on)
    and (alias.names is null or a.name_keys && alias.names and not a.name_keys && alias.other_names) where a.key is not null
    ),
    -- closed: what notices replaced by the number that the golden record has now
    closed as (
      select distinct n.golden_id, c.old_key, nullif(c.held_from, '-infinity') as held_from, c.changed_on, c.reason from number n join "legal_person"."key_alias" c on c.new_key = n.final
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
      delete from "legal_person"."identifier" i using (select distinct golden_id from touched) t
      where i.golden_id = t.golden_id
        and not exists (select from single w where w.type = i.type and w.value = i.value and w.golden_id = i.golden_id)
      returning i.type, i.value
    ),
    lost as (insert into lost_identifier (type, value) select type, value from gone)
    insert into "legal_person"."identifier" (type, value, golden_id, status, valid_from, valid_to, reason)
    select type, value, golden_id, status, valid_from, valid_to, reason from single
    on conflict (type, value, golden_id) do update
      set status = excluded.status, valid_from = excluded.valid_from, valid_to = excluded.valid_to, reason = excluded.reason
      where ("legal_person"."identifier".status, "legal_person"."identifier".valid_from, "legal_person"."identifier".valid_to, "legal_person"."identifier".reason)
        is distinct from (excluded.status, excluded.valid_from, excluded.valid_to, excluded.reason);

delete from "legal_person"."relation" old where old.record_id in (select record_id from scope);

with written as (
        insert into "legal_person"."relation" (record_id, type, golden_id, target_library, target_type, target_value, target_name, valid_from, valid_to)
    select r.record_id, $1 as type, r.golden_id, $2 as target_library,
      case when r."legal_rep_id_number" is not null then $3 end as target_type,
      r."legal_rep_id_number" as target_value,
      r."legal_rep_name" as target_name,
      r."legal_rep_from" as valid_from,
      r."legal_rep_to" as valid_to
    from "legal_person"."source_record" r where r.record_id in (select record_id from scope) and r.golden_id is not null
      and (r."legal_rep_id_number" is not null or r."legal_rep_name" is not null) and (r."legal_rep_role" is null or r."legal_rep_role" = any ($4)) and r.source = any ($5) union all
    select r.record_id, $6 as type, r.golden_id, $7 as target_library,
      case when r."legal_rep_id_number" is not null then $8 end as target_type,
      r."legal_rep_id_number" as target_value,
      r."legal_rep_name" as target_name,
      r."legal_rep_from" as valid_from,
      r."legal_rep_to" as valid_to
    from "legal_person"."source_record" r where r.record_id in (select record_id from scope) and r.golden_id is not null
      and (r."legal_rep_id_number" is not null or r."legal_rep_name" is not null) and r."legal_rep_role" = any ($9) and r.source = any ($10) union all
    select r.record_id, $11 as type, r.golden_id, $12 as target_library,
      case when r."controller_id_number" is not null then $13 end as target_type,
      r."controller_id_number" as target_value,
      r."controller_name" as target_name,
      r."controller_from" as valid_from,
      r."controller_to" as valid_to
    from "legal_person"."source_record" r where r.record_id in (select record_id from scope) and r.golden_id is not null
      and (r."controller_id_number" is not null or r."controller_name" is not null) union all
    select r.record_id, $14 as type, r.golden_id, $15 as target_library,
      case when r."parent_uscc" is not null then $16 end as target_type,
      r."parent_uscc" as target_value,
      r."parent_name" as target_name,
      null::date as valid_from,
      null::date as valid_to
    from "legal_person"."source_record" r where r.record_id in (select record_id from scope) and r.golden_id is not null
      and (r."parent_uscc" is not null or r."parent_name" is not null) union all
    select r.record_id, $17 as type, r.golden_id, $18 as target_library,
      case when r."predecessor_uscc" is not null then $19 end as target_type,
      r."predecessor_uscc" as target_value,
      r."predecessor_name" as target_name,
      r."established_on" as valid_from,
      null::date as valid_to
    from "legal_person"."source_record" r where r.record_id in (select record_id from scope) and r.golden_id is not null
      and (r."predecessor_uscc" is not null or r."predecessor_name" is not null) union all
    select r.record_id, $20 as type, r.golden_id, $21 as target_library,
      null as target_type,
      null as target_value,
      r."supervisor" as target_name,
      null::date as valid_from,
      null::date as valid_to
    from "legal_person"."source_record" r where r.record_id in (select record_id from scope) and r.golden_id is not null
      and (r."supervisor" is not null)
        returning record_id
      )
      insert into restated (record_id) select record_id from written;

delete from "legal_person"."relation" old where old.record_id in (
      select md5(v."record_id"::text || v."content_hash"::text)::uuid from "legal_person"."source_version" v
      where v.record_id in (select record_id from speaking union select record_id from scope)
    );

-- state: what the rows named, now and before
    with state as (
    select r.record_id, r.content_hash, r.effective_date, false as is_current, s.golden_id as golden_id,
      r."legal_rep_id_number" as target_value, r."legal_rep_name" as target_name, r."legal_rep_from" as valid_from, r."legal_rep_to" as valid_to
      from speaking s join "legal_person"."source_version" r on r.record_id = s.record_id where (r."legal_rep_id_number" is not null or r."legal_rep_name" is not null) and (r."legal_rep_role" is null or r."legal_rep_role" = any ($1)) and r.source = any ($2)
      union all
    select r.record_id, r.content_hash, r.effective_date, true as is_current, r.golden_id as golden_id,
      r."legal_rep_id_number" as target_value, r."legal_rep_name" as target_name, r."legal_rep_from" as valid_from, r."legal_rep_to" as valid_to
      from speaking s join "legal_person"."source_record" r on r.record_id = s.record_id where (r."legal_rep_id_number" is not null or r."legal_rep_name" is not null) and (r."legal_rep_role" is null or r."legal_rep_role" = any ($3)) and r.source = any ($4)
        and exists (select from "legal_person"."source_version" v where v.record_id = r.record_id)
    ),
    -- followed: each with what came next
    followed as (
      select state.*, lead(target_value) over w as next_value, lead(target_name) over w as next_name, lead(valid_from) over w as next_from
      from state window w as (partition by record_id order by effective_date, is_current, content_hash)
    ),
    -- written: those whom the next state replaces since a day after their own
    written as (
      insert into "legal_person"."relation" (record_id, type, golden_id, target_library, target_type, target_value, target_name, valid_from, valid_to)
      select md5(f."record_id"::text || f."content_hash"::text)::uuid, $5, golden_id, $6,
        case when target_value is not null then $7::text end, target_value, target_name,
        valid_from, least(valid_to, next_from - 1)
      from followed f
      where not is_current and next_from > coalesce(valid_from, '-infinity')
        and case when target_value is not null and next_value is not null then target_value <> next_value else target_name <> next_name end
      on conflict (record_id, type) do nothing
      returning record_id
    )
    insert into restated (record_id) select record_id from written;

-- state: what the rows named, now and before
    with state as (
    select r.record_id, r.content_hash, r.effective_date, false as is_current, s.golden_id as golden_id,
      r."legal_rep_id_number" as target_value, r."legal_rep_name" as target_name, r."legal_rep_from" as valid_from, r."legal_rep_to" as valid_to
      from speaking s join "legal_person"."source_version" r on r.record_id = s.record_id where (r."legal_rep_id_number" is not null or r."legal_rep_name" is not null) and r."legal_rep_role" = any ($1) and r.source = any ($2)
      union all
    select r.record_id, r.content_hash, r.effective_date, true as is_current, r.golden_id as golden_id,
      r."legal_rep_id_number" as target_value, r."legal_rep_name" as target_name, r."legal_rep_from" as valid_from, r."legal_rep_to" as valid_to
      from speaking s join "legal_person"."source_record" r on r.record_id = s.record_id where (r."legal_rep_id_number" is not null or r."legal_rep_name" is not null) and r."legal_rep_role" = any ($3) and r.source = any ($4)
        and exists (select from "legal_person"."source_version" v where v.record_id = r.record_id)
    ),
    -- followed: each with what came next
    followed as (
      select state.*, lead(target_value) over w as next_value, lead(target_name) over w as next_name, lead(valid_from) over w as next_from
      from state window w as (partition by record_id order by effective_date, is_current, content_hash)
    ),
    -- written: those whom the next state replaces since a day after their own
    written as (
      insert into "legal_person"."relation" (record_id, type, golden_id, target_library, target_type, target_value, target_name, valid_from, valid_to)
      select md5(f."record_id"::text || f."content_hash"::text)::uuid, $5, golden_id, $6,
        case when target_value is not null then $7::text end, target_value, target_name,
        valid_from, least(valid_to, next_from - 1)
      from followed f
      where not is_current and next_from > coalesce(valid_from, '-infinity')
        and case when target_value is not null and next_value is not null then target_value <> next_value else target_name <> next_name end
      on conflict (record_id, type) do nothing
      returning record_id
    )
    insert into restated (record_id) select record_id from written;

-- state: what the rows named, now and before
    with state as (
    select r.record_id, r.content_hash, r.effective_date, false as is_current, s.golden_id as golden_id,
      r."controller_id_number" as target_value, r."controller_name" as target_name, r."controller_from" as valid_from, r."controller_to" as valid_to
      from speaking s join "legal_person"."source_version" r on r.record_id = s.record_id where (r."controller_id_number" is not null or r."controller_name" is not null)
      union all
    select r.record_id, r.content_hash, r.effective_date, true as is_current, r.golden_id as golden_id,
      r."controller_id_number" as target_value, r."controller_name" as target_name, r."controller_from" as valid_from, r."controller_to" as valid_to
      from speaking s join "legal_person"."source_record" r on r.record_id = s.record_id where (r."controller_id_number" is not null or r."controller_name" is not null)
        and exists (select from "legal_person"."source_version" v where v.record_id = r.record_id)
    ),
    -- followed: each with what came next
    followed as (
      select state.*, lead(target_value) over w as next_value, lead(target_name) over w as next_name, lead(valid_from) over w as next_from
      from state window w as (partition by record_id order by effective_date, is_current, content_hash)
    ),
    -- written: those whom the next state replaces since a day after their own
    written as (
      insert into "legal_person"."relation" (record_id, type, golden_id, target_library, target_type, target_value, target_name, valid_from, valid_to)
      select md5(f."record_id"::text || f."content_hash"::text)::uuid, $1, golden_id, $2,
        case when target_value is not null then $3::text end, target_value, target_name,
        valid_from, least(valid_to, next_from - 1)
      from followed f
      where not is_current and next_from > coalesce(valid_from, '-infinity')
        and case when target_value is not null and next_value is not null then target_value <> next_value else target_name <> next_name end
      on conflict (record_id, type) do nothing
      returning record_id
    )
    insert into restated (record_id) select record_id from written;

-- near: the decisions whose relation may come, go or be between others now
    with near as materialized (
    select distinct d.decision_id from "legal_person"."source_record" r join "legal_person"."decided_relation" d on d.record_id = r.record_id
    where r.golden_id in (select golden_id from touched)
      union
      select d.decision_id from scope s join "legal_person"."decided_relation" d on d.record_id = s.record_id
      union
      select rel.decision_id from "legal_person"."relation" rel where rel.golden_id in (select golden_id from touched) and rel.decision_id is not null
      union
      select rel.decision_id from "legal_person"."relation" rel where rel.target_golden_id in (select golden_id from touched) and rel.decision_id is not null
    ),
    wanted as materialized (select * from (
    select named.decision_id, one.type, one.is_refused, one.golden_id, other.golden_id as target_golden_id
    from (select decision_id from near) named cross join lateral (
    select d.type, d.is_refused, r.golden_id
    from "legal_person"."decided_relation" d join "legal_person"."source_record" r on r.record_id = d.record_id
    where d.decision_id = named.decision_id and d.side = $1 and r.golden_id is not null and not r.is_withdrawn
    order by d.place limit 1) one cross join lateral (
    select d.type, d.is_refused, r.golden_id
    from "legal_person"."decided_relation" d join "legal_person"."source_record" r on r.record_id = d.record_id
    where d.decision_id = named.decision_id and d.side = $2 and r.golden_id is not null and not r.is_withdrawn
    order by d.place limit 1) other where one.golden_id <> other.golden_id) d where not d.is_refused),
    gone as (
      delete from "legal_person"."relation" r using near where r.decision_id = near.decision_id and not exists (select from wanted w where w.decision_id = r.decision_id)
    )
    insert into "legal_person"."relation" (record_id, type, golden_id, target_library, target_golden_id, decision_id)
    select decision_id, type, golden_id, $3, target_golden_id, decision_id from wanted
    on conflict (record_id, type) do update set golden_id = excluded.golden_id, target_golden_id = excluded.target_golden_id
    where ("legal_person"."relation".golden_id, "legal_person"."relation".target_golden_id) is distinct from (excluded.golden_id, excluded.target_golden_id);

select hub.analyze_table(c.oid::regclass, $1::text[])
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $2 and c.relname = $3 and c.relkind = 'r' and (c.reltuples < 0 or $4 > $5 * c.reltuples);

select hub.analyze_table(c.oid::regclass, $1::text[])
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $2 and c.relname = $3 and c.relkind = 'r' and (c.reltuples < 0 or $4 > $5 * c.reltuples);

select hub.analyze_table(c.oid::regclass, $1::text[])
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $2 and c.relname = $3 and c.relkind = 'r' and (c.reltuples < 0 or $4 > $5 * c.reltuples);

