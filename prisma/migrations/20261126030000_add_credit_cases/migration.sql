-- Cases of subjects about entries (repair, objection), printed reports, and the region by whose clocks the hub counts.

-- Division of the hub (GB/T 2260); no row: only what holds everywhere.
create table hub.hub_region (
  is_only boolean primary key default true check (is_only),
  division text not null check (division ~ '^[1-9]\d{5}$')
);

-- One document number in its many writings: blanks, brackets of any kind and width are no difference, where they stand is.
create function hub.document_key(document_no text) returns text language sql immutable strict parallel safe
return regexp_replace(regexp_replace(upper(normalize(document_no, nfkc)), '\s', '', 'g'), '[^[:alnum:]]+', '-', 'g');

-- A subject asks for repair of an entry or objects to it, through an authorised window.
create table hub.credit_case (
  case_id uuid primary key,
  kind text not null check (kind in ('repair', 'objection')),
  -- open: waits for the department · accepted: it will correct its data, the case ends when the record is another
  -- approved, corrected, refused, withdrawn, lapsed (the entry went by itself): ended
  -- undo_proposed: its undoing waits for a second person · undone: the approval or correction was a mistake and is taken back
  state text not null check (state in ('open', 'accepted', 'approved', 'corrected', 'refused', 'withdrawn', 'lapsed', 'undo_proposed', 'undone')),
  golden_id uuid not null,
  list_code text not null,
  edition text not null,
  document_no text,
  subject_library text not null,
  subject_golden_id uuid not null,
  -- Department whose record it is, and which decides; null: none is known, a steward decides.
  owner_agency text,
  ground text check ((kind = 'objection') = (ground is not null) and ground in ('error', 'omission', 'past_period', 'wrongly_listed', 'not_removed')),
  statement text not null,
  promise text check (kind = 'repair' or promise is null),
  -- [{ reference, description }]: where the evidence lies.
  evidence jsonb not null,
  applicant_name text not null,
  applicant_capacity text not null check (applicant_capacity in ('self', 'legal_representative', 'agent')),
  applicant_authorisation text,
  filer_agency text not null,
  filer_client text not null,
  filer_operator text not null,
  purpose text not null,
  matter_code text not null,
  is_suspended boolean not null default false,
  -- Until when its department has to answer, and (objections) until when the subject has to have an answer.
  due_on date,
  answer_due_on date,
  -- Digest of what the record said when the department said that it would correct it.
  accepted_digest text,
  filed_at timestamptz not null,
  ended_at timestamptz,
  ended_reason text
);
create unique index credit_case_once on hub.credit_case (golden_id, kind) where state in ('open', 'accepted');
create index credit_case_live on hub.credit_case (due_on, case_id) where state in ('open', 'accepted');
create index credit_case_filer on hub.credit_case (filer_agency, due_on, case_id);
create index credit_case_owner on hub.credit_case (owner_agency, due_on, case_id);
create index credit_case_golden on hub.credit_case (golden_id);

-- What was done in a case, by whom, and what was due from then on. Append-only.
create table hub.credit_case_step (
  case_id uuid not null,
  step integer not null,
  at timestamptz not null,
  action text not null check (action in ('filed', 'marked', 'forwarded', 'approve', 'correct', 'accept', 'refuse', 'suspend', 'resume', 'withdraw', 'record_changed',
    'record_gone', 'entry_ended', 'undo', 'confirm', 'decline')),
  state text not null,
  reason text,
  due_on date,
  -- The term by which it is due: matter, region, days, legal basis.
  term jsonb,
  by_side text not null check (by_side in ('filer', 'department', 'steward', 'hub')),
  by_agency text,
  by_client text,
  by_operator text,
  primary key (case_id, step)
);

-- A report as it was issued, in all its forms: what was printed stays verifiable whatever the hub says later.
create table hub.credit_report (
  report_no text primary key,
  code_digest bytea not null,
  issued_at timestamptz not null,
  subject_library text not null,
  subject_golden_id uuid not null,
  subject_masked jsonb not null,
  counts jsonb not null,
  agency_code text not null,
  client_id text not null,
  operator_id text not null,
  purpose text not null,
  matter_code text not null,
  agreement_id uuid,
  json_text text not null,
  html_zh text not null,
  html_en text not null,
  json_sha256 text not null,
  html_zh_sha256 text not null,
  html_en_sha256 text not null
);
create index credit_report_subject on hub.credit_report (subject_golden_id, issued_at);

