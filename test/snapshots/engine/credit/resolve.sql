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
    from "credit"."source_record" r
    left join "credit"."key_alias" alias on alias.old_key = r.key and r.effective_date >= alias.held_from and (alias.reissued_on is null or r.effective_date < alias.reissued_on)
    and (alias.names is null or r.name_keys && alias.names and not r.name_keys && alias.other_names)
    left join (
      select record_id, max(case kind when 'out' then 'out' else decision_id::text end) as placed
      from "credit"."decided" where kind in ('apart', 'out') group by record_id
    ) placed on placed.record_id = r.record_id where r.record_id in (select record_id from moved) on conflict do nothing;

