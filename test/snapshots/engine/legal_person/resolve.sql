create temporary table scope (record_id uuid primary key, key text, is_active boolean not null, is_pointing boolean not null,
      placed text, old_golden_id uuid, grown integer not null, component text, label text, rule text, origin text not null default 'auto', score real) on commit drop;

create temporary table claim (golden_id uuid not null, label text not null, members bigint not null, holds boolean not null,
      first_at timestamptz not null) on commit drop;

create temporary table assigned (label text primary key, golden_id uuid not null) on commit drop;

create temporary table redirected (golden_id uuid primary key, redirect_to uuid not null) on commit drop;

create temporary table if not exists reclaimed (golden_id uuid not null, record_id uuid not null) on commit drop;

create temporary table contested (record_id uuid primary key, rule text not null, keys text[] not null) on commit drop;

insert into scope (record_id, key, is_active, is_pointing, placed, old_golden_id, grown, label, rule)
    select r.record_id, case when placed.placed is null then coalesce(alias.new_key, r.key) end as key, not r.is_withdrawn as is_active, (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) as is_pointing, placed.placed, r.golden_id as old_golden_id,
      $1::integer as grown, case when not r.is_withdrawn and not (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) then coalesce('k:' || case when placed.placed is null then coalesce(alias.new_key, r.key) end, 'r:' || r.record_id) end as label,
      case when not r.is_withdrawn and not (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) then case when case when placed.placed is null then coalesce(alias.new_key, r.key) end is null then $2 else $3 end end as rule
    from "legal_person"."source_record" r
    left join "legal_person"."key_alias" alias on alias.old_key = r.key and r.effective_date >= alias.held_from and (alias.reissued_on is null or r.effective_date < alias.reissued_on)
    and (alias.names is null or r.name_keys && alias.names and not r.name_keys && alias.other_names)
    left join (
      select record_id, max(case kind when 'out' then 'out' else decision_id::text end) as placed
      from "legal_person"."decided" where kind in ('apart', 'out') group by record_id
    ) placed on placed.record_id = r.record_id where r.record_id in (select record_id from moved) on conflict do nothing;

analyze scope;

insert into scope (record_id, key, is_active, is_pointing, placed, old_golden_id, grown, label, rule)
    select r.record_id, case when placed.placed is null then coalesce(alias.new_key, r.key) end as key, not r.is_withdrawn as is_active, (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) as is_pointing, placed.placed, r.golden_id as old_golden_id,
      $1::integer as grown, case when not r.is_withdrawn and not (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) then coalesce('k:' || case when placed.placed is null then coalesce(alias.new_key, r.key) end, 'r:' || r.record_id) end as label,
      case when not r.is_withdrawn and not (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) then case when case when placed.placed is null then coalesce(alias.new_key, r.key) end is null then $2 else $3 end end as rule
    from "legal_person"."source_record" r
    left join "legal_person"."key_alias" alias on alias.old_key = r.key and r.effective_date >= alias.held_from and (alias.reissued_on is null or r.effective_date < alias.reissued_on)
    and (alias.names is null or r.name_keys && alias.names and not r.name_keys && alias.other_names)
    left join (
      select record_id, max(case kind when 'out' then 'out' else decision_id::text end) as placed
      from "legal_person"."decided" where kind in ('apart', 'out') group by record_id
    ) placed on placed.record_id = r.record_id
    where r.golden_id in (
      select old_golden_id from (select * from scope where grown >= $4::integer) s where old_golden_id is not null
      union
      select i.golden_id from (select * from scope where grown >= $5::integer) s join "legal_person"."identifier" i on i.type = $6 and i.value = s.key and i.status = 'current'
    )
    on conflict do nothing;

