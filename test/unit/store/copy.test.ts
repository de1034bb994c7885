import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyArray, copyField } from '../../../src/store/copy.ts';

/** COPY's text format read back as PostgreSQL reads it. */
function readField(field: string): string | null {
  if (field === '\\N') return null;
  return field.replace(/\\(.)/gs, (_, character: string) => ({ t: '\t', n: '\n', r: '\r' })[character] ?? character);
}

describe('copyField', () => {
  it('returns clean text as it is and escapes the four characters that separate', () => {
    expect(copyField('张三 01')).toBe('张三 01');
    expect(copyField('a\tb\nc\rd\\N')).toBe('a\\tb\\nc\\rd\\\\N');
    expect(copyField('')).toBe('');
    expect(copyField(null)).toBe('\\N');
  });

  it('reads back as it was written, on one line and in one field', () => {
    const text = fc.string({ unit: fc.constantFrom('\\', '\t', '\n', '\r', 'N', '"', '{', 'a', '人', '\v') });
    fc.assert(
      fc.property(text, (value) => {
        const field = copyField(value);
        expect(field).not.toMatch(/[\t\n\r]/);
        expect(readField(field)).toBe(value);
      }),
    );
  });
});

describe('copyArray', () => {
  it('quotes each item', () => {
    expect(copyArray(['a', null, 'say "hi"', ''])).toBe('{"a",NULL,"say \\\\"hi\\\\"",""}');
    expect(copyArray([])).toBe('{}');
    expect(copyArray(null)).toBe('\\N');
  });
});
