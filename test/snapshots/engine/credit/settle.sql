create temporary table settled (golden_id uuid not null) on commit drop;

insert into settled (golden_id) select golden_id from touched union select golden_id from "gaining";

analyze settled;

update "credit"."golden_record" g set subject_library = case when g."subject_uscc" is not null then 'legal_person'
when g."subject_org_code" is not null then 'legal_person'
when g."subject_reg_no" is not null then 'legal_person'
when g."subject_tax_no" is not null then 'legal_person'
when g."subject_id_number" is not null then 'population' end, subject_type = case when g."subject_uscc" is not null then 'uscc'
when g."subject_org_code" is not null then 'org_code'
when g."subject_reg_no" is not null then 'reg_no'
when g."subject_tax_no" is not null then 'tax_no'
when g."subject_id_number" is not null then 'id_number' end, subject_value = case when g."subject_uscc" is not null then g."subject_uscc"
when g."subject_org_code" is not null then g."subject_org_code"
when g."subject_reg_no" is not null then g."subject_reg_no"
when g."subject_tax_no" is not null then g."subject_tax_no"
when g."subject_id_number" is not null then g."subject_id_number" end
    where g.golden_id in (select golden_id from settled)
      and (g.subject_library, g.subject_type, g.subject_value) is distinct from (case when g."subject_uscc" is not null then 'legal_person'
when g."subject_org_code" is not null then 'legal_person'
when g."subject_reg_no" is not null then 'legal_person'
when g."subject_tax_no" is not null then 'legal_person'
when g."subject_id_number" is not null then 'population' end, case when g."subject_uscc" is not null then 'uscc'
when g."subject_org_code" is not null then 'org_code'
when g."subject_reg_no" is not null then 'reg_no'
when g."subject_tax_no" is not null then 'tax_no'
when g."subject_id_number" is not null then 'id_number' end, case when g."subject_uscc" is not null then g."subject_uscc"
when g."subject_org_code" is not null then g."subject_org_code"
when g."subject_reg_no" is not null then g."subject_reg_no"
when g."subject_tax_no" is not null then g."subject_tax_no"
when g."subject_id_number" is not null then g."subject_id_number" end);

