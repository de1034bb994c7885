// Signatures, targets and pauses of webhooks.
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { nextAttempt } from '../../../src/credit/webhooks/deliver.ts';
import { causeWord, lastDayOf } from '../../../src/credit/webhooks/fan-out.ts';
import { readRetryAfter } from '../../../src/credit/webhooks/send.ts';
import { createWebhookSecret, signMessage } from '../../../src/credit/webhooks/sign.ts';
import { TargetPolicy } from '../../../src/credit/webhooks/targets.ts';

describe('a signature', () => {
  const message = { id: 'm-1', timestamp: Math.floor(Date.now() / 1000), body: '{"type":"credit.entry.began","data":{"原因":"示例"}}' };

  it('is what the library of the standard verifies, by either secret while they change', () => {
    const [fresh, former] = [createWebhookSecret(), createWebhookSecret()];
    const headers = signMessage(message, [fresh, former]);
    for (const secret of [fresh, former]) expect(new Webhook(secret).verify(message.body, headers)).toEqual(JSON.parse(message.body));
    expect(() => new Webhook(createWebhookSecret()).verify(message.body, headers)).toThrow();
    expect(() => new Webhook(fresh).verify(message.body.replace('began', 'ended'), headers)).toThrow();
  });

  it('of the standard’s own example', () => {
    const headers = signMessage({ id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' }, ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']);
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });
});

describe('a target', () => {
  const policy = new TargetPolicy();
  const reasonOf = (url: string, given = policy): unknown => {
    try {
      return given.read(url).href;
    } catch (error) {
      return (error as { details: { reason: string } }).details.reason;
    }
  };

  it.each([
    ['https://agency.example.gov.cn/jiku', 'https://agency.example.gov.cn/jiku'],
    ['https://agency.example.gov.cn:8443/a?b=c', 'https://agency.example.gov.cn:8443/a?b=c'],
    ['https://8.8.8.8/', 'https://8.8.8.8/'],
    ['https://[2400:3200::1]/', 'https://[2400:3200::1]/'],
    ['http://agency.example.gov.cn/', 'https'],
    ['ftp://agency.example.gov.cn/', 'https'],
    ['https://user:secret@agency.example.gov.cn/', 'credentials'],
    ['https://agency.example.gov.cn/#a', 'fragment'],
    ['nonsense', 'url'],
    [`https://agency.example.gov.cn/${'a'.repeat(500)}`, 'url'],
    ['https://localhost/', 'private'],
    ['https://intranet/', 'private'],
    ['https://db.internal/', 'private'],
    ['https://printer.local./', 'private'],
    ['https://127.0.0.1/', 'private'],
    ['https://2130706433/', 'private'],
    ['https://0x7f.1/', 'private'],
    ['https://10.1.2.3/', 'private'],
    ['https://172.31.0.1/', 'private'],
    ['https://192.168.1.1/', 'private'],
    ['https://169.254.169.254/latest/meta-data', 'private'],
    ['https://100.64.0.1/', 'private'],
    ['https://224.0.0.1/', 'private'],
    ['https://[::1]/', 'private'],
    ['https://[::ffff:10.0.0.1]/', 'private'],
    ['https://[64:ff9b::a00:1]/', 'private'],
    ['https://[fe80::1]/', 'private'],
    ['https://[fd00::1]/', 'private'],
    ['https://[::]/', 'private'],
  ])('%s: %s', (url, expected) => expect(reasonOf(url)).toBe(expected));

  it('that the operator has opened may be private, and plain', () => {
    const open = new TargetPolicy(['hooks.intranet', '10.20.0.0/16', '127.0.0.1', 'fd00::/8']);
    for (const url of ['http://hooks.intranet/', 'http://10.20.3.4/', 'http://127.0.0.1:8080/', 'https://[fd00::1]/']) expect(reasonOf(url, open)).toBe(url);
    expect(reasonOf('http://10.21.0.1/', open)).toBe('https');
    expect(reasonOf('https://10.21.0.1/', open)).toBe('private');
  });

  it('is judged again by what its name resolves to', async () => {
    const resolve = (given: TargetPolicy) => new Promise((done) => given.lookup('localhost', { all: true }, (error, addresses) => done(error?.code ?? addresses.length > 0)));
    expect(await resolve(policy)).toBe('TARGET_CLOSED');
    expect(await resolve(new TargetPolicy(['localhost']))).toBe(true);
  });
});

describe('the next attempt', () => {
  const failed = { status: 503, fault: 'status', retryAfter: null } as const;

  it('comes later each time, within a fifth, never before Retry-After, and not after the last or 410', () => {
    const pauses = [5, 30];
    expect([0, 1, 2].map((attempts) => nextAttempt({ pauses, random: () => 0.5 }, attempts, failed))).toEqual([5, 30, null]);
    expect([0, 1].map((random) => Math.round(nextAttempt({ pauses, random: () => random }, 0, failed) ?? 0))).toEqual([4, 6]);
    expect(nextAttempt({ pauses, random: () => 0.5 }, 0, { ...failed, retryAfter: 90 })).toBe(90);
    expect(nextAttempt({ pauses }, 0, { ...failed, status: 410 })).toBeNull();
  });

  it.each([['120', 120], ['0', null], ['-5', null], ['soon', null], ['Thu, 01 Jan 2026 00:01:00 GMT', 60], ['99999999', 86_400], [undefined, null]])('Retry-After %s: %s', (value, expected) => {
    expect(readRetryAfter(value, Date.parse('2026-01-01T00:00:00Z'))).toBe(expected);
  });
});

describe('a message', () => {
  it('says causes and last days without ids', () => {
    expect([causeWord('load:12'), causeWord('repaired'), lastDayOf('2028-05-02'), lastDayOf('infinity')]).toEqual(['load', 'repaired', '2028-05-01', null]);
  });
});
