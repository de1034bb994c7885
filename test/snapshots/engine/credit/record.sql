copy (select row_hash, record_id from "credit"."source_record"
    where feed = 'permits_2019' and row_hash is not null and not is_withdrawn limit 1000001) to stdout with (format binary);

copy "staging"."load_N" ("line", "is_delete", "reject_id", "record_id", "source", "feed", "source_key", "effective_date", "content_hash", "row_hash", "home_id", "key", "other_keys", "pointing_keys", "name_keys", "is_contradicting", "issues", "raw", "record_class", "document_no", "subject_name", "subject_uscc", "decided_on", "decided_by") from stdin;

copy "staging"."known_N" ("record_id") from stdin;

begin;

select pg_advisory_xact_lock(hashtextextended($1, 0));

select pg_advisory_xact_lock(hashtextextended($1, 0));

select pg_advisory_xact_lock(hashtextextended($1, 0));

select load_id as "loadId", library, feed, file_name as "fileName", sha256, bytes, declared_date as "declaredDate", state, counts, problem,
  origin, created_by as "createdBy", created_at as "createdAt", staged_at as "stagedAt", finished_at as "finishedAt",
  file_removed_at as "fileRemovedAt", spool_path as "spoolPath", options, staged_at::text as "stagedMark" from hub.load
  where state = 'staged' and options ? 'staged' and load_id = $1;

set local work_mem = '256MB';

set local default_statistics_target = 10;

set local min_parallel_table_scan_size = 0;

create temporary table seen (record_id uuid not null, outcome text not null, revives boolean not null) on commit drop;

create temporary table gained (record_id uuid not null, golden_id uuid not null, load_id bigint not null) on commit drop;

create temporary table reworded (record_id uuid not null, load_id bigint not null) on commit drop;

create temporary table moved (record_id uuid not null) on commit drop;

create temporary table touched (golden_id uuid not null) on commit drop;

create temporary table touched_key (key text not null) on commit drop;

create temporary table restated (record_id uuid not null) on commit drop;

with record as materialized (select record_id, count(*) as times from "staging"."known_N" group by record_id)
    select (select count(*) from record) as records,
      (select coalesce(sum(times - 1), 0)::bigint from record) as repeated,
      (select count(*) from "staging"."load_N" s join record using (record_id) where not s.is_delete) as doubtful,
      (select count(*) as done from hub.load where library = $1 and feed = $2 and state = 'done') as done;

analyze "staging"."load_N" (record_id, key);

select count(*) as done from hub.load where library = $1 and feed = $2 and state = 'done';

