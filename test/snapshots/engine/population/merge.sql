insert into touched (golden_id)
    select r.golden_id from "population"."pin" p
    join "population"."source_record" r on r.record_id = p.record_id
    where r.golden_id in (select golden_id from gained);

analyze touched;

create temporary table "gaining" on commit drop as
      select * from (select * from
    (select golden_id, record_id as "newcomer_2" from gained where load_id = 2::bigint) "gained_2" ) joined
      where not exists (select from touched where touched.golden_id = joined.golden_id);

insert into touched (golden_id) select golden_id from "gaining" group by golden_id having count(*) > 1;

delete from "gaining" where golden_id in (select golden_id from touched);

analyze "gaining";

create temporary table "folded" on commit drop as
    select f.golden_id, f.is_founding, f.changed_by, f.is_incomparable, f.founding_key, f.conflicts,
      array[f."win_record_1", f."win_record_2", null, null, f."win_record_5", null, null, null, null, f."win_record_10", f."win_record_11", f."win_record_12", f."win_record_13", f."win_record_14", f."win_record_15", null, null, null, null, null, f."win_record_21", null, null, null, null, null, null]::uuid[] as win_record, array[f."win_rank_1", f."win_rank_2", null, null, f."win_rank_5", null, null, null, null, f."win_rank_10", f."win_rank_11", f."win_rank_12", f."win_rank_13", f."win_rank_14", f."win_rank_15", null, null, null, null, null, f."win_rank_21", null, null, null, null, null, null]::smallint[] as win_rank, array[f."win_date_1", f."win_date_2", null, null, f."win_date_5", null, null, null, null, f."win_date_10", f."win_date_11", f."win_date_12", f."win_date_13", f."win_date_14", f."win_date_15", null, null, null, null, null, f."win_date_21", null, null, null, null, null, null]::date[] as win_date,
      f."id_number", f."full_name", f."name_keys", f."birth_date", f."passport_no", f."hm_travel_permit_no", f."tw_travel_permit_no", f."pr_card_no", f."document_type", f."other_document_no", f."birth_certificate_no", f."mobile_phone"
    from (
    select golden_id, is_founding,
      case when "wins_1" or "wins_2" or "wins_5" or "wins_10" or "wins_11" or "wins_12" or "wins_13" or "wins_14" or "wins_15" or "wins_21" or fresh <> '{}' then 2::bigint else changed_by end as changed_by,
      is_incomparable, founding_key,
      case when fresh = '{}' then conflicts else coalesce(conflicts, '{}') || fresh end as conflicts,
      case when "wins_1" then new_record else "win_record_1" end as "win_record_1", case when "wins_1" then "new_rank_1" else "win_rank_1" end as "win_rank_1", case when "wins_1" then new_date else "win_date_1" end as "win_date_1", case when "wins_1" then "new_id_number" else "id_number" end as "id_number", case when "wins_2" then new_record else "win_record_2" end as "win_record_2", case when "wins_2" then "new_rank_2" else "win_rank_2" end as "win_rank_2", case when "wins_2" then new_date else "win_date_2" end as "win_date_2", case when "wins_2" then "new_full_name" else "full_name" end as "full_name", case when "wins_2" then "new_name_keys" else "name_keys" end as "name_keys", case when "wins_5" then new_record else "win_record_5" end as "win_record_5", case when "wins_5" then "new_rank_5" else "win_rank_5" end as "win_rank_5", case when "wins_5" then new_date else "win_date_5" end as "win_date_5", case when "wins_5" then "new_birth_date" else "birth_date" end as "birth_date", case when "wins_10" then new_record else "win_record_10" end as "win_record_10", case when "wins_10" then "new_rank_10" else "win_rank_10" end as "win_rank_10", case when "wins_10" then new_date else "win_date_10" end as "win_date_10", case when "wins_10" then "new_passport_no" else "passport_no" end as "passport_no", case when "wins_11" then new_record else "win_record_11" end as "win_record_11", case when "wins_11" then "new_rank_11" else "win_rank_11" end as "win_rank_11", case when "wins_11" then new_date else "win_date_11" end as "win_date_11", case when "wins_11" then "new_hm_travel_permit_no" else "hm_travel_permit_no" end as "hm_travel_permit_no", case when "wins_12" then new_record else "win_record_12" end as "win_record_12", case when "wins_12" then "new_rank_12" else "win_rank_12" end as "win_rank_12", case when "wins_12" then new_date else "win_date_12" end as "win_date_12", case when "wins_12" then "new_tw_travel_permit_no" else "tw_travel_permit_no" end as "tw_travel_permit_no", case when "wins_13" then new_record else "win_record_13" end as "win_record_13", case when "wins_13" then "new_rank_13" else "win_rank_13" end as "win_rank_13", case when "wins_13" then new_date else "win_date_13" end as "win_date_13", case when "wins_13" then "new_pr_card_no" else "pr_card_no" end as "pr_card_no", case when "wins_14" then new_record else "win_record_14" end as "win_record_14", case when "wins_14" then "new_rank_14" else "win_rank_14" end as "win_rank_14", case when "wins_14" then new_date else "win_date_14" end as "win_date_14", case when "wins_14" then "new_document_type" else "document_type" end as "document_type", case when "wins_14" then "new_other_document_no" else "other_document_no" end as "other_document_no", case when "wins_15" then new_record else "win_record_15" end as "win_record_15", case when "wins_15" then "new_rank_15" else "win_rank_15" end as "win_rank_15", case when "wins_15" then new_date else "win_date_15" end as "win_date_15", case when "wins_15" then "new_birth_certificate_no" else "birth_certificate_no" end as "birth_certificate_no", case when "wins_21" then new_record else "win_record_21" end as "win_record_21", case when "wins_21" then "new_rank_21" else "win_rank_21" end as "win_rank_21", case when "wins_21" then new_date else "win_date_21" end as "win_date_21", case when "wins_21" then "new_mobile_phone" else "mobile_phone" end as "mobile_phone"
    from (
      select l.golden_id, l.is_founding, l.changed_by, l.conflicts, l."win_record_1", l."win_rank_1", l."win_date_1", l."id_number", l."win_record_2", l."win_rank_2", l."win_date_2", l."full_name", l."name_keys", l."win_record_5", l."win_rank_5", l."win_date_5", l."birth_date", l."win_record_10", l."win_rank_10", l."win_date_10", l."passport_no", l."win_record_11", l."win_rank_11", l."win_date_11", l."hm_travel_permit_no", l."win_record_12", l."win_rank_12", l."win_date_12", l."tw_travel_permit_no", l."win_record_13", l."win_rank_13", l."win_date_13", l."pr_card_no", l."win_record_14", l."win_rank_14", l."win_date_14", l."document_type", l."other_document_no", l."win_record_15", l."win_rank_15", l."win_date_15", l."birth_certificate_no", l."win_record_21", l."win_rank_21", l."win_date_21", l."mobile_phone",
        l.is_incomparable or coalesce(false, false) as is_incomparable,
        coalesce(l.founding_key, case when l.is_founding then coalesce(alias.new_key, r.key) end) as founding_key,
        case when r."id_number" <> l."id_number" or r."full_name" <> l."full_name" or r."birth_date" <> l."birth_date" or r."passport_no" <> l."passport_no" or r."hm_travel_permit_no" <> l."hm_travel_permit_no" or r."tw_travel_permit_no" <> l."tw_travel_permit_no" or r."pr_card_no" <> l."pr_card_no" or r."birth_certificate_no" <> l."birth_certificate_no"
          then array_remove(array[case when r."id_number" <> l."id_number" and not ($1 = any (coalesce(l.conflicts, '{}'))) then $2 end, case when r."full_name" <> l."full_name" and not ($3 = any (coalesce(l.conflicts, '{}'))) then $4 end, case when r."birth_date" <> l."birth_date" and not ($5 = any (coalesce(l.conflicts, '{}'))) then $6 end, case when r."passport_no" <> l."passport_no" and not ($7 = any (coalesce(l.conflicts, '{}'))) then $8 end, case when r."hm_travel_permit_no" <> l."hm_travel_permit_no" and not ($9 = any (coalesce(l.conflicts, '{}'))) then $10 end, case when r."tw_travel_permit_no" <> l."tw_travel_permit_no" and not ($11 = any (coalesce(l.conflicts, '{}'))) then $12 end, case when r."pr_card_no" <> l."pr_card_no" and not ($13 = any (coalesce(l.conflicts, '{}'))) then $14 end, case when r."birth_certificate_no" <> l."birth_certificate_no" and not ($15 = any (coalesce(l.conflicts, '{}'))) then $16 end]::text[], null) else '{}' end as fresh,
        r.record_id as new_record, r.effective_date as new_date, ((r."id_number" is not null) and (l."win_record_1" is null or
    (99::smallint, l."win_date_1", 1, r.record_id)
    < (l."win_rank_1", r.effective_date, 1, l."win_record_1"))) as "wins_1", 99::smallint as "new_rank_1", r."id_number" as "new_id_number", ((r."full_name" is not null) and (l."win_record_2" is null or
    (99::smallint, l."win_date_2", 1, r.record_id)
    < (l."win_rank_2", r.effective_date, 1, l."win_record_2"))) as "wins_2", 99::smallint as "new_rank_2", r."full_name" as "new_full_name", r."name_keys" as "new_name_keys", ((r."birth_date" is not null) and (l."win_record_5" is null or
    (99::smallint, l."win_date_5", 1, r.record_id)
    < (l."win_rank_5", r.effective_date, 1, l."win_record_5"))) as "wins_5", 99::smallint as "new_rank_5", r."birth_date" as "new_birth_date", ((r."passport_no" is not null) and (l."win_record_10" is null or
    (99::smallint, l."win_date_10", 1, r.record_id)
    < (l."win_rank_10", r.effective_date, 1, l."win_record_10"))) as "wins_10", 99::smallint as "new_rank_10", r."passport_no" as "new_passport_no", ((r."hm_travel_permit_no" is not null) and (l."win_record_11" is null or
    (99::smallint, l."win_date_11", 1, r.record_id)
    < (l."win_rank_11", r.effective_date, 1, l."win_record_11"))) as "wins_11", 99::smallint as "new_rank_11", r."hm_travel_permit_no" as "new_hm_travel_permit_no", ((r."tw_travel_permit_no" is not null) and (l."win_record_12" is null or
    (99::smallint, l."win_date_12", 1, r.record_id)
    < (l."win_rank_12", r.effective_date, 1, l."win_record_12"))) as "wins_12", 99::smallint as "new_rank_12", r."tw_travel_permit_no" as "new_tw_travel_permit_no", ((r."pr_card_no" is not null) and (l."win_record_13" is null or
    (99::smallint, l."win_date_13", 1, r.record_id)
    < (l."win_rank_13", r.effective_date, 1, l."win_record_13"))) as "wins_13", 99::smallint as "new_rank_13", r."pr_card_no" as "new_pr_card_no", ((r."document_type" is not null or r."other_document_no" is not null) and (l."win_record_14" is null or
    (99::smallint, l."win_date_14", num_nonnulls(l."document_type", l."other_document_no"), r.record_id)
    < (l."win_rank_14", r.effective_date, num_nonnulls(r."document_type", r."other_document_no"), l."win_record_14"))) as "wins_14", 99::smallint as "new_rank_14", r."document_type" as "new_document_type", r."other_document_no" as "new_other_document_no", ((r."birth_certificate_no" is not null) and (l."win_record_15" is null or
    (99::smallint, l."win_date_15", 1, r.record_id)
    < (l."win_rank_15", r.effective_date, 1, l."win_record_15"))) as "wins_15", 99::smallint as "new_rank_15", r."birth_certificate_no" as "new_birth_certificate_no", ((r."mobile_phone" is not null) and (l."win_record_21" is null or
    (99::smallint, l."win_date_21", 1, r.record_id)
    < (l."win_rank_21", r.effective_date, 1, l."win_record_21"))) as "wins_21", 99::smallint as "new_rank_21", r."mobile_phone" as "new_mobile_phone"
      from (
    select q.*, g.golden_id is null as is_founding, null::bigint as changed_by, false as is_incomparable, null::text as founding_key, g.conflicts, g.win_record[1] as "win_record_1", g.win_rank[1] as "win_rank_1", g.win_date[1] as "win_date_1", g."id_number", g.win_record[2] as "win_record_2", g.win_rank[2] as "win_rank_2", g.win_date[2] as "win_date_2", g."full_name", g."name_keys", g.win_record[5] as "win_record_5", g.win_rank[5] as "win_rank_5", g.win_date[5] as "win_date_5", g."birth_date", g.win_record[10] as "win_record_10", g.win_rank[10] as "win_rank_10", g.win_date[10] as "win_date_10", g."passport_no", g.win_record[11] as "win_record_11", g.win_rank[11] as "win_rank_11", g.win_date[11] as "win_date_11", g."hm_travel_permit_no", g.win_record[12] as "win_record_12", g.win_rank[12] as "win_rank_12", g.win_date[12] as "win_date_12", g."tw_travel_permit_no", g.win_record[13] as "win_record_13", g.win_rank[13] as "win_rank_13", g.win_date[13] as "win_date_13", g."pr_card_no", g.win_record[14] as "win_record_14", g.win_rank[14] as "win_rank_14", g.win_date[14] as "win_date_14", g."document_type", g."other_document_no", g.win_record[15] as "win_record_15", g.win_rank[15] as "win_rank_15", g.win_date[15] as "win_date_15", g."birth_certificate_no", g.win_record[21] as "win_record_21", g.win_rank[21] as "win_rank_21", g.win_date[21] as "win_date_21", g."mobile_phone"
    from "gaining" q left join "population"."golden_record" g on g.golden_id = q.golden_id offset '0') l
      left join "staging"."load_N" r on r.record_id = l."newcomer_2" and not r.is_delete
      left join "population"."key_alias" alias on alias.old_key = r.key and r.effective_date >= alias.held_from and (alias.reissued_on is null or r.effective_date < alias.reissued_on)
    and (alias.names is null or r.name_keys && alias.names and not r.name_keys && alias.other_names)
      offset '0'
    ) judged) f;

analyze "folded" (golden_id, is_founding, changed_by, is_incomparable);

select coalesce(bool_or(is_incomparable), false) as incomparable, coalesce(bool_or(is_founding), false) as founded,
      coalesce(bool_or(not is_founding and changed_by is not null), false) as changed from "folded";

insert into "population"."identifier" (type, value, golden_id)
    select distinct split_part(other, ':', 1), substr(other, strpos(other, ':') + 1), gaining.golden_id
    from "gaining" gaining
    join "staging"."load_N" r on r.record_id = gaining."newcomer_2" and not r.is_delete
    cross join unnest(r.other_keys) as other
    where r.other_keys is not null
    on conflict do nothing;

analyze touched;

