// The row of a check as it is kept: made beside the answer, committed with the audit event.
import { createHash } from 'node:crypto';
import { uuidArray } from '../../store/sql.ts';
import type { CheckResult } from './types.ts';

/** Who asked, when, why and for whom. */
export interface Asker {
  /** Also the id of the audit event. */
  readonly checkId: string;
  readonly agencyCode: string;
  readonly clientId: string;
  readonly operatorId: string;
  readonly purpose: string;
  readonly matterCode: string;
  readonly department: string;
  readonly agreementId: string;
}

export interface KeptCheck {
  readonly asker: Asker;
  readonly at: Date;
  readonly kind: 'single' | 'batch' | 'file';
  readonly results: readonly CheckResult[];
  readonly subjectIds: readonly (string | null)[];
  readonly stated: readonly (string | null)[];
  readonly rulesEpoch: number;
  readonly dueOn: string | null;
  /** Subjects whose answer names measures, by place. */
  readonly duties: readonly { readonly item: number; readonly measures: number }[];
  /** JSON text. */
  readonly answer: string;
  readonly part?: { readonly fileCheckId: string; readonly firstRow: number };
}

const columns = `check_id uuid, at timestamptz, kind text, agency_code text, client_id text, operator_id text, purpose text, matter_code text, department text,
    agreement_id uuid, subject_count integer, results text[], subject_ids uuid[], stated uuid[], rules_epoch bigint, answer json, file_check_id uuid,
    first_row integer, due_on date, duties json`;
const kept = `check_id, at, kind, agency_code, client_id, operator_id, purpose, matter_code, department, agreement_id, subject_count, results, subject_ids,
    stated, rules_epoch, answer, file_check_id, first_row`;

/** Steps of one statement; `more`: further columns of its rows, for steps of its own that follow. */
const keepSteps = (more = ''): string => `
  asked as (select * from json_to_recordset($2::json) as asked (${columns}${more})),
  kept as (insert into hub.credit_check (${kept}) select ${kept} from asked),
  owed as (
    insert into hub.credit_feedback_duty (check_id, item, agency_code, department, matter_code, at, due_on, measure_count)
    select check_id, item, agency_code, department, matter_code, at, due_on, measures
    from asked, json_to_recordset(asked.duties) as duty (item integer, measures integer) where asked.duties is not null
  )`;

/** Keeps checks beside their audit events. */
export const keepChecks = { name: 'credit_check', steps: keepSteps() };

/** The same for parts of a file, whose rows thereby count as answered. */
export const keepParts = {
  name: 'credit_file_part',
  steps: `${keepSteps(', answered integer, result_bytes bigint, counts jsonb')},
  counted as (
    update hub.credit_file_check f set answered_count = asked.answered, result_bytes = asked.result_bytes, counts = asked.counts
    from asked where f.file_check_id = asked.file_check_id
  )`,
};

/** JSON text of the row that keepChecks reads. */
export function checkRow(check: KeptCheck, more: Readonly<Record<string, unknown>> = {}): string {
  const { asker, duties, part } = check;
  const facts = {
    check_id: asker.checkId, at: check.at, kind: check.kind, agency_code: asker.agencyCode, client_id: asker.clientId, operator_id: asker.operatorId,
    purpose: asker.purpose, matter_code: asker.matterCode, department: asker.department, agreement_id: asker.agreementId,
    subject_count: check.subjectIds.length, results: check.results, subject_ids: uuidArray(check.subjectIds), stated: uuidArray(check.stated), rules_epoch: check.rulesEpoch,
    ...(duties.length === 0 ? {} : { due_on: check.dueOn, duties }),
    ...(part === undefined ? {} : { file_check_id: part.fileCheckId, first_row: part.firstRow }),
    ...more,
  };
  const text = JSON.stringify(facts);
  return `${text.slice(0, -1)},"answer":${check.answer}}`;
}

/**
 * By which what was stated can be recognised later, without being kept: of a subject that nobody was found for. `key`: the look-up key
 * (identifier-keys.ts) or, of a number that is none, what was sent.
 */
export function digestOf(key: string, name: string | null): string {
  const hex = createHash('sha256').update(`${key}\n${name ?? ''}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
