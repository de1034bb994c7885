import { describe, expect, it } from 'vitest';
import { withoutValues } from '../../../src/kernel/log.ts';

describe('errors in the log', () => {
  it('leave out what a database error quotes', () => {
    const error = Object.assign(new Error('invalid input syntax for type date: "张三"'), {
      severity: 'ERROR', code: '22007', routine: 'DateTimeParseError', detail: 'Key (value)=(110101190001010014) already exists.', where: 'COPY load_1, line 3: "张三"',
    });
    const logged = JSON.stringify(withoutValues(error));
    expect(logged).toContain('22007');
    expect(logged).toContain('log.test.ts');
    expect(logged).not.toMatch(/张三|110101190001010014/);
  });

  it('keep the message of our own', () => {
    expect(withoutValues(new TypeError('no library x'))).toMatchObject({ name: 'TypeError', message: 'no library x' });
  });
});
