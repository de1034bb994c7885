copy (select row_hash, record_id from "population"."source_record"
    where feed = 'department_person' and row_hash is not null and not is_withdrawn limit 1000001) to stdout with (format binary);

copy "staging"."load_N" ("line", "is_delete", "reject_id", "record_id", "source", "feed", "source_key", "effective_date", "content_hash", "row_hash", "home_id", "key", "other_keys", "pointing_keys", "name_keys", "is_contradicting", "issues", "raw", "id_number", "full_name", "birth_date", "document_type", "passport_no", "hm_travel_permit_no", "tw_travel_permit_no", "pr_card_no", "other_document_no", "birth_certificate_no", "mobile_phone") from stdin;

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
      insert into "population"."source_version" ("record_id", "source", "feed", "source_key", "effective_date", "content_hash", "row_hash", "home_id", "key", "other_keys", "pointing_keys", "name_keys", "is_contradicting", "issues", "raw", "id_number", "full_name", "used_name", "sex", "birth_date", "ethnic_group", "birthplace_code", "native_place", "nationality", "document_type", "passport_no", "hm_travel_permit_no", "tw_travel_permit_no", "pr_card_no", "other_document_no", "birth_certificate_no", "previous_id_number", "number_change_reason", "life_status", "death_date", "death_certificate_no", "household_no", "household_relation", "household_type", "hukou_address", "hukou_division", "police_station", "move_in_date", "residence_address", "mobile_phone", "marital_status", "marriage_date", "marriage_certificate_no", "spouse_name", "spouse_id_number", "father_name", "father_id_number", "mother_name", "mother_id_number", "education_level", "school", "graduation_date", "social_insurance_status", "insured_region", "insured_employer_name", "insured_employer_uscc", "housing_fund_status", "housing_fund_employer",
    load_id, line, recorded_at, replaced_at, replaced_by_load, definition_version)
      select r."record_id", r."source", r."feed", r."source_key", r."effective_date", r."content_hash", r."row_hash", r."home_id", r."key", r."other_keys", r."pointing_keys", r."name_keys", r."is_contradicting", r."issues", r."raw", r."id_number", r."full_name", r."used_name", r."sex", r."birth_date", r."ethnic_group", r."birthplace_code", r."native_place", r."nationality", r."document_type", r."passport_no", r."hm_travel_permit_no", r."tw_travel_permit_no", r."pr_card_no", r."other_document_no", r."birth_certificate_no", r."previous_id_number", r."number_change_reason", r."life_status", r."death_date", r."death_certificate_no", r."household_no", r."household_relation", r."household_type", r."hukou_address", r."hukou_division", r."police_station", r."move_in_date", r."residence_address", r."mobile_phone", r."marital_status", r."marriage_date", r."marriage_certificate_no", r."spouse_name", r."spouse_id_number", r."father_name", r."father_id_number", r."mother_name", r."mother_id_number", r."education_level", r."school", r."graduation_date", r."social_insurance_status", r."insured_region", r."insured_employer_name", r."insured_employer_uscc", r."housing_fund_status", r."housing_fund_employer", $1::bigint, r.line, $2::timestamptz, $3::timestamptz, $4::bigint, $5::integer
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
      from "staging"."load_N" s join "population"."source_record" r on r.record_id = s.record_id
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

