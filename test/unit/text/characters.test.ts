import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characterRules } from '../../../src/text/character-rules.ts';
import { cleanText, isSettled, noteTraditional } from '../../../src/text/characters.ts';
import { addressRules } from '../../../src/text/address.ts';
import { amountRules } from '../../../src/text/amounts.ts';
import { dateRules } from '../../../src/text/date-rules.ts';
import { organisationNameRules } from '../../../src/text/organisation-name.ts';
import { personNameRules } from '../../../src/text/person-name.ts';
import { phoneRules } from '../../../src/text/phones.ts';
import { ignore, readCases, run } from './read-cases.ts';
import type { CellCase } from './read-cases.ts';

const DIRT = [
  '张', '伟', '，', '（', 'Ａ', '１', ' ', '　', '\u200b', '&', 'amp;', '#65;', "'", '⼀', '\ue816', '\ue000', '?', 'é', '\u0301', '𠮷', '\ud840',
  '·', '-', '无', '\ufffd', 'ﾊ', 'ﾞ', '½', 'ä', '\0', '…',
];
const dirtyText = fc.oneof(
  fc.array(fc.constantFrom(...DIRT), { maxLength: 10 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
);

describe('cleanText', () => {
  it.each(readCases<CellCase[]>('characters'))('reads $raw', ({ raw, value, rules }) => {
    expect(run((note) => cleanText(raw, note))).toEqual({ value, rules });
  });

  it('is idempotent', () => {
    fc.assert(fc.property(dirtyText, (raw) => {
      const once = cleanText(raw, ignore);
      if (once !== null) expect(cleanText(once, ignore)).toBe(once);
    }), { numRuns: 3000 });
  });

  it('gives NFKC text, save for Chinese punctuation and garbled Latin', () => {
    fc.assert(fc.property(dirtyText, (raw) => {
      const { value, rules } = run((note) => cleanText(raw, note));
      if (value === null || rules.includes('MOJIBAKE')) return;
      for (const part of value.split(/[，！？；：（）…]/)) expect(part.normalize('NFKC')).toBe(part);
    }), { numRuns: 2000 });
  });

  it('notes each rule once and never silently changes a cell', () => {
    fc.assert(fc.property(dirtyText, (raw) => {
      const { value, rules } = run((note) => cleanText(raw, note));
      expect(new Set(rules).size).toBe(rules.length);
      if (value !== null && value !== raw && !/\p{Surrogate}/u.test(raw)) expect(rules).not.toEqual([]);
    }), { numRuns: 2000 });
  });

  it('maps the private-use points of GBK as the GB 18030 decoder maps their bytes', () => {
    let point = 0xe815;
    for (let trail = 0x50; trail <= 0xa0; trail++) {
      if (trail === 0x7f) continue;
      const standard = new TextDecoder('gb18030').decode(Uint8Array.of(0xfe, trail));
      const mapped = cleanText(`张${String.fromCharCode(point)}`, ignore);
      // Six of them the decoder leaves private: GB 18030-2005 gave those to characters outside the BMP.
      if (standard.charCodeAt(0) >= 0xe000 && standard.charCodeAt(0) <= 0xf8ff) expect(mapped?.codePointAt(1)).toBeGreaterThan(0xffff);
      else expect(mapped).toBe(`张${standard}`);
      point++;
    }
    expect(point).toBe(0xe865);
  });
});

describe('noteTraditional', () => {
  it.each([['張偉', true], ['张伟', false], ['资料夹', true], ['李乾', false]])('%s: %s', (text, isNoted) => {
    expect(run((note) => noteTraditional(text, note)).rules).toEqual(isNoted ? ['TRADITIONAL'] : []);
  });
});

describe('the rules of the text readers', () => {
  const rules = [characterRules, personNameRules, organisationNameRules, addressRules, dateRules, amountRules, phoneRules].flat();
  it('have distinct codes, and labels and remedies in both languages', () => {
    expect(new Set(rules.map(({ code }) => code)).size).toBe(rules.length);
    for (const { code, label, remedy } of rules) {
      expect(code).toMatch(/^[A-Z_]+$/);
      for (const text of [label, remedy]) {
        expect(text.zh, code).toMatch(/\p{Script=Han}/u);
        expect(text.en, code).toMatch(/^[ -~]+$/);
      }
    }
  });
});

describe('isSettled', () => {
  it('says it only of texts that folding leaves as they are', () => {
    fc.assert(fc.property(dirtyText, (text) => {
      if (isSettled(text)) expect(text.normalize('NFKC').toUpperCase().replace(/\s+/g, '')).toBe(text);
    }));
    expect(['历下区1号(旧)A-2', 'a', '张 伟', '１', '\uf900', 'é'].map(isSettled)).toEqual([true, false, false, false, false, false]);
  });
});
