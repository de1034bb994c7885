// A person's browser as far as sessions go: it keeps the cookie, sends the CSRF token with every change and says where it is.
import { Secret, TOTP } from 'otpauth';
import type { Answer, Ask, TestApi } from './api.ts';

export class Browser {
  readonly #api: Pick<TestApi, 'ask'>;
  readonly #origin: string;
  cookie: string | null = null;
  csrfToken: string | null = null;
  totp: TOTP | null = null;

  constructor(api: Pick<TestApi, 'ask'>, origin = 'http://hub.example') {
    this.#api = api;
    this.#origin = origin;
  }

  async ask(method: string, path: string, { headers = {}, ...ask }: Ask = {}): Promise<Answer> {
    const answer = await this.#api.ask(method, path, { ...ask, headers: {
      Origin: this.#origin,
      ...(this.cookie === null ? {} : { Cookie: this.cookie }),
      ...(this.csrfToken === null || method === 'GET' ? {} : { 'X-CSRF-Token': this.csrfToken }),
      ...headers,
    } });
    const set = answer.headers.get('set-cookie');
    if (set !== null) this.cookie = set.includes('Max-Age=0') ? null : set.slice(0, set.indexOf(';'));
    if (typeof answer.json['csrfToken'] === 'string') this.csrfToken = answer.json['csrfToken'];
    if (typeof answer.json['otpauthUri'] === 'string') this.totp = new TOTP({ secret: secretOf(answer.json['otpauthUri']) });
    return answer;
  }

  signIn(name: string, password: string): Promise<Answer> {
    return this.ask('POST', '/v1/session', { body: { name, password } });
  }

  /** The code at an instant, by default now. */
  code(at: number = Date.now()): string {
    if (this.totp === null) throw new Error('no second factor was enrolled here');
    return this.totp.generate({ timestamp: at });
  }

  giveCode(code: string): Promise<Answer> {
    return this.ask('POST', '/v1/session/second-factor', { body: { code } });
  }

  changePassword(current: string, next: string): Promise<Answer> {
    return this.ask('POST', '/v1/session/password', { body: { current, next } });
  }
}

function secretOf(uri: string): Secret {
  return Secret.fromBase32(new URL(uri).searchParams.get('secret') ?? '');
}

export const ownPassword = 'Kite-over-Lake-7';

/** All the way in with a new account and its one-time password: enrols where asked, and takes a password of its own. */
export async function signInFirst(browser: Browser, name: string, password: string): Promise<Answer> {
  let answer = await browser.signIn(name, password);
  if (answer.json['state'] === 'enrol_second_factor') answer = await browser.giveCode(browser.code());
  if (answer.json['state'] === 'change_password') answer = await browser.changePassword(password, ownPassword);
  return answer;
}