insert into "population"."source_version" ("record_id", "source", "feed", "source_key", "effective_date", "content_hash", "row_hash", "home_id", "key", "other_keys", "pointing_keys", "name_keys", "is_contradicting", "issues", "raw", "id_number", "full_name", "used_name", "sex", "birth_date", "ethnic_group", "birthplace_code", "native_place", "nationality", "document_type", "passport_no", "hm_travel_permit_no", "tw_travel_permit_no", "pr_card_no", "other_document_no", "birth_certificate_no", "previous_id_number", "number_change_reason", "life_status", "death_date", "death_certificate_no", "household_no", "household_relation", "household_type", "hukou_address", "hukou_division", "police_station", "move_in_date", "residence_address", "mobile_phone", "marital_status", "marriage_date", "marriage_certificate_no", "spouse_name", "spouse_id_number", "father_name", "father_id_number", "mother_name", "mother_id_number", "education_level", "school", "graduation_date", "social_insurance_status", "insured_region", "insured_employer_name", "insured_employer_uscc", "housing_fund_status", "housing_fund_employer",
    load_id, line, recorded_at, replaced_at, replaced_by_load, definition_version)
    select s."record_id", s."source", s."feed", s."source_key", s."effective_date", s."content_hash", s."row_hash", s."home_id", s."key", s."other_keys", s."pointing_keys", s."name_keys", s."is_contradicting", s."issues", s."raw", s."id_number", s."full_name", s."used_name", s."sex", s."birth_date", s."ethnic_group", s."birthplace_code", s."native_place", s."nationality", s."document_type", s."passport_no", s."hm_travel_permit_no", s."tw_travel_permit_no", s."pr_card_no", s."other_document_no", s."birth_certificate_no", s."previous_id_number", s."number_change_reason", s."life_status", s."death_date", s."death_certificate_no", s."household_no", s."household_relation", s."household_type", s."hukou_address", s."hukou_division", s."police_station", s."move_in_date", s."residence_address", s."mobile_phone", s."marital_status", s."marriage_date", s."marriage_certificate_no", s."spouse_name", s."spouse_id_number", s."father_name", s."father_id_number", s."mother_name", s."mother_id_number", s."education_level", s."school", s."graduation_date", s."social_insurance_status", s."insured_region", s."insured_employer_name", s."insured_employer_uscc", s."housing_fund_status", s."housing_fund_employer", $1::bigint, s.line, $2::timestamptz, $3::timestamptz, $4::bigint, $5::integer
    from "staging"."load_N" s join seen using (record_id)
    where outcome = 'stale' and not s.is_delete
    on conflict do nothing;

insert into touched (golden_id)
      select r.golden_id from "population"."source_record" r join seen using (record_id)
      where r.golden_id is not null and (outcome in ('changed', 'confirmed') or revives);

insert into moved (record_id)
      select r.record_id from "population"."source_record" r join seen using (record_id)
      join "staging"."load_N" s on s.record_id = r.record_id and not s.is_delete
      where revives or outcome = 'announced' or (outcome = 'changed' and (s."key" is distinct from r."key" or s."pointing_keys" is distinct from r."pointing_keys" or s."is_contradicting" is distinct from r."is_contradicting"));

insert into touched_key (key)
      select r.key from "population"."source_record" r join seen using (record_id)
      where r.key is not null and (outcome = 'changed' or revives);

insert into moved (record_id)
      select distinct other.record_id
      from seen
      join "population"."pointing_key" mine on mine.record_id = seen.record_id
      join "population"."pointing_key" other on other.key = mine.key and other.record_id <> mine.record_id
      join "population"."source_record" r on r.record_id = other.record_id and r.key is null and not r.is_withdrawn
      where outcome = 'changed';

insert into moved (record_id)
      select distinct r.record_id from "population"."source_record" r join seen using (record_id) join "population"."key_alias" a on a.old_key = r.key
      where (a.reissued_on is not null or a.held_from > '-infinity' or a.names is not null) and outcome in ('changed', 'confirmed');

delete from "population"."pointing_key" p using seen where p.record_id = seen.record_id and outcome in ('changed', 'announced');

insert into "population"."source_version" ("record_id", "source", "feed", "source_key", "effective_date", "content_hash", "row_hash", "home_id", "key", "other_keys", "pointing_keys", "name_keys", "is_contradicting", "issues", "raw", "id_number", "full_name", "used_name", "sex", "birth_date", "ethnic_group", "birthplace_code", "native_place", "nationality", "document_type", "passport_no", "hm_travel_permit_no", "tw_travel_permit_no", "pr_card_no", "other_document_no", "birth_certificate_no", "previous_id_number", "number_change_reason", "life_status", "death_date", "death_certificate_no", "household_no", "household_relation", "household_type", "hukou_address", "hukou_division", "police_station", "move_in_date", "residence_address", "mobile_phone", "marital_status", "marriage_date", "marriage_certificate_no", "spouse_name", "spouse_id_number", "father_name", "father_id_number", "mother_name", "mother_id_number", "education_level", "school", "graduation_date", "social_insurance_status", "insured_region", "insured_employer_name", "insured_employer_uscc", "housing_fund_status", "housing_fund_employer",
    load_id, line, recorded_at, replaced_at, replaced_by_load, definition_version)
    select r."record_id", r."source", r."feed", r."source_key", r."effective_date", r."content_hash", r."row_hash", r."home_id", r."key", r."other_keys", r."pointing_keys", r."name_keys", r."is_contradicting", r."issues", r."raw", r."id_number", r."full_name", r."used_name", r."sex", r."birth_date", r."ethnic_group", r."birthplace_code", r."native_place", r."nationality", r."document_type", r."passport_no", r."hm_travel_permit_no", r."tw_travel_permit_no", r."pr_card_no", r."other_document_no", r."birth_certificate_no", r."previous_id_number", r."number_change_reason", r."life_status", r."death_date", r."death_certificate_no", r."household_no", r."household_relation", r."household_type", r."hukou_address", r."hukou_division", r."police_station", r."move_in_date", r."residence_address", r."mobile_phone", r."marital_status", r."marriage_date", r."marriage_certificate_no", r."spouse_name", r."spouse_id_number", r."father_name", r."father_id_number", r."mother_name", r."mother_id_number", r."education_level", r."school", r."graduation_date", r."social_insurance_status", r."insured_region", r."insured_employer_name", r."insured_employer_uscc", r."housing_fund_status", r."housing_fund_employer", r.load_id, r.line, r.recorded_at, $1::timestamptz, $2::bigint, r.definition_version
    from "population"."source_record" r join seen using (record_id)
    where outcome = 'changed'
    on conflict do nothing;