insert into scope (record_id, key, is_active, is_pointing, placed, old_golden_id, grown, label, rule)
    select r.record_id, case when placed.placed is null then coalesce(alias.new_key, r.key) end as key, not r.is_withdrawn as is_active, (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) as is_pointing, placed.placed, r.golden_id as old_golden_id,
      $1::integer as grown, case when not r.is_withdrawn and not (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) then coalesce('k:' || case when placed.placed is null then coalesce(alias.new_key, r.key) end, 'r:' || r.record_id) end as label,
      case when not r.is_withdrawn and not (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) then case when case when placed.placed is null then coalesce(alias.new_key, r.key) end is null then $2 else $3 end end as rule
    from "legal_person"."source_record" r
    left join "legal_person"."key_alias" alias on alias.old_key = r.key and r.effective_date >= alias.held_from and (alias.reissued_on is null or r.effective_date < alias.reissued_on)
    and (alias.names is null or r.name_keys && alias.names and not r.name_keys && alias.other_names)
    left join (
      select record_id, max(case kind when 'out' then 'out' else decision_id::text end) as placed
      from "legal_person"."decided" where kind in ('apart', 'out') group by record_id
    ) placed on placed.record_id = r.record_id
    where r.golden_id is null and not r.is_withdrawn and r.key in (
      select key from (select * from scope where grown >= $4::integer) s where key is not null
      union
      select a.old_key from "legal_person"."key_alias" a join (select * from scope where grown >= $5::integer) s on s.key = a.new_key
    )
    on conflict do nothing;

insert into scope (record_id, key, is_active, is_pointing, placed, old_golden_id, grown, label, rule)
    select r.record_id, case when placed.placed is null then coalesce(alias.new_key, r.key) end as key, not r.is_withdrawn as is_active, (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) as is_pointing, placed.placed, r.golden_id as old_golden_id,
      $1::integer as grown, case when not r.is_withdrawn and not (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) then coalesce('k:' || case when placed.placed is null then coalesce(alias.new_key, r.key) end, 'r:' || r.record_id) end as label,
      case when not r.is_withdrawn and not (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) then case when case when placed.placed is null then coalesce(alias.new_key, r.key) end is null then $2 else $3 end end as rule
    from "legal_person"."source_record" r
    left join "legal_person"."key_alias" alias on alias.old_key = r.key and r.effective_date >= alias.held_from and (alias.reissued_on is null or r.effective_date < alias.reissued_on)
    and (alias.names is null or r.name_keys && alias.names and not r.name_keys && alias.other_names)
    left join (
      select record_id, max(case kind when 'out' then 'out' else decision_id::text end) as placed
      from "legal_person"."decided" where kind in ('apart', 'out') group by record_id
    ) placed on placed.record_id = r.record_id
    where not r.is_withdrawn and r.record_id in (
      select other.record_id from (select * from scope where grown >= $4::integer) s
      join "legal_person"."pointing_key" mine on mine.record_id = s.record_id
      join "legal_person"."pointing_key" other on other.key = mine.key
      join "legal_person"."source_record" o on o.record_id = other.record_id
      where s.is_pointing or o.key is null
    )
    on conflict do nothing;

insert into scope (record_id, key, is_active, is_pointing, placed, old_golden_id, grown, label, rule)
    select r.record_id, case when placed.placed is null then coalesce(alias.new_key, r.key) end as key, not r.is_withdrawn as is_active, (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) as is_pointing, placed.placed, r.golden_id as old_golden_id,
      $1::integer as grown, case when not r.is_withdrawn and not (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) then coalesce('k:' || case when placed.placed is null then coalesce(alias.new_key, r.key) end, 'r:' || r.record_id) end as label,
      case when not r.is_withdrawn and not (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) then case when case when placed.placed is null then coalesce(alias.new_key, r.key) end is null then $2 else $3 end end as rule
    from "legal_person"."source_record" r
    left join "legal_person"."key_alias" alias on alias.old_key = r.key and r.effective_date >= alias.held_from and (alias.reissued_on is null or r.effective_date < alias.reissued_on)
    and (alias.names is null or r.name_keys && alias.names and not r.name_keys && alias.other_names)
    left join (
      select record_id, max(case kind when 'out' then 'out' else decision_id::text end) as placed
      from "legal_person"."decided" where kind in ('apart', 'out') group by record_id
    ) placed on placed.record_id = r.record_id
    where r.record_id in (
      select d.other_id from (select * from scope where grown >= $4::integer) s join "legal_person"."decided" d on d.record_id = s.record_id
      union
      select d.record_id from (select * from scope where grown >= $5::integer) s join "legal_person"."decided" d on d.other_id = s.record_id
      union
      select beside.record_id from (select * from scope where grown >= $6::integer) s join "legal_person"."decided" d on d.record_id = s.record_id and d.kind = 'apart'
      join "legal_person"."decided" beside on beside.decision_id = d.decision_id and beside.kind = 'apart'
    )
    on conflict do nothing;

