-- The stewards' queue: who works on a task, when it is due, whose data it concerns, and what a person said of it.
-- A claim is columns, not a state: it lapses by itself, with nobody needed to move a state back.
alter table hub.task
  add column departments text[] not null default '{}',
  add column due_on date,
  add column claimed_client text,
  add column claimed_operator text,
  add column claimed_until timestamptz,
  add column skipped_by text[] not null default '{}',
  -- Digest of what the task was opened for; a task closed as `no_action` does not reopen while it is the same.
  add column evidence_digest text,
  add column done_client text,
  add column done_operator text,
  add column done_note text,
  add column decision_id uuid;

drop index hub.task_queue;
create index task_queue on hub.task (priority, created_at, task_id) where state in ('open', 'claimed');
create index task_due on hub.task (coalesce(due_on, 'infinity'::date), priority, created_at, task_id) where state in ('open', 'claimed');
create index task_golden on hub.task using gin (golden_ids);
create index task_claimed on hub.task (claimed_operator) where state in ('open', 'claimed') and claimed_until is not null;
create index task_ended on hub.task (closed_at) where state in ('done', 'closed');
create index task_done on hub.task (done_operator, done_client) where state in ('done', 'closed') and done_operator is not null;
create index task_no_action on hub.task (library, kind, subject_key) where closed_reason = 'no_action';

-- Days that are not what their weekday says: public holidays and the weekend days worked in exchange (调休).
create table hub.working_day_exception (
  region text not null default '*',
  day date not null,
  is_working boolean not null,
  name text not null,
  source text not null,
  edition text not null default '',
  -- Compared by the operator with the official notice.
  is_confirmed boolean not null default false,
  primary key (region, day)
);

-- How long a matter may take. Dated: what was due under an older term stays due by it.
create table hub.term (
  matter text not null,
  region text not null default '*',
  valid_from date not null,
  valid_to date,
  days integer not null check (days between 0 and 366),
  unit text not null default 'working_day' check (unit = 'working_day'),
  legal_basis text not null,
  is_confirmed boolean not null default false,
  primary key (matter, region, valid_from),
  check (valid_to is null or valid_to >= valid_from)
);

-- No figure here is confirmed by an official text; `hub term set` replaces them. `task:*` holds for kinds without a term of their own.
insert into hub.term (matter, valid_from, days, legal_basis) values
  ('task:*', '2020-01-01', 10, '运行单位自定 / set by the operator'),
  ('task:snapshot_guard', '2020-01-01', 1, '运行单位自定 / set by the operator'),
  ('task:same_number_different_person', '2020-01-01', 5, '运行单位自定 / set by the operator'),
  ('task:deceased_active', '2020-01-01', 5, '运行单位自定 / set by the operator'),
  ('task:attribute_conflict', '2020-01-01', 10, '运行单位自定 / set by the operator'),
  ('task:identifier_conflict', '2020-01-01', 10, '运行单位自定 / set by the operator'),
  ('task:possible_duplicate', '2020-01-01', 10, '运行单位自定 / set by the operator'),
  ('task:credit_doubtful', '2020-01-01', 5, '运行单位自定 / set by the operator'),
  ('task:credit_unlinked', '2020-01-01', 20, '运行单位自定 / set by the operator'),
  ('task:capped_block', '2020-01-01', 20, '运行单位自定 / set by the operator'),
  ('task:challenged_value', '2020-01-01', 5, '运行单位自定 / set by the operator'),
  ('challenge:answer', '2025-08-01', 10, '政务数据共享条例（国务院令第809号）第二十六条，期限待核 / State Council Order 809 art. 26, the term is unverified'),
  ('challenge:correct', '2025-08-01', 10, '运行单位自定 / set by the operator');

-- An agency doubts a value (校核); the department that delivered it answers.
create table hub.challenge (
  challenge_id uuid primary key,
  library text not null,
  golden_id uuid not null,
  attribute text not null,
  doubt text not null check (doubt in ('wrong', 'outdated', 'missing', 'not_this_subject')),
  proposed_value text,
  reason text not null,
  evidence_reference text,
  challenger_agency text not null,
  challenger_client text not null,
  challenger_operator text not null,
  purpose text not null,
  matter_code text not null,
  -- Whose value won when it was doubted; null when no department stands behind it, and the steward answers.
  owner_agency text,
  owner_record uuid,
  value_digest text not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'refused', 'withdrawn', 'resolved')),
  due_on date,
  created_at timestamptz not null,
  answered_at timestamptz,
  answer_agency text,
  answer_client text,
  answer_operator text,
  answer_reason text,
  corrected_value text,
  ended_at timestamptz,
  ended_reason text
);
create unique index challenge_once on hub.challenge (challenger_agency, library, golden_id, attribute) where state in ('open', 'accepted');
create index challenge_golden on hub.challenge (golden_id) where state in ('open', 'accepted');
create index challenge_open on hub.challenge (library) where state in ('open', 'accepted');
create index challenge_challenger on hub.challenge (challenger_agency, due_on, challenge_id);
create index challenge_owner on hub.challenge (owner_agency, due_on, challenge_id);