update "population"."source_record" r
      set "effective_date" = s."effective_date", "content_hash" = s."content_hash", "row_hash" = s."row_hash", "key" = s."key", "other_keys" = s."other_keys", "pointing_keys" = s."pointing_keys", "name_keys" = s."name_keys", "is_contradicting" = s."is_contradicting", "issues" = s."issues", "raw" = s."raw", "id_number" = s."id_number", "full_name" = s."full_name", "used_name" = s."used_name", "sex" = s."sex", "birth_date" = s."birth_date", "ethnic_group" = s."ethnic_group", "birthplace_code" = s."birthplace_code", "native_place" = s."native_place", "nationality" = s."nationality", "document_type" = s."document_type", "passport_no" = s."passport_no", "hm_travel_permit_no" = s."hm_travel_permit_no", "tw_travel_permit_no" = s."tw_travel_permit_no", "pr_card_no" = s."pr_card_no", "other_document_no" = s."other_document_no", "birth_certificate_no" = s."birth_certificate_no", "previous_id_number" = s."previous_id_number", "number_change_reason" = s."number_change_reason", "life_status" = s."life_status", "death_date" = s."death_date", "death_certificate_no" = s."death_certificate_no", "household_no" = s."household_no", "household_relation" = s."household_relation", "household_type" = s."household_type", "hukou_address" = s."hukou_address", "hukou_division" = s."hukou_division", "police_station" = s."police_station", "move_in_date" = s."move_in_date", "residence_address" = s."residence_address", "mobile_phone" = s."mobile_phone", "marital_status" = s."marital_status", "marriage_date" = s."marriage_date", "marriage_certificate_no" = s."marriage_certificate_no", "spouse_name" = s."spouse_name", "spouse_id_number" = s."spouse_id_number", "father_name" = s."father_name", "father_id_number" = s."father_id_number", "mother_name" = s."mother_name", "mother_id_number" = s."mother_id_number", "education_level" = s."education_level", "school" = s."school", "graduation_date" = s."graduation_date", "social_insurance_status" = s."social_insurance_status", "insured_region" = s."insured_region", "insured_employer_name" = s."insured_employer_name", "insured_employer_uscc" = s."insured_employer_uscc", "housing_fund_status" = s."housing_fund_status", "housing_fund_employer" = s."housing_fund_employer", load_id = $1::bigint, line = s.line, recorded_at = $2::timestamptz, definition_version = $3::integer, is_withdrawn = r.is_withdrawn and not seen.revives
      from "staging"."load_N" s join seen using (record_id)
      where r.record_id = s.record_id and not s.is_delete and outcome in ('changed', 'announced');

update "population"."source_record" r set effective_date = greatest(r.effective_date, s.effective_date),
        row_hash = case when outcome = 'confirmed' then s.row_hash else r.row_hash end, is_withdrawn = r.is_withdrawn and not seen.revives
      from "staging"."load_N" s join seen using (record_id)
      where r.record_id = s.record_id and not s.is_delete and (outcome = 'confirmed' or (revives and outcome in ('unchanged', 'stale')));

