// Check codes: long enough not to be guessed, typed in any way, and a slip of the pen is caught.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alphabet, checkCharacter, digestOf, isCodeOf, makeCheckCode, makeReportNo, readCheckCode } from '../../../../src/credit/reports/check-code.ts';

const payload = fc.array(fc.constantFrom(...alphabet), { minLength: 15, maxLength: 15 }).map((characters) => characters.join(''));
const whole = payload.map((text) => text + checkCharacter(text));

describe('a check code', () => {
  it('has 60 bits and more, and no character that is mistaken for another', () => {
    expect(15 * Math.log2(alphabet.length)).toBeGreaterThan(60);
    expect(alphabet).not.toMatch(/[01ILOU]/);
    expect(makeCheckCode()).toMatch(/^([2-9A-HJKMNP-TV-Z]{4}-){3}[2-9A-HJKMNP-TV-Z]{4}$/);
    expect(makeReportNo('2026-10-01')).toMatch(/^CR20261001[2-9A-Z]{10}$/);
    expect(new Set(Array.from({ length: 1000 }, makeCheckCode)).size).toBe(1000);
  });

  it('is read however it was typed', () => {
    fc.assert(fc.property(whole, (code) => {
      expect(readCheckCode(` ${code.toLowerCase().replace(/(.{4})/g, '$1 - ')}`)).toBe(code);
    }));
    expect(readCheckCode(makeCheckCode())).not.toBeNull();
  });

  it('with one character wrong is none', () => {
    fc.assert(fc.property(whole, fc.nat(15), fc.constantFrom(...alphabet), (code, at, other) => {
      fc.pre(code[at] !== other);
      expect(readCheckCode(code.slice(0, at) + other + code.slice(at + 1))).toBeNull();
    }));
  });

  it('with two characters exchanged is nearly always none', () => {
    const exchanged = fc.sample(fc.tuple(whole, fc.nat(14)), 2000).filter(([code, at]) => code[at] !== code[at + 1])
      .map(([code, at]) => code.slice(0, at) + code[at + 1]! + code[at]! + code.slice(at + 2));
    expect(exchanged.filter((code) => readCheckCode(code) !== null).length / exchanged.length).toBeLessThan(0.02);
  });

  it('holds for its own report alone, and for none without a report', () => {
    const [code, other] = [readCheckCode(makeCheckCode())!, readCheckCode(makeCheckCode())!];
    expect([isCodeOf(code, digestOf(code)), isCodeOf(other, digestOf(code)), isCodeOf(null, digestOf(code)), isCodeOf(code, null), isCodeOf('', null)]).toEqual([true, false, false, false, false]);
    expect(isCodeOf('no such report', null)).toBe(false);
  });
});
