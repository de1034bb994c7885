// Rejects as an operator gets them: each reason in both languages, with its remedy.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pool } from 'pg';
import type { LibraryDefinition } from '../definition/types.ts';
import { rejectsCsv as readRejectsCsv } from '../engine/query/rejects-csv.ts';
import type { RuleOf } from './rule-catalog.ts';

export interface RejectsOf {
  readonly pool: Pool;
  readonly library: LibraryDefinition;
  readonly loadId: number;
  readonly isOpen?: boolean;
  readonly ruleOf: RuleOf;
}

export function rejectsCsv({ pool, ...of }: RejectsOf): AsyncGenerator<string> {
  return readRejectsCsv(pool, of);
}

/** Writes the CSV to a file, in bounded memory; an existing file is replaced. */
export async function writeRejects(of: RejectsOf, path: string): Promise<void> {
  await pipeline(Readable.from(rejectsCsv(of)), createWriteStream(path));
}
