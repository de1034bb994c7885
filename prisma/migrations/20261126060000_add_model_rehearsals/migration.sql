-- Dry runs of putting a model in force: asked for over the API, worked off by whatever process is free; an activation over the API rests on one.
create table hub.model_rehearsal (
  rehearsal_id uuid primary key,
  library text not null,
  model_id integer not null references hub.match_model (model_id),
  -- Whether scores would link by themselves.
  auto_link boolean not null,
  state text not null default 'waiting' check (state in ('waiting', 'keys', 'pairs', 'scores', 'clusters', 'done', 'refused', 'failed')),
  created_at timestamptz not null,
  created_by text not null,
  started_at timestamptz,
  finished_at timestamptz,
  -- What was in force meanwhile; no model: none was.
  was_model_id integer,
  was_auto_link boolean,
  -- Counts, ids and masked source keys; no value of a record.
  result jsonb,
  problem jsonb,
  check ((finished_at is null) = (state in ('waiting', 'keys', 'pairs', 'scores', 'clusters'))),
  check ((result is not null) = (state = 'done'))
);
-- A dry run compares a whole library: one at a time.
create unique index model_rehearsal_open on hub.model_rehearsal (library) where finished_at is null;
create index model_rehearsal_model on hub.model_rehearsal (model_id, created_at desc);
