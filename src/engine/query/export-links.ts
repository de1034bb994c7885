// The links of a library as CSV, streamed by COPY: which source record belongs to which golden record, and why.
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pool } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { LibraryDefinition } from '../../definition/types.ts';
import { quoteIdent } from '../../store/sql.ts';

/** Linked records that are not withdrawn. Same-ordered runs compare line by line; the record id itself stays inside the hub. */
export function exportLinksSql(library: LibraryDefinition): string {
  return `select source_key, golden_id, source, feed, link_origin as origin, link_rule as rule, link_score as score
from ${quoteIdent(library.code, 'source_record')}
where golden_id is not null and not is_withdrawn`;
}

/** CSV with a header line. The connection returns to the pool when the stream ends, and is closed when its reader goes away. */
export async function exportLinks(pool: Pool, library: LibraryDefinition): Promise<Readable> {
  const client = await pool.connect();
  const rows = client.query(copyTo(`copy (${exportLinksSql(library)}) to stdout with (format csv, header)`));
  const out = new PassThrough();
  pipeline(rows, out).then(
    () => client.release(),
    (error: Error) => client.release(error),
  );
  return out;
}
