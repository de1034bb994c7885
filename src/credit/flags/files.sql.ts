// hub.credit_flag_file: which files of flags there are, for one agreement.
import { sql, type Query } from '../../store/sql.ts';
import type { BuiltFile } from './files.ts';

export const fileColumns: Query = sql`file_id as "fileId", agreement_id as "agreementId", kind, from_timepoint as "from", to_timepoint as "to", rows, bytes, sha256, path, built_at as "builtAt"`;

export function insertFileSql(file: BuiltFile, agencyCode: string): Query {
  return sql`insert into hub.credit_flag_file (file_id, agency_code, agreement_id, kind, from_timepoint, to_timepoint, rows, bytes, sha256, path, built_at)
    values (${file.fileId}::uuid, ${agencyCode}, ${file.agreementId}::uuid, ${file.kind}, ${file.from}::bigint, ${file.to}::bigint, ${file.rows}::bigint, ${file.bytes}::bigint,
      ${file.sha256}, ${file.path}, ${file.builtAt}::timestamptz)`;
}

/** Newest first, the full one before the deltas of its build. */
export function listFilesSql(agreementId: string): Query {
  return sql`select ${fileColumns} from hub.credit_flag_file where agreement_id = ${agreementId}::uuid
    order by built_at desc, from_timepoint desc nulls first limit 200`;
}

export function readFileSql(fileId: string, agreementId: string): Query {
  return sql`select ${fileColumns} from hub.credit_flag_file where file_id = ${fileId}::uuid and agreement_id = ${agreementId}::uuid`;
}

/** Takes off the list what was built before an instant, but for the newest of each kind, and all of agreements that have ended. */
export function dropOldFilesSql(before: Date): Query {
  return sql`
    with ranked as (
      select f.file_id, f.built_at, row_number() over (partition by f.agreement_id, f.kind order by f.built_at desc) as place,
        exists (select from hub.agreement a where a.agreement_id = f.agreement_id and a.is_active) as is_in_force
      from hub.credit_flag_file f
    )
    delete from hub.credit_flag_file f using ranked r
    where r.file_id = f.file_id and (not r.is_in_force or r.place > 1 and r.built_at < ${before}::timestamptz)
    returning f.path`;
}