-- repeated: records that more than one row of the file speaks of
    with repeated as (
      select record_id, is_delete from "staging"."load_N" group by record_id, is_delete having count(*) > 1
    ),
    -- ranked: their rows, the one that holds first
    ranked as (
      select s.ctid as row_id, row_number() over w as place, first_value(s.content_hash) over w as winner
      from "staging"."load_N" s join repeated using (record_id, is_delete)
      window w as (partition by s.record_id, s.is_delete order by s.effective_date desc, s.content_hash desc, s.line)
    ),
    removed as (
      delete from "staging"."load_N" s using ranked where s.ctid = ranked.row_id and ranked.place > 1
      returning s.*, ranked.winner
    ),
    kept as (
      insert into "credit"."source_version" ("record_id", "source", "feed", "source_key", "effective_date", "content_hash", "row_hash", "home_id", "key", "other_keys", "pointing_keys", "name_keys", "is_contradicting", "issues", "raw", "record_class", "list_code", "document_no", "document_name", "certificate_name", "certificate_no", "subject_name", "subject_class", "subject_uscc", "subject_org_code", "subject_reg_no", "subject_tax_no", "subject_institution_no", "subject_social_org_no", "subject_id_type", "subject_id_number", "subject_document_no", "subject_address", "customs_code", "legal_rep_name", "legal_rep_id_type", "legal_rep_id_number", "legal_rep_document_no", "finance_head_name", "agent_name", "content", "permit_class", "penalty_class", "violation", "facts", "basis", "fine_amount", "confiscated_amount", "revoked_certificate", "listed_on", "expires_on", "reason", "behaviour", "obligation", "fulfilment", "fulfilled_part", "unfulfilled_part", "court_case_no", "judged_by", "court_region", "case_filed_on", "tax_period", "removed_on", "removal_reason", "year", "grade", "commitment_type", "matter", "accepted_by", "ref_document_no", "ref_list_code", "repaired_on", "raised_on", "objection_state", "objection_result", "closed_on", "decided_on", "valid_from", "valid_to", "publish_until", "decided_by", "decided_by_code", "record_state", "use_scope", "division_code", "source_unit", "source_unit_code", "remark",
    load_id, line, recorded_at, replaced_at, replaced_by_load, definition_version)
      select r."record_id", r."source", r."feed", r."source_key", r."effective_date", r."content_hash", r."row_hash", r."home_id", r."key", r."other_keys", r."pointing_keys", r."name_keys", r."is_contradicting", r."issues", r."raw", r."record_class", r."list_code", r."document_no", r."document_name", r."certificate_name", r."certificate_no", r."subject_name", r."subject_class", r."subject_uscc", r."subject_org_code", r."subject_reg_no", r."subject_tax_no", r."subject_institution_no", r."subject_social_org_no", r."subject_id_type", r."subject_id_number", r."subject_document_no", r."subject_address", r."customs_code", r."legal_rep_name", r."legal_rep_id_type", r."legal_rep_id_number", r."legal_rep_document_no", r."finance_head_name", r."agent_name", r."content", r."permit_class", r."penalty_class", r."violation", r."facts", r."basis", r."fine_amount", r."confiscated_amount", r."revoked_certificate", r."listed_on", r."expires_on", r."reason", r."behaviour", r."obligation", r."fulfilment", r."fulfilled_part", r."unfulfilled_part", r."court_case_no", r."judged_by", r."court_region", r."case_filed_on", r."tax_period", r."removed_on", r."removal_reason", r."year", r."grade", r."commitment_type", r."matter", r."accepted_by", r."ref_document_no", r."ref_list_code", r."repaired_on", r."raised_on", r."objection_state", r."objection_result", r."closed_on", r."decided_on", r."valid_from", r."valid_to", r."publish_until", r."decided_by", r."decided_by_code", r."record_state", r."use_scope", r."division_code", r."source_unit", r."source_unit_code", r."remark", $1::bigint, r.line, $2::timestamptz, $3::timestamptz, $4::bigint, $5::integer
      from removed r where r.content_hash <> r.winner and not r.is_delete
      on conflict do nothing
    )
    select count(*) filter (where content_hash = winner or is_delete) as duplicate,
           count(*) filter (where content_hash <> winner and not is_delete) as stale
    from removed;

with judged as (
      insert into seen (record_id, outcome, revives)
      select s.record_id,
        case
          when r.content_hash = '00000000-0000-0000-0000-000000000000'::uuid then 'announced'
          when s.content_hash = r.content_hash then case when s.effective_date > r.effective_date then 'confirmed' else 'unchanged' end
          when (s.effective_date, s.content_hash) > (r.effective_date, r.content_hash) then 'changed'
          else 'stale'
        end,
        r.is_withdrawn and s.effective_date > r.withdrawn_on
      from "staging"."load_N" s join "credit"."source_record" r on r.record_id = s.record_id
      where not s.is_delete
      returning outcome, revives
    )
    select (select count(*) from "staging"."load_N" where not is_delete) - count(*) filter (where outcome <> 'announced') as new,
           count(*) filter (where outcome = 'changed' or (revives and outcome in ('confirmed', 'unchanged'))) as changed,
           count(*) filter (where not revives and outcome in ('unchanged', 'confirmed')) as unchanged,
           count(*) filter (where outcome = 'stale') as stale,
           count(*) filter (where not revives and outcome = 'unchanged') as same
    from judged;

analyze seen;

