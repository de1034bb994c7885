import { describe, expect, it } from 'vitest';
import { scanText } from '../../../../src/app/checks/scan-numbers.ts';
import { residentIdCheckDigit } from '../../../../src/standards/resident-id.ts';
import { orgCodeCheckChar } from '../../../../src/standards/organisation-code.ts';
import { usccCheckChar } from '../../../../src/standards/uscc.ts';

// Numbers that would be real are made here, so that this file itself holds none.
const realId = (): string => {
  const first = `110101${1985}0704${'123'}`;
  return first + residentIdCheckDigit(first);
};
const realUscc = (): string => {
  const org = '1234567' + '8';
  const first = `91340100${org}${orgCodeCheckChar(org)}`;
  return first + usccCheckChar(first);
};

describe('scanText', () => {
  it('finds numbers that could be real, with their line', () => {
    expect(scanText(`a\nb ${realId()} c`)).toEqual([{ line: 2, kind: 'id_number', text: realId() }]);
    expect(scanText(realUscc().toLowerCase())).toMatchObject([{ kind: 'uscc' }]);
  });

  it('lets fictitious numbers, published samples, placeholders and wrong checks pass', () => {
    const wrong = realId().replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
    expect(scanText(`110101190001010014 91110000FAKE00013H 11010519491231002X ${'0'.repeat(18)} ${wrong}`)).toEqual([]);
  });

  it('finds keys and tokens without repeating them', () => {
    const found = scanText(`-----BEGIN ${'PRIVATE'} KEY-----\n{"d": "${'a'.repeat(43)}"}`);
    expect(found.map(({ kind }) => kind)).toEqual(['secret', 'secret']);
    expect(found.every(({ text }) => text.length < 20)).toBe(true);
  });
});
