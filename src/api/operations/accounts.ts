// /v1/accounts: people who sign in. One's own account is another's to change; every change is audited with the person who made it.
import { HubError } from '../../kernel/errors.ts';
import type { AccountChange, NewAccount } from '../../identity/accounts.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ClientHandler } from '../deps.ts';

export const listAccounts: ClientHandler = async ({ administration }, _call, { parameters }) => {
  const limit = Number(parameters['limit']);
  const { agency, role, after } = parameters as { agency?: string; role?: string; after?: string };
  const found = await administration.listAccounts({ agencyCode: agency, role, after, limit: limit + 1 });
  const items = found.slice(0, limit);
  return { body: withoutSubjectData({ items, ...(found.length > limit ? { next: items.at(-1)?.name } : {}) }) };
};

export const readAccount: ClientHandler = async ({ administration }, _call, { parameters }) => {
  const account = await administration.readAccount(String(parameters['name']));
  return { body: withoutSubjectData(account), details: { account: account.name } };
};

/** The one-time password is in the answer alone: neither audit nor log nor an idempotency key keeps it. */
export const createAccount: ClientHandler = async ({ administration }, _call, { body }) => {
  const { account, password } = await administration.createAccount(body as NewAccount);
  const { name, roles } = account;
  return {
    status: 201,
    headers: { Location: `/v1/accounts/${name}` },
    body: withoutSubjectData({ ...account, ...(password === null ? {} : { password }) }),
    details: { account: name, roles },
  };
};

export const changeAccount: ClientHandler = async ({ administration }, { caller }, { parameters, body }) => {
  const name = String(parameters['name']);
  if (caller.operatorId === name) throw new HubError('ACCOUNT_OWN', 'one’s own account', { account: name });
  const change = body as AccountChange;
  const { account, password } = await administration.changeAccount(name, change);
  return {
    body: withoutSubjectData({ ...account, ...(password === null ? {} : { password }) }),
    details: { account: name, changed: Object.keys(change), ...(change.roles === undefined ? {} : { roles: account.roles }) },
  };
};
