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

create temporary table "folded" on commit drop as
    select f.golden_id, f.is_founding, f.changed_by, f.is_incomparable, f.founding_key, f.conflicts,
      array[f."win_record_1", null, f."win_record_3", null, f."win_record_5", null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null]::uuid[] as win_record, array[f."win_rank_1", null, f."win_rank_3", null, f."win_rank_5", null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null]::smallint[] as win_rank, array[f."win_date_1", null, f."win_date_3", null, f."win_date_5", null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null]::date[] as win_date,
      f."uscc", f."reg_no", f."name", f."name_keys"
    from (
    select golden_id, is_founding,
      case when "wins_1" or "wins_3" or "wins_5" or fresh <> '{}' then 4::bigint else changed_by end as changed_by,
      is_incomparable, founding_key,
      case when fresh = '{}' then conflicts else coalesce(conflicts, '{}') || fresh end as conflicts,
      case when "wins_1" then new_record else "win_record_1" end as "win_record_1", case when "wins_1" then "new_rank_1" else "win_rank_1" end as "win_rank_1", case when "wins_1" then new_date else "win_date_1" end as "win_date_1", case when "wins_1" then "new_uscc" else "uscc" end as "uscc", case when "wins_3" then new_record else "win_record_3" end as "win_record_3", case when "wins_3" then "new_rank_3" else "win_rank_3" end as "win_rank_3", case when "wins_3" then new_date else "win_date_3" end as "win_date_3", case when "wins_3" then "new_reg_no" else "reg_no" end as "reg_no", case when "wins_5" then new_record else "win_record_5" end as "win_record_5", case when "wins_5" then "new_rank_5" else "win_rank_5" end as "win_rank_5", case when "wins_5" then new_date else "win_date_5" end as "win_date_5", case when "wins_5" then "new_name" else "name" end as "name", case when "wins_5" then "new_name_keys" else "name_keys" end as "name_keys"
    from (
      select l.golden_id, l.is_founding, l.changed_by, l.conflicts, l."win_record_1", l."win_rank_1", l."win_date_1", l."uscc", l."win_record_3", l."win_rank_3", l."win_date_3", l."reg_no", l."win_record_5", l."win_rank_5", l."win_date_5", l."name", l."name_keys",
        l.is_incomparable or coalesce(false, false) as is_incomparable,
        coalesce(l.founding_key, case when l.is_founding then r.key end) as founding_key,
        case when r."uscc" <> l."uscc" or r."reg_no" <> l."reg_no" or r."name" <> l."name"
          then array_remove(array[case when r."uscc" <> l."uscc" and not ($1 = any (coalesce(l.conflicts, '{}'))) then $2 end, case when r."reg_no" <> l."reg_no" and not ($3 = any (coalesce(l.conflicts, '{}'))) then $4 end, case when r."name" <> l."name" and not ($5 = any (coalesce(l.conflicts, '{}'))) then $6 end]::text[], null) else '{}' end as fresh,
        r.record_id as new_record, r.effective_date as new_date, ((r."uscc" is not null) and (l."win_record_1" is null or
    (1::smallint, l."win_date_1", 1, r.record_id)
    < (l."win_rank_1", r.effective_date, 1, l."win_record_1"))) as "wins_1", 1::smallint as "new_rank_1", r."uscc" as "new_uscc", ((r."reg_no" is not null) and (l."win_record_3" is null or
    (1::smallint, l."win_date_3", 1, r.record_id)
    < (l."win_rank_3", r.effective_date, 1, l."win_record_3"))) as "wins_3", 1::smallint as "new_rank_3", r."reg_no" as "new_reg_no", ((r."name" is not null) and (l."win_record_5" is null or
    (1::smallint, l."win_date_5", 1, r.record_id)
    < (l."win_rank_5", r.effective_date, 1, l."win_record_5"))) as "wins_5", 1::smallint as "new_rank_5", r."name" as "new_name", r."name_keys" as "new_name_keys"
      from (
    select q.*, g.golden_id is null as is_founding, null::bigint as changed_by, false as is_incomparable, null::text as founding_key, g.conflicts, g.win_record[1] as "win_record_1", g.win_rank[1] as "win_rank_1", g.win_date[1] as "win_date_1", g."uscc", g.win_record[3] as "win_record_3", g.win_rank[3] as "win_rank_3", g.win_date[3] as "win_date_3", g."reg_no", g.win_record[5] as "win_record_5", g.win_rank[5] as "win_rank_5", g.win_date[5] as "win_date_5", g."name", g."name_keys"
    from "gaining" q left join "legal_person"."golden_record" g on g.golden_id = q.golden_id offset '0') l
      left join "staging"."load_N" r on r.record_id = l."newcomer_4" and not r.is_delete
      offset '0'
    ) judged) f;

analyze "folded" (golden_id, is_founding, changed_by, is_incomparable);

select coalesce(bool_or(is_incomparable), false) as incomparable, coalesce(bool_or(is_founding), false) as founded,
      coalesce(bool_or(not is_founding and changed_by is not null), false) as changed from "folded";

insert into "legal_person"."identifier" (type, value, golden_id)
    select distinct split_part(other, ':', 1), substr(other, strpos(other, ':') + 1), gaining.golden_id
    from "gaining" gaining
    join "staging"."load_N" r on r.record_id = gaining."newcomer_4" and not r.is_delete
    cross join unnest(r.other_keys) as other
    where r.other_keys is not null
    on conflict do nothing;

analyze touched;