insert into "population"."identifier" (type, value, golden_id)
    select distinct on (n.effective_key) $1, n.effective_key, n.home_id
    from (
    select s.*, coalesce(alias.new_key, s.key) as effective_key, sn.declared_date as withdrawn_on
    from "staging"."load_N" s
    left join seen on seen.record_id = s.record_id
    left join "population"."key_alias" alias on alias.old_key = s.key and s.effective_date >= alias.held_from and (alias.reissued_on is null or s.effective_date < alias.reissued_on)
    and (alias.names is null or s.name_keys && alias.names and not s.name_keys && alias.other_names)
    cross join (select null::date as declared_date) sn
    where seen.record_id is null and not s.is_delete) n
    where n.effective_key is not null and not n.is_contradicting and n.withdrawn_on is null
      and not exists (select from "population"."identifier" i where i.type = $2 and i.value = n.effective_key and i.status = 'current')
    -- in the order of the index that takes them in
    order by n.effective_key, n.home_id;

select hub.analyze_table(c.oid::regclass, $1::text[])
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $2 and c.relname = $3 and c.relkind = 'r' and (c.reltuples < 0 or $4 > $5 * c.reltuples);

with arriving as (
      select n.*, i.golden_id as key_golden_id
      from (
    select s.*, coalesce(alias.new_key, s.key) as effective_key, sn.declared_date as withdrawn_on
    from "staging"."load_N" s
    left join seen on seen.record_id = s.record_id
    left join "population"."key_alias" alias on alias.old_key = s.key and s.effective_date >= alias.held_from and (alias.reissued_on is null or s.effective_date < alias.reissued_on)
    and (alias.names is null or s.name_keys && alias.names and not s.name_keys && alias.other_names)
    cross join (select null::date as declared_date) sn
    where seen.record_id is null and not s.is_delete) n
      left join "population"."identifier" i on i.type = $1 and i.value = n.effective_key and i.status = 'current'
    ),
    recorded as (
      insert into "population"."source_record" ("record_id", "source", "feed", "source_key", "effective_date", "content_hash", "row_hash", "home_id", "key", "other_keys", "pointing_keys", "name_keys", "is_contradicting", "issues", "raw", "id_number", "full_name", "birth_date", "document_type", "passport_no", "hm_travel_permit_no", "tw_travel_permit_no", "pr_card_no", "other_document_no", "birth_certificate_no", "mobile_phone",
        load_id, line, withdrawn_on, is_withdrawn, recorded_at, golden_id, link_rule, link_origin, definition_version)
      select a."record_id", a."source", a."feed", a."source_key", a."effective_date", a."content_hash", a."row_hash", a."home_id", a."key", a."other_keys", a."pointing_keys", a."name_keys", a."is_contradicting", a."issues", a."raw", a."id_number", a."full_name", a."birth_date", a."document_type", a."passport_no", a."hm_travel_permit_no", a."tw_travel_permit_no", a."pr_card_no", a."other_document_no", a."birth_certificate_no", a."mobile_phone", $2::bigint, a.line, a.withdrawn_on, a.withdrawn_on is not null, $3::timestamptz,
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

insert into "population"."pointing_key" (key, record_id)
    select distinct pointing, s.record_id
    from "staging"."load_N" s
    left join seen on seen.record_id = s.record_id
    cross join unnest(s.pointing_keys) as pointing
    where s.pointing_keys is not null and not s.is_delete and (seen.record_id is null or seen.outcome in ('changed', 'announced'))
    on conflict do nothing;

select model_id as "modelId", auto_link as "autoLink" from hub.match_setting where library = $1;

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
      from deletion d join "population"."source_record" r on r.record_id = d.record_id
    ),
    withdrawn as (
      update "population"."source_record" r
      set withdrawn_on = greatest(r.withdrawn_on, held.deleted_on), is_withdrawn = r.is_withdrawn or held.ends
      from held where r.record_id = held.record_id and not held.is_known
    ),
    noted as (insert into moved (record_id) select record_id from held where ends),
    noted_key as (insert into touched_key (key) select key from held where ends and key is not null),
    noted_golden as (insert into touched (golden_id) select golden_id from held where ends and golden_id is not null),
    -- announced: deletions of records that no row has brought yet; a row that comes later and is dated earlier stays withdrawn
    announced as (
      insert into "population"."source_record" (record_id, source, feed, source_key, effective_date, content_hash, home_id, load_id, line,
        withdrawn_on, is_withdrawn, recorded_at, definition_version)
      select d.record_id, d.source, d.feed, d.source_key, '-infinity'::date, '00000000-0000-0000-0000-000000000000'::uuid, d.home_id, $1::bigint, d.line,
        d.effective_date, true, $2::timestamptz, $3::integer
      from deletion d left join "population"."source_record" r on r.record_id = d.record_id
      where r.record_id is null
      returning 1
    )
    select (select count(*) from announced) as new,
           count(*) filter (where ends) as changed,
           count(*) filter (where not ends and is_known) as unchanged,
           count(*) filter (where not ends and not is_known) as stale
    from held;

