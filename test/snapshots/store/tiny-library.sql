-- 小库 Tiny, definition version 1
create schema if not exists "tiny";
create table if not exists "tiny"."source_record" (
  "record_id" uuid not null,
  "content_hash" uuid not null,
  "home_id" uuid not null,
  "load_id" bigint not null,
  "recorded_at" timestamptz not null,
  "effective_date" date not null,
  "line" integer not null,
  "definition_version" integer not null,
  "is_contradicting" boolean not null default false,
  "is_withdrawn" boolean not null default false,
  "source" text not null,
  "feed" text not null,
  "source_key" text not null,
  "row_hash" uuid,
  "key" text,
  "other_keys" text[],
  "pointing_keys" text[],
  "name_keys" text[],
  "issues" jsonb,
  "raw" jsonb,
  "withdrawn_on" date,
  "golden_id" uuid,
  "link_rule" text,
  "link_origin" text,
  "link_score" real,
  "number" text,
  "full_name" text,
  "born" date,
  "amount" numeric,
  constraint "source_record_pkey" primary key ("record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "tiny"."source_record" is 'What each source says now about one of its rows; a truth';
comment on column "tiny"."source_record"."number" is '号码 Number';
comment on column "tiny"."source_record"."full_name" is '姓名 Name';
comment on column "tiny"."source_record"."born" is '出生日期 Born';
comment on column "tiny"."source_record"."amount" is '金额 Amount';
create index if not exists "source_record_golden" on "tiny"."source_record" using btree (golden_id);
comment on index "tiny"."source_record_golden" is 'using btree (golden_id)';
create index if not exists "source_record_contradicting" on "tiny"."source_record" using btree (key) where is_contradicting;
comment on index "tiny"."source_record_contradicting" is 'using btree (key) where is_contradicting';
create index if not exists "source_record_unlinked" on "tiny"."source_record" using btree (key) where golden_id is null;
comment on index "tiny"."source_record_unlinked" is 'using btree (key) where golden_id is null';
create index if not exists "source_record_feed" on "tiny"."source_record" using btree (feed, source) where is_withdrawn;
comment on index "tiny"."source_record_feed" is 'using btree (feed, source) where is_withdrawn';
create table if not exists "tiny"."source_version" (
  "record_id" uuid not null,
  "source" text not null,
  "feed" text not null,
  "source_key" text not null,
  "effective_date" date not null,
  "content_hash" uuid not null,
  "row_hash" uuid,
  "home_id" uuid not null,
  "key" text,
  "other_keys" text[],
  "pointing_keys" text[],
  "name_keys" text[],
  "is_contradicting" boolean not null default false,
  "issues" jsonb,
  "raw" jsonb,
  "number" text,
  "full_name" text,
  "born" date,
  "amount" numeric,
  "load_id" bigint not null,
  "line" integer not null,
  "recorded_at" timestamptz not null,
  "replaced_at" timestamptz not null,
  "replaced_by_load" bigint not null,
  "definition_version" integer not null,
  constraint "source_version_pkey" primary key ("record_id", "effective_date", "content_hash")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "tiny"."source_version" is 'Former states of source records, written only on change; a truth';
comment on column "tiny"."source_version"."number" is '号码 Number';
comment on column "tiny"."source_version"."full_name" is '姓名 Name';
comment on column "tiny"."source_version"."born" is '出生日期 Born';
comment on column "tiny"."source_version"."amount" is '金额 Amount';
create table if not exists "tiny"."golden_record" (
  "golden_id" uuid not null,
  "version" integer not null default 1,
  "state" text not null default 'active',
  "redirect_to" uuid,
  "created_at" timestamptz not null,
  "recorded_at" timestamptz not null,
  "cause" text not null,
  "key" text,
  "name_keys" text[],
  "win_record" uuid[],
  "win_rank" smallint[],
  "win_date" date[],
  "conflicts" text[],
  "number" text,
  "full_name" text,
  "born" date,
  "amount" numeric,
  constraint "golden_record_pkey" primary key ("golden_id")
) with (fillfactor = 45, autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "tiny"."golden_record" is 'The hub’s answer about one entity; derived';
comment on column "tiny"."golden_record"."number" is '号码 Number';
comment on column "tiny"."golden_record"."full_name" is '姓名 Name';
comment on column "tiny"."golden_record"."born" is '出生日期 Born';
comment on column "tiny"."golden_record"."amount" is '金额 Amount';
create index if not exists "golden_record_redirect" on "tiny"."golden_record" using btree (redirect_to) where redirect_to is not null;
comment on index "tiny"."golden_record_redirect" is 'using btree (redirect_to) where redirect_to is not null';
create index if not exists "golden_record_unique_search" on "tiny"."golden_record" using btree (full_name, born);
comment on index "tiny"."golden_record_unique_search" is 'using btree (full_name, born)';
create index if not exists "golden_record_full_name_words" on "tiny"."golden_record" using gin (lower(full_name) gin_trgm_ops);
comment on index "tiny"."golden_record_full_name_words" is 'using gin (lower(full_name) gin_trgm_ops)';
create index if not exists "golden_record_full_name_characters" on "tiny"."golden_record" using gin (string_to_array(lower(full_name), null));
comment on index "tiny"."golden_record_full_name_characters" is 'using gin (string_to_array(lower(full_name), null))';
create table if not exists "tiny"."golden_history" (
  "golden_id" uuid not null,
  "version" integer not null default 1,
  "state" text not null default 'active',
  "redirect_to" uuid,
  "created_at" timestamptz not null,
  "recorded_at" timestamptz not null,
  "cause" text not null,
  "key" text,
  "name_keys" text[],
  "win_record" uuid[],
  "win_rank" smallint[],
  "win_date" date[],
  "conflicts" text[],
  "number" text,
  "full_name" text,
  "born" date,
  "amount" numeric,
  "replaced_at" timestamptz not null,
  "replaced_by" text not null,
  constraint "golden_history_pkey" primary key ("golden_id", "version")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "tiny"."golden_history" is 'Former versions of golden records, append-only; a truth';
comment on column "tiny"."golden_history"."number" is '号码 Number';
comment on column "tiny"."golden_history"."full_name" is '姓名 Name';
comment on column "tiny"."golden_history"."born" is '出生日期 Born';
comment on column "tiny"."golden_history"."amount" is '金额 Amount';
create table if not exists "tiny"."identifier" (
  "type" text not null,
  "value" text not null,
  "golden_id" uuid not null,
  "status" text not null default 'current',
  "valid_from" date,
  "valid_to" date,
  "reason" text,
  constraint "identifier_pkey" primary key ("type", "value", "golden_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "tiny"."identifier" is 'Every identifier by which a golden record is found; derived';
create index if not exists "identifier_golden" on "tiny"."identifier" using btree (golden_id);
comment on index "tiny"."identifier_golden" is 'using btree (golden_id)';
create table if not exists "tiny"."pointing_key" (
  "key" text not null,
  "record_id" uuid not null,
  constraint "pointing_key_pkey" primary key ("key", "record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "tiny"."pointing_key" is 'Composite keys by which records without a number join; derived';
create index if not exists "pointing_key_record" on "tiny"."pointing_key" using btree (record_id);
comment on index "tiny"."pointing_key_record" is 'using btree (record_id)';
create table if not exists "tiny"."block_key" (
  "key" bigint not null,
  "record_id" uuid not null,
  "is_numbered" boolean not null,
  constraint "block_key_pkey" primary key ("key", "record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "tiny"."block_key" is 'Digests of the keys under which records are compared; derived';
create table if not exists "tiny"."match_queue" (
  "record_id" uuid not null,
  "queued_at" timestamptz not null,
  constraint "match_queue_pkey" primary key ("record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "tiny"."match_queue" is 'Records that are new or changed and not yet compared by score; the state of work';
create table if not exists "tiny"."candidate" (
  "record_id" uuid not null,
  "other_id" uuid not null,
  "score" real not null,
  "levels" smallint[] not null,
  "outcome" text not null,
  "relation" text,
  "model_id" integer not null,
  constraint "candidate_pkey" primary key ("record_id", "other_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "tiny"."candidate" is 'Pairs that the active model finds worth a look, record_id < other_id; derived';
create index if not exists "candidate_other" on "tiny"."candidate" using btree (other_id);
comment on index "tiny"."candidate_other" is 'using btree (other_id)';
create table if not exists "tiny"."decided" (
  "decision_id" uuid not null,
  "kind" text not null,
  "record_id" uuid not null,
  "other_id" uuid not null,
  constraint "decided_pkey" primary key ("decision_id", "kind", "record_id", "other_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "tiny"."decided" is 'What decisions in force say of records; derived from hub.decision';
create index if not exists "decided_record" on "tiny"."decided" using btree (record_id);
comment on index "tiny"."decided_record" is 'using btree (record_id)';
create index if not exists "decided_other" on "tiny"."decided" using btree (other_id);
comment on index "tiny"."decided_other" is 'using btree (other_id)';
create table if not exists "tiny"."pin" (
  "decision_id" uuid not null,
  "record_id" uuid not null,
  "place" integer not null,
  "attribute" text not null,
  "value" text not null,
  "name_keys" text[],
  "decided_on" date not null,
  "valid_to" date not null,
  constraint "pin_pkey" primary key ("decision_id", "record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "tiny"."pin" is 'Values that a person set for one attribute, until a day; derived from hub.decision';
create index if not exists "pin_record" on "tiny"."pin" using btree (record_id);
comment on index "tiny"."pin_record" is 'using btree (record_id)';
create table if not exists "tiny"."decided_relation" (
  "decision_id" uuid not null,
  "side" text not null,
  "record_id" uuid not null,
  "place" integer not null,
  "type" text not null,
  "is_refused" boolean not null,
  constraint "decided_relation_pkey" primary key ("decision_id", "side", "record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "tiny"."decided_relation" is 'Golden records of which a person decided that they stand in a relation, or never do; derived from hub.decision';
create index if not exists "decided_relation_record" on "tiny"."decided_relation" using btree (record_id);
comment on index "tiny"."decided_relation_record" is 'using btree (record_id)';
create table if not exists "tiny"."key_alias" (
  "old_key" text not null,
  "held_from" date not null default '-infinity',
  "new_key" text not null,
  "changed_on" date not null,
  "reason" text,
  "record_id" uuid not null,
  "reissued_on" date,
  "names" text[],
  "other_names" text[] not null default '{}',
  constraint "key_alias_pkey" primary key ("old_key", "held_from", "record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "tiny"."key_alias" is 'Old unique numbers and the number that replaced them, for each bearer and their days; derived from change notices';
create index if not exists "key_alias_new" on "tiny"."key_alias" using btree (new_key);
comment on index "tiny"."key_alias_new" is 'using btree (new_key)';
create table if not exists "tiny"."relation" (
  "record_id" uuid not null,
  "type" text not null,
  "golden_id" uuid not null,
  "target_library" text not null,
  "target_type" text,
  "target_value" text,
  "target_name" text,
  "target_golden_id" uuid,
  "valid_from" date,
  "valid_to" date,
  "decision_id" uuid,
  constraint "relation_pkey" primary key ("record_id", "type")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "tiny"."relation" is 'Who stands in which relation to whom, by the source’s words or a decision; derived';
create index if not exists "relation_golden" on "tiny"."relation" using btree (golden_id);
comment on index "tiny"."relation_golden" is 'using btree (golden_id)';
create index if not exists "relation_target" on "tiny"."relation" using btree (target_type, target_value);
comment on index "tiny"."relation_target" is 'using btree (target_type, target_value)';
create index if not exists "relation_target_golden" on "tiny"."relation" using btree (target_golden_id) where target_golden_id is not null;
comment on index "tiny"."relation_target_golden" is 'using btree (target_golden_id) where target_golden_id is not null';
create index if not exists "relation_decision" on "tiny"."relation" using btree (decision_id) where decision_id is not null;
comment on index "tiny"."relation_decision" is 'using btree (decision_id) where decision_id is not null';
create table if not exists "tiny"."reject" (
  "reject_id" uuid not null,
  "load_id" bigint not null,
  "feed" text not null,
  "line" integer not null,
  "record_id" uuid,
  "rule" text not null,
  "field" text,
  "cause" text,
  "header" text[] not null,
  "cells" text[] not null,
  "created_at" timestamptz not null,
  "closed_at" timestamptz,
  "closed_by_load" bigint,
  constraint "reject_pkey" primary key ("reject_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "tiny"."reject" is 'Rows that could not be recorded, with the original cells; a truth';
create index if not exists "reject_load" on "tiny"."reject" using btree (load_id, line);
comment on index "tiny"."reject_load" is 'using btree (load_id, line)';
create index if not exists "reject_open_record" on "tiny"."reject" using btree (record_id) where closed_at is null;
comment on index "tiny"."reject_open_record" is 'using btree (record_id) where closed_at is null';
