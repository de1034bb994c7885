import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  arePersonNamesVariant, cleanPersonName, equalPersonName, personNameKeys, personNameMatchForm,
} from '../../../src/text/person-name.ts';
import { ignore, readCases, run } from './read-cases.ts';
import type { CellCase } from './read-cases.ts';

interface Cases {
  clean: CellCase[];
  keys: Record<string, string[]>;
  firstKey: Record<string, string>;
  pairs: { a: string; b: string; variant: boolean; equal: boolean }[];
}
const cases = readCases<Cases>('person-names');
const name = fc.array(fc.constantFrom(...'张章單单乐悦買买·•.𠮷A ,<、9'), { minLength: 1, maxLength: 9 }).map((chars) => chars.join(''));

describe('cleanPersonName', () => {
  it.each(cases.clean)('reads $raw', ({ raw, value, rules }) => {
    expect(run((note) => cleanPersonName(raw, note))).toEqual({ value, rules });
  });

  it('keeps a name of more than sixty characters', () => {
    const long = Array.from({ length: 20 }, () => '阿依古').join('·');
    expect(cleanPersonName(long, ignore)).toBe(long);
  });

  it('is idempotent', () => {
    fc.assert(fc.property(name, (raw) => {
      const once = cleanPersonName(raw, ignore);
      if (once !== null) expect(cleanPersonName(once, ignore)).toBe(once);
    }), { numRuns: 3000 });
  });
});

describe('personNameKeys', () => {
  it.each(Object.entries(cases.keys))('%s: %s', (text, keys) => expect(personNameKeys(text)).toEqual(keys));
  it.each(Object.entries(cases.firstKey))('%s begins with %s', (text, key) => expect(personNameKeys(text)[0]).toBe(key));

  it('gives at most eight keys, all different', () => {
    fc.assert(fc.property(name, (text) => {
      const keys = personNameKeys(text);
      expect(keys.length).toBeLessThanOrEqual(8);
      expect(new Set(keys).size).toBe(keys.length);
    }));
  });
});

describe('comparison', () => {
  it.each(cases.pairs)('$a and $b', ({ a, b, variant, equal }) => {
    expect(arePersonNamesVariant(a, b)).toBe(variant);
    expect(equalPersonName(a, b)).toBe(equal);
  });

  it('is symmetric, and equal names are variants', () => {
    fc.assert(fc.property(name, name, (a, b) => {
      expect(arePersonNamesVariant(a, b)).toBe(arePersonNamesVariant(b, a));
      expect(equalPersonName(a, b)).toBe(equalPersonName(b, a));
    }));
  });

  it('has an idempotent match form', () => {
    fc.assert(fc.property(name, (text) => personNameMatchForm(personNameMatchForm(text)) === personNameMatchForm(text)));
  });
});
