insert into touched (golden_id) select golden_id from gained group by golden_id having count(*) > 1;

insert into touched (golden_id)
    select g.golden_id from gained
    join "credit"."golden_record" g on g.golden_id = gained.golden_id
    join "staging"."load_N" r on r.record_id = gained.record_id and not r.is_delete
    where (r."record_class" is not null and g."record_class" is null and g.win_record[1] is not null) or (r."document_no" is not null and g."document_no" is null and g.win_record[1] is not null) or (r."decided_on" is not null and g."decided_on" is null and g.win_record[1] is not null) or (r."decided_by" is not null and g."decided_by" is null and g.win_record[1] is not null) or (r."subject_name" is not null and g."subject_name" is null and g.win_record[3] is not null) or (r."subject_uscc" is not null and g."subject_uscc" is null and g.win_record[3] is not null);

insert into touched (golden_id)
    select r.golden_id from "credit"."pin" p
    join "credit"."source_record" r on r.record_id = p.record_id
    where r.golden_id in (select golden_id from gained);

analyze touched;

create temporary table quick (record_id uuid not null, golden_id uuid not null, is_founding boolean not null) on commit drop;

insert into quick (record_id, golden_id, is_founding)
    select gained.record_id, gained.golden_id, g.golden_id is null
    from gained
    left join (select distinct golden_id from touched) slow on slow.golden_id = gained.golden_id
    left join "credit"."golden_record" g on g.golden_id = gained.golden_id
    where slow.golden_id is null;

analyze quick;

create temporary table won (golden_id uuid not null, record_id uuid not null, fresh text[] not null, "w1" boolean not null, "w3" boolean not null) on commit drop;

insert into won
    select * from (
      select quick.golden_id, quick.record_id, array_remove(array[case when r."record_class" <> g."record_class" and not ($1 = any (coalesce(g.conflicts, '{}'))) then $2 end, case when r."document_no" <> g."document_no" and not ($3 = any (coalesce(g.conflicts, '{}'))) then $4 end, case when r."subject_name" <> g."subject_name" and not ($5 = any (coalesce(g.conflicts, '{}'))) then $6 end, case when r."subject_uscc" <> g."subject_uscc" and not ($7 = any (coalesce(g.conflicts, '{}'))) then $8 end, case when r."decided_on" <> g."decided_on" and not ($9 = any (coalesce(g.conflicts, '{}'))) then $10 end, case when r."decided_by" <> g."decided_by" and not ($11 = any (coalesce(g.conflicts, '{}'))) then $12 end]::text[], null) as fresh,
        ((r."record_class" is not null or r."document_no" is not null or r."document_name" is not null or r."decided_on" is not null or r."decided_by" is not null or r."decided_by_code" is not null) and (g.win_record[1] is null or
    (99::smallint, g.win_date[1], num_nonnulls(g."record_class", g."document_no", g."document_name", g."decided_on", g."decided_by", g."decided_by_code"), r.record_id)
    < (g.win_rank[1], r.effective_date, num_nonnulls(r."record_class", r."document_no", r."document_name", r."decided_on", r."decided_by", r."decided_by_code"), g.win_record[1]))) as "w1", ((r."subject_name" is not null or r."subject_class" is not null or r."subject_uscc" is not null or r."subject_org_code" is not null or r."subject_reg_no" is not null or r."subject_tax_no" is not null or r."subject_institution_no" is not null or r."subject_social_org_no" is not null or r."subject_id_type" is not null or r."subject_id_number" is not null or r."subject_document_no" is not null) and (g.win_record[3] is null or
    (99::smallint, g.win_date[3], num_nonnulls(g."subject_name", g."subject_class", g."subject_uscc", g."subject_org_code", g."subject_reg_no", g."subject_tax_no", g."subject_institution_no", g."subject_social_org_no", g."subject_id_type", g."subject_id_number", g."subject_document_no"), r.record_id)
    < (g.win_rank[3], r.effective_date, num_nonnulls(r."subject_name", r."subject_class", r."subject_uscc", r."subject_org_code", r."subject_reg_no", r."subject_tax_no", r."subject_institution_no", r."subject_social_org_no", r."subject_id_type", r."subject_id_number", r."subject_document_no"), g.win_record[3]))) as "w3"
      from quick
      join "credit"."golden_record" g on g.golden_id = quick.golden_id
      join "staging"."load_N" r on r.record_id = quick.record_id and not r.is_delete
      where not quick.is_founding
    ) compared
    where "w1" or "w3" or fresh <> '{}';

