-- Control plane of the hub. Library tables are created from their definitions, not here.
create schema if not exists hub;
create schema if not exists staging;
create extension if not exists pg_trgm;

-- A department, service window or bureau: owns sources, agreements and clients.
create table hub.agency (
  code text primary key,
  name_zh text not null,
  name_en text not null,
  kind text not null check (kind in ('department', 'window', 'bureau', 'operator')),
  is_active boolean not null default true,
  created_at timestamptz not null default now()
);

-- An API client of an agency. Secrets are scrypt hashes; keys are public JWKs for private_key_jwt.
create table hub.client (
  client_id text primary key,
  agency_code text not null references hub.agency (code),
  name text not null,
  roles text[] not null default '{}',
  secret_hash text,
  jwks jsonb,
  rate_per_minute integer not null default 6000,
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- What an agency may see: one library, for purposes, for a period.
create table hub.agreement (
  agreement_id uuid primary key default gen_random_uuid(),
  agency_code text not null references hub.agency (code),
  library text not null,
  purposes text[] not null,
  legal_basis text not null,
  valid_from date not null,
  valid_to date not null,
  -- Attribute code -> 'clear' | 'masked'. Attributes not named are not granted.
  attributes jsonb not null,
  -- Row filter: [{ "attribute": "division_code", "op": "prefix" | "in" | "eq", "values": ["3401"] }], all must hold.
  row_filter jsonb not null default '[]',
  operations text[] not null default '{read,verify,search}',
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index agreement_agency on hub.agreement (agency_code, library);

-- Counts every change of clients, agreements and agencies, so that each process can drop what it cached.
create table hub.access_epoch (only_row boolean primary key default true check (only_row), epoch bigint not null);
insert into hub.access_epoch (epoch) values (1);
create function hub.bump_access_epoch() returns trigger language plpgsql as $$
begin
  update hub.access_epoch set epoch = epoch + 1;
  perform pg_notify('jiku_access', '');
  return null;
end $$;
create trigger agency_changed after insert or update or delete on hub.agency for each statement execute function hub.bump_access_epoch();
create trigger client_changed after insert or update or delete on hub.client for each statement execute function hub.bump_access_epoch();
create trigger agreement_changed after insert or update or delete on hub.agreement for each statement execute function hub.bump_access_epoch();

-- Signing keys of the token endpoint. The private part is encrypted with the hub's key.
create table hub.signing_key (
  kid text primary key,
  algorithm text not null,
  public_jwk jsonb not null,
  private_jwk_sealed text not null,
  state text not null check (state in ('next', 'current', 'retired')),
  created_at timestamptz not null default now(),
  retired_at timestamptz
);

-- One-time use of client assertions (RFC 7523 jti).
create table hub.assertion_seen (jti_hash text primary key, expires_at timestamptz not null);
create index assertion_seen_expiry on hub.assertion_seen (expires_at);

-- Answers of creating POSTs by Idempotency-Key.
create table hub.idempotency_key (
  client_id text not null,
  key text not null,
  operation_id text not null,
  request_hash text not null,
  status integer,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (client_id, key)
);

-- Jobs that run by the clock; one row a job, leased by one process at a time.
create table hub.schedule (
  code text primary key,
  cron text not null,
  is_active boolean not null default true,
  last_run_at timestamptz,
  last_outcome text,
  lease_owner text,
  lease_until timestamptz
);

-- One delivery of a feed.
create table hub.load (
  load_id bigint generated always as identity primary key,
  library text not null,
  feed text not null,
  file_name text not null,
  sha256 text not null,
  bytes bigint not null,
  spool_path text not null,
  declared_date date not null,
  options jsonb not null default '{}',
  state text not null check (state in ('received', 'staging', 'staged', 'held', 'applying', 'done', 'failed', 'refused')),
  counts jsonb not null default '{}',
  problem jsonb,
  origin text not null check (origin in ('cli', 'api', 'folder', 'demo')),
  created_by text not null,
  created_at timestamptz not null default now(),
  staged_at timestamptz,
  finished_at timestamptz,
  lease_owner text,
  lease_until timestamptz
);
create index load_open on hub.load (state) where state in ('received', 'staging', 'staged', 'applying');
create index load_feed on hub.load (library, feed, load_id desc);

-- The newest declared date of each source's full snapshots: what it lacks is withdrawn.
create table hub.snapshot (
  library text not null,
  feed text not null,
  source text not null,
  declared_date date not null,
  load_id bigint not null,
  primary key (library, feed, source)
);

-- Work for a steward. `subject_key` names the matter independently of load order; one open task a matter.
create table hub.task (
  task_id uuid primary key default gen_random_uuid(),
  library text not null,
  kind text not null,
  rule text not null,
  subject_key text not null,
  golden_ids uuid[] not null default '{}',
  evidence jsonb not null default '{}',
  priority smallint not null default 5,
  state text not null default 'open' check (state in ('open', 'claimed', 'done', 'closed')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  closed_at timestamptz,
  closed_reason text
);
create unique index task_open_matter on hub.task (library, kind, subject_key) where state in ('open', 'claimed');
create index task_queue on hub.task (library, state, priority, created_at);

-- Who asked what about whom, and what they were told. Written before the answer leaves; never changed.
create table hub.audit_event (
  event_id uuid not null,
  at timestamptz not null,
  operation_id text not null,
  client_id text,
  agency_code text,
  agreement_id uuid,
  operator_id text,
  purpose text,
  matter_code text,
  library text,
  outcome text not null,
  status smallint not null,
  golden_id uuid,
  golden_ids uuid[],
  subject_count integer not null default 0,
  attributes text[],
  request_id text not null,
  details jsonb,
  primary key (event_id)
);
create index audit_event_golden on hub.audit_event (golden_id, at) where golden_id is not null;
create index audit_event_goldens on hub.audit_event using gin (golden_ids) where golden_ids is not null;
create index audit_event_time on hub.audit_event using brin (at);
create index audit_event_client on hub.audit_event (client_id, at);

-- Refusals of callers who could not be identified: counted by the minute.
create table hub.refusal_count (
  minute timestamptz not null,
  operation_id text not null,
  code text not null,
  count bigint not null,
  primary key (minute, operation_id, code)
);
