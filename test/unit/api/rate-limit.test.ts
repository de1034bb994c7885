// The rate of a client: as many as it may, then refused until the minute is over, whoever else asks.
import { expect, it } from 'vitest';
import { ClientRateLimit } from '../../../src/api/rate-limit.ts';

it('lets a client have its rate, each minute, whoever else asks', () => {
  let now = 0;
  const limit = new ClientRateLimit(() => now);
  const take = (clientId: string): [boolean, Record<string, string>] => {
    const headers = {};
    return [limit.take({ clientId, ratePerMinute: 2 }, headers), headers];
  };
  expect(take('a')).toEqual([true, { 'RateLimit-Limit': '2', 'RateLimit-Remaining': '1', 'RateLimit-Reset': '60' }]);
  now = 500;
  expect(take('a')[0]).toBe(true);
  expect(take('a')).toEqual([false, { 'Retry-After': '60', 'RateLimit-Limit': '2', 'RateLimit-Remaining': '0', 'RateLimit-Reset': '60' }]);
  expect(take('b')[0]).toBe(true);
  now = 60_000;
  expect(take('a')[0]).toBe(true);
});
