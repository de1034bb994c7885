// What a command loads before it does anything: one that needs no database must not wait for what only the hub needs.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

/** Packages written for require(), which is most of the heavy ones, stand in require.cache. */
const listPackages = `process.on('exit', () => {
  const names = Object.keys(require.cache).map((path) => /node_modules.((?:@[^/]+.)?[^/]+)/.exec(path)?.[1]);
  require('node:fs').writeSync(2, JSON.stringify([...new Set(names)]));
});`;

async function packagesOf(...args: string[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'jiku-start-'));
  try {
    await writeFile(join(folder, 'list.cjs'), listPackages);
    const { stderr, status } = spawnSync(process.execPath, ['-r', join(folder, 'list.cjs'), '--import', 'tsx', 'src/app/cli.ts', ...args], { encoding: 'utf8' });
    expect(status).toBe(0);
    return JSON.parse(stderr) as string[];
  } finally {
    await rm(folder, { recursive: true });
  }
}

const server = ['express', 'swagger-ui-express', 'prom-client', 'ajv', 'yaml'];

it.each([
  [['feeds'], [...server, 'pg', '@prisma/client', 'pino']],
  [['--lang', 'en', 'ingest', '--help'], server],
  [['agency', '--help'], server],
])('hub %j loads neither database nor server without need', async (args, needless) => {
  const packages = await packagesOf(...args);
  expect(packages).toContain('commander');
  expect(packages.filter((name) => needless.includes(name))).toEqual([]);
});
