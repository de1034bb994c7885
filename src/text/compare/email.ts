// Compares e-mail addresses, with or without a name around them: "Lin" <lin@example.com>.
import { level } from './comparator.ts';
import type { Comparator } from './comparator.ts';
import { isNeighbourSwap, isOneEdit } from './edits.ts';

/** In lower case: who writes an address minds it as little as most hosts do. */
export interface PreparedEmail {
  readonly address: string;
  readonly mailbox: string;
}

const ADDRESS = /([^\s<>()[\]"',;:]+)@[^\s<>()[\]"',;:]+/;
/** Shorter mailboxes are many people's. */
const LEAST_MAILBOX = 5;

export const email: Comparator<PreparedEmail> = {
  code: 'email',
  levels: [
    level('equal', '邮箱相同', 'e-mail addresses are equal'),
    level('one_edit', '邮箱差一个字符', 'e-mail addresses differ by one character'),
    level('same_mailbox', '邮箱用户名相同，域名不同', 'same mailbox at another host'),
    level('different', '邮箱不同', 'e-mail addresses are different'),
  ],
  prepare: prepareEmail,
  compare: (a, b) => {
    if (a.address === b.address) return 0;
    if (isOneEdit(a.address, b.address) || isNeighbourSwap(a.address, b.address)) return 1;
    return a.mailbox === b.mailbox && a.mailbox.length >= LEAST_MAILBOX ? 2 : 3;
  },
  term: ({ address }) => address,
  frequencyLevels: 1,
};

/** The first address of the value; null when there is none. */
export function prepareEmail(value: string): PreparedEmail | null {
  const found = ADDRESS.exec(value.normalize('NFKC').toLowerCase());
  return found === null ? null : { address: found[0].replace(/\.$/, ''), mailbox: found[1]! };
}
