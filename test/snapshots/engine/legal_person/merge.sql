insert into touched (golden_id) select golden_id from gained group by golden_id having count(*) > 1;

insert into touched (golden_id)
    select r.golden_id from "legal_person"."pin" p
    join "legal_person"."source_record" r on r.record_id = p.record_id
    where r.golden_id in (select golden_id from gained);

analyze touched;

create temporary table quick (record_id uuid not null, golden_id uuid not null, is_founding boolean not null) on commit drop;

insert into quick (record_id, golden_id, is_founding)
    select gained.record_id, gained.golden_id, g.golden_id is null
    from gained
    left join (select distinct golden_id from touched) slow on slow.golden_id = gained.golden_id
    left join "legal_person"."golden_record" g on g.golden_id = gained.golden_id
    where slow.golden_id is null;

analyze quick;

create temporary table won (golden_id uuid not null, record_id uuid not null, fresh text[] not null, "w1" boolean not null, "w3" boolean not null, "w5" boolean not null) on commit drop;

insert into won
    select * from (
      select quick.golden_id, quick.record_id, array_remove(array[case when r."uscc" <> g."uscc" and not ($1 = any (coalesce(g.conflicts, '{}'))) then $2 end, case when r."reg_no" <> g."reg_no" and not ($3 = any (coalesce(g.conflicts, '{}'))) then $4 end, case when r."name" <> g."name" and not ($5 = any (coalesce(g.conflicts, '{}'))) then $6 end]::text[], null) as fresh,
        ((r."uscc" is not null) and (g.win_record[1] is null or
    (coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, g.win_date[1], 1, r.record_id)
    < (g.win_rank[1], r.effective_date, 1, g.win_record[1]))) as "w1", ((r."reg_no" is not null) and (g.win_record[3] is null or
    (coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, g.win_date[3], 1, r.record_id)
    < (g.win_rank[3], r.effective_date, 1, g.win_record[3]))) as "w3", ((r."name" is not null) and (g.win_record[5] is null or
    (coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, g.win_date[5], 1, r.record_id)
    < (g.win_rank[5], r.effective_date, 1, g.win_record[5]))) as "w5"
      from quick
      join "legal_person"."golden_record" g on g.golden_id = quick.golden_id
      join "staging"."load_N" r on r.record_id = quick.record_id and not r.is_delete
      where not quick.is_founding
    ) compared
    where "w1" or "w3" or "w5" or fresh <> '{}';

analyze won;

insert into "legal_person"."golden_history" ("golden_id", "version", "state", "redirect_to", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "uscc", "org_code", "reg_no", "tax_no", "certificate_no", "name", "second_name", "short_name", "english_name", "pinyin_abbr", "ticker", "listed_on", "entity_type", "industry_code", "registration_status", "is_suspended", "established_on", "approved_on", "deregistered_on", "term_from", "term_to", "registered_capital", "capital_currency", "funding_source", "business_scope", "province", "city", "address", "division_code", "registrar", "supervisor", "legal_rep_name", "legal_rep_role", "legal_rep_document_type", "legal_rep_id_number", "legal_rep_document_no", "phone", "parent_uscc", "parent_name", "predecessor_uscc", "predecessor_name", "tax_status", "tax_registered_on", replaced_at, replaced_by)
    select g."golden_id", g."version", g."state", g."redirect_to", g."created_at", g."recorded_at", g."cause", g."key", g."name_keys", g."win_record", g."win_rank", g."win_date", g."conflicts", g."uscc", g."org_code", g."reg_no", g."tax_no", g."certificate_no", g."name", g."second_name", g."short_name", g."english_name", g."pinyin_abbr", g."ticker", g."listed_on", g."entity_type", g."industry_code", g."registration_status", g."is_suspended", g."established_on", g."approved_on", g."deregistered_on", g."term_from", g."term_to", g."registered_capital", g."capital_currency", g."funding_source", g."business_scope", g."province", g."city", g."address", g."division_code", g."registrar", g."supervisor", g."legal_rep_name", g."legal_rep_role", g."legal_rep_document_type", g."legal_rep_id_number", g."legal_rep_document_no", g."phone", g."parent_uscc", g."parent_name", g."predecessor_uscc", g."predecessor_name", g."tax_status", g."tax_registered_on", $1::timestamptz, $2
    from "legal_person"."golden_record" g join won using (golden_id);

update "legal_person"."golden_record" g
    set version = g.version + 1, recorded_at = $1::timestamptz, cause = $2,
      conflicts = case when won.fresh = '{}' then g.conflicts else (select array_agg(c order by c) from unnest(coalesce(g.conflicts, '{}') || won.fresh) c) end,
      "win_record"[1] = case when won."w1" then r.record_id else g."win_record"[1] end, "win_record"[3] = case when won."w3" then r.record_id else g."win_record"[3] end, "win_record"[5] = case when won."w5" then r.record_id else g."win_record"[5] end, "win_rank"[1] = case when won."w1" then coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint else g."win_rank"[1] end, "win_rank"[3] = case when won."w3" then coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint else g."win_rank"[3] end, "win_rank"[5] = case when won."w5" then coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint else g."win_rank"[5] end,
      "win_date"[1] = case when won."w1" then r.effective_date else g."win_date"[1] end, "win_date"[3] = case when won."w3" then r.effective_date else g."win_date"[3] end, "win_date"[5] = case when won."w5" then r.effective_date else g."win_date"[5] end,
      "uscc" = case when won."w1" then r."uscc" else g."uscc" end, "reg_no" = case when won."w3" then r."reg_no" else g."reg_no" end, "name" = case when won."w5" then r."name" else g."name" end, "name_keys" = case when won."w5" then r."name_keys" else g."name_keys" end
    from won join "staging"."load_N" r on r.record_id = won.record_id and not r.is_delete
    where g.golden_id = won.golden_id;

insert into "legal_person"."golden_record" (golden_id, created_at, recorded_at, cause, key, win_record, win_rank, win_date, "uscc", "reg_no", "name", "name_keys")
    select quick.golden_id, $1::timestamptz, $2::timestamptz, $3, r.key,
      array[case when (r."uscc" is not null) then r.record_id end, null, case when (r."reg_no" is not null) then r.record_id end, null, case when (r."name" is not null) then r.record_id end, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null]::uuid[], array[case when (r."uscc" is not null) then coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint end, null, case when (r."reg_no" is not null) then coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint end, null, case when (r."name" is not null) then coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint end, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null]::smallint[],
      array[case when (r."uscc" is not null) then r.effective_date end, null, case when (r."reg_no" is not null) then r.effective_date end, null, case when (r."name" is not null) then r.effective_date end, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null]::date[], r."uscc", r."reg_no", r."name", r."name_keys"
    from quick join "staging"."load_N" r on r.record_id = quick.record_id and not r.is_delete
    where quick.is_founding;

insert into "legal_person"."identifier" (type, value, golden_id)
    select distinct split_part(other, ':', 1), substr(other, strpos(other, ':') + 1), quick.golden_id
    from quick
    join "staging"."load_N" r on r.record_id = quick.record_id and not r.is_delete
    cross join unnest(r.other_keys) as other
    where r.other_keys is not null
    on conflict do nothing;

