// Rejects of a load as the CSV that a department corrects and sends back: its own columns as sent, then what was wrong.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pool } from 'pg';
import { csvLine } from '../api/csv.ts';
import type { LibraryDefinition } from '../definition/types.ts';
import { eachReject, type RejectRow } from '../engine/query/loads.ts';
import type { RuleOf } from './rule-catalog.ts';

const ownColumns: readonly string[] = ['reject_id', 'rule', 'field', 'reason'];

export interface RejectsOf {
  readonly pool: Pool;
  readonly library: LibraryDefinition;
  readonly loadId: number;
  readonly ruleOf: RuleOf;
}

/** UTF-8 with a BOM, so that a spreadsheet shows Chinese. The reason stands in both languages. Only the header when nothing was rejected. */
export async function* rejectsCsv({ pool, library, loadId, ruleOf }: RejectsOf): AsyncGenerator<string> {
  let width = -1;
  for await (const reject of eachReject(pool, library, loadId)) {
    const header = reject.header.filter((name) => !ownColumns.includes(name));
    if (width < 0) {
      width = header.length;
      yield `\ufeff${csvLine([...header, ...ownColumns])}`;
    }
    yield csvLine([...originalCells(reject, width), reject.rejectId, reject.rule, reject.field, reasonOf(ruleOf, reject.rule)]);
  }
  if (width < 0) yield `\ufeff${csvLine(ownColumns)}`;
}

/** Writes the CSV to a file, in bounded memory; an existing file is replaced. */
export async function writeRejects(of: RejectsOf, path: string): Promise<void> {
  await pipeline(Readable.from(rejectsCsv(of)), createWriteStream(path));
}

/** The cells as sent, without the columns of an earlier download, padded to the header. */
function originalCells(reject: RejectRow, width: number): string[] {
  const cells = reject.header.flatMap((name, index) => (ownColumns.includes(name) ? [] : [reject.cells[index] ?? '']));
  while (cells.length < width) cells.push('');
  return cells;
}

function reasonOf(ruleOf: RuleOf, code: string): string {
  const rule = ruleOf(code);
  return rule ? `${rule.label.zh}；${rule.remedy.zh} / ${rule.label.en}. ${rule.remedy.en}` : code;
}
