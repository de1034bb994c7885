// Codes by the clock against the vectors of RFC 6238, and passwords.
import { Secret } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { readCookie, SessionCookie } from '../../../src/identity/browser.ts';
import { createPassword, passwordFaults } from '../../../src/identity/passwords.ts';
import { createRecoveryCodes, createTotpSecret, otpauthUri, recoveryHash, totpStep } from '../../../src/identity/second-factor.ts';

describe('a code by the clock', () => {
  const secret = Secret.fromLatin1('12345678901234567890').base32;
  const at = (seconds: number): Date => new Date(seconds * 1000);

  // RFC 6238, appendix B, SHA-1, the last six digits.
  it.each([[59, '287082'], [1111111109, '081804'], [1111111111, '050471'], [1234567890, '005924'], [2000000000, '279037'], [20000000000, '353130']])('at %d is %s', (seconds, code) => {
    expect(totpStep(secret, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it('holds half a minute either way, and names its own step', () => {
    expect(totpStep(secret, '287082', at(59 + 30))).toBe(1);
    expect(totpStep(secret, '287082', at(0))).toBe(1);
    expect(totpStep(secret, '287082', at(59 + 61))).toBeNull();
  });

  it.each(['', '28708', '2870820', '２８７０８２', 'abcdef', ' 287082'])('is six digits, not %j', (code) => expect(totpStep(secret, code, at(59))).toBeNull());

  it('comes from 160 random bits', () => {
    expect(createTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
    expect(otpauthUri(secret, 'wang.li')).toBe(`otpauth://totp/Jiku:wang.li?issuer=Jiku&secret=${secret}&algorithm=SHA1&digits=6&period=30`);
  });
});

it('recovery codes differ, and are one however they are written', () => {
  const codes = createRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  expect(recoveryHash('a', 'ABCD efgh-2345')).toBe(recoveryHash('a', 'abcd-efgh-2345'));
  expect(recoveryHash('a', 'abcd')).not.toBe(recoveryHash('b', 'abcd'));
});

describe('a password', () => {
  it.each(['Kite-over-Lake-7', '春眠不觉晓处处闻啼鸟Abc', 'correct horse battery staple', createPassword() + createPassword()])('%s is good', (password) => {
    expect(passwordFaults(password, ['wang.li', '王丽'])).toEqual([]);
  });

  it('is judged as it is meant, whatever its width', () => {
    expect(passwordFaults('ｐａｓｓｗｏｒｄＡ１２３', [])).toEqual(['overused']);
    expect(passwordFaults(`Ab1-${'x'.repeat(300)}`, [])).toContain('too_long');
    expect(passwordFaults('好王丽-Aa1-好好学', ['王丽'])).toContain('names_owner');
  });

  it('made for others has no look-alikes', () => expect(createPassword()).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/));
});

describe('a cookie', () => {
  it('counts once', () => {
    expect(readCookie('a=1; jiku_session=x; b=2', 'jiku_session')).toBe('x');
    expect(readCookie('jiku_session=x; jiku_session=y', 'jiku_session')).toBeNull();
    expect(readCookie('other_jiku_session=x', 'jiku_session')).toBeNull();
    expect(readCookie('jiku_session=', 'jiku_session')).toBeNull();
    expect(readCookie(undefined, 'jiku_session')).toBeNull();
  });

  it('of a hub behind https is not read under the plain name', () => {
    expect(new SessionCookie('https://hub.example').read('jiku_session=x')).toBeNull();
    expect(new SessionCookie('https://hub.example').read('__Host-jiku_session=x')).toBe('x');
  });
});