-- Clocks of cases. The figures of the regions stand in their regulations; which day of the year they begin on, and what is computed from
-- several figures, nobody has compared with the official text. Elsewhere the operator's own.
insert into hub.term (matter, region, valid_from, days, legal_basis, is_confirmed) values
  ('task:subject_repair', '*', '2020-01-01', 10, '运行单位自定 / set by the operator', false),
  ('task:subject_objection', '*', '2020-01-01', 5, '运行单位自定 / set by the operator', false),
  ('objection:mark', '*', '2020-01-01', 1, '运行单位自定 / set by the operator', false),
  ('objection:source', '*', '2020-01-01', 5, '运行单位自定 / set by the operator', false),
  ('objection:answer', '*', '2020-01-01', 7, '运行单位自定 / set by the operator', false),
  ('objection:correct', '*', '2020-01-01', 3, '运行单位自定 / set by the operator', false),
  ('repair:handle', '*', '2020-01-01', 10, '信用修复管理办法（国家发展改革委令第36号），办理天数待核，实务约10个工作日 / NDRC Order 36; the number of days is unverified, about 10 working days in practice', false),
  ('objection:mark', '310000', '2017-10-01', 1, '上海市社会信用条例（2017）/ Shanghai, 2017', true),
  ('objection:source', '310000', '2017-10-01', 5, '上海市社会信用条例（2017）/ Shanghai, 2017', true),
  ('objection:answer', '310000', '2017-10-01', 7, '上海市社会信用条例（2017）：2日内转办，5日内答复，合计 / Shanghai, 2017: forwarded in 2, decided in 5', false),
  ('objection:mark', '370000', '2020-10-01', 1, '山东省社会信用条例（2020），标注期限待核 / Shandong, 2020; the term for marking is unverified', false),
  ('objection:source', '370000', '2020-10-01', 7, '山东省社会信用条例（2020）：需他人核实的7日 / Shandong, 2020: 7 if others must verify', true),
  ('objection:answer', '370000', '2020-10-01', 7, '山东省社会信用条例（2020）：3日，需他人核实的7日 / Shandong, 2020: 3, or 7 if others must verify', true),
  ('objection:correct', '370000', '2020-10-01', 3, '山东省社会信用条例（2020）：撤销后3日内报告 / Shandong, 2020: annulment reported in 3', true),
  ('objection:mark', '410000', '2020-05-01', 1, '河南省社会信用条例（2019），标注期限待核 / Henan, 2019; the term for marking is unverified', false),
  ('objection:source', '410000', '2020-05-01', 7, '河南省社会信用条例（2019）：3日或7日 / Henan, 2019: 3 or 7', true),
  ('objection:answer', '410000', '2020-05-01', 7, '河南省社会信用条例（2019）：3日或7日 / Henan, 2019: 3 or 7', true),
  ('objection:correct', '410000', '2020-05-01', 1, '河南省社会信用条例（2019）：依据撤销的1日内删除 / Henan, 2019: removed in 1 when its basis is annulled', true),
  ('objection:mark', '330000', '2018-01-01', 1, '浙江省公共信用信息管理条例（2017），标注期限待核 / Zhejiang, 2017; the term for marking is unverified', false),
  ('objection:source', '330000', '2018-01-01', 5, '浙江省公共信用信息管理条例（2017）/ Zhejiang, 2017', true),
  ('objection:answer', '330000', '2018-01-01', 5, '浙江省公共信用信息管理条例（2017）：5日，可延至20日 / Zhejiang, 2017: 5, extendable to 20', true),
  ('objection:mark', '440300', '2023-03-01', 1, '深圳经济特区社会信用条例（2023）：平台1日核查 / Shenzhen, 2023: the platform checks in 1', true),
  ('objection:source', '440300', '2023-03-01', 2, '深圳经济特区社会信用条例（2023）：2日，可延3日 / Shenzhen, 2023: 2, extendable by 3', true),
  ('objection:answer', '440300', '2023-03-01', 3, '深圳经济特区社会信用条例（2023）：平台1日，来源2日，合计 / Shenzhen, 2023: 1 for the platform and 2 for the source', false),
  ('repair:handle', '440300', '2023-03-01', 3, '深圳经济特区社会信用条例（2023）：3日，可延3日 / Shenzhen, 2023: 3, extendable by 3', true);
