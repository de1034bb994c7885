import { userInfo } from 'node:os';
import { expect, it, vi } from 'vitest';
import { machineUser } from '../../../src/app/commands/machine-user.ts';

vi.mock('node:os', async (original) => ({ ...(await original<object>()), userInfo: vi.fn(() => ({ username: 'li.si' })) }));

it('is the name of the account, or its number where it has none', () => {
  expect(machineUser()).toBe('li.si');
  vi.mocked(userInfo).mockImplementation(() => {
    throw new Error('uv_os_get_passwd returned ENOENT');
  });
  expect(machineUser()).toBe(`uid-${process.getuid!()}`);
});
