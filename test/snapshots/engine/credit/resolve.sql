create temporary table scope (record_id uuid primary key, key text, is_active boolean not null, is_pointing boolean not null,
      placed text, old_golden_id uuid, grown integer not null, component text, label text, rule text, origin text not null default 'auto', score real) on commit drop;

create temporary table claim (golden_id uuid not null, label text not null, members bigint not null, holds boolean not null,
      first_at timestamptz not null) on commit drop;

create temporary table assigned (label text primary key, golden_id uuid not null) on commit drop;

create temporary table redirected (golden_id uuid primary key, redirect_to uuid not null) on commit drop;

create temporary table if not exists reclaimed (golden_id uuid not null, record_id uuid not null) on commit drop;

create temporary table contested (record_id uuid primary key, rule text not null, keys text[] not null) on commit drop;

select from moved limit 1;

