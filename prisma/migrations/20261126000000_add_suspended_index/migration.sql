-- Indexes of an empty table are built after it was filled, not row by row. They belong to the table's owner, and the runtime role owns no
-- library table: it may only have them suspended and restored, in one transaction, as they were.
create table hub.suspended_index (
  target oid not null,
  name text not null,
  definition text not null,
  comment text,
  primary key (target, name)
);

-- Whether the indexes over all rows of an empty table are suspended. False, and nothing done, when it holds rows or is in use.
create function hub.suspend_indexes(target regclass) returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  is_filled boolean;
  index record;
begin
  execute format('select exists (select from %s)', target) into is_filled;
  if is_filled then
    return false;
  end if;
  execute format('lock table %s in access exclusive mode nowait', target);
  for index in
    select c.relname as name, k.oid is not null as is_constraint, obj_description(i.indexrelid, 'pg_class') as comment,
      case when k.oid is null then pg_get_indexdef(i.indexrelid)
        else format('alter table %s add constraint %I %s', target, k.conname, pg_get_constraintdef(k.oid)) end as definition,
      i.indexrelid::regclass as id
    from pg_index i
    join pg_class c on c.oid = i.indexrelid
    left join pg_constraint k on k.conindid = i.indexrelid and k.conrelid = i.indrelid and k.contype in ('p', 'u')
    -- Partial indexes take in few rows and serve the load itself.
    where i.indrelid = target and i.indpred is null
  loop
    insert into hub.suspended_index (target, name, definition, comment) values (target, index.name, index.definition, index.comment);
    if index.is_constraint then
      execute format('alter table %s drop constraint %I', target, index.name);
    else
      execute format('drop index %s', index.id);
    end if;
  end loop;
  return true;
exception
  when lock_not_available then
    return false;
end $$;

create function hub.restore_indexes(target regclass) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  kept record;
begin
  for kept in delete from hub.suspended_index s where s.target = restore_indexes.target returning s.* loop
    execute kept.definition;
    if kept.comment is not null then
      execute format('comment on index %I.%I is %L', (select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = kept.target), kept.name, kept.comment);
    end if;
  end loop;
end $$;

-- Who suspends must restore before the transaction ends.
create function hub.check_restored() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from hub.suspended_index s where s.target = new.target and s.name = new.name) then
    raise exception 'index % was not restored', new.name;
  end if;
  return null;
end $$;
create constraint trigger suspended_index_restored after insert on hub.suspended_index deferrable initially deferred
  for each row execute function hub.check_restored();

revoke all on function hub.suspend_indexes(regclass) from public;
revoke all on function hub.restore_indexes(regclass) from public;
