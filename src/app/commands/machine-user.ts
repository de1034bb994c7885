// As whom the machine says that a command runs.
import { userInfo } from 'node:os';

/** The account's name, or its number where the machine has no name for it, as in a container that is run under any number. */
export function machineUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${process.getuid?.()}`;
  }
}