analyze won;

insert into "credit"."golden_history" ("golden_id", "version", "state", "redirect_to", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "subject_state", "subject_library", "subject_type", "subject_value", "subject_golden_id", "record_class", "document_no", "document_name", "certificate_name", "certificate_no", "subject_name", "subject_class", "subject_uscc", "subject_org_code", "subject_reg_no", "subject_tax_no", "subject_institution_no", "subject_social_org_no", "subject_id_type", "subject_id_number", "subject_document_no", "legal_rep_name", "legal_rep_id_type", "legal_rep_id_number", "legal_rep_document_no", "content", "permit_class", "penalty_class", "violation", "facts", "basis", "fine_amount", "confiscated_amount", "revoked_certificate", "decided_on", "valid_from", "valid_to", "publish_until", "decided_by", "decided_by_code", "record_state", "use_scope", "division_code", "source_unit", "source_unit_code", "remark", replaced_at, replaced_by)
    select g."golden_id", g."version", g."state", g."redirect_to", g."created_at", g."recorded_at", g."cause", g."key", g."name_keys", g."win_record", g."win_rank", g."win_date", g."conflicts", g."subject_state", g."subject_library", g."subject_type", g."subject_value", g."subject_golden_id", g."record_class", g."document_no", g."document_name", g."certificate_name", g."certificate_no", g."subject_name", g."subject_class", g."subject_uscc", g."subject_org_code", g."subject_reg_no", g."subject_tax_no", g."subject_institution_no", g."subject_social_org_no", g."subject_id_type", g."subject_id_number", g."subject_document_no", g."legal_rep_name", g."legal_rep_id_type", g."legal_rep_id_number", g."legal_rep_document_no", g."content", g."permit_class", g."penalty_class", g."violation", g."facts", g."basis", g."fine_amount", g."confiscated_amount", g."revoked_certificate", g."decided_on", g."valid_from", g."valid_to", g."publish_until", g."decided_by", g."decided_by_code", g."record_state", g."use_scope", g."division_code", g."source_unit", g."source_unit_code", g."remark", $1::timestamptz, $2
    from "credit"."golden_record" g join won using (golden_id);

update "credit"."golden_record" g
    set version = g.version + 1, recorded_at = $1::timestamptz, cause = $2,
      conflicts = case when won.fresh = '{}' then g.conflicts else (select array_agg(c order by c) from unnest(coalesce(g.conflicts, '{}') || won.fresh) c) end,
      "win_record"[1] = case when won."w1" then r.record_id else g."win_record"[1] end, "win_record"[3] = case when won."w3" then r.record_id else g."win_record"[3] end, "win_rank"[1] = case when won."w1" then 99::smallint else g."win_rank"[1] end, "win_rank"[3] = case when won."w3" then 99::smallint else g."win_rank"[3] end,
      "win_date"[1] = case when won."w1" then r.effective_date else g."win_date"[1] end, "win_date"[3] = case when won."w3" then r.effective_date else g."win_date"[3] end,
      "record_class" = case when won."w1" then r."record_class" else g."record_class" end, "document_no" = case when won."w1" then r."document_no" else g."document_no" end, "document_name" = case when won."w1" then r."document_name" else g."document_name" end, "decided_on" = case when won."w1" then r."decided_on" else g."decided_on" end, "decided_by" = case when won."w1" then r."decided_by" else g."decided_by" end, "decided_by_code" = case when won."w1" then r."decided_by_code" else g."decided_by_code" end, "subject_name" = case when won."w3" then r."subject_name" else g."subject_name" end, "subject_class" = case when won."w3" then r."subject_class" else g."subject_class" end, "subject_uscc" = case when won."w3" then r."subject_uscc" else g."subject_uscc" end, "subject_org_code" = case when won."w3" then r."subject_org_code" else g."subject_org_code" end, "subject_reg_no" = case when won."w3" then r."subject_reg_no" else g."subject_reg_no" end, "subject_tax_no" = case when won."w3" then r."subject_tax_no" else g."subject_tax_no" end, "subject_institution_no" = case when won."w3" then r."subject_institution_no" else g."subject_institution_no" end, "subject_social_org_no" = case when won."w3" then r."subject_social_org_no" else g."subject_social_org_no" end, "subject_id_type" = case when won."w3" then r."subject_id_type" else g."subject_id_type" end, "subject_id_number" = case when won."w3" then r."subject_id_number" else g."subject_id_number" end, "subject_document_no" = case when won."w3" then r."subject_document_no" else g."subject_document_no" end, "name_keys" = case when won."w3" then r."name_keys" else g."name_keys" end
    from won join "staging"."load_N" r on r.record_id = won.record_id and not r.is_delete
    where g.golden_id = won.golden_id;

