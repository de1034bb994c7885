-- What the credit rules are (dated data), what they make of each credit record (derived), and what changed when (the change log).

-- Kinds of credit records. A record belongs to the first row, by priority, that fits it and was in force on its decision date.
create table hub.credit_list (
  list_code text not null,
  edition text not null,
  label_zh text not null,
  label_en text not null,
  polarity text not null check (polarity in ('punish', 'incentive', 'neutral')),
  -- Section of a report: permit, penalty, severe_list, abnormal, red_list, commitment, evaluation, judicial, other.
  section text not null,
  authority text not null,
  legal_basis text not null,
  -- Which records it takes: class, and for list entries their list; for penalties the class of penalty and the least sum in yuan.
  record_class text not null,
  record_list text,
  penalty_classes text[],
  least_amount numeric,
  priority integer not null default 0,
  -- In force for so long after listing; null: until removed.
  term_months integer check (term_months > 0),
  is_published boolean not null,
  -- From the decision: no repair before, no publication after. Null: none.
  min_publication_months integer check (min_publication_months >= 0),
  max_publication_months integer check (max_publication_months > 0),
  is_repairable boolean not null default true,
  valid_from date not null,
  valid_to date,
  is_confirmed boolean not null default false,
  primary key (list_code, edition, valid_from),
  check (valid_to is null or valid_to >= valid_from)
);

-- What follows from being on a list: for whom, by which departments, in which matters.
create table hub.credit_measure (
  list_code text not null,
  measure_code text not null,
  edition text not null,
  label_zh text not null,
  label_en text not null,
  content_zh text not null,
  -- 1 less rights or more duties, by law · 2 management by public bodies · 3 what others do on their own · 0 incentive
  class integer not null check (class between 0 and 3),
  -- subject, or a relation that points from the listed organisation to a person: legal_representative, responsible_person, controller.
  target_role text not null default 'subject',
  -- `*`: all. Departments by agency code; matters by code, or by its beginning and a `*`.
  departments text[] not null default '{*}',
  matters text[] not null default '{*}',
  legal_basis text not null,
  -- Decisions of these days are followed by it ...
  valid_from date not null,
  valid_to date,
  -- ... until it is repealed for all of them.
  repealed_on date,
  is_confirmed boolean not null default false,
  primary key (list_code, measure_code, edition, target_role, valid_from),
  check (valid_to is null or valid_to >= valid_from)
);

-- Rises with every change of the rules: whoever keeps them in memory reads them anew.
create table hub.credit_rules (
  is_only boolean primary key default true check (is_only),
  epoch bigint not null default 1,
  -- Last day whose beginnings and ends have been announced.
  announced_to date
);
insert into hub.credit_rules default values;

-- What a case or a decision did to an entry. A truth: ended, never deleted. It holds for the record, and for any later record of the same
-- list, document number and subject, so that no delivery can undo it.
create table hub.credit_effect (
  effect_id uuid primary key,
  golden_id uuid not null,
  list_code text not null,
  document_no text,
  subject_golden_id uuid,
  -- repaired, corrected: ends the entry · suspended: measures rest · disputed: marked in answers
  kind text not null check (kind in ('repaired', 'corrected', 'suspended', 'disputed')),
  from_on date not null,
  case_id uuid,
  reason text not null,
  made_at timestamptz not null,
  made_client text not null,
  made_operator text not null,
  ended_at timestamptz,
  ended_reason text
);
create index credit_effect_golden on hub.credit_effect (golden_id);
create index credit_effect_subject on hub.credit_effect (subject_golden_id, document_no) where ended_at is null;

-- Derived: what the rules and effects make of each linked credit record. A day d is inside when from <= d < until.
create table hub.credit_entry (
  golden_id uuid primary key,
  subject_library text not null,
  subject_golden_id uuid not null,
  list_code text not null,
  edition text not null,
  polarity text not null,
  section text not null,
  decided_on date,
  begins_on date not null,
  ends_on date not null default 'infinity',
  -- term, publication, removed, annulled, repaired, corrected; null while nothing ends it
  end_cause text,
  published_from date,
  published_until date,
  -- No repair before; null: not repairable.
  repairable_from date,
  is_disputed boolean not null default false,
  is_suspended boolean not null default false,
  version integer not null default 1,
  -- Version of the golden record: whatever a bureau is told of the record has changed when it has.
  record_version integer not null,
  recorded_at timestamptz not null,
  -- What was last announced.
  told_in_force boolean not null default false,
  told_published boolean not null default false
);
create index credit_entry_subject on hub.credit_entry (subject_golden_id);
create index credit_entry_begins on hub.credit_entry (begins_on) where not told_in_force;
create index credit_entry_ends on hub.credit_entry (ends_on) where told_in_force;
create index credit_entry_published_from on hub.credit_entry (published_from) where not told_published;
create index credit_entry_published_until on hub.credit_entry (published_until) where told_published;

-- Former versions of entries, append-only: what stood when an answer was given.
create table hub.credit_entry_history (
  golden_id uuid not null,
  version integer not null,
  subject_library text not null,
  subject_golden_id uuid not null,
  list_code text not null,
  edition text not null,
  begins_on date not null,
  ends_on date not null,
  end_cause text,
  published_from date,
  published_until date,
  is_disputed boolean not null,
  is_suspended boolean not null,
  recorded_at timestamptz not null,
  replaced_at timestamptz not null,
  cause text not null,
  primary key (golden_id, version)
);

-- What began, changed or ended. Written under one lock that is held until commit: timepoints follow the order of commits.
create table hub.credit_change (
  timepoint bigint primary key,
  at timestamptz not null,
  golden_id uuid not null,
  list_code text not null,
  edition text not null,
  polarity text not null,
  subject_library text not null,
  subject_golden_id uuid not null,
  -- Whom the entry was about before, where that changed.
  former_subject_id uuid,
  -- In force: began, changed, ended; null: nothing to do with being in force.
  effect text check (effect in ('began', 'changed', 'ended')),
  -- Publication: add, change, remove; null: was not published and is not.
  publication text check (publication in ('add', 'change', 'remove')),
  begins_on date not null,
  ends_on date not null,
  cause text not null
);
create index credit_change_golden on hub.credit_change (golden_id, timepoint);
create index credit_change_subject on hub.credit_change (subject_golden_id, timepoint);
create sequence hub.credit_timepoint;
