-- What was asked about the credit of subjects and what was answered, and what the departments then did.

-- Every check as it was answered. A truth: append-only, committed with its audit event before the answer leaves.
create table hub.credit_check (
  -- Also the id of the audit event.
  check_id uuid primary key,
  at timestamptz not null,
  kind text not null check (kind in ('single', 'batch', 'file')),
  agency_code text not null,
  client_id text not null,
  operator_id text not null,
  purpose text not null,
  matter_code text not null,
  -- For which department's measures it was asked.
  department text not null,
  agreement_id uuid not null,
  subject_count integer not null,
  -- Different results that were given.
  results text[] not null,
  -- By place; null where the hub knew nobody.
  subject_ids uuid[] not null,
  -- By place, where nobody was known or the name did not agree: digest of what was stated, by which it can be recognised.
  stated uuid[] not null,
  rules_epoch bigint not null,
  -- The body, to the character.
  answer json not null,
  -- Of a part of a file: which file, and the first of its rows.
  file_check_id uuid,
  first_row integer
);
create index credit_check_agency on hub.credit_check (agency_code, at desc, check_id desc);
create unique index credit_check_file on hub.credit_check (file_check_id, first_row) where file_check_id is not null;

-- An answer that named measures is owed feedback. One row a subject; what it was given is derived from hub.credit_feedback.
create table hub.credit_feedback_duty (
  check_id uuid not null,
  -- Place of the subject in the check, 0 first.
  item integer not null,
  agency_code text not null,
  department text not null,
  matter_code text not null,
  at timestamptz not null,
  -- Last day in time; null: no term was set.
  due_on date,
  measure_count integer not null,
  -- Measures of which is known whether they were taken.
  fed_count integer not null default 0,
  taken_count integer not null default 0,
  -- When the last measure was answered for the first time.
  fed_at timestamptz,
  reminded_on date,
  primary key (check_id, item)
);
create index credit_feedback_duty_open on hub.credit_feedback_duty (agency_code, due_on, check_id, item) where fed_at is null;
create index credit_feedback_duty_overdue on hub.credit_feedback_duty (due_on) where fed_at is null;
create index credit_feedback_duty_time on hub.credit_feedback_duty (at);

-- Whether a measure was taken. A truth: append-only; a correction is a row that supersedes another.
create table hub.credit_feedback (
  feedback_id uuid primary key,
  check_id uuid not null,
  item integer not null,
  entry_id uuid not null,
  target_role text not null,
  -- Null: every measure of the entry.
  measure_code text,
  outcome text not null check (outcome in ('taken', 'not_taken')),
  reason text,
  result text,
  -- Yuan.
  amount numeric,
  basis text,
  acted_on date,
  supersedes uuid unique,
  made_at timestamptz not null,
  agency_code text not null,
  client_id text not null,
  operator_id text not null,
  check (outcome = 'taken' or reason is not null)
);
create index credit_feedback_check on hub.credit_feedback (check_id, item, made_at);

insert into hub.term (matter, valid_from, days, legal_basis) values
  ('feedback:due', '2020-01-01', 5, '运行单位自定 / set by the operator');

-- A file of subjects to be checked. Its parts stand in hub.credit_check.
create table hub.credit_file_check (
  file_check_id uuid primary key,
  agency_code text not null,
  client_id text not null,
  operator_id text not null,
  purpose text not null,
  matter_code text not null,
  department text not null,
  agreement_id uuid not null,
  -- Condition of the agreement on credit records.
  row_filter jsonb not null,
  file_name text not null,
  sha256 text not null,
  bytes bigint not null,
  spool_path text not null,
  encoding text,
  state text not null default 'received' check (state in ('received', 'reading', 'answering', 'done', 'refused', 'failed')),
  -- Rows read so far; of all the file once it is read.
  row_count integer not null default 0,
  answered_count integer not null default 0,
  -- Bytes of the result that belong to answered rows.
  result_bytes bigint not null default 0,
  counts jsonb not null default '{}',
  problem jsonb,
  created_at timestamptz not null,
  finished_at timestamptz,
  files_removed_at timestamptz,
  lease_owner text,
  lease_until timestamptz
);
create index credit_file_check_open on hub.credit_file_check (created_at) where state in ('received', 'reading', 'answering');
create index credit_file_check_agency on hub.credit_file_check (agency_code, created_at desc);
