-- A person who signs in. What lets the person in stands apart (account_credential), so that signing in changes nothing about access.
create table hub.account (
  name text primary key check (name ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
  display_name text not null,
  agency_code text not null references hub.agency (code),
  roles text[] not null default '{}',
  language text not null default 'zh' check (language in ('zh', 'en')),
  -- Who the person is to the outside OpenID Connect provider.
  outside_subject text unique,
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index account_agency on hub.account (agency_code);
create trigger account_changed after insert or update or delete on hub.account for each statement execute function hub.bump_access_epoch();

-- What lets a person in. Without a password hash: the outside provider only.
create table hub.account_credential (
  account text primary key references hub.account (name),
  password_hash text,
  must_change boolean not null default true,
  password_set_at timestamptz not null,
  -- Shared secret of the codes (RFC 6238), sealed with the hub's key; null: no second factor yet.
  totp_sealed text,
  -- Time step of the newest code that was taken: it and those before it are taken no more.
  totp_step bigint,
  -- Raised by whatever must end every session: sessions of an earlier one are over, those about to be opened too.
  epoch integer not null default 1,
  signed_in_at timestamptz
);

-- Codes for who has lost the device: each good once.
create table hub.recovery_code (
  account text not null references hub.account (name),
  code_hash text not null,
  primary key (account, code_hash)
);

-- Whoever is signed in, or on the way. Only a hash of the session's id is here: the table lets nobody in.
create table hub.session (
  id_hash text primary key,
  account text not null references hub.account (name),
  -- Of account_credential, when the person showed the password.
  epoch integer not null,
  state text not null check (state in ('second_factor', 'enrol_second_factor', 'change_password', 'signed_in')),
  has_second_factor boolean not null default false,
  is_outside boolean not null default false,
  -- Secret that the person is about to confirm with a first code.
  pending_totp_sealed text,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_account on hub.session (account);
create index session_expiry on hub.session (expires_at);

-- Failed attempts, by a hash of the name that was typed, whether it is anybody's or not.
create table hub.sign_in_failure (
  subject_hash text primary key,
  failures integer not null,
  last_at timestamptz not null,
  locked_until timestamptz
);
create index sign_in_failure_time on hub.sign_in_failure (last_at);
