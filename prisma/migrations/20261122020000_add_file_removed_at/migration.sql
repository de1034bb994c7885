-- When the spooled file of a finished load was removed; its digest stays.
alter table hub.load add column file_removed_at timestamptz;
