-- What bureaus and departments are told: authorisations, the files of flags, webhooks and their deliveries.

-- How far the change log reaches back, and how far its changes have been turned into webhook deliveries.
create table hub.credit_feed (
  is_only boolean primary key default true check (is_only),
  -- Changes up to this timepoint may be gone.
  floor bigint not null default 0,
  delivered_to bigint not null default 0
);
insert into hub.credit_feed default values;

create index credit_change_at on hub.credit_change (at);

-- A bureau may hold the published entries of this person. Never deleted; ended by whoever may, or by its last day.
create table hub.credit_authorisation (
  authorisation_id uuid primary key,
  agency_code text not null references hub.agency (code),
  subject_library text not null,
  -- Moves on when the golden record is merged into another.
  subject_golden_id uuid not null,
  -- The bureau's own number of the paper on which the person agreed.
  reference text not null,
  -- Null: all.
  lists text[],
  sections text[],
  -- The first day on which it holds no longer.
  until_on date not null,
  registered_at timestamptz not null,
  registered_client text not null,
  registered_operator text not null,
  began_timepoint bigint not null,
  ended_timepoint bigint,
  ended_at timestamptz,
  ended_cause text check (ended_cause in ('revoked', 'withdrawn', 'expired')),
  ended_client text,
  ended_operator text,
  check ((ended_timepoint is null) = (ended_cause is null))
);
create unique index credit_authorisation_reference on hub.credit_authorisation (agency_code, reference) where ended_timepoint is null;
create index credit_authorisation_subject on hub.credit_authorisation (subject_golden_id, agency_code);
create index credit_authorisation_agency on hub.credit_authorisation (agency_code, authorisation_id);
create index credit_authorisation_until on hub.credit_authorisation (until_on) where ended_timepoint is null;

-- Beginnings, moves and ends of authorisations, in the same order of timepoints as hub.credit_change. A move has two rows: the golden record
-- left, and the one come to.
create table hub.credit_authorisation_change (
  timepoint bigint not null,
  at timestamptz not null,
  agency_code text not null,
  authorisation_id uuid not null,
  subject_golden_id uuid not null,
  kind text not null check (kind in ('began', 'moved', 'ended')),
  primary key (agency_code, timepoint, subject_golden_id)
);
create index credit_authorisation_change_subject on hub.credit_authorisation_change (subject_golden_id, agency_code, timepoint);
create index credit_authorisation_change_at on hub.credit_authorisation_change (at);

-- Whoever follows a stream is woken when a change commits.
create function hub.tell_credit_change() returns trigger language plpgsql as $$
begin
  perform pg_notify('jiku_credit', '');
  return null;
end $$;
create trigger credit_changed after insert on hub.credit_change for each statement execute function hub.tell_credit_change();
create trigger credit_authorisation_changed after insert on hub.credit_authorisation_change for each statement execute function hub.tell_credit_change();

-- Files of flags for one agreement, built from one snapshot.
create table hub.credit_flag_file (
  file_id uuid primary key,
  agency_code text not null references hub.agency (code),
  agreement_id uuid not null,
  kind text not null check (kind in ('full', 'hours8', 'day', 'week', 'month')),
  -- A delta holds what changed after `from`; null: full.
  from_timepoint bigint,
  to_timepoint bigint not null,
  rows bigint not null,
  bytes bigint not null,
  sha256 text not null,
  path text not null,
  built_at timestamptz not null,
  check ((kind = 'full') = (from_timepoint is null))
);
create index credit_flag_file_agreement on hub.credit_flag_file (agreement_id, built_at);

-- Where an agency wants to be told.
create table hub.webhook (
  webhook_id uuid primary key,
  agency_code text not null references hub.agency (code),
  url text not null,
  event_types text[] not null,
  description text,
  state text not null default 'active' check (state in ('active', 'disabled')),
  -- The receiver answered 410, or the agency said so.
  disabled_cause text check (disabled_cause in ('gone', 'paused')),
  secret_sealed text not null,
  -- Signs beside the new one until then.
  former_secret_sealed text,
  former_secret_until timestamptz,
  created_at timestamptz not null,
  created_client text not null,
  -- Changes up to this timepoint are older than the webhook.
  from_timepoint bigint not null,
  -- One process delivers to a webhook at a time, in order.
  lease_owner text,
  lease_until timestamptz,
  -- After a failed attempt the receiver is left alone until then.
  rest_until timestamptz
);
create index webhook_agency on hub.webhook (agency_code);

create table hub.webhook_delivery (
  -- Also the webhook-id of every attempt.
  delivery_id uuid primary key,
  webhook_id uuid not null references hub.webhook (webhook_id) on delete cascade,
  event_type text not null,
  timepoint bigint not null,
  body text not null,
  created_at timestamptz not null,
  state text not null default 'pending' check (state in ('pending', 'delivered', 'dead')),
  attempts integer not null default 0,
  next_at timestamptz not null,
  last_at timestamptz,
  last_status integer,
  -- timeout, refused, redirect, target, status ...: never what the receiver wrote.
  last_fault text,
  ended_at timestamptz
);
create index webhook_delivery_due on hub.webhook_delivery (next_at) where state = 'pending';
create index webhook_delivery_order on hub.webhook_delivery (webhook_id, state, delivery_id);
create index webhook_delivery_ended on hub.webhook_delivery (ended_at) where state <> 'pending';
