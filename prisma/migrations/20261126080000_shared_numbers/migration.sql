-- Of several persons who shared a number and left it, each has an alias of their own, told by their names (P3, P9). Existing rows say what
-- they said; the next change notice or rebuild computes them anew and moves the records that this concerns.
do $$
declare
  alias record;
begin
  for alias in
    select c.table_schema as library from information_schema.columns c
    where c.table_name = 'key_alias' and c.column_name = 'held_from'
      and not exists (select from information_schema.columns n
        where n.table_schema = c.table_schema and n.table_name = c.table_name and n.column_name = 'names')
  loop
    execute format('alter table %I.key_alias add column names text[], add column other_names text[] not null default ''{}'', drop constraint key_alias_pkey,
      add constraint key_alias_pkey primary key (old_key, held_from, record_id)', alias.library);
  end loop;
end
$$;