insert into "credit"."source_version" ("record_id", "source", "feed", "source_key", "effective_date", "content_hash", "row_hash", "home_id", "key", "other_keys", "pointing_keys", "name_keys", "is_contradicting", "issues", "raw", "record_class", "list_code", "document_no", "document_name", "certificate_name", "certificate_no", "subject_name", "subject_class", "subject_uscc", "subject_org_code", "subject_reg_no", "subject_tax_no", "subject_institution_no", "subject_social_org_no", "subject_id_type", "subject_id_number", "subject_document_no", "subject_address", "customs_code", "legal_rep_name", "legal_rep_id_type", "legal_rep_id_number", "legal_rep_document_no", "finance_head_name", "agent_name", "content", "permit_class", "penalty_class", "violation", "facts", "basis", "fine_amount", "confiscated_amount", "revoked_certificate", "listed_on", "expires_on", "reason", "behaviour", "obligation", "fulfilment", "fulfilled_part", "unfulfilled_part", "court_case_no", "judged_by", "court_region", "case_filed_on", "tax_period", "removed_on", "removal_reason", "year", "grade", "commitment_type", "matter", "accepted_by", "ref_document_no", "ref_list_code", "repaired_on", "raised_on", "objection_state", "objection_result", "closed_on", "decided_on", "valid_from", "valid_to", "publish_until", "decided_by", "decided_by_code", "record_state", "use_scope", "division_code", "source_unit", "source_unit_code", "remark",
    load_id, line, recorded_at, replaced_at, replaced_by_load, definition_version)
    select s."record_id", s."source", s."feed", s."source_key", s."effective_date", s."content_hash", s."row_hash", s."home_id", s."key", s."other_keys", s."pointing_keys", s."name_keys", s."is_contradicting", s."issues", s."raw", s."record_class", s."list_code", s."document_no", s."document_name", s."certificate_name", s."certificate_no", s."subject_name", s."subject_class", s."subject_uscc", s."subject_org_code", s."subject_reg_no", s."subject_tax_no", s."subject_institution_no", s."subject_social_org_no", s."subject_id_type", s."subject_id_number", s."subject_document_no", s."subject_address", s."customs_code", s."legal_rep_name", s."legal_rep_id_type", s."legal_rep_id_number", s."legal_rep_document_no", s."finance_head_name", s."agent_name", s."content", s."permit_class", s."penalty_class", s."violation", s."facts", s."basis", s."fine_amount", s."confiscated_amount", s."revoked_certificate", s."listed_on", s."expires_on", s."reason", s."behaviour", s."obligation", s."fulfilment", s."fulfilled_part", s."unfulfilled_part", s."court_case_no", s."judged_by", s."court_region", s."case_filed_on", s."tax_period", s."removed_on", s."removal_reason", s."year", s."grade", s."commitment_type", s."matter", s."accepted_by", s."ref_document_no", s."ref_list_code", s."repaired_on", s."raised_on", s."objection_state", s."objection_result", s."closed_on", s."decided_on", s."valid_from", s."valid_to", s."publish_until", s."decided_by", s."decided_by_code", s."record_state", s."use_scope", s."division_code", s."source_unit", s."source_unit_code", s."remark", $1::bigint, s.line, $2::timestamptz, $3::timestamptz, $4::bigint, $5::integer
    from "staging"."load_N" s join seen using (record_id)
    where outcome = 'stale' and not s.is_delete
    on conflict do nothing;

insert into touched (golden_id)
      select r.golden_id from "credit"."source_record" r join seen using (record_id)
      where r.golden_id is not null and (outcome in ('changed', 'confirmed') or revives);

insert into moved (record_id)
      select r.record_id from "credit"."source_record" r join seen using (record_id)
      join "staging"."load_N" s on s.record_id = r.record_id and not s.is_delete
      where revives or outcome = 'announced' or (outcome = 'changed' and (s."key" is distinct from r."key" or s."pointing_keys" is distinct from r."pointing_keys" or s."is_contradicting" is distinct from r."is_contradicting"));

insert into touched_key (key)
      select r.key from "credit"."source_record" r join seen using (record_id)
      where r.key is not null and (outcome = 'changed' or revives);

