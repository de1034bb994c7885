// Reads the subjects of a file into a table of their own: the one pass of TypeScript before the sets. A row that names nobody is staged
// with its reason; memory is bounded by a batch.
import type { PoolClient } from 'pg';
import type { Encoding } from '../../../engine/readers/encoding.ts';
import { LineChunks } from '../../../engine/ingest/line-chunks.ts';
import { splitLookupKey } from '../../../engine/query/identifier-keys.ts';
import { readRows } from '../../../engine/readers/read-rows.ts';
import type { RowBatch } from '../../../engine/readers/row-batch.ts';
import { HubError } from '../../../kernel/errors.ts';
import { copyField, copyIn } from '../../../store/copy.ts';
import { quoteIdent } from '../../../store/sql.ts';
import type { SubjectKeys } from '../subject-keys.ts';
import { bindColumns, type FileColumns } from './file-columns.ts';
import { ownCells } from './result-csv.ts';

export const mostRows = 1_000_000;

const columns = ['row', 'library', 'type', 'value', 'name', 'reason', 'cells'];

export const subjectTable = (fileCheckId: string): string => `check_${fileCheckId.replaceAll('-', '')}`;

export interface StageRequest {
  readonly fileCheckId: string;
  readonly path: string;
  readonly fileName: string;
  readonly encoding: string | null;
  readonly onProgress: (rows: number) => void;
}

/** Fills the table anew. FILE_*: it cannot be read; FILE_CHECK_HEADER, FILE_CHECK_ROWS. */
export async function stageSubjects(client: PoolClient, keys: SubjectKeys, request: StageRequest): Promise<{ rows: number; columns: FileColumns }> {
  const name = subjectTable(request.fileCheckId);
  const table = quoteIdent('staging', name);
  await client.query(`drop table if exists ${table}`);
  await client.query(`create unlogged table ${table} (row integer not null, library text, type text, value text, name text, reason text, cells text not null) with (autovacuum_enabled = false)`);
  const copy = copyIn(client, `staging.${name}`, columns);
  let bound: FileColumns | null = null;
  let rows = 0;
  try {
    const format = request.encoding === null ? {} : { encoding: request.encoding as Encoding };
    for await (const batch of readRows(request.path, { name: request.fileName, format })) {
      bound ??= bindColumns(batch.header);
      const lines = stageBatch(batch, { keys, bound, from: rows });
      rows += batch.rows.length + batch.bad.length;
      if (rows > mostRows) throw new HubError('FILE_CHECK_ROWS', 'too many rows', { limit: mostRows });
      for (const chunk of lines.take()) {
        const behind = copy.write(chunk);
        if (behind) await behind;
      }
      request.onProgress(rows);
    }
    await copy.end();
  } catch (error) {
    await copy.abort(new Error('file check given up'));
    throw error;
  }
  if (bound === null) throw new Error('the reader gave out no rows of a file that is not empty');
  // What the plan of the join depends on; the rest of a wide row would cost seconds to look at.
  await client.query(`analyze ${table} (library, type, value)`);
  return { rows, columns: bound };
}

/** Rows in the order of the file, those that could not be lined up among them. */
function stageBatch(batch: RowBatch, { keys, bound, from }: { keys: SubjectKeys; bound: FileColumns; from: number }): LineChunks {
  const lines = new LineChunks();
  let row = from;
  let bad = 0;
  batch.rows.forEach((cells, place) => {
    for (; (batch.bad[bad]?.line ?? Infinity) < (batch.lines[place] ?? 0); bad++) addBad(lines, (row += 1), batch.bad[bad]!, bound);
    addSubject(lines, (row += 1), cells, { keys, bound });
  });
  for (; bad < batch.bad.length; bad++) addBad(lines, (row += 1), batch.bad[bad]!, bound);
  return lines;
}

function addBad(lines: LineChunks, row: number, { rule, cells }: RowBatch['bad'][number], bound: FileColumns): void {
  lines.add(`${row}\t\\N\t\\N\t\\N\t\\N\t${rule.code}\t${copyField(ownCells(cells, bound))}`);
}

function addSubject(lines: LineChunks, row: number, cells: readonly string[], { keys, bound }: { keys: SubjectKeys; bound: FileColumns }): void {
  const own = copyField(ownCells(cells, bound));
  const type = bound.type < 0 ? null : bound.typeOf(cells[bound.type] ?? '');
  const [value = '', name = ''] = [cells[bound.number], cells[bound.name]];
  const read = type === null ? keys.readUntyped(value, name) : keys.read({ type, value }, name);
  if ('reason' in read) return lines.add(`${row}\t\\N\t\\N\t\\N\t\\N\t${read.reason}\t${own}`);
  const stated = copyField(read.name);
  // A number that is held under several types has a row for each; they are one subject.
  for (const key of read.keys) {
    const held = splitLookupKey(key);
    lines.add(`${row}\t${read.library.code}\t${held.type}\t${copyField(held.value)}\t${stated}\t\\N\t${own}`);
  }
}
