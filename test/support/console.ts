// A served hub with a small town, its console in a real browser, and the people who work there.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Secret, TOTP } from 'otpauth';
import { enrolCast } from '../../src/app/demo/cast.ts';
import { enrolPeople, people, type PersonName } from '../../src/app/demo/people.ts';
import { matchTown } from '../../src/app/demo/match-town.ts';
import { loadTown } from '../../src/app/demo/load-town.ts';
import { openHub, type Hub } from '../../src/app/compose.ts';
import { serve } from '../../src/app/serve.ts';
import { Terminal } from '../../src/app/terminal.ts';
import { generateTown } from '../../src/sample/generate-town.ts';
import type { TownManifest } from '../../src/sample/truth.ts';
import { openChromium } from './chromium.ts';
import { testConfig } from './config.ts';
import type { TestDatabase } from './database.ts';
import { client, OidcProvider } from './oidc-provider.ts';

export const screenshots = fileURLToPath(new URL('../console/screenshots/', import.meta.url));
export const ownPassword = 'Kite-over-Lake-7';

export type Person = PersonName;

export interface PageOptions {
  readonly language?: 'zh' | 'en';
  readonly shade?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** Stated before the page opens; null: the page has to ask. */
  readonly matter?: string | null;
}

export class ConsoleSetting {
  readonly #cookies = new Map<Person, Promise<Awaited<ReturnType<BrowserContext['cookies']>>>>();
  readonly passwords = new Map<Person, string>();
  readonly #contexts: BrowserContext[] = [];
  /** What a page complained about: script errors, and what its policy refused. */
  readonly complaints: string[] = [];

  constructor(
    readonly url: string,
    readonly hub: Hub,
    readonly browser: Browser,
    readonly town: { readonly folder: string; readonly manifest: TownManifest },
    /** The outside provider at which people may sign in. */
    readonly provider: OidcProvider,
    readonly stop: () => Promise<void>,
  ) {}

  /** A page of somebody who is signed in; of nobody: signed out. */
  async page(person: Person | null, { language = 'zh', shade = 'light', width = 1280, height = 720, matter = 'M-2026-0001' }: PageOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ viewport: { width, height }, colorScheme: shade, acceptDownloads: true });
    this.#contexts.push(context);
    if (person !== null) await context.addCookies(await this.#signedIn(person));
    const stated = person === null || matter === null ? null : `${people[person].purpose}\n${matter}`;
    await context.addInitScript(`localStorage.setItem('jiku.language', '${language}'); ${stated === null ? '' : `sessionStorage.setItem('jiku.purpose', ${JSON.stringify(stated)});`}`);
    const page = await context.newPage();
    watchRequests(page);
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) this.complaints.push(message.text());
    });
    return page;
  }

  async open(person: Person, path: string, options: PageOptions = {}): Promise<Page> {
    const page = await this.page(person, options);
    await page.goto(this.url + path);
    await settled(page);
    return page;
  }

  /** Every account signs in once, by the API; its pages share the session, those too that are opened at the same time. */
  #signedIn(person: Person): Promise<Awaited<ReturnType<BrowserContext['cookies']>>> {
    const known = this.#cookies.get(person) ?? this.#signIn(person);
    this.#cookies.set(person, known);
    return known;
  }

  async #signIn(person: Person): Promise<Awaited<ReturnType<BrowserContext['cookies']>>> {
    const context = await this.browser.newContext();
    const post = async (path: string, data: object, csrf = ''): Promise<Record<string, string>> => {
      const answer = await context.request.post(this.url + path, { data, headers: { Origin: this.url, ...(csrf === '' ? {} : { 'X-CSRF-Token': csrf }) } });
      if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
      return (await answer.json()) as Record<string, string>;
    };
    const password = this.passwords.get(person)!;
    let step = await post('/v1/session', { name: person, password });
    if (step['state'] === 'enrol_second_factor') step = await post('/v1/session/second-factor', { code: codeOf(step['otpauthUri']!) }, step['csrfToken']);
    if (step['state'] === 'change_password') step = await post('/v1/session/password', { current: password, next: ownPassword }, step['csrfToken']);
    if (step['state'] !== 'signed_in') throw new Error(`${person}: ${step['state']}`);
    const cookies = await context.cookies();
    await context.close();
    return cookies;
  }

  async closePages(): Promise<void> {
    await Promise.all(this.#contexts.splice(0).map((context) => context.close()));
  }
}

const asked = new WeakMap<Page, { open: number; last: number }>();

/** Counts what the page asks: the load state `networkidle` is reached once and says nothing of later questions. */
function watchRequests(page: Page): void {
  const state = { open: 0, last: Date.now() };
  asked.set(page, state);
  const change = (by: number) => (): void => {
    state.open += by;
    state.last = Date.now();
  };
  page.on('request', change(1));
  page.on('requestfinished', change(-1));
  page.on('requestfailed', change(-1));
}

const quietFor = 350;
const longestWait = 20_000;

/** Nothing is being asked, and what was asked is drawn. */
export async function settled(page: Page): Promise<void> {
  // The page is drawn at all: on a busy machine much time passes between its scripts' arrival and their run.
  await page.locator('main :is(h1, [role=alert], .ant-result), .sign-in').first().waitFor();
  const state = asked.get(page)!;
  const until = Date.now() + longestWait;
  while (Date.now() < until && (state.open > 0 || Date.now() - state.last < quietFor)) await page.waitForTimeout(50);
  await page.locator('.ant-skeleton-active').first().waitFor({ state: 'detached', timeout: 10_000 }).catch(() => undefined);
  await page.waitForTimeout(250);
}

export function codeOf(otpauthUri: string, at = Date.now()): string {
  return new TOTP({ secret: Secret.fromBase32(new URL(otpauthUri).searchParams.get('secret') ?? '') }).generate({ timestamp: at });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** The address is localhost, where a cookie needs no https. */
export async function openConsole(database: TestDatabase, size = { people: 1_500, firms: 240, seed: 3 }): Promise<ConsoleSetting> {
  const folder = await mkdtemp(join(tmpdir(), 'jiku-console-'));
  await mkdir(screenshots, { recursive: true });
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const provider = new OidcProvider();
  await provider.start();
  const oidc = { issuer: provider.issuer, clientId: client.id, clientSecret: client.secret, subjectClaim: 'sub' };
  const hub = await openHub(testConfig(database, join(folder, 'data'), { port, host: '127.0.0.1', issuer: url, poolSize: 8, webhookPrivate: ['127.0.0.1'], oidc }));
  const manifest = await generateTown({ libraries: hub.libraries, ...size, folder });
  await loadTown(hub, { manifest, folder }, () => undefined);
  await matchTown(hub, new Terminal(new PassThrough().resume(), new PassThrough().resume()));
  await enrolCast(hub);
  const passwords = await enrolPeople(hub);
  const serving = await serve(hub);
  await serving.api.refreshed();
  const browser = await openChromium();
  const setting = new ConsoleSetting(url, hub, browser, { folder, manifest }, provider, async () => {
    await browser.close();
    await serving.stop();
    await hub.stop();
    await provider.stop();
    await rm(folder, { recursive: true, force: true });
  });
  for (const [person, password] of passwords) setting.passwords.set(person, password);
  return setting;
}
