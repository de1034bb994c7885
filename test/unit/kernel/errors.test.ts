import { describe, expect, it } from 'vitest';
import { errorLabels, HubError } from '../../../src/kernel/errors.ts';

describe('errors', () => {
  it.each(Object.entries(errorLabels))('%s is said in Chinese and in English, with what to do', (code, { title, remedy }) => {
    expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
    for (const label of [title, remedy]) {
      expect(label.zh).toMatch(/\p{Script=Han}/u);
      expect(label.en).toMatch(/^[A-Z]/);
      expect(label.en).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it('keeps code, details and cause', () => {
    const cause = new Error('disk');
    const error = new HubError('FILE_UNREADABLE', 'The file cannot be read: a.csv', { file: 'a.csv' }, { cause });
    expect(error).toMatchObject({ name: 'HubError', code: 'FILE_UNREADABLE', details: { file: 'a.csv' }, cause });
  });
});
