-- Models of scored matching: learned weights with their figures. A model is never changed; a better one is a new row.
create table hub.match_model (
  model_id integer generated always as identity primary key,
  library text not null,
  definition_version integer not null,
  -- Digest of the blocks and comparisons that the model was learned for; with others it cannot be used.
  rules_digest text not null,
  body jsonb not null,
  figures jsonb not null default '{}',
  note text,
  created_at timestamptz not null,
  created_by text not null
);
create index match_model_library on hub.match_model (library, model_id desc);

-- The model in force for each library, and whether scores may link by themselves.
create table hub.match_setting (
  library text primary key,
  model_id integer references hub.match_model (model_id),
  auto_link boolean not null default false,
  updated_at timestamptz not null,
  updated_by text not null
);
