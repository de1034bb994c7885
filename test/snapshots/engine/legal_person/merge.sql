insert into touched (golden_id)
    select r.golden_id from "legal_person"."pin" p
    join "legal_person"."source_record" r on r.record_id = p.record_id
    where r.golden_id in (select golden_id from gained);

analyze touched;

create temporary table "gaining" on commit drop as
      select * from (select * from
    (select golden_id, record_id as "newcomer_4" from gained where load_id = 4::bigint) "gained_4" ) joined
      where not exists (select from touched where touched.golden_id = joined.golden_id);

insert into touched (golden_id) select golden_id from "gaining" group by golden_id having count(*) > 1;

delete from "gaining" where golden_id in (select golden_id from touched);

analyze "gaining";

create temporary table folded on commit drop as
    select golden_id, is_founding,
      case when "wins_1" or "wins_3" or "wins_5" or fresh <> '{}' then 4::bigint else changed_by end as changed_by,
      is_incomparable, founding_key,
      case when fresh = '{}' then conflicts else coalesce(conflicts, '{}') || fresh end as conflicts,
      case when "wins_1" then new_record else "win_record_1" end as "win_record_1", case when "wins_1" then "new_rank_1" else "win_rank_1" end as "win_rank_1", case when "wins_1" then new_date else "win_date_1" end as "win_date_1", case when "wins_1" then "new_uscc" else "uscc" end as "uscc", case when "wins_3" then new_record else "win_record_3" end as "win_record_3", case when "wins_3" then "new_rank_3" else "win_rank_3" end as "win_rank_3", case when "wins_3" then new_date else "win_date_3" end as "win_date_3", case when "wins_3" then "new_reg_no" else "reg_no" end as "reg_no", case when "wins_5" then new_record else "win_record_5" end as "win_record_5", case when "wins_5" then "new_rank_5" else "win_rank_5" end as "win_rank_5", case when "wins_5" then new_date else "win_date_5" end as "win_date_5", case when "wins_5" then "new_name" else "name" end as "name", case when "wins_5" then "new_name_keys" else "name_keys" end as "name_keys"
    from (
      select l.golden_id, l.is_founding, l.changed_by, l.conflicts, l."win_record_1", l."win_rank_1", l."win_date_1", l."uscc", l."win_record_3", l."win_rank_3", l."win_date_3", l."reg_no", l."win_record_5", l."win_rank_5", l."win_date_5", l."name", l."name_keys",
        l.is_incomparable or coalesce(false, false) as is_incomparable,
        coalesce(l.founding_key, case when l.is_founding then r.key end) as founding_key,
        array_remove(array[case when r."uscc" <> l."uscc" and not ($1 = any (coalesce(l.conflicts, '{}'))) then $2 end, case when r."reg_no" <> l."reg_no" and not ($3 = any (coalesce(l.conflicts, '{}'))) then $4 end, case when r."name" <> l."name" and not ($5 = any (coalesce(l.conflicts, '{}'))) then $6 end]::text[], null) as fresh,
        r.record_id as new_record, r.effective_date as new_date, ((r."uscc" is not null) and (l."win_record_1" is null or
    (coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, l."win_date_1", 1, r.record_id)
    < (l."win_rank_1", r.effective_date, 1, l."win_record_1"))) as "wins_1", coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint as "new_rank_1", r."uscc" as "new_uscc", ((r."reg_no" is not null) and (l."win_record_3" is null or
    (coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, l."win_date_3", 1, r.record_id)
    < (l."win_rank_3", r.effective_date, 1, l."win_record_3"))) as "wins_3", coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint as "new_rank_3", r."reg_no" as "new_reg_no", ((r."name" is not null) and (l."win_record_5" is null or
    (coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint, l."win_date_5", 1, r.record_id)
    < (l."win_rank_5", r.effective_date, 1, l."win_record_5"))) as "wins_5", coalesce(array_position(array['market_regulation', 'institution_registry', 'civil_affairs']::text[], r.source), 99)::smallint as "new_rank_5", r."name" as "new_name", r."name_keys" as "new_name_keys"
      from (
    select q.*, g.golden_id is null as is_founding, null::bigint as changed_by, false as is_incomparable, null::text as founding_key, g.conflicts, g.win_record[1] as "win_record_1", g.win_rank[1] as "win_rank_1", g.win_date[1] as "win_date_1", g."uscc", g.win_record[3] as "win_record_3", g.win_rank[3] as "win_rank_3", g.win_date[3] as "win_date_3", g."reg_no", g.win_record[5] as "win_record_5", g.win_rank[5] as "win_rank_5", g.win_date[5] as "win_date_5", g."name", g."name_keys"
    from "gaining" q left join "legal_person"."golden_record" g on g.golden_id = q.golden_id offset '0') l
      left join "staging"."load_N" r on r.record_id = l."newcomer_4" and not r.is_delete
      offset '0'
    ) judged;