insert into scope (record_id, key, is_active, is_pointing, placed, old_golden_id, grown, label, rule)
    select r.record_id, case when placed.placed is null then coalesce(alias.new_key, r.key) end as key, not r.is_withdrawn as is_active, (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) as is_pointing, placed.placed, r.golden_id as old_golden_id,
      $1::integer as grown, case when not r.is_withdrawn and not (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) then coalesce('k:' || case when placed.placed is null then coalesce(alias.new_key, r.key) end, 'r:' || r.record_id) end as label,
      case when not r.is_withdrawn and not (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) then case when case when placed.placed is null then coalesce(alias.new_key, r.key) end is null then $2 else $3 end end as rule
    from "legal_person"."source_record" r
    left join "legal_person"."key_alias" alias on alias.old_key = r.key and r.effective_date >= alias.held_from and (alias.reissued_on is null or r.effective_date < alias.reissued_on)
    and (alias.names is null or r.name_keys && alias.names and not r.name_keys && alias.other_names)
    left join (
      select record_id, max(case kind when 'out' then 'out' else decision_id::text end) as placed
      from "legal_person"."decided" where kind in ('apart', 'out') group by record_id
    ) placed on placed.record_id = r.record_id
    join (
      select n.record_id, n.is_unnumbered from (
    select c."other_id" as record_id, s.key is null as is_unnumbered from (select * from scope where grown >= $4::integer) s join "legal_person"."candidate" c on c."record_id" = s.record_id union
    select c."record_id" as record_id, s.key is null as is_unnumbered from (select * from scope where grown >= $5::integer) s join "legal_person"."candidate" c on c."other_id" = s.record_id) n
      where not exists (select from scope s where s.record_id = n.record_id)
    ) near on near.record_id = r.record_id
    where near.is_unnumbered or r.key is null
    on conflict do nothing;

analyze scope;

insert into scope (record_id, key, is_active, is_pointing, placed, old_golden_id, grown, label, rule)
    select r.record_id, case when placed.placed is null then coalesce(alias.new_key, r.key) end as key, not r.is_withdrawn as is_active, (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) as is_pointing, placed.placed, r.golden_id as old_golden_id,
      $1::integer as grown, case when not r.is_withdrawn and not (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) then coalesce('k:' || case when placed.placed is null then coalesce(alias.new_key, r.key) end, 'r:' || r.record_id) end as label,
      case when not r.is_withdrawn and not (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) then case when case when placed.placed is null then coalesce(alias.new_key, r.key) end is null then $2 else $3 end end as rule
    from "legal_person"."source_record" r
    left join "legal_person"."key_alias" alias on alias.old_key = r.key and r.effective_date >= alias.held_from and (alias.reissued_on is null or r.effective_date < alias.reissued_on)
    and (alias.names is null or r.name_keys && alias.names and not r.name_keys && alias.other_names)
    left join (
      select record_id, max(case kind when 'out' then 'out' else decision_id::text end) as placed
      from "legal_person"."decided" where kind in ('apart', 'out') group by record_id
    ) placed on placed.record_id = r.record_id
    where r.golden_id in (
      select old_golden_id from (select * from scope where grown >= $4::integer) s where old_golden_id is not null
      union
      select i.golden_id from (select * from scope where grown >= $5::integer) s join "legal_person"."identifier" i on i.type = $6 and i.value = s.key and i.status = 'current'
    )
    on conflict do nothing;