with found as (
      select g.golden_id, count(distinct i.golden_id) as bearers, (array_agg(i.golden_id order by i.golden_id))[1] as subject_golden_id,
        bool_and(coalesce(subject.name_keys && g.name_keys, false)) as agrees
      from "credit"."golden_record" g
      left join "population"."identifier" i on i.type = g.subject_type and i.value = g.subject_value
      left join "population"."golden_record" subject on subject.golden_id = i.golden_id
      where g.state = 'active' and g.subject_library = $1 and g.golden_id in (select golden_id from settled)
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

with found as (
      select g.golden_id, count(distinct i.golden_id) as bearers, (array_agg(i.golden_id order by i.golden_id))[1] as subject_golden_id,
        bool_and(coalesce(subject.name_keys && g.name_keys, false)) as agrees
      from "credit"."golden_record" g
      left join "legal_person"."identifier" i on i.type = g.subject_type and i.value = g.subject_value
      left join "legal_person"."golden_record" subject on subject.golden_id = i.golden_id
      where g.state = 'active' and g.subject_library = $1 and g.golden_id in (select golden_id from settled)
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

update "credit"."golden_record" g set subject_state = 'unlinked', subject_golden_id = null
    where g.golden_id in (select golden_id from settled) and g.state = 'active' and g.subject_value is null and g.subject_state is distinct from 'unlinked';

select distinct library from resubjected;

select exists (select from hub.credit_case) or exists (select from hub.credit_effect) as "hasCases";

create temporary table if not exists entry_scope (golden_id uuid primary key) on commit drop;

create temporary table if not exists entry_wanted on commit drop as select golden_id, "subject_library", "subject_golden_id", "list_code", "edition", "polarity", "section", "decided_on", "begins_on", "ends_on", "end_cause", "published_from", "published_until", "repairable_from", "is_disputed", "is_suspended", "record_version" from hub.credit_entry with no data;

create temporary table if not exists entry_news (golden_id uuid primary key, former_subject_id uuid) on commit drop;

truncate entry_scope, entry_wanted, entry_news;

insert into entry_scope select distinct golden_id from (select golden_id from settled union select golden_id from resubjected where library = $1 union select golden_id from hub.credit_effect where ended_at = $2::timestamptz) asked (golden_id);

with speaking as (
      select g.subject_golden_id from "credit"."golden_record" g join entry_scope using (golden_id) where g.record_class in ('repair', 'objection')
      union
      select h.subject_golden_id from "credit"."golden_history" h join entry_scope using (golden_id) where h.record_class in ('repair', 'objection')
    )
    insert into entry_scope
    select g.golden_id from "credit"."golden_record" g join speaking using (subject_golden_id) where g.state = 'active'
    union
    select g.golden_id from hub.credit_effect e join entry_scope on entry_scope.golden_id = e.golden_id
    join "credit"."golden_record" g on g.subject_golden_id = e.subject_golden_id and g.state = 'active'
      and hub.document_key(g.document_no) is not distinct from hub.document_key(e.document_no)
    on conflict do nothing;

analyze entry_scope;

select exists (select from entry_scope) as any;

select pg_advisory_xact_lock(hashtextextended($1, 0));

with record as materialized (
      -- Only records whose subject is certain (C1): the others have no entry, and nobody is told of them.
      select g.golden_id, g.version, g.subject_library, g.subject_golden_id, g.record_class, g.list_code, g.document_no, g.penalty_class,
        coalesce(g.fine_amount, 0) + coalesce(g.confiscated_amount, 0) as amount, g.record_state, g.use_scope, g.removed_on, g.expires_on, g.valid_to,
        g.publish_until, coalesce(g.decided_on, g.listed_on, (g.created_at at time zone 'Asia/Shanghai')::date) as judged_on, coalesce(g.listed_on, g.valid_from, coalesce(g.decided_on, g.listed_on, (g.created_at at time zone 'Asia/Shanghai')::date)) as starts_on
      from "credit"."golden_record" g join entry_scope using (golden_id)
      where g.state = 'active' and g.subject_state = 'linked' and g.subject_golden_id is not null
    ),
    listed as (
      select distinct on (r.golden_id) r.*, l.list_code as list, l.edition, l.polarity, l.section, l.term_months, l.is_published,
        l.min_publication_months, l.max_publication_months, l.is_repairable
      from record r join hub.credit_list l on l.record_class = r.record_class
        and (l.record_list is null or l.record_list = r.list_code)
        and (l.penalty_classes is null or r.penalty_class = any (l.penalty_classes))
        and (l.least_amount is null or r.amount >= l.least_amount)
        and r.judged_on >= l.valid_from and (l.valid_to is null or r.judged_on <= l.valid_to)
      order by r.golden_id, l.priority desc, l.valid_from desc, l.edition desc, l.list_code
    ),
    -- What a case did: to the record itself, or to the same document of the same subject under whatever id, in a list of the same kind (another
    -- sum moves a penalty to another list).
    done as (
      select r.golden_id, e.kind, e.from_on from listed r join hub.credit_effect e on e.golden_id = r.golden_id where e.ended_at is null
      union
      select r.golden_id, e.kind, e.from_on from listed r
      join hub.credit_effect e on e.subject_golden_id = r.subject_golden_id and e.document_no is not null and hub.document_key(e.document_no) is not distinct from hub.document_key(r.document_no)
      where e.ended_at is null and exists (select from hub.credit_list k where k.list_code = e.list_code and k.record_class = r.record_class
        and (k.record_list is null or k.record_list = r.list_code))
      union
      -- What repair and objection records of the same subject say of a document.
      select r.golden_id, case w.record_class when 'repair' then 'repaired' else 'disputed' end, w.repaired_on
      from listed r
      join "credit"."golden_record" w on w.subject_golden_id = r.subject_golden_id and w.record_class in ('repair', 'objection') and w.state = 'active'
        and w.subject_state = 'linked' and w.ref_document_no is not null and hub.document_key(w.ref_document_no) is not distinct from hub.document_key(r.document_no) and (w.ref_list_code is null or w.ref_list_code = r.list_code)
      where w.record_class = 'repair' and w.repaired_on is not null or w.record_class = 'objection' and w.objection_state is distinct from 'closed'
      union
      -- Of a list without numbers they name the list, and mean what stood on it by then: not a later listing.
      select r.golden_id, case w.record_class when 'repair' then 'repaired' else 'disputed' end, w.repaired_on
      from listed r
      join "credit"."golden_record" w on w.subject_golden_id = r.subject_golden_id and w.ref_list_code = r.list_code and w.record_class in ('repair', 'objection')
        and w.state = 'active' and w.subject_state = 'linked'
      where r.document_no is null and w.ref_document_no is null
        and (w.record_class = 'repair' and r.starts_on <= w.repaired_on or w.record_class = 'objection' and w.objection_state is distinct from 'closed' and r.starts_on <= w.raised_on)
    ),
    effect as (
      select golden_id, min(from_on) filter (where kind = 'repaired') as repaired_on, min(from_on) filter (where kind = 'corrected') as corrected_on,
        bool_or(kind = 'disputed') as is_disputed, bool_or(kind = 'suspended') as is_suspended
      from done group by golden_id
    ),
    ending as (
      select r.*, effect.corrected_on, effect.repaired_on, effect.is_suspended, effect.is_disputed, case when r.record_state = '1' then r.starts_on end as annulled_on,
        least(r.expires_on + 1, r.valid_to + 1, (r.starts_on + make_interval(months => r.term_months))::date + 1) as term_on
      from listed r left join effect using (golden_id)
    ),
    span as (
      select *, least(annulled_on, corrected_on, repaired_on, removed_on, term_on, 'infinity') as ends_on, is_published and coalesce(use_scope, '0') not in ('1', '2') as is_shown
      from ending
    )
    insert into entry_wanted (golden_id, "subject_library", "subject_golden_id", "list_code", "edition", "polarity", "section", "decided_on", "begins_on", "ends_on", "end_cause", "published_from", "published_until", "repairable_from", "is_disputed", "is_suspended", "record_version")
    select golden_id, subject_library, subject_golden_id, list, edition, polarity, section, judged_on, starts_on, ends_on,
      case ends_on when 'infinity' then null when annulled_on then 'annulled' when corrected_on then 'corrected' when repaired_on then 'repaired' when removed_on then 'removed' else 'term' end,
      case when is_shown then starts_on end,
      case when is_shown then least(ends_on, (judged_on + make_interval(months => max_publication_months))::date + 1, publish_until + 1) end,
      case when is_repairable then (judged_on + make_interval(months => coalesce(min_publication_months, 0)))::date end,
      coalesce(is_disputed, false) or coalesce(record_state = '2', false), coalesce(is_suspended, false), version
    from span;

analyze entry_wanted;

insert into hub.credit_entry_history ("golden_id", "version", "subject_library", "subject_golden_id", "list_code", "edition", "begins_on", "ends_on", "end_cause", "published_from", "published_until", "is_disputed", "is_suspended", "recorded_at", replaced_at, cause)
    select "e"."golden_id", "e"."version", "e"."subject_library", "e"."subject_golden_id", "e"."list_code", "e"."edition", "e"."begins_on", "e"."ends_on", "e"."end_cause", "e"."published_from", "e"."published_until", "e"."is_disputed", "e"."is_suspended", "e"."recorded_at", $1::timestamptz, $2 from hub.credit_entry e where e.golden_id in (select golden_id from entry_scope) and not exists (select from entry_wanted w where w.golden_id = e.golden_id);

with gone as (delete from hub.credit_entry e where e.golden_id in (select golden_id from entry_scope) and not exists (select from entry_wanted w where w.golden_id = e.golden_id) returning *)
    insert into hub.credit_change (timepoint, "at", "golden_id", "list_code", "edition", "polarity", "subject_library", "subject_golden_id", "former_subject_id", "effect", "publication", "begins_on", "ends_on", "cause")
    select nextval('hub.credit_timepoint'), $1::timestamptz, golden_id, list_code, edition, polarity, subject_library, subject_golden_id, null::uuid,
      case when told_in_force then 'ended' end, case when told_published then 'remove' end, begins_on, ends_on, $2
    from gone where told_in_force or told_published;

insert into entry_news (golden_id, former_subject_id)
      select w.golden_id, nullif(e.subject_golden_id, w.subject_golden_id)
      from entry_wanted w left join hub.credit_entry e using (golden_id) where e.golden_id is null or ("e"."subject_library", "e"."subject_golden_id", "e"."list_code", "e"."edition", "e"."polarity", "e"."section", "e"."decided_on", "e"."begins_on", "e"."ends_on", "e"."end_cause", "e"."published_from", "e"."published_until", "e"."repairable_from", "e"."is_disputed", "e"."is_suspended", "e"."record_version") is distinct from ("w"."subject_library", "w"."subject_golden_id", "w"."list_code", "w"."edition", "w"."polarity", "w"."section", "w"."decided_on", "w"."begins_on", "w"."ends_on", "w"."end_cause", "w"."published_from", "w"."published_until", "w"."repairable_from", "w"."is_disputed", "w"."is_suspended", "w"."record_version");

analyze entry_news;

insert into hub.credit_entry_history ("golden_id", "version", "subject_library", "subject_golden_id", "list_code", "edition", "begins_on", "ends_on", "end_cause", "published_from", "published_until", "is_disputed", "is_suspended", "recorded_at", replaced_at, cause)
    select "e"."golden_id", "e"."version", "e"."subject_library", "e"."subject_golden_id", "e"."list_code", "e"."edition", "e"."begins_on", "e"."ends_on", "e"."end_cause", "e"."published_from", "e"."published_until", "e"."is_disputed", "e"."is_suspended", "e"."recorded_at", $1::timestamptz, $2 from hub.credit_entry e where e.golden_id in (select golden_id from entry_news);

insert into hub.credit_entry (golden_id, "subject_library", "subject_golden_id", "list_code", "edition", "polarity", "section", "decided_on", "begins_on", "ends_on", "end_cause", "published_from", "published_until", "repairable_from", "is_disputed", "is_suspended", "record_version", version, recorded_at)
    select w.golden_id, "w"."subject_library", "w"."subject_golden_id", "w"."list_code", "w"."edition", "w"."polarity", "w"."section", "w"."decided_on", "w"."begins_on", "w"."ends_on", "w"."end_cause", "w"."published_from", "w"."published_until", "w"."repairable_from", "w"."is_disputed", "w"."is_suspended", "w"."record_version", coalesce(former.version, 0) + 1, $1::timestamptz
    from entry_wanted w join entry_news using (golden_id)
    left join lateral (
      select max(version) as version from hub.credit_entry_history h where h.golden_id = w.golden_id
    ) former on true
    on conflict (golden_id) do update
    set version = excluded.version, recorded_at = excluded.recorded_at, "subject_library" = "excluded"."subject_library", "subject_golden_id" = "excluded"."subject_golden_id", "list_code" = "excluded"."list_code", "edition" = "excluded"."edition", "polarity" = "excluded"."polarity", "section" = "excluded"."section", "decided_on" = "excluded"."decided_on", "begins_on" = "excluded"."begins_on", "ends_on" = "excluded"."ends_on", "end_cause" = "excluded"."end_cause", "published_from" = "excluded"."published_from", "published_until" = "excluded"."published_until", "repairable_from" = "excluded"."repairable_from", "is_disputed" = "excluded"."is_disputed", "is_suspended" = "excluded"."is_suspended", "record_version" = "excluded"."record_version";

with judged as materialized (
      select e.golden_id, n.former_subject_id, e.told_in_force, e.told_published, (e.begins_on <= $1::date and $2::date < e.ends_on) as in_force, coalesce(e.published_from <= $3::date and $4::date < e.published_until, false) as is_published
      from hub.credit_entry e join entry_news n using (golden_id)
    ),
    told as (
      update hub.credit_entry e set told_in_force = j.in_force, told_published = j.is_published
      from judged j where j.golden_id = e.golden_id and (j.in_force <> e.told_in_force or j.is_published <> e.told_published)
    )
    insert into hub.credit_change (timepoint, "at", "golden_id", "list_code", "edition", "polarity", "subject_library", "subject_golden_id", "former_subject_id", "effect", "publication", "begins_on", "ends_on", "cause")
    select nextval('hub.credit_timepoint'), $5::timestamptz, c.* from (
      select e.golden_id, e.list_code, e.edition, e.polarity, e.subject_library, e.subject_golden_id, j.former_subject_id,
        case when j.in_force and not j.told_in_force then 'began' when j.told_in_force and not j.in_force then 'ended'
          when j.in_force and true then 'changed' end as effect,
        case when j.is_published and not j.told_published then 'add' when j.told_published and not j.is_published then 'remove'
          when j.is_published and true then 'change' end as publication,
        e.begins_on, e.ends_on, coalesce(case when not j.in_force then e.end_cause end, $6) as cause
      from judged j join hub.credit_entry e using (golden_id)
    ) c where c.effect is not null or c.publication is not null;

create temporary table clashing (golden_id uuid primary key) on commit drop;

insert into clashing (golden_id)
      select g.golden_id from settled join "credit"."golden_record" g using (golden_id) where g.state = 'active' and g.conflicts @> array[$1]::text[];

analyze clashing;

create temporary table wanted (kind text not null, rule text not null, subject_key text not null, golden_ids uuid[] not null,
      evidence jsonb not null, priority smallint not null, digest text, departments text[]) on commit drop;

create temporary table judged (kind text not null, subject_key text not null) on commit drop;

create temporary table task_due (kind text primary key, due_on date not null) on commit drop;

insert into judged select $1, 'r:' || record_id from scope;

insert into wanted
      select $1, c.rule, 'r:' || c.record_id, array_remove(array[a.golden_id], null),
        jsonb_build_object('records', array[c.record_id], 'numbers', cardinality(c.keys)), 5
      from contested c join scope s using (record_id) left join assigned a on a.label = s.label;

insert into judged
      select $1, d.decision_id::text from "credit"."decided" d where d.kind in ('same', 'never')
        and (d.record_id in (select record_id from scope) or d.other_id in (select record_id from scope))
      union
      select t.kind, t.subject_key from hub.task t where t.library = $2 and t.kind = $3 and t.state in ('open', 'claimed')
        and not exists (select from "credit"."decided" d where d.decision_id::text = t.subject_key);

insert into wanted
    select $1, $2, decision_id::text, array_agg(distinct golden_id order by golden_id) filter (where golden_id is not null),
      jsonb_build_object('decisionId', decision_id::text, 'records', array_agg(distinct record_id order by record_id)), 3
    from (
      select d.decision_id, d.record_id, o.golden_id
      from "credit"."decided" d join scope s on s.record_id = d.record_id and s.is_active and s.placed is null
      join scope near on near.record_id = d.other_id and near.is_active and (near.key = s.key or near.component = s.component)
      join "credit"."source_record" r on r.record_id = s.record_id and r.golden_id is null
      join "credit"."source_record" o on o.record_id = near.record_id
      where d.kind = 'never') found group by decision_id having count(golden_id) > 0;

insert into wanted
    select $1, $2, decision_id::text, array_agg(distinct golden_id order by golden_id) filter (where golden_id is not null),
      jsonb_build_object('decisionId', decision_id::text, 'records', array_agg(distinct record_id order by record_id)), 3
    from (
      select d.decision_id, side.record_id, side.golden_id
      from "credit"."decided" d
      join "credit"."source_record" one on one.record_id = d.record_id join "credit"."source_record" other on other.record_id = d.other_id
      cross join lateral (values (one.record_id, one.golden_id), (other.record_id, other.golden_id)) side (record_id, golden_id)
      where d.kind = 'same' and one.golden_id <> other.golden_id and not one.is_withdrawn and not other.is_withdrawn
        and (d.record_id in (select record_id from scope) or d.other_id in (select record_id from scope))) found group by decision_id having count(golden_id) > 0;

insert into wanted
    select $1, $2, decision_id::text, array_agg(distinct golden_id order by golden_id) filter (where golden_id is not null),
      jsonb_build_object('decisionId', decision_id::text, 'records', array_agg(distinct record_id order by record_id)), 3
    from (
      with joined as (
        select distinct d.decision_id, s.label from "credit"."decided" d join scope s on s.record_id = d.record_id and s.label is not null where d.kind = 'same'
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

insert into wanted
    select $1, $2, md5(coalesce(g.key, 'r:' || (select x from unnest(g.win_record) x where x is not null order by x limit 1))), array[g.golden_id], jsonb_build_object('state', $3::text), $4::smallint
    from settled join "credit"."golden_record" g using (golden_id)
    where g.state = 'active' and g.subject_state = $5;

insert into wanted
    select $1, $2, md5(coalesce(g.key, 'r:' || (select x from unnest(g.win_record) x where x is not null order by x limit 1))), array[g.golden_id], jsonb_build_object('state', $3::text), $4::smallint
    from settled join "credit"."golden_record" g using (golden_id)
    where g.state = 'active' and g.subject_state = $5;

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
        select array_agg(distinct r.source order by r.source) as departments, string_agg(md5((jsonb_build_array(r."record_id", r."accepted_by", r."decided_by", r."decided_on", r."document_no", r."list_code", r."listed_on", r."matter", r."raised_on", r."record_class", r."ref_document_no", r."ref_list_code", r."repaired_on", r."subject_document_no", r."subject_id_number", r."subject_name", r."subject_org_code", r."subject_reg_no", r."subject_tax_no", r."subject_uscc", r."year"))::text), ',' order by r.record_id) as content
        from "credit"."source_record" r
        where r.record_id = any (array(select jsonb_array_elements_text(w.evidence -> 'records')::uuid))
      ) said on true
      -- held: the golden records, with the sources of their records where the evidence names none
      left join lateral (
        select string_agg(md5((case when w.evidence -> 'records' is null then jsonb_build_array(g."golden_id", g."accepted_by", g."decided_by", g."decided_on", g."document_no", g."list_code", g."listed_on", g."matter", g."raised_on", g."record_class", g."ref_document_no", g."ref_list_code", g."repaired_on", g."subject_document_no", g."subject_id_number", g."subject_name", g."subject_org_code", g."subject_reg_no", g."subject_tax_no", g."subject_uscc", g."year") else jsonb_build_array(g."golden_id") end)::text), ',' order by g.golden_id) as content,
          (select array_agg(distinct r.source order by r.source) from "credit"."source_record" r
            where w.evidence -> 'records' is null and r.golden_id = any (w.golden_ids) and not r.is_withdrawn) as departments
        from "credit"."golden_record" g where g.golden_id = any (w.golden_ids)
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
      from hub.challenge c left join "credit"."golden_record" g on g.golden_id = c.golden_id where c.library = $1 and c.state in ('open', 'accepted')
      union all
      select p.challenge_id, g.golden_id, g.state, g.redirect_to, p.hops + 1
      from place p join "credit"."golden_record" g on g.golden_id = p.redirect_to where p.state = 'redirected' and p.hops < 32
    ),
    stand as (select distinct on (challenge_id) challenge_id, golden_id, state from place order by challenge_id, hops desc),
    judged as (
      select c.challenge_id, stand.golden_id, case when stand.state is distinct from 'active' then 'record_gone'
        when md5(coalesce((to_jsonb("g".*) -> (c.attribute::text))::text, 'null')) <> c.value_digest then
          case when to_jsonb(g.*) ->> c.attribute in (c.proposed_value, c.corrected_value) then 'changed_as_proposed' else 'changed' end end as ended
      from hub.challenge c join stand using (challenge_id) left join "credit"."golden_record" g on g.golden_id = stand.golden_id
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

select $1::bigint as load_id, count(*) filter (where g.subject_state = 'linked') as linked,
      count(*) filter (where g.subject_state = 'doubtful') as held, count(*) filter (where g.subject_state = 'unlinked') as unlinked
    from (select golden_id from gained union all select r.golden_id from moved join "credit"."source_record" r using (record_id)) l
    join "credit"."golden_record" g using (golden_id);

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

