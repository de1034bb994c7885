-- Fresh statistics after a big load. ANALYZE belongs to a table's owner, and the runtime role owns no library table.
create function hub.analyze_table(target regclass, columns text[]) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- Joins are over keys that are nearly unique; a small sample of a wide table tells as much as a large one.
  perform set_config('default_statistics_target', '10', true);
  execute format('analyze %s (%s)', target, (select string_agg(quote_ident(c), ', ') from unnest(columns) as c));
end $$;
revoke all on function hub.analyze_table(regclass, text[]) from public;
