// The links of a library as CSV, streamed by COPY: which source record belongs to which golden record, and why.
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pool } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { LibraryDefinition } from '../../definition/types.ts';
import { quoteIdent } from '../../store/sql.ts';

/** Which links; absent: all. Scores in bits, `minScore` included, `maxScore` not. */
export interface LinkFilter {
  readonly origin?: 'auto' | 'manual';
  /** Rule code of the library. */
  readonly rule?: string;
  readonly minScore?: number;
  readonly maxScore?: number;
}

/**
 * Linked records that are not withdrawn. Same-ordered runs compare line by line; the record id itself stays inside the hub. COPY takes no
 * parameters: codes are checked and numbers written out.
 */
export function exportLinksSql(library: LibraryDefinition, { origin, rule, minScore, maxScore }: LinkFilter = {}): string {
  for (const code of [origin, rule]) if (code !== undefined && !/^[A-Za-z][A-Za-z0-9_]{0,19}$/.test(code)) throw new TypeError(`not a code: ${code}`);
  for (const score of [minScore, maxScore]) if (score !== undefined && !Number.isFinite(score)) throw new TypeError('not a score');
  const conditions = [
    ...(origin === undefined ? [] : [`link_origin = '${origin}'`]), ...(rule === undefined ? [] : [`link_rule = '${rule}'`]),
    ...(minScore === undefined ? [] : [`link_score >= ${Number(minScore)}`]), ...(maxScore === undefined ? [] : [`link_score < ${Number(maxScore)}`]),
  ];
  return `select source_key, golden_id, source, feed, link_origin as origin, link_rule as rule, link_score as score
from ${quoteIdent(library.code, 'source_record')}
where golden_id is not null and not is_withdrawn${conditions.map((condition) => ` and ${condition}`).join('')}`;
}

/** CSV with a header line. The connection returns to the pool when the stream ends, and is closed when its reader goes away. */
export async function exportLinks(pool: Pool, library: LibraryDefinition, filter: LinkFilter = {}): Promise<Readable> {
  const text = exportLinksSql(library, filter);
  const client = await pool.connect();
  const rows = client.query(copyTo(`copy (${text}) to stdout with (format csv, header)`));
  const out = new PassThrough();
  pipeline(rows, out).then(
    () => client.release(),
    (error: Error) => client.release(error),
  );
  return out;
}
