// The row of a file check: who asked, how far it got, who works on it. The only writer of hub.credit_file_check beside keepParts.
import type { Pool } from 'pg';
import { sql, type Query } from '../../../store/sql.ts';
import type { Asker } from '../check-row.ts';

export type FileCheckState = 'received' | 'reading' | 'answering' | 'done' | 'refused' | 'failed';

export interface FileCheckView {
  readonly fileCheckId: string;
  readonly agencyCode: string;
  readonly department: string;
  readonly matterCode: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly state: FileCheckState;
  /** Read so far; all of the file once it is read. */
  readonly rows: number;
  readonly answered: number;
  /** Answered rows by result. */
  readonly counts: Readonly<Record<string, number>>;
  readonly problem: { readonly code: string; readonly details?: object } | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly filesRemovedAt: Date | null;
}

/** What working on it needs beside that. */
export interface FileCheckWork extends FileCheckView {
  readonly asker: Omit<Asker, 'checkId'>;
  readonly rowFilter: readonly unknown[];
  readonly spoolPath: string;
  readonly encoding: string | null;
  readonly resultBytes: number;
}

const view = sql`file_check_id as "fileCheckId", agency_code as "agencyCode", department, matter_code as "matterCode", file_name as "fileName", sha256, bytes, state,
  row_count as rows, answered_count as answered, counts, problem, created_at as "createdAt", finished_at as "finishedAt", files_removed_at as "filesRemovedAt"`;
const work = sql`${view}, spool_path as "spoolPath", encoding, result_bytes as "resultBytes", row_filter as "rowFilter",
  json_build_object('agencyCode', agency_code, 'clientId', client_id, 'operatorId', operator_id, 'purpose', purpose, 'matterCode', matter_code,
    'department', department, 'agreementId', agreement_id) as asker`;
const isOpen = sql`state in ('received', 'reading', 'answering')`;
const isFree = sql`(lease_until is null or lease_until < now())`;

export interface NewFileCheck {
  readonly fileCheckId: string;
  readonly asker: Omit<Asker, 'checkId'>;
  readonly rowFilter: readonly unknown[];
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly spoolPath: string;
  readonly encoding: string | null;
  readonly now: Date;
}

export function insertFileCheckSql(check: NewFileCheck): Query {
  const { asker } = check;
  return sql`
    insert into hub.credit_file_check (file_check_id, agency_code, client_id, operator_id, purpose, matter_code, department, agreement_id, row_filter, file_name, sha256, bytes,
      spool_path, encoding, created_at)
    values (${check.fileCheckId}::uuid, ${asker.agencyCode}, ${asker.clientId}, ${asker.operatorId}, ${asker.purpose}, ${asker.matterCode}, ${asker.department},
      ${asker.agreementId}::uuid, ${JSON.stringify(check.rowFilter)}::jsonb, ${check.fileName}, ${check.sha256}, ${check.bytes}, ${check.spoolPath}, ${check.encoding},
      ${check.now}::timestamptz)
    returning ${view}`;
}

export async function readFileCheckRow(pool: Pool, fileCheckId: string): Promise<FileCheckView | null> {
  const { rows } = await pool.query<FileCheckView>(sql`select ${view} from hub.credit_file_check where file_check_id = ${fileCheckId}::uuid`);
  return rows[0] ?? null;
}

/** Newest first; `agencyCode` null: every agency's. */
export async function listFileCheckRows(pool: Pool, { agencyCode, limit }: { agencyCode: string | null; limit: number }): Promise<FileCheckView[]> {
  const own = agencyCode === null ? sql`` : sql` where agency_code = ${agencyCode}`;
  const { rows } = await pool.query<FileCheckView>(sql`select ${view} from hub.credit_file_check${own} order by created_at desc, file_check_id desc limit ${limit}`);
  return rows;
}

export async function findOpenFileChecks(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(sql`select file_check_id as id from hub.credit_file_check where ${isOpen} and ${isFree} order by created_at limit 20`);
  return rows.map(({ id }) => id);
}

/** Null: it has ended, or another live process works on it. */
export async function leaseFileCheck(pool: Pool, fileCheckId: string, owner: string, seconds: number): Promise<FileCheckWork | null> {
  const { rows } = await pool.query<FileCheckWork>(sql`
    update hub.credit_file_check set lease_owner = ${owner}, lease_until = now() + make_interval(secs => ${seconds})
    where file_check_id = ${fileCheckId}::uuid and ${isOpen} and ${isFree} returning ${work}`);
  return rows[0] ?? null;
}

/** Prolongs the lease. False: another process has it. */
export async function keepFileLease(pool: Pool, fileCheckId: string, owner: string, seconds: number): Promise<boolean> {
  const { rowCount } = await pool.query(sql`
    update hub.credit_file_check set lease_until = now() + make_interval(secs => ${seconds}) where file_check_id = ${fileCheckId}::uuid and lease_owner = ${owner}`);
  return rowCount === 1;
}

/** Whether the owner still holds the lease; writes nothing. */
export async function holdsFileLease(pool: Pool, fileCheckId: string, owner: string): Promise<boolean> {
  const { rowCount } = await pool.query(sql`select from hub.credit_file_check where file_check_id = ${fileCheckId}::uuid and lease_owner = ${owner}`);
  return rowCount === 1;
}

export interface FileMark {
  readonly state: FileCheckState;
  readonly rows?: number;
  readonly problem?: { readonly code: string; readonly details?: object };
  readonly finishedAt?: Date;
}

/** Only while the owner holds the lease. */
export async function markFileCheck(pool: Pool, fileCheckId: string, mark: FileMark, owner: string): Promise<boolean> {
  const isEnd = mark.finishedAt !== undefined;
  const { rowCount } = await pool.query(sql`
    update hub.credit_file_check set state = ${mark.state}, row_count = coalesce(${mark.rows ?? null}, row_count), problem = ${mark.problem ?? null}::jsonb,
      finished_at = ${mark.finishedAt ?? null}::timestamptz, lease_owner = case when ${isEnd} then null else lease_owner end,
      lease_until = case when ${isEnd} then null else lease_until end
    where file_check_id = ${fileCheckId}::uuid and lease_owner = ${owner}`);
  return rowCount === 1;
}

/** File checks that ended more than `days` days ago and whose files are still there. */
export async function findOldFileChecks(pool: Pool, days: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(sql`
    select file_check_id as id from hub.credit_file_check
    where files_removed_at is null and finished_at < now() - make_interval(days => ${days}) order by finished_at limit 500`);
  return rows.map(({ id }) => id);
}

export async function noteFilesRemoved(pool: Pool, fileCheckId: string, now: Date): Promise<void> {
  await pool.query(sql`update hub.credit_file_check set files_removed_at = ${now}::timestamptz where file_check_id = ${fileCheckId}::uuid`);
}
