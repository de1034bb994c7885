insert into touched (golden_id)
    select r.golden_id from "vessel"."pin" p
    join "vessel"."source_record" r on r.record_id = p.record_id
    where r.golden_id in (select golden_id from gained);

analyze touched;

create temporary table "gaining" on commit drop as
      select * from (select * from
    (select golden_id, record_id as "newcomer_8" from gained where load_id = 8::bigint) "gained_8" ) joined
      where not exists (select from touched where touched.golden_id = joined.golden_id);

insert into touched (golden_id) select golden_id from "gaining" group by golden_id having count(*) > 1;

delete from "gaining" where golden_id in (select golden_id from touched);

analyze "gaining";

create temporary table "folded" on commit drop as
    select f.golden_id, f.is_founding, f.changed_by, f.is_incomparable, f.founding_key, f.conflicts,
      array[f."win_record_1", f."win_record_2", null, null, null, f."win_record_6", f."win_record_7"]::uuid[] as win_record, array[f."win_rank_1", f."win_rank_2", null, null, null, f."win_rank_6", f."win_rank_7"]::smallint[] as win_rank, array[f."win_date_1", f."win_date_2", null, null, null, f."win_date_6", f."win_date_7"]::date[] as win_date,
      f."certificate_no", f."name", f."name_keys", f."hull_no", f."berth"
    from (
    select golden_id, is_founding,
      case when "wins_1" or "wins_2" or "wins_6" or "wins_7" or fresh <> '{}' then 8::bigint else changed_by end as changed_by,
      is_incomparable, founding_key,
      case when fresh = '{}' then conflicts else coalesce(conflicts, '{}') || fresh end as conflicts,
      case when "wins_1" then new_record else "win_record_1" end as "win_record_1", case when "wins_1" then "new_rank_1" else "win_rank_1" end as "win_rank_1", case when "wins_1" then new_date else "win_date_1" end as "win_date_1", case when "wins_1" then "new_certificate_no" else "certificate_no" end as "certificate_no", case when "wins_2" then new_record else "win_record_2" end as "win_record_2", case when "wins_2" then "new_rank_2" else "win_rank_2" end as "win_rank_2", case when "wins_2" then new_date else "win_date_2" end as "win_date_2", case when "wins_2" then "new_name" else "name" end as "name", case when "wins_2" then "new_name_keys" else "name_keys" end as "name_keys", case when "wins_6" then new_record else "win_record_6" end as "win_record_6", case when "wins_6" then "new_rank_6" else "win_rank_6" end as "win_rank_6", case when "wins_6" then new_date else "win_date_6" end as "win_date_6", case when "wins_6" then "new_hull_no" else "hull_no" end as "hull_no", case when "wins_7" then new_record else "win_record_7" end as "win_record_7", case when "wins_7" then "new_rank_7" else "win_rank_7" end as "win_rank_7", case when "wins_7" then new_date else "win_date_7" end as "win_date_7", case when "wins_7" then "new_berth" else "berth" end as "berth"
    from (
      select l.golden_id, l.is_founding, l.changed_by, l.conflicts, l."win_record_1", l."win_rank_1", l."win_date_1", l."certificate_no", l."win_record_2", l."win_rank_2", l."win_date_2", l."name", l."name_keys", l."win_record_6", l."win_rank_6", l."win_date_6", l."hull_no", l."win_record_7", l."win_rank_7", l."win_date_7", l."berth",
        l.is_incomparable or coalesce(false, false) as is_incomparable,
        coalesce(l.founding_key, case when l.is_founding then coalesce(alias.new_key, r.key) end) as founding_key,
        case when r."certificate_no" <> l."certificate_no" or r."name" <> l."name" or r."hull_no" <> l."hull_no"
          then array_remove(array[case when r."certificate_no" <> l."certificate_no" and not ($1 = any (coalesce(l.conflicts, '{}'))) then $2 end, case when r."name" <> l."name" and not ($3 = any (coalesce(l.conflicts, '{}'))) then $4 end, case when r."hull_no" <> l."hull_no" and not ($5 = any (coalesce(l.conflicts, '{}'))) then $6 end]::text[], null) else '{}' end as fresh,
        r.record_id as new_record, r.effective_date as new_date, ((r."certificate_no" is not null) and (l."win_record_1" is null or
    (99::smallint, l."win_date_1", 1, r.record_id)
    < (l."win_rank_1", r.effective_date, 1, l."win_record_1"))) as "wins_1", 99::smallint as "new_rank_1", r."certificate_no" as "new_certificate_no", ((r."name" is not null) and (l."win_record_2" is null or
    (99::smallint, l."win_date_2", 1, r.record_id)
    < (l."win_rank_2", r.effective_date, 1, l."win_record_2"))) as "wins_2", 99::smallint as "new_rank_2", r."name" as "new_name", r."name_keys" as "new_name_keys", ((r."hull_no" is not null) and (l."win_record_6" is null or
    (99::smallint, l."win_date_6", 1, r.record_id)
    < (l."win_rank_6", r.effective_date, 1, l."win_record_6"))) as "wins_6", 99::smallint as "new_rank_6", r."hull_no" as "new_hull_no", ((r."berth" is not null) and (l."win_record_7" is null or
    (99::smallint, l."win_date_7", 1, r.record_id)
    < (l."win_rank_7", r.effective_date, 1, l."win_record_7"))) as "wins_7", 99::smallint as "new_rank_7", r."berth" as "new_berth"
      from (
    select q.*, g.golden_id is null as is_founding, null::bigint as changed_by, false as is_incomparable, null::text as founding_key, g.conflicts, g.win_record[1] as "win_record_1", g.win_rank[1] as "win_rank_1", g.win_date[1] as "win_date_1", g."certificate_no", g.win_record[2] as "win_record_2", g.win_rank[2] as "win_rank_2", g.win_date[2] as "win_date_2", g."name", g."name_keys", g.win_record[6] as "win_record_6", g.win_rank[6] as "win_rank_6", g.win_date[6] as "win_date_6", g."hull_no", g.win_record[7] as "win_record_7", g.win_rank[7] as "win_rank_7", g.win_date[7] as "win_date_7", g."berth"
    from "gaining" q left join "vessel"."golden_record" g on g.golden_id = q.golden_id offset '0') l
      left join "staging"."load_N" r on r.record_id = l."newcomer_8" and not r.is_delete
      left join "vessel"."key_alias" alias on alias.old_key = r.key and r.effective_date >= alias.held_from and (alias.reissued_on is null or r.effective_date < alias.reissued_on)
    and (alias.names is null or r.name_keys && alias.names and not r.name_keys && alias.other_names)
      offset '0'
    ) judged) f;

analyze "folded" (golden_id, is_founding, changed_by, is_incomparable);

select coalesce(bool_or(is_incomparable), false) as incomparable, coalesce(bool_or(is_founding), false) as founded,
      coalesce(bool_or(not is_founding and changed_by is not null), false) as changed from "folded";

insert into "vessel"."identifier" (type, value, golden_id)
    select distinct split_part(other, ':', 1), substr(other, strpos(other, ':') + 1), gaining.golden_id
    from "gaining" gaining
    join "staging"."load_N" r on r.record_id = gaining."newcomer_8" and not r.is_delete
    cross join unnest(r.other_keys) as other
    where r.other_keys is not null
    on conflict do nothing;

analyze touched;