insert into moved (record_id)
      select distinct other.record_id
      from seen
      join "credit"."pointing_key" mine on mine.record_id = seen.record_id
      join "credit"."pointing_key" other on other.key = mine.key and other.record_id <> mine.record_id
      join "credit"."source_record" r on r.record_id = other.record_id and r.key is null and not r.is_withdrawn
      where outcome = 'changed';

delete from "credit"."pointing_key" p using seen where p.record_id = seen.record_id and outcome in ('changed', 'announced');

insert into "credit"."source_version" ("record_id", "source", "feed", "source_key", "effective_date", "content_hash", "row_hash", "home_id", "key", "other_keys", "pointing_keys", "name_keys", "is_contradicting", "issues", "raw", "record_class", "list_code", "document_no", "document_name", "certificate_name", "certificate_no", "subject_name", "subject_class", "subject_uscc", "subject_org_code", "subject_reg_no", "subject_tax_no", "subject_institution_no", "subject_social_org_no", "subject_id_type", "subject_id_number", "subject_document_no", "subject_address", "customs_code", "legal_rep_name", "legal_rep_id_type", "legal_rep_id_number", "legal_rep_document_no", "finance_head_name", "agent_name", "content", "permit_class", "penalty_class", "violation", "facts", "basis", "fine_amount", "confiscated_amount", "revoked_certificate", "listed_on", "expires_on", "reason", "behaviour", "obligation", "fulfilment", "fulfilled_part", "unfulfilled_part", "court_case_no", "judged_by", "court_region", "case_filed_on", "tax_period", "removed_on", "removal_reason", "year", "grade", "commitment_type", "matter", "accepted_by", "ref_document_no", "ref_list_code", "repaired_on", "raised_on", "objection_state", "objection_result", "closed_on", "decided_on", "valid_from", "valid_to", "publish_until", "decided_by", "decided_by_code", "record_state", "use_scope", "division_code", "source_unit", "source_unit_code", "remark",
    load_id, line, recorded_at, replaced_at, replaced_by_load, definition_version)
    select r."record_id", r."source", r."feed", r."source_key", r."effective_date", r."content_hash", r."row_hash", r."home_id", r."key", r."other_keys", r."pointing_keys", r."name_keys", r."is_contradicting", r."issues", r."raw", r."record_class", r."list_code", r."document_no", r."document_name", r."certificate_name", r."certificate_no", r."subject_name", r."subject_class", r."subject_uscc", r."subject_org_code", r."subject_reg_no", r."subject_tax_no", r."subject_institution_no", r."subject_social_org_no", r."subject_id_type", r."subject_id_number", r."subject_document_no", r."subject_address", r."customs_code", r."legal_rep_name", r."legal_rep_id_type", r."legal_rep_id_number", r."legal_rep_document_no", r."finance_head_name", r."agent_name", r."content", r."permit_class", r."penalty_class", r."violation", r."facts", r."basis", r."fine_amount", r."confiscated_amount", r."revoked_certificate", r."listed_on", r."expires_on", r."reason", r."behaviour", r."obligation", r."fulfilment", r."fulfilled_part", r."unfulfilled_part", r."court_case_no", r."judged_by", r."court_region", r."case_filed_on", r."tax_period", r."removed_on", r."removal_reason", r."year", r."grade", r."commitment_type", r."matter", r."accepted_by", r."ref_document_no", r."ref_list_code", r."repaired_on", r."raised_on", r."objection_state", r."objection_result", r."closed_on", r."decided_on", r."valid_from", r."valid_to", r."publish_until", r."decided_by", r."decided_by_code", r."record_state", r."use_scope", r."division_code", r."source_unit", r."source_unit_code", r."remark", r.load_id, r.line, r.recorded_at, $1::timestamptz, $2::bigint, r.definition_version
    from "credit"."source_record" r join seen using (record_id)
    where outcome = 'changed'
    on conflict do nothing;