insert into scope (record_id, key, is_active, is_pointing, placed, old_golden_id, grown, label, rule)
    select r.record_id, case when placed.placed is null then coalesce(alias.new_key, r.key) end as key, not r.is_withdrawn as is_active, (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) as is_pointing, placed.placed, r.golden_id as old_golden_id,
      $1::integer as grown, case when not r.is_withdrawn and not (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) then coalesce('k:' || case when placed.placed is null then coalesce(alias.new_key, r.key) end, 'r:' || r.record_id) end as label,
      case when not r.is_withdrawn and not (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) then case when case when placed.placed is null then coalesce(alias.new_key, r.key) end is null then $2 else $3 end end as rule
    from "legal_person"."source_record" r
    left join "legal_person"."key_alias" alias on alias.old_key = r.key and r.effective_date >= alias.held_from and (alias.reissued_on is null or r.effective_date < alias.reissued_on)
    and (alias.names is null or r.name_keys && alias.names and not r.name_keys && alias.other_names)
    left join (
      select record_id, max(case kind when 'out' then 'out' else decision_id::text end) as placed
      from "legal_person"."decided" where kind in ('apart', 'out') group by record_id
    ) placed on placed.record_id = r.record_id
    where r.golden_id is null and not r.is_withdrawn and r.key in (
      select key from (select * from scope where grown >= $4::integer) s where key is not null
      union
      select a.old_key from "legal_person"."key_alias" a join (select * from scope where grown >= $5::integer) s on s.key = a.new_key
    )
    on conflict do nothing;

insert into scope (record_id, key, is_active, is_pointing, placed, old_golden_id, grown, label, rule)
    select r.record_id, case when placed.placed is null then coalesce(alias.new_key, r.key) end as key, not r.is_withdrawn as is_active, (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) as is_pointing, placed.placed, r.golden_id as old_golden_id,
      $1::integer as grown, case when not r.is_withdrawn and not (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) then coalesce('k:' || case when placed.placed is null then coalesce(alias.new_key, r.key) end, 'r:' || r.record_id) end as label,
      case when not r.is_withdrawn and not (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) then case when case when placed.placed is null then coalesce(alias.new_key, r.key) end is null then $2 else $3 end end as rule
    from "legal_person"."source_record" r
    left join "legal_person"."key_alias" alias on alias.old_key = r.key and r.effective_date >= alias.held_from and (alias.reissued_on is null or r.effective_date < alias.reissued_on)
    and (alias.names is null or r.name_keys && alias.names and not r.name_keys && alias.other_names)
    left join (
      select record_id, max(case kind when 'out' then 'out' else decision_id::text end) as placed
      from "legal_person"."decided" where kind in ('apart', 'out') group by record_id
    ) placed on placed.record_id = r.record_id
    where not r.is_withdrawn and r.record_id in (
      select other.record_id from (select * from scope where grown >= $4::integer) s
      join "legal_person"."pointing_key" mine on mine.record_id = s.record_id
      join "legal_person"."pointing_key" other on other.key = mine.key
      join "legal_person"."source_record" o on o.record_id = other.record_id
      where s.is_pointing or o.key is null
    )
    on conflict do nothing;

