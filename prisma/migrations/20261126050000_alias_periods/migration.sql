-- A number that several persons left one after the other has one alias for each of them, by the days on which it was theirs (P9). Existing
-- rows say what they said, for all days; the next change notice or rebuild computes them anew and moves the records that this concerns.
do $$
declare
  alias record;
begin
  for alias in
    select t.table_schema as library
    from information_schema.tables t
    where t.table_name = 'key_alias' and t.table_type = 'BASE TABLE'
      and exists (select from information_schema.columns c
        where c.table_schema = t.table_schema and c.table_name = t.table_name and c.column_name = 'old_key')
      and not exists (select from information_schema.columns c
        where c.table_schema = t.table_schema and c.table_name = t.table_name and c.column_name = 'held_from')
  loop
    execute format('alter table %I.key_alias add column held_from date not null default ''-infinity'', drop constraint key_alias_pkey,
      add constraint key_alias_pkey primary key (old_key, held_from)', alias.library);
  end loop;
end
$$;