update "credit"."source_record" r
      set "effective_date" = s."effective_date", "content_hash" = s."content_hash", "row_hash" = s."row_hash", "key" = s."key", "other_keys" = s."other_keys", "pointing_keys" = s."pointing_keys", "name_keys" = s."name_keys", "is_contradicting" = s."is_contradicting", "issues" = s."issues", "raw" = s."raw", "record_class" = s."record_class", "list_code" = s."list_code", "document_no" = s."document_no", "document_name" = s."document_name", "certificate_name" = s."certificate_name", "certificate_no" = s."certificate_no", "subject_name" = s."subject_name", "subject_class" = s."subject_class", "subject_uscc" = s."subject_uscc", "subject_org_code" = s."subject_org_code", "subject_reg_no" = s."subject_reg_no", "subject_tax_no" = s."subject_tax_no", "subject_institution_no" = s."subject_institution_no", "subject_social_org_no" = s."subject_social_org_no", "subject_id_type" = s."subject_id_type", "subject_id_number" = s."subject_id_number", "subject_document_no" = s."subject_document_no", "subject_address" = s."subject_address", "customs_code" = s."customs_code", "legal_rep_name" = s."legal_rep_name", "legal_rep_id_type" = s."legal_rep_id_type", "legal_rep_id_number" = s."legal_rep_id_number", "legal_rep_document_no" = s."legal_rep_document_no", "finance_head_name" = s."finance_head_name", "agent_name" = s."agent_name", "content" = s."content", "permit_class" = s."permit_class", "penalty_class" = s."penalty_class", "violation" = s."violation", "facts" = s."facts", "basis" = s."basis", "fine_amount" = s."fine_amount", "confiscated_amount" = s."confiscated_amount", "revoked_certificate" = s."revoked_certificate", "listed_on" = s."listed_on", "expires_on" = s."expires_on", "reason" = s."reason", "behaviour" = s."behaviour", "obligation" = s."obligation", "fulfilment" = s."fulfilment", "fulfilled_part" = s."fulfilled_part", "unfulfilled_part" = s."unfulfilled_part", "court_case_no" = s."court_case_no", "judged_by" = s."judged_by", "court_region" = s."court_region", "case_filed_on" = s."case_filed_on", "tax_period" = s."tax_period", "removed_on" = s."removed_on", "removal_reason" = s."removal_reason", "year" = s."year", "grade" = s."grade", "commitment_type" = s."commitment_type", "matter" = s."matter", "accepted_by" = s."accepted_by", "ref_document_no" = s."ref_document_no", "ref_list_code" = s."ref_list_code", "repaired_on" = s."repaired_on", "raised_on" = s."raised_on", "objection_state" = s."objection_state", "objection_result" = s."objection_result", "closed_on" = s."closed_on", "decided_on" = s."decided_on", "valid_from" = s."valid_from", "valid_to" = s."valid_to", "publish_until" = s."publish_until", "decided_by" = s."decided_by", "decided_by_code" = s."decided_by_code", "record_state" = s."record_state", "use_scope" = s."use_scope", "division_code" = s."division_code", "source_unit" = s."source_unit", "source_unit_code" = s."source_unit_code", "remark" = s."remark", load_id = $1::bigint, line = s.line, recorded_at = $2::timestamptz, definition_version = $3::integer, is_withdrawn = r.is_withdrawn and not seen.revives
      from "staging"."load_N" s join seen using (record_id)
      where r.record_id = s.record_id and not s.is_delete and outcome in ('changed', 'announced');

update "credit"."source_record" r set effective_date = greatest(r.effective_date, s.effective_date),
        row_hash = case when outcome = 'confirmed' then s.row_hash else r.row_hash end, is_withdrawn = r.is_withdrawn and not seen.revives
      from "staging"."load_N" s join seen using (record_id)
      where r.record_id = s.record_id and not s.is_delete and (outcome = 'confirmed' or (revives and outcome in ('unchanged', 'stale')));