insert into scope (record_id, key, is_active, is_pointing, placed, old_golden_id, grown, label, rule)
    select r.record_id, case when placed.placed is null then coalesce(alias.new_key, r.key) end as key, not r.is_withdrawn as is_active, (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) as is_pointing, placed.placed, r.golden_id as old_golden_id,
      $1::integer as grown, case when not r.is_withdrawn and not (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) then coalesce('k:' || case when placed.placed is null then coalesce(alias.new_key, r.key) end, 'r:' || r.record_id) end as label,
      case when not r.is_withdrawn and not (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) then case when case when placed.placed is null then coalesce(alias.new_key, r.key) end is null then $2 else $3 end end as rule
    from "legal_person"."source_record" r
    left join "legal_person"."key_alias" alias on alias.old_key = r.key and r.effective_date >= alias.held_from and (alias.reissued_on is null or r.effective_date < alias.reissued_on)
    and (alias.names is null or r.name_keys && alias.names and not r.name_keys && alias.other_names)
    left join (
      select record_id, max(case kind when 'out' then 'out' else decision_id::text end) as placed
      from "legal_person"."decided" where kind in ('apart', 'out') group by record_id
    ) placed on placed.record_id = r.record_id
    where r.record_id in (
      select d.other_id from (select * from scope where grown >= $4::integer) s join "legal_person"."decided" d on d.record_id = s.record_id
      union
      select d.record_id from (select * from scope where grown >= $5::integer) s join "legal_person"."decided" d on d.other_id = s.record_id
      union
      select beside.record_id from (select * from scope where grown >= $6::integer) s join "legal_person"."decided" d on d.record_id = s.record_id and d.kind = 'apart'
      join "legal_person"."decided" beside on beside.decision_id = d.decision_id and beside.kind = 'apart'
    )
    on conflict do nothing;

insert into scope (record_id, key, is_active, is_pointing, placed, old_golden_id, grown, label, rule)
    select r.record_id, case when placed.placed is null then coalesce(alias.new_key, r.key) end as key, not r.is_withdrawn as is_active, (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) as is_pointing, placed.placed, r.golden_id as old_golden_id,
      $1::integer as grown, case when not r.is_withdrawn and not (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) then coalesce('k:' || case when placed.placed is null then coalesce(alias.new_key, r.key) end, 'r:' || r.record_id) end as label,
      case when not r.is_withdrawn and not (r.key is null and r.pointing_keys is not null and not r.is_withdrawn and placed.placed is null) then case when case when placed.placed is null then coalesce(alias.new_key, r.key) end is null then $2 else $3 end end as rule
    from "legal_person"."source_record" r
    left join "legal_person"."key_alias" alias on alias.old_key = r.key and r.effective_date >= alias.held_from and (alias.reissued_on is null or r.effective_date < alias.reissued_on)
    and (alias.names is null or r.name_keys && alias.names and not r.name_keys && alias.other_names)
    left join (
      select record_id, max(case kind when 'out' then 'out' else decision_id::text end) as placed
      from "legal_person"."decided" where kind in ('apart', 'out') group by record_id
    ) placed on placed.record_id = r.record_id
    join (
      select n.record_id, n.is_unnumbered from (
    select c."other_id" as record_id, s.key is null as is_unnumbered from (select * from scope where grown >= $4::integer) s join "legal_person"."candidate" c on c."record_id" = s.record_id union
    select c."record_id" as record_id, s.key is null as is_unnumbered from (select * from scope where grown >= $5::integer) s join "legal_person"."candidate" c on c."other_id" = s.record_id) n
      where not exists (select from scope s where s.record_id = n.record_id)
    ) near on near.record_id = r.record_id
    where near.is_unnumbered or r.key is null
    on conflict do nothing;

analyze scope;

update scope set component = record_id::text where is_pointing;

update scope s set component = least.component
    from (
      select mine.record_id, min(neighbour.component) as component
      from "legal_person"."pointing_key" mine
      join "legal_person"."pointing_key" other on other.key = mine.key
      join scope neighbour on neighbour.record_id = other.record_id and neighbour.is_pointing
      join scope me on me.record_id = mine.record_id and me.is_pointing
      group by mine.record_id
    ) least
    where s.record_id = least.record_id and least.component < s.component;

