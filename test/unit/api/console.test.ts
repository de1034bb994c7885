// The console's files beside the API: which path is whose, what browsers may keep, and what they may run.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveConsole } from '../../../src/api/console.ts';

let folder: string;
let server: Server;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiku-console-'));
  const app = express();
  serveConsole(app, { folder: join(folder, 'console'), publicUrl: 'https://hub.example' });
  app.use((_request, response) => void response.status(404).send('api'));
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

it('without a build says how to make one', async () => {
  const answer = await fetch(`${url}/tasks`);
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain('npm run build:console');
});

describe('with a build', () => {
  beforeAll(async () => {
    await mkdir(join(folder, 'console/assets'), { recursive: true });
    await writeFile(join(folder, 'console/index.html'), '<title>console</title>');
    await writeFile(join(folder, 'console/assets/app-1a2b.js'), 'start()');
    await writeFile(join(folder, 'console/assets/app-1a2b.js.br'), brotliCompressSync('start()'));
    await writeFile(join(folder, 'secret.txt'), 'secret');
  });

  it.each(['/', '/tasks', '/records/population/01900000-0000-7000-8000-000000000001', '/index.html'])('%s is the page', async (path) => {
    const answer = await fetch(url + path);
    expect([answer.status, await answer.text()]).toEqual([200, '<title>console</title>']);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
  });

  it.each(['/v1/nothing', '/v1', '/v2/x', '/oauth/x', '/openapi.yaml', '/.well-known/x', '/healthz', '/assets/missing.js', '/assets/%2e%2e/%2e%2e/secret.txt'])('%s is not', async (path) => {
    const answer = await fetch(url + path);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await answer.text()).not.toMatch(/secret|console/);
  });

  it('is read, not written', async () => {
    expect((await fetch(`${url}/tasks`, { method: 'POST' })).status).toBe(404);
  });

  it('files named by content are kept for good, and come compressed where they lie so', async () => {
    for (const [encoding, sent] of [['br', 'br'], ['gzip', null], ['identity', null]] as const) {
      const answer = await fetch(`${url}/assets/app-1a2b.js`, { headers: { 'Accept-Encoding': encoding } });
      expect([answer.headers.get('content-encoding'), await answer.text()]).toEqual([sent, 'start()']);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(answer.headers.get('content-type')).toMatch(/^text\/javascript/);
      expect(answer.headers.get('vary')).toBe('Accept-Encoding');
    }
  });

  it('lets pages run scripts of this origin alone, and nobody frame them', async () => {
    const { headers } = await fetch(`${url}/`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain('script-src');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toBeTruthy();
  });
});
