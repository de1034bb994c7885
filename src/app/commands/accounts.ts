// account: people who sign in, for who has the machine: the first administrator, and whoever has locked everybody out. A password is
// printed once, when it is made; its owner changes it at the first sign-in. Every change is an audit event with the machine's user.
import type { Command } from 'commander';
import { changeAccount, createAccount, listAccounts, type AccountChange, type AccountDeps, type AccountLine } from '../../identity/accounts.ts';
import { roles } from '../../identity/roles.ts';
import type { Hub } from '../compose.ts';
import { auditCommand } from './audit-command.ts';
import { collect, withHub, type AddCommands, type Session } from './command.ts';

const mostListed = 10_000;

export const addAccountCommands: AddCommands = (program, session) => {
  const account = program.command('account').description('账号 / accounts of people');
  account.command('create').argument('<name>', '小写字母、数字和 . _ - / staff code').requiredOption('--agency <code>').requiredOption('--display <name>', '姓名 / name shown')
    .requiredOption('--role <role>', roles.join(' | '), collect).option('--lang-of-screens <zh|en>', '界面语言 / language of the screens', 'zh')
    .option('--outside <subject>', '统一身份认证中的标识，不设口令 / subject at the outside provider, no password')
    .action((name: string, options: CreateOptions) => withHub(session, (hub) => create(session, hub, name, options)));
  account.command('list').option('--agency <code>').option('--role <role>')
    .action(({ agency, role }: { agency?: string; role?: string }) => withHub(session, async (hub) => {
      const found = await listAccounts(depsOf(hub), { agencyCode: agency, role, limit: mostListed });
      session.terminal.table(['account', 'label', 'agency', 'roles', 'secondFactor', 'signedIn', 'state'], found.map(rowOf));
    }));
  for (const [command, change, said] of changes) {
    account.command(command).argument('<name>').action((name: string) => withHub(session, async (hub) => {
      const { password } = await changeAccount(depsOf(hub), name, change);
      await auditCommand(hub, { operationId: 'hub.changeAccount', details: { account: name, changed: Object.keys(change) } });
      session.terminal.say(said, { what: name });
      if (password !== null) showPassword(session, name, password);
    }));
  }
  addRolesCommand(account, session);
};

const changes = [
  ['lock', { isActive: false }, 'disabled'],
  ['unlock', { isActive: true, unlock: true }, 'enabled'],
  ['reset-password', { resetPassword: true }, 'changed'],
  ['reset-second-factor', { resetSecondFactor: true }, 'changed'],
] as const satisfies readonly (readonly [string, AccountChange, string])[];

interface CreateOptions {
  readonly agency: string;
  readonly display: string;
  readonly role: readonly string[];
  readonly langOfScreens: string;
  readonly outside?: string;
}

async function create(session: Session, hub: Hub, name: string, options: CreateOptions): Promise<void> {
  const { agency, display, role, langOfScreens, outside } = options;
  const wanted = { name, displayName: display, agencyCode: agency, roles: role, language: langOfScreens, outsideSubject: outside };
  const { password } = await createAccount(depsOf(hub), wanted);
  await auditCommand(hub, { operationId: 'hub.createAccount', details: { account: name, roles: role } });
  session.terminal.say('added', { what: name });
  if (password !== null) showPassword(session, name, password);
}

function addRolesCommand(account: Command, session: Session): void {
  account.command('roles').argument('<name>').requiredOption('--role <role>', roles.join(' | '), collect).description('改任角色，其登录随即失效 / other roles; ends the sessions')
    .action((name: string, { role }: { role: readonly string[] }) => withHub(session, async (hub) => {
      await changeAccount(depsOf(hub), name, { roles: role });
      await auditCommand(hub, { operationId: 'hub.changeAccount', details: { account: name, changed: ['roles'], roles: role } });
      session.terminal.say('changed', { what: name });
    }));
}

function depsOf({ prisma, pool, clock, clients }: Hub): AccountDeps {
  return { prisma, pool, clock, hasher: clients.hasher };
}

function rowOf(account: AccountLine): string[] {
  const { name, displayName, agencyCode, hasSecondFactor, signedInAt, isActive, lockedUntil } = account;
  const state = !isActive ? '✗' : lockedUntil === null ? '✓' : `✗ → ${lockedUntil.toISOString()}`;
  return [name, displayName, agencyCode, account.roles.join(' '), hasSecondFactor ? '✓' : '', signedInAt?.toISOString() ?? '', state];
}

function showPassword({ terminal }: Session, name: string, password: string): void {
  terminal.say('passwordOnce');
  terminal.print(`name      ${name}`);
  terminal.print(`password  ${password}`);
}