insert into "credit"."identifier" (type, value, golden_id)
    select distinct on (n.effective_key) $1, n.effective_key, n.home_id
    from (
    select s.*, s.key as effective_key, sn.declared_date as withdrawn_on
    from "staging"."load_N" s
    left join seen on seen.record_id = s.record_id
    cross join (select null::date as declared_date) sn
    where seen.record_id is null and not s.is_delete) n
    where n.effective_key is not null and not n.is_contradicting and n.withdrawn_on is null
      and not exists (select from "credit"."identifier" i where i.type = $2 and i.value = n.effective_key and i.status = 'current')
    -- in the order of the index that takes them in
    order by n.effective_key, n.home_id;

select hub.analyze_table(c.oid::regclass, $1::text[])
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $2 and c.relname = $3 and c.relkind = 'r' and (c.reltuples < 0 or $4 > $5 * c.reltuples);

with arriving as (
      select n.*, i.golden_id as key_golden_id
      from (
    select s.*, s.key as effective_key, sn.declared_date as withdrawn_on
    from "staging"."load_N" s
    left join seen on seen.record_id = s.record_id
    cross join (select null::date as declared_date) sn
    where seen.record_id is null and not s.is_delete) n
      left join "credit"."identifier" i on i.type = $1 and i.value = n.effective_key and i.status = 'current'
    ),
    recorded as (
      insert into "credit"."source_record" ("record_id", "source", "feed", "source_key", "effective_date", "content_hash", "row_hash", "home_id", "key", "other_keys", "pointing_keys", "name_keys", "is_contradicting", "issues", "raw", "record_class", "document_no", "subject_name", "subject_uscc", "decided_on", "decided_by",
        load_id, line, withdrawn_on, is_withdrawn, recorded_at, golden_id, link_rule, link_origin, definition_version)
      select a."record_id", a."source", a."feed", a."source_key", a."effective_date", a."content_hash", a."row_hash", a."home_id", a."key", a."other_keys", a."pointing_keys", a."name_keys", a."is_contradicting", a."issues", a."raw", a."record_class", a."document_no", a."subject_name", a."subject_uscc", a."decided_on", a."decided_by", $2::bigint, a.line, a.withdrawn_on, a.withdrawn_on is not null, $3::timestamptz,
        case
          when a.withdrawn_on is not null then null
          when a.key is not null then case when not a.is_contradicting then a.key_golden_id end
          when a.pointing_keys is null then a.home_id
        end,
        case when a.withdrawn_on is null and not a.is_contradicting then
          case when a.key is not null then $4 when a.pointing_keys is null then $5 end
        end,
        'auto', $6::integer
      from arriving a
      returning record_id, golden_id, is_withdrawn
    ),
    linked as (insert into gained (record_id, golden_id, load_id) select record_id, golden_id, $7::bigint from recorded where golden_id is not null)
    insert into moved (record_id) select record_id from recorded where golden_id is null and not is_withdrawn;

analyze gained;

insert into "credit"."pointing_key" (key, record_id)
    select distinct pointing, s.record_id
    from "staging"."load_N" s
    left join seen on seen.record_id = s.record_id
    cross join unnest(s.pointing_keys) as pointing
    where s.pointing_keys is not null and not s.is_delete and (seen.record_id is null or seen.outcome in ('changed', 'announced'))
    on conflict do nothing;

select hub.analyze_table(c.oid::regclass, $1::text[])
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $2 and c.relname = $3 and c.relkind = 'r' and (c.reltuples < 0 or $4 > $5 * c.reltuples);

select hub.analyze_table(c.oid::regclass, $1::text[])
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $2 and c.relname = $3 and c.relkind = 'r' and (c.reltuples < 0 or $4 > $5 * c.reltuples);