update scope s set component = least.component
    from (
      select mine.record_id, min(neighbour.component) as component
      from "legal_person"."pointing_key" mine
      join "legal_person"."pointing_key" other on other.key = mine.key
      join scope neighbour on neighbour.record_id = other.record_id and neighbour.is_pointing
      join scope me on me.record_id = mine.record_id and me.is_pointing
      group by mine.record_id
    ) least
    where s.record_id = least.record_id and least.component < s.component;

with reach as (
      select distinct s.record_id, s.component, numbered.key, split_part(mine.key, '|', 1) as rule
      from scope s
      join "legal_person"."pointing_key" mine on mine.record_id = s.record_id
      join "legal_person"."pointing_key" other on other.key = mine.key
      -- a record that is held for its number (no label) says nothing about others
      join scope numbered on numbered.record_id = other.record_id and numbered.key is not null and numbered.label is not null
      join "legal_person"."source_record" r on r.record_id = other.record_id and not r.is_contradicting
      where s.is_pointing
    ),
    component as (select component, count(distinct key) as numbers, min(key) as key, min(rule) as rule from reach group by component),
    direct as (select record_id, count(distinct key) as numbers, min(key) as key, min(rule) as rule, array_agg(distinct key) as keys from reach group by record_id),
    chosen as (
      select s.record_id,
        case
          when c.numbers = 1 then 'k:' || c.key
          when c.numbers is null then 'c:' || s.component
          when d.numbers = 1 then 'k:' || d.key
          else 'r:' || s.record_id
        end as label,
        case when d.numbers > 1 and c.numbers > 1 then null else coalesce(d.rule, c.rule) end as rule,
        case when d.numbers > 1 then d.keys end as contested_keys, d.rule as contested_rule
      from scope s
      left join component c on c.component = s.component
      left join direct d on d.record_id = s.record_id
      where s.is_pointing
    ),
    noted as (
      insert into contested (record_id, rule, keys) select record_id, contested_rule, contested_keys from chosen where contested_keys is not null
    )
    update scope s set label = chosen.label, rule = chosen.rule from chosen where chosen.record_id = s.record_id;

update scope s set rule = case
        when (select count(*) from scope other where other.label = s.label) = 1 then $1
        else (select min(split_part(p.key, '|', 1)) from "legal_person"."pointing_key" p where p.record_id = s.record_id)
      end
      where s.is_pointing and s.rule is null;

update scope set label = case when placed <> 'out' then 'd:' || placed end, rule = case when placed <> 'out' then $1 end, origin = 'manual'
    where is_active and placed is not null;

update scope s set label = null, rule = null
    from "legal_person"."decided" d join scope other on other.record_id = d.other_id
    where d.kind = 'never' and d.record_id = s.record_id and s.label = other.label;

analyze scope;

select distinct d.kind, a.label as a, b.label as b
    from "legal_person"."decided" d
    join scope a on a.record_id = d.record_id and a.label is not null
    join scope b on b.record_id = d.other_id and b.label is not null
    where (d.kind in ('same', 'never') and a.label <> b.label) or d.kind = 'hold';

select least(a.label, b.label) as a, greatest(a.label, b.label) as b, max(c.score) as score,
      max(c.score) filter (where c.outcome = 'match') as "linkScore", bool_or(c.outcome = 'veto') as "isVetoed"
    from "legal_person"."candidate" c
    join scope a on a.record_id = c.record_id and a.label is not null
    join scope b on b.record_id = c.other_id and b.label is not null
    where a.label <> b.label
    group by 1, 2;

select model_id as "modelId", auto_link as "autoLink" from hub.match_setting where library = $1;

