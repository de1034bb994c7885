// One attempt: a POST to a checked address, without redirects, within a time, reading of the answer no more than it must.
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { hostOf, type TargetPolicy } from './targets.ts';

/** What became of an attempt. `fault` says why it does not count; never what the receiver wrote. */
export interface Attempt {
  readonly status: number | null;
  readonly fault: 'timeout' | 'target' | 'dns' | 'tls' | 'connection' | 'redirect' | 'status' | null;
  /** Seconds that the receiver asks to wait. */
  readonly retryAfter: number | null;
}

export interface Sending {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly policy: TargetPolicy;
  readonly timeout: number;
}

const mostAnswerBytes = 64 * 1024;

export function send({ url: text, headers, body, policy, timeout }: Sending): Promise<Attempt> {
  const url = new URL(text);
  const host = hostOf(url);
  // Settings may have changed since the address was taken; a bare IP address passes no lookup.
  if (!isReadable(policy, text) || (isIP(host) !== 0 && !policy.allows(host))) return Promise.resolve(failed('target'));
  return new Promise((resolve) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      method: 'POST', agent: false, lookup: policy.lookup, signal: AbortSignal.timeout(timeout),
      headers: { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': Buffer.byteLength(body), 'User-Agent': 'jiku-webhooks/1', ...headers },
    }, (response) => {
      const status = response.statusCode ?? 0;
      const fault = status >= 200 && status < 300 ? null : status >= 300 && status < 400 ? 'redirect' : 'status';
      let read = 0;
      response.on('data', (chunk: Buffer) => {
        read += chunk.length;
        if (read > mostAnswerBytes) response.destroy();
      });
      response.on('error', () => undefined); // the status has been read; the rest does not matter
      resolve({ status, fault, retryAfter: readRetryAfter(response.headers['retry-after']) });
    });
    request.on('error', (error: Error & { code?: string }) => resolve(failed(faultOf(error))));
    request.end(body);
  });
}

function isReadable(policy: TargetPolicy, url: string): boolean {
  try {
    policy.read(url);
    return true;
  } catch {
    return false;
  }
}

function failed(fault: NonNullable<Attempt['fault']>): Attempt {
  return { status: null, fault, retryAfter: null };
}

function faultOf({ name, code = '' }: Error & { code?: string }): NonNullable<Attempt['fault']> {
  if (name === 'AbortError' || name === 'TimeoutError' || code === 'ABORT_ERR') return 'timeout';
  if (code === 'TARGET_CLOSED') return 'target';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'dns';
  return /^(ERR_TLS|CERT|DEPTH_ZERO|UNABLE_TO|SELF_SIGNED|EPROTO|ERR_SSL)/.test(code) ? 'tls' : 'connection';
}

const longestWait = 24 * 3600;

/** Seconds or an HTTP date (RFC 9110 §10.2.3), a day at most; null where neither is said. */
export function readRetryAfter(value: string | undefined, now: number = Date.now()): number | null {
  if (value === undefined) return null;
  const seconds = /^\d{1,9}$/.test(value.trim()) ? Number(value) : (Date.parse(value) - now) / 1000;
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(Math.ceil(seconds), longestWait) : null;
}
