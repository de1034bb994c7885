import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDate } from '../../../src/text/dates.ts';
import type { DateOptions } from '../../../src/text/dates.ts';
import { ignore, readCases, run } from './read-cases.ts';
import type { CellCase } from './read-cases.ts';

const today = '2026-11-22';
const instant = fc.date({ min: new Date('1930-01-01'), max: new Date('2026-11-21'), noInvalidDate: true });
const day = instant.map((date) => date.toISOString().slice(0, 10));

describe('readDate', () => {
  const cases = readCases<(CellCase & { options?: Partial<DateOptions> })[]>('dates');
  it.each(cases)('reads $raw $options', ({ raw, value, rules, options }) => {
    expect(run((note) => readDate(raw, note, { today, ...options }))).toEqual({ value, rules });
  });

  it('reads every form of a day as that day', () => {
    fc.assert(fc.property(day, (iso) => {
      const [year, month, date] = iso.split('-').map(Number);
      const serial = (Date.parse(iso) - Date.UTC(1899, 11, 30)) / 86_400_000;
      const chinese = `${year}年${month}月${date}日`;
      for (const form of [iso, iso.replaceAll('-', ''), `${year}/${month}/${date}`, chinese, String(serial), `${iso} 00:00:00`]) {
        expect(readDate(form, ignore, { today, past: true }), form).toBe(iso);
      }
    }));
  });

  it('is idempotent', () => {
    fc.assert(fc.property(fc.oneof(day, fc.string(), fc.stringMatching(/^[0-9年月/.-]{1,12}$/)), (raw) => {
      const once = readDate(raw, ignore, { today });
      if (once !== null) expect(readDate(once, ignore, { today })).toBe(once);
    }));
  });
});

describe('the calendar', () => {
  it('agrees with that of the runtime', () => {
    const parts = fc.tuple(fc.integer({ min: 1901, max: 2100 }), fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 33 }));
    fc.assert(fc.property(parts, ([y, m, d]) => {
      const iso = `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
      const isReal = new Date(Date.UTC(y, m - 1, d)).toISOString().slice(0, 10) === iso;
      expect(run((note) => readDate(iso, note, { today })).rules).toEqual(isReal ? [] : ['DATE_IMPOSSIBLE']);
    }));
  });
});