insert into "credit"."golden_record" (golden_id, created_at, recorded_at, cause, key, win_record, win_rank, win_date, "record_class", "document_no", "document_name", "decided_on", "decided_by", "decided_by_code", "subject_name", "subject_class", "subject_uscc", "subject_org_code", "subject_reg_no", "subject_tax_no", "subject_institution_no", "subject_social_org_no", "subject_id_type", "subject_id_number", "subject_document_no", "name_keys")
    select quick.golden_id, $1::timestamptz, $2::timestamptz, $3, r.key,
      array[case when (r."record_class" is not null or r."document_no" is not null or r."document_name" is not null or r."decided_on" is not null or r."decided_by" is not null or r."decided_by_code" is not null) then r.record_id end, null, case when (r."subject_name" is not null or r."subject_class" is not null or r."subject_uscc" is not null or r."subject_org_code" is not null or r."subject_reg_no" is not null or r."subject_tax_no" is not null or r."subject_institution_no" is not null or r."subject_social_org_no" is not null or r."subject_id_type" is not null or r."subject_id_number" is not null or r."subject_document_no" is not null) then r.record_id end, null, null, null, null]::uuid[], array[case when (r."record_class" is not null or r."document_no" is not null or r."document_name" is not null or r."decided_on" is not null or r."decided_by" is not null or r."decided_by_code" is not null) then 99::smallint end, null, case when (r."subject_name" is not null or r."subject_class" is not null or r."subject_uscc" is not null or r."subject_org_code" is not null or r."subject_reg_no" is not null or r."subject_tax_no" is not null or r."subject_institution_no" is not null or r."subject_social_org_no" is not null or r."subject_id_type" is not null or r."subject_id_number" is not null or r."subject_document_no" is not null) then 99::smallint end, null, null, null, null]::smallint[],
      array[case when (r."record_class" is not null or r."document_no" is not null or r."document_name" is not null or r."decided_on" is not null or r."decided_by" is not null or r."decided_by_code" is not null) then r.effective_date end, null, case when (r."subject_name" is not null or r."subject_class" is not null or r."subject_uscc" is not null or r."subject_org_code" is not null or r."subject_reg_no" is not null or r."subject_tax_no" is not null or r."subject_institution_no" is not null or r."subject_social_org_no" is not null or r."subject_id_type" is not null or r."subject_id_number" is not null or r."subject_document_no" is not null) then r.effective_date end, null, null, null, null]::date[], r."record_class", r."document_no", r."document_name", r."decided_on", r."decided_by", r."decided_by_code", r."subject_name", r."subject_class", r."subject_uscc", r."subject_org_code", r."subject_reg_no", r."subject_tax_no", r."subject_institution_no", r."subject_social_org_no", r."subject_id_type", r."subject_id_number", r."subject_document_no", r."name_keys"
    from quick join "staging"."load_N" r on r.record_id = quick.record_id and not r.is_delete
    where quick.is_founding;

insert into "credit"."identifier" (type, value, golden_id)
    select distinct split_part(other, ':', 1), substr(other, strpos(other, ':') + 1), quick.golden_id
    from quick
    join "staging"."load_N" r on r.record_id = quick.record_id and not r.is_delete
    cross join unnest(r.other_keys) as other
    where r.other_keys is not null
    on conflict do nothing;