analyze folded (golden_id, is_founding, changed_by, is_incomparable);

insert into touched (golden_id) select golden_id from folded where is_incomparable;

delete from "gaining" gaining using folded where gaining.golden_id = folded.golden_id and folded.is_incomparable;

insert into "legal_person"."golden_history" ("golden_id", "version", "state", "redirect_to", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "uscc", "org_code", "reg_no", "tax_no", "certificate_no", "name", "second_name", "short_name", "english_name", "pinyin_abbr", "ticker", "listed_on", "entity_type", "industry_code", "registration_status", "is_suspended", "established_on", "approved_on", "deregistered_on", "term_from", "term_to", "registered_capital", "capital_currency", "funding_source", "business_scope", "province", "city", "address", "division_code", "registrar", "supervisor", "legal_rep_name", "legal_rep_role", "legal_rep_document_type", "legal_rep_id_number", "legal_rep_document_no", "legal_rep_from", "legal_rep_to", "controller_name", "controller_document_type", "controller_id_number", "controller_document_no", "controller_from", "controller_to", "phone", "parent_uscc", "parent_name", "predecessor_uscc", "predecessor_name", "tax_status", "tax_registered_on", replaced_at, replaced_by)
    select g."golden_id", g."version", g."state", g."redirect_to", g."created_at", g."recorded_at", g."cause", g."key", g."name_keys", g."win_record", g."win_rank", g."win_date", g."conflicts", g."uscc", g."org_code", g."reg_no", g."tax_no", g."certificate_no", g."name", g."second_name", g."short_name", g."english_name", g."pinyin_abbr", g."ticker", g."listed_on", g."entity_type", g."industry_code", g."registration_status", g."is_suspended", g."established_on", g."approved_on", g."deregistered_on", g."term_from", g."term_to", g."registered_capital", g."capital_currency", g."funding_source", g."business_scope", g."province", g."city", g."address", g."division_code", g."registrar", g."supervisor", g."legal_rep_name", g."legal_rep_role", g."legal_rep_document_type", g."legal_rep_id_number", g."legal_rep_document_no", g."legal_rep_from", g."legal_rep_to", g."controller_name", g."controller_document_type", g."controller_id_number", g."controller_document_no", g."controller_from", g."controller_to", g."phone", g."parent_uscc", g."parent_name", g."predecessor_uscc", g."predecessor_name", g."tax_status", g."tax_registered_on", $1::timestamptz, 'load:' || changed.changed_by
    from "legal_person"."golden_record" g join (select golden_id, changed_by from folded where not folded.is_founding and folded.changed_by is not null and not folded.is_incomparable) changed using (golden_id);

update "legal_person"."golden_record" g
    set version = g.version + 1, recorded_at = $1::timestamptz, cause = 'load:' || f.changed_by, conflicts = case when f.conflicts is not null then (select array_agg(c order by c) from unnest(f.conflicts) c) end,
      win_record[1] = f."win_record_1", win_rank[1] = f."win_rank_1", win_date[1] = f."win_date_1", win_record[3] = f."win_record_3", win_rank[3] = f."win_rank_3", win_date[3] = f."win_date_3", win_record[5] = f."win_record_5", win_rank[5] = f."win_rank_5", win_date[5] = f."win_date_5",
      "uscc" = f."uscc", "reg_no" = f."reg_no", "name" = f."name", "name_keys" = f."name_keys"
    from (select * from folded where not folded.is_founding and folded.changed_by is not null and not folded.is_incomparable) f
    where g.golden_id = f.golden_id;

insert into "legal_person"."golden_record" (golden_id, created_at, recorded_at, cause, key, win_record, win_rank, win_date, conflicts, "uscc", "reg_no", "name", "name_keys")
    select golden_id, $1::timestamptz, $2::timestamptz, 'load:' || coalesce(changed_by, $3::bigint), founding_key,
      array["win_record_1", null, "win_record_3", null, "win_record_5", null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null]::uuid[], array["win_rank_1", null, "win_rank_3", null, "win_rank_5", null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null]::smallint[], array["win_date_1", null, "win_date_3", null, "win_date_5", null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null]::date[], case when f.conflicts is not null then (select array_agg(c order by c) from unnest(f.conflicts) c) end,
      "uscc", "reg_no", "name", "name_keys"
    from folded f where is_founding and not is_incomparable;

insert into "legal_person"."identifier" (type, value, golden_id)
    select distinct split_part(other, ':', 1), substr(other, strpos(other, ':') + 1), gaining.golden_id
    from "gaining" gaining
    join "staging"."load_N" r on r.record_id = gaining."newcomer_4" and not r.is_delete
    cross join unnest(r.other_keys) as other
    where r.other_keys is not null
    on conflict do nothing;

analyze touched;