-- possible: the clusters whose numbers the record points to, those excluded by a person left out
    with possible as (
      select distinct c.record_id, c.rule, n.label
      from contested c join scope n on n.key = any (c.keys) and n.label is not null
      where not exists (
        select from "legal_person"."decided" d join scope m on m.record_id in (d.record_id, d.other_id) and m.label = n.label
        where d.kind = 'never' and c.record_id in (d.record_id, d.other_id) and m.record_id <> c.record_id)
    ),
    single as (select record_id, min(rule) as rule, min(label) as label from possible group by record_id having count(*) = 1),
    joined as (
      update scope s set label = single.label, rule = single.rule from single
      where single.record_id = s.record_id and s.label = 'r:' || s.record_id
        and not exists (select from scope other where other.label = s.label and other.record_id <> s.record_id)
      returning s.record_id
    )
    delete from contested c
    where c.record_id in (select record_id from joined) or not exists (select from possible p where p.record_id = c.record_id);

delete from contested c using scope s where s.record_id = c.record_id and s.origin = 'manual';

insert into claim (golden_id, label, members, holds, first_at)
    select golden_id, label, sum(members), bool_or(holds), min(first_at)
    from (
      select s.old_golden_id as golden_id, s.label, 1 as members, false as holds, r.recorded_at as first_at
      from scope s join "legal_person"."source_record" r on r.record_id = s.record_id
      where s.label is not null and s.old_golden_id is not null
      union all
      select i.golden_id, s.label, 0, true, min(r.recorded_at)
      from scope s
      join "legal_person"."source_record" r on r.record_id = s.record_id
      join "legal_person"."identifier" i on i.type = $1 and i.value = s.key and i.status = 'current'
      where s.label is not null and s.key is not null
      group by i.golden_id, s.label
      union all
      select back.golden_id, s.label, 1000000, true, r.recorded_at
      from reclaimed back join scope s on s.record_id = back.record_id
      join "legal_person"."source_record" r on r.record_id = s.record_id
      where s.label is not null
    ) candidate
    group by golden_id, label;

with heir as (
      select distinct on (golden_id) golden_id, label from claim
      order by golden_id, holds desc, members desc, first_at, label
    ),
    kept as (
      select distinct on (heir.label) heir.label, heir.golden_id
      from heir left join "legal_person"."golden_record" g on g.golden_id = heir.golden_id
      order by heir.label, g.created_at nulls last, heir.golden_id
    ),
    lost as (
      insert into redirected (golden_id, redirect_to)
      select heir.golden_id, kept.golden_id from heir join kept using (label) where heir.golden_id <> kept.golden_id
    )
    insert into assigned (label, golden_id) select label, golden_id from kept;

insert into assigned (label, golden_id)
    select distinct on (s.label) s.label,
      case when g.golden_id is null or g.state <> 'active' then r.home_id else gen_random_uuid() end
    from scope s
    join "legal_person"."source_record" r on r.record_id = s.record_id
    left join "legal_person"."golden_record" g on g.golden_id = r.home_id
    where s.label is not null and not exists (select from assigned a where a.label = s.label)
      and not exists (select from assigned a where a.golden_id = r.home_id)
    order by s.label, r.recorded_at, r.record_id
    on conflict do nothing;

insert into assigned (label, golden_id)
    select distinct s.label, gen_random_uuid() from scope s
    where s.label is not null and not exists (select from assigned a where a.label = s.label)
    on conflict do nothing;

with target as (
      select s.record_id, a.golden_id, s.rule, s.origin, s.score from scope s left join assigned a on a.label = s.label
    ),
    relinked as (
      update "legal_person"."source_record" r
      set golden_id = target.golden_id, link_rule = target.rule, link_origin = target.origin, link_score = target.score
      from target
      where r.record_id = target.record_id
        and (r.golden_id, r.link_rule, r.link_origin, r.link_score) is distinct from (target.golden_id, target.rule, target.origin, target.score)
      returning r.record_id
    )
    insert into touched (golden_id)
    select s.old_golden_id from relinked join scope s using (record_id) where s.old_golden_id is not null
    union
    select target.golden_id from relinked join target using (record_id) where target.golden_id is not null
    union
    select golden_id from redirected
    union
    select redirect_to from redirected;

