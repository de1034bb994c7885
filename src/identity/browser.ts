// What a browser says of a request: the session's cookie, and whether a page of our own asks. Cookies go along with whatever a page of
// somebody else sends, so a change needs the session's CSRF token and our own origin too.
import { createHash, timingSafeEqual } from 'node:crypto';
import { HubError } from '../kernel/errors.ts';

/** The headers that matter here, as node:http gives them. */
export interface BrowserHeaders {
  readonly cookie?: string;
  readonly origin?: string;
  readonly host?: string;
  readonly [name: string]: string | readonly string[] | undefined;
}

/** How the session's cookie is called and set for the address under which people reach the hub. */
export class SessionCookie {
  readonly #name: string;
  readonly #attributes: string;
  readonly #ownOrigin: string;

  /** `__Host-` and Secure as soon as that address is https: no other host and no plain connection can then set or see it. */
  constructor(publicUrl: string) {
    const isSecure = publicUrl.startsWith('https:');
    this.#name = isSecure ? '__Host-jiku_session' : 'jiku_session';
    this.#attributes = `Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
    this.#ownOrigin = new URL(publicUrl).origin;
  }

  /** The id in the Cookie header; null without one, or when there are two. */
  read(cookie: string | undefined): string | null {
    return readCookie(cookie, this.#name);
  }

  set(id: string): string {
    return `${this.#name}=${id}; ${this.#attributes}`;
  }

  clear(): string {
    return `${this.#name}=; ${this.#attributes}; Max-Age=0`;
  }

  /**
   * CSRF_REFUSED unless a page of our own asks: browsers say so in Sec-Fetch-Site or Origin, and whoever says neither is refused. The
   * origin is ours when it is the configured one or that of the address asked (Host, which a browser does not let a page choose).
   */
  requireOwnPage(headers: BrowserHeaders): void {
    const site = headers['sec-fetch-site'];
    const { origin, host } = headers;
    if (site === undefined && origin === undefined) throw foreign('no origin');
    if (site !== undefined && site !== 'same-origin') throw foreign('another site');
    if (origin === undefined || origin === this.#ownOrigin) return;
    if (host === undefined || (origin !== `http://${host}` && origin !== `https://${host}`)) throw foreign('another origin');
  }
}

/** The token that pages of ours send with every change: computed from the session's id, which it does not tell. */
export function csrfTokenOf(sessionId: string): string {
  return createHash('sha256').update(`csrf\n${sessionId}`).digest('base64url');
}

/** CSRF_REFUSED unless X-CSRF-Token is the session's. */
export function requireCsrfToken(headers: BrowserHeaders, sessionId: string): void {
  const given = headers['x-csrf-token'];
  const expected = Buffer.from(csrfTokenOf(sessionId));
  const bytes = Buffer.from(typeof given === 'string' ? given : '');
  if (bytes.length !== expected.length || !timingSafeEqual(bytes, expected)) throw foreign('no token of this session');
}

/** The value of a cookie that stands exactly once. */
export function readCookie(cookie: string | undefined, name: string): string | null {
  if (cookie === undefined || !cookie.includes(name)) return null;
  const values = cookie.split(';').map((pair) => pair.trim()).filter((pair) => pair.startsWith(`${name}=`));
  return (values.length === 1 && values[0]?.slice(name.length + 1)) || null;
}

function foreign(why: string): HubError {
  return new HubError('CSRF_REFUSED', 'the change was not asked for by a page of the hub', { why });
}