with deletion as (select * from "staging"."load_N" where is_delete),
    held as (
      select r.record_id, r.golden_id, r.key, d.effective_date as deleted_on,
        not r.is_withdrawn and d.effective_date >= r.effective_date as ends,
        coalesce(r.withdrawn_on >= d.effective_date, false) as is_known
      from deletion d join "credit"."source_record" r on r.record_id = d.record_id
    ),
    withdrawn as (
      update "credit"."source_record" r
      set withdrawn_on = greatest(r.withdrawn_on, held.deleted_on), is_withdrawn = r.is_withdrawn or held.ends
      from held where r.record_id = held.record_id and not held.is_known
    ),
    noted as (insert into moved (record_id) select record_id from held where ends),
    noted_key as (insert into touched_key (key) select key from held where ends and key is not null),
    noted_golden as (insert into touched (golden_id) select golden_id from held where ends and golden_id is not null),
    -- announced: deletions of records that no row has brought yet; a row that comes later and is dated earlier stays withdrawn
    announced as (
      insert into "credit"."source_record" (record_id, source, feed, source_key, effective_date, content_hash, home_id, load_id, line,
        withdrawn_on, is_withdrawn, recorded_at, definition_version)
      select d.record_id, d.source, d.feed, d.source_key, '-infinity'::date, '00000000-0000-0000-0000-000000000000'::uuid, d.home_id, $1::bigint, d.line,
        d.effective_date, true, $2::timestamptz, $3::integer
      from deletion d left join "credit"."source_record" r on r.record_id = d.record_id
      where r.record_id is null
      returning 1
    )
    select (select count(*) from announced) as new,
           count(*) filter (where ends) as changed,
           count(*) filter (where not ends and is_known) as unchanged,
           count(*) filter (where not ends and not is_known) as stale
    from held;

insert into "credit"."reject" (reject_id, load_id, feed, line, record_id, rule, field, cause, header, cells, created_at)
    select reject_id, $1::bigint, $2, line, record_id, rule, field, cause, header, cells, $3::timestamptz
    from "staging"."reject_N"
    on conflict do nothing;

update "credit"."reject" r set closed_at = $1::timestamptz, closed_by_load = $2::bigint
      from "staging"."load_N" s
      where r.closed_at is null and r.load_id < $3::bigint and (s.reject_id = r.reject_id);

update "credit"."reject" r set closed_at = $1::timestamptz, closed_by_load = $2::bigint
      from (select record_id from "staging"."load_N" where not is_delete union all select record_id from "staging"."known_N") s
      where r.closed_at is null and r.load_id < $3::bigint and r.feed = $4 and r.record_id = s.record_id;

select exists (select from gained) or exists (select from moved) or exists (select from touched) or exists (select from touched_key) as is_moved;

insert into moved (record_id)
    select distinct other.record_id
    from "staging"."load_N" s
    left join seen on seen.record_id = s.record_id
    cross join unnest(s.pointing_keys) as pointing
    join "credit"."pointing_key" other on other.key = pointing and other.record_id <> s.record_id
    join "credit"."source_record" r on r.record_id = other.record_id and r.key is null and not r.is_withdrawn
    where s.pointing_keys is not null and not s.is_delete and (seen.record_id is null or seen.outcome in ('changed', 'announced'));

insert into moved (record_id)
    select gained.record_id from gained where gained.golden_id in (
      select r.golden_id from "credit"."decided" d join "credit"."source_record" r on r.record_id in (d.record_id, d.other_id) where d.kind = 'same');

with named as (select key from touched_key union all select s.key from "staging"."load_N" s left join seen using (record_id)
    where s.key is not null and not s.is_delete and (seen.record_id is null or seen.outcome in ('changed', 'announced', 'confirmed') or seen.revives)), suspect as materialized (
      select r.record_id, r.key from "credit"."source_record" r where r.is_contradicting and not r.is_withdrawn and r.key is not null
      union
      select r.record_id, r.key from "credit"."source_record" r where r.golden_id is null and not r.is_withdrawn and r.key is not null)
      insert into moved (record_id) select distinct suspect.record_id from suspect join named on named.key = suspect.key where exists (select from suspect);

select hub.analyze_table(c.oid::regclass, $1::text[])
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $2 and c.relname = $3 and c.relkind = 'r' and (c.reltuples < 0 or $4 > $5 * c.reltuples);

insert into reworded (record_id, load_id) select record_id, $1::bigint from seen where outcome = 'changed';

truncate seen;

set local work_mem = '256MB';

select exists (select from gained) or exists (select from moved) or exists (select from touched) or exists (select from touched_key) as is_moved;