insert into "population"."reject" (reject_id, load_id, feed, line, record_id, rule, field, cause, header, cells, created_at)
    select reject_id, $1::bigint, $2, line, record_id, rule, field, cause, header, cells, $3::timestamptz
    from "staging"."reject_N"
    on conflict do nothing;

update "population"."reject" r set closed_at = $1::timestamptz, closed_by_load = $2::bigint
      from "staging"."load_N" s
      where r.closed_at is null and r.load_id < $3::bigint and (s.reject_id = r.reject_id);

update "population"."reject" r set closed_at = $1::timestamptz, closed_by_load = $2::bigint
      from (select record_id from "staging"."load_N" where not is_delete union all select record_id from "staging"."known_N") s
      where r.closed_at is null and r.load_id < $3::bigint and r.feed = $4 and r.record_id = s.record_id;

select exists (select from gained) or exists (select from moved) or exists (select from touched) or exists (select from touched_key) as is_moved;

select from (select key from touched_key union all select s.key from "staging"."load_N" s left join seen using (record_id)
    where s.key is not null and not s.is_delete and (seen.record_id is null or seen.outcome in ('changed', 'announced', 'confirmed') or seen.revives)) named where named.key in (select old_key from "population"."key_alias") limit 1;

insert into touched (golden_id)
    select gained.golden_id from gained join "staging"."load_N" s on s.record_id = gained.record_id join "population"."key_alias" a on a.old_key = s.key;

insert into moved (record_id)
    select distinct other.record_id
    from "staging"."load_N" s
    left join seen on seen.record_id = s.record_id
    cross join unnest(s.pointing_keys) as pointing
    join "population"."pointing_key" other on other.key = pointing and other.record_id <> s.record_id
    join "population"."source_record" r on r.record_id = other.record_id and r.key is null and not r.is_withdrawn
    where s.pointing_keys is not null and not s.is_delete and (seen.record_id is null or seen.outcome in ('changed', 'announced'));

insert into moved (record_id)
    select gained.record_id from gained where gained.golden_id in (
      select r.golden_id from "population"."decided" d join "population"."source_record" r on r.record_id in (d.record_id, d.other_id) where d.kind = 'same');

with named as (select key from touched_key union all select s.key from "staging"."load_N" s left join seen using (record_id)
    where s.key is not null and not s.is_delete and (seen.record_id is null or seen.outcome in ('changed', 'announced', 'confirmed') or seen.revives)),
    suspect as materialized (
      select r.record_id, r.key from "population"."source_record" r where r.is_contradicting and not r.is_withdrawn and r.key is not null
      union
      select r.record_id, r.key from "population"."source_record" r where r.golden_id is null and not r.is_withdrawn and r.key is not null),
    known_as as (
      select record_id, key from suspect union select s.record_id, a.new_key from suspect s join "population"."key_alias" a on a.old_key = s.key
    ),
    -- sought: the numbers of the few; a row of the load speaks under its own or under one that this replaced, whichever bearer it belongs to
    sought as materialized (
      select record_id, key from known_as union select k.record_id, a.old_key from known_as k join "population"."key_alias" a on a.new_key = k.key
    )
    insert into moved (record_id) select distinct sought.record_id from sought join named on named.key = sought.key where exists (select from suspect);

select hub.analyze_table(c.oid::regclass, $1::text[])
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $2 and c.relname = $3 and c.relkind = 'r' and (c.reltuples < 0 or $4 > $5 * c.reltuples);

insert into reworded (record_id, load_id) select record_id, $1::bigint from seen where outcome = 'changed';

truncate seen;

select * from (select distinct on (feed) * from (select load_id as "loadId", library, feed, file_name as "fileName", sha256, bytes, declared_date as "declaredDate", state, counts, problem,
  origin, created_by as "createdBy", created_at as "createdAt", staged_at as "stagedAt", finished_at as "finishedAt",
  file_removed_at as "fileRemovedAt", spool_path as "spoolPath", options, staged_at::text as "stagedMark" from hub.load
  where state = 'staged' and options ? 'staged' and library = $1 and feed <> $2) waiting order by feed, "loadId") oldest
    order by "loadId";

set local work_mem = '256MB';

select exists (select from gained) or exists (select from moved) or exists (select from touched) or exists (select from touched_key) as is_moved;

