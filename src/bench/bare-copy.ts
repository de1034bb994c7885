// The baseline of loads, and the memory that a measured process ever held.
import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from } from 'pg-copy-streams';
import type { Hub } from '../app/compose.ts';

const bareTable = 'staging.bench_bare';

/** The files as they are into one table of text with a primary key, one after the other as COPY goes. Seconds. */
export async function copyBare(on: Hub, files: readonly { readonly path: string }[]): Promise<number> {
  const widths = await Promise.all(files.map(({ path }) => countColumns(path)));
  const columns = Array.from({ length: Math.max(...widths) }, (_, at) => `c${at + 1}`);
  const client = await on.loads.pool.connect();
  try {
    await client.query(`create table ${bareTable} (id bigint generated always as identity primary key, ${columns.map((column) => `${column} text`).join(', ')})`);
    const startedAt = performance.now();
    for (const [at, { path }] of files.entries()) await copyFile(client, path, columns.slice(0, widths[at]));
    return (performance.now() - startedAt) / 1000;
  } finally {
    await client.query(`drop table if exists ${bareTable}`);
    client.release();
  }
}

async function copyFile(client: PoolClient, path: string, columns: readonly string[]): Promise<void> {
  await pipeline(createReadStream(path, { highWaterMark: 256 * 1024 }), client.query(from(`copy ${bareTable} (${columns.join(', ')}) from stdin with (format csv, header)`)));
}

async function countColumns(path: string): Promise<number> {
  const file = await open(path);
  try {
    for await (const line of file.readLines()) return line.split(',').length;
    throw new Error(`${path} is empty`);
  } finally {
    await file.close();
  }
}

/** MB. Linux keeps the high-water mark; elsewhere the runtime's own figure (kilobytes, as getrusage has it on Linux) must do. */
export async function readPeakMemory(): Promise<number> {
  const status = process.platform === 'linux' ? await readFile('/proc/self/status', 'utf8') : '';
  const kilobytes = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
  return kilobytes / 1024;
}
