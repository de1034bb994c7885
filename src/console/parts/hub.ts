// The way to the hub: a client typed by the contract, which states the language and, for what changes something, the session's CSRF
// token. The session itself is a cookie that no script can read.
import createClient, { type Client } from 'openapi-fetch';
import { createContext, useContext } from 'react';
import type { paths } from '../../generated/openapi.ts';
import { ProblemError, type ProblemBody } from './problem.ts';
import type { Language } from './words.ts';

export type Api = Client<paths>;

export interface HubDoor {
  readonly api: Api;
  /** The next requests state these; the session gives the token. */
  setLanguage(language: Language): void;
  setCsrfToken(token: string | null): void;
  /** What every request states; for those that cannot go through the client (an upload that tells its progress). */
  headers(): Readonly<Record<string, string>>;
  /** Called when an answer says that the session has ended. */
  onSignedOut(listener: () => void): void;
}

/** Milliseconds without a hand on mouse or keyboard after which requests are the page's own. */
const unattendedAfter = 20_000;

export function openHubDoor(): HubDoor {
  let language: Language = 'zh';
  let csrfToken: string | null = null;
  let signedOut = (): void => undefined;
  let lastTouch = Date.now();
  for (const kind of ['pointerdown', 'keydown', 'wheel']) window.addEventListener(kind, () => (lastTouch = Date.now()), { passive: true, capture: true });
  const api = createClient<paths>({ baseUrl: window.location.origin, credentials: 'same-origin' });
  api.use({
    onRequest({ request }) {
      request.headers.set('Accept-Language', language === 'zh' ? 'zh-CN' : 'en');
      // What the page asks by itself does not keep an unattended session alive.
      if (Date.now() - lastTouch > unattendedAfter) request.headers.set('X-Background', 'true');
      if (csrfToken !== null && request.method !== 'GET') request.headers.set('X-CSRF-Token', csrfToken);
      return request;
    },
    onResponse({ request, response }) {
      if (response.status === 401 && !new URL(request.url).pathname.startsWith('/v1/session')) signedOut();
      return undefined;
    },
  });
  return {
    api,
    headers: () => ({ 'Accept-Language': language === 'zh' ? 'zh-CN' : 'en', ...(csrfToken === null ? {} : { 'X-CSRF-Token': csrfToken }) }),
    setLanguage: (chosen) => void (language = chosen),
    setCsrfToken: (token) => void (csrfToken = token),
    onSignedOut: (listener) => void (signedOut = listener),
  };
}

export const HubContext = createContext<HubDoor | null>(null);

export function useHub(): HubDoor {
  const hub = useContext(HubContext);
  if (hub === null) throw new Error('no hub around this part');
  return hub;
}

export const useApi = (): Api => useHub().api;

interface Settled<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** The data of an answer; a refusal is thrown as a ProblemError. */
export async function settle<Data>(asked: Promise<Settled<Data>>): Promise<Data> {
  const { data, error, response } = await asked;
  if (response.ok) return data as Data;
  throw new ProblemError(isProblemBody(error) ? error : unknownProblem(response));
}

function isProblemBody(value: unknown): value is ProblemBody {
  return typeof value === 'object' && value !== null && 'code' in value && 'title' in value;
}

function unknownProblem(response: Response): ProblemBody {
  const requestId = response.headers.get('X-Request-Id') ?? '';
  return { type: 'about:blank', title: `HTTP ${response.status}`, status: response.status, code: 'UNKNOWN', remedy: '', requestId };
}

/** A fresh key for a request that must not act twice. */
export const newKey = (): string => crypto.randomUUID();
