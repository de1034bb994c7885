// Civil dates are Shanghai's: the day turns there at 16:00 UTC.
import { afterEach, expect, it, vi } from 'vitest';
import { systemClock } from '../../../src/kernel/clock.ts';

afterEach(() => void vi.useRealTimers());

it('tells the new date as soon as the day has turned, and the old one when the clock is set back', () => {
  vi.useFakeTimers();
  const dateAt = (instant: string): string => (vi.setSystemTime(new Date(instant)), systemClock.today());
  expect(dateAt('2026-06-01T15:59:59.999Z')).toBe('2026-06-01');
  expect(dateAt('2026-06-01T16:00:00Z')).toBe('2026-06-02');
  expect(dateAt('2026-06-02T15:00:00Z')).toBe('2026-06-02');
  expect(dateAt('2026-06-01T15:00:00Z')).toBe('2026-06-01');
});
