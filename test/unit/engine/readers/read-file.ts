// What the tests of the readers share: a temporary folder, a file written to it, everything read from it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { HubError } from '../../../../src/kernel/errors.ts';
import { readRows } from '../../../../src/engine/readers/read-rows.ts';
import type { ReadOptions } from '../../../../src/engine/readers/read-rows.ts';

export let folder: string;

/** Gives the file that calls it a folder of its own. */
export function useFolder(): void {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'readers-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
}

let count = 0;

export function writeFile(content: string | Buffer, name = `file-${count++}`): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** All batches as one; findings as `line: CODE` or `line.column: CODE`. */
export interface ReadFile {
  header: readonly string[];
  rows: string[][];
  lines: number[];
  issues: string[];
  bad: string[];
  originals: string[];
  batches: number;
  bytes: number;
}

export async function readAll(path: string, options?: ReadOptions): Promise<ReadFile> {
  const all: ReadFile = { header: [], rows: [], lines: [], issues: [], bad: [], originals: [], batches: 0, bytes: 0 };
  for await (const batch of readRows(path, options)) {
    all.header = batch.header;
    all.rows.push(...batch.rows.map((row) => [...row]));
    all.lines.push(...batch.lines);
    all.issues.push(...batch.issues.map(({ row, column, rule }) => `${batch.lines[row]}${column < 0 ? '' : `.${column}`}: ${rule.code}`));
    all.bad.push(...batch.bad.map(({ line, rule }) => `${line}: ${rule.code}`));
    all.originals.push(...batch.bad.map(({ original }) => original));
    all.batches++;
    all.bytes = batch.bytes;
  }
  return all;
}

export async function readText(content: string | Buffer, options?: ReadOptions): Promise<ReadFile> {
  return readAll(writeFile(content), options);
}

/** The refusal of a file, or a failure of the test. */
export async function refusal(path: string, options?: ReadOptions): Promise<HubError> {
  try {
    await readAll(path, options);
  } catch (cause) {
    if (cause instanceof HubError) return cause;
    throw cause;
  }
  throw new Error('the file was not refused');
}
