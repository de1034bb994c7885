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
  /** Links made by a score of this model. */
  readonly model?: number;
}

/**
 * Linked records that are not withdrawn. Same-ordered runs compare line by line; the record id itself stays inside the hub. COPY takes no
 * parameters: codes are checked and numbers written out.
 */
export function exportLinksSql(library: LibraryDefinition, { origin, rule, minScore, maxScore, model }: LinkFilter = {}): string {
  for (const code of [origin, rule]) if (code !== undefined && !/^[A-Za-z][A-Za-z0-9_]{0,19}$/.test(code)) throw new TypeError(`not a code: ${code}`);
  for (const score of [minScore, maxScore]) if (score !== undefined && !Number.isFinite(score)) throw new TypeError('not a score');
  if (model !== undefined && !Number.isSafeInteger(model)) throw new TypeError('not a model id');
  const conditions = [
    ...(origin === undefined ? [] : [`link_origin = '${origin}'`]), ...(rule === undefined ? [] : [`link_rule = '${rule}'`]),
    ...(minScore === undefined ? [] : [`link_score >= ${Number(minScore)}`]), ...(maxScore === undefined ? [] : [`link_score < ${Number(maxScore)}`]),
    ...(model === undefined ? [] : [isOfModel(library, model)]),
  ];
  return `select source_key, golden_id, source, feed, link_origin as origin, link_rule as rule, link_score as score
from ${quoteIdent(library.code, 'source_record')} r
where golden_id is not null and not is_withdrawn${conditions.map((condition) => ` and ${condition}`).join('')}`;
}

/** Whether a pair of the model that may link holds the record in its golden record. */
function isOfModel(library: LibraryDefinition, model: number): string {
  const record = quoteIdent(library.code, 'source_record');
  const pairs = (mine: string, other: string): string => `select from ${quoteIdent(library.code, 'candidate')} c join ${record} o on o.record_id = c.${other}
    where c.${mine} = r.record_id and c.model_id = ${Number(model)} and c.outcome = 'match' and o.golden_id = r.golden_id`;
  return `link_score is not null and (exists (${pairs('record_id', 'other_id')}) or exists (${pairs('other_id', 'record_id')}))`;
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
