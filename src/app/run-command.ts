// One command of an operator, wherever it runs. Exit codes: 0 done, 1 fault, 2 refused, 3 waits for a person.
import { Command, CommanderError, Option } from 'commander';
import { DefinitionError } from '../definition/define-library.ts';
import { HubError } from '../kernel/errors.ts';
import type { AddCommands, Session } from './commands/command.ts';
import { readConfig, type Environment } from './config.ts';
import type { Language } from './messages.ts';
import type { Terminal } from './terminal.ts';

/** Groups of commands and what they are called: only the group that is asked for is loaded, for help all of them. */
const groups: readonly { readonly names: readonly string[]; readonly load: () => Promise<AddCommands> }[] = [
  { names: ['serve', 'work'], load: async () => (await import('./commands/serve.ts')).addServeCommands },
  { names: ['migrate', 'schema', 'feeds', 'new-library'], load: async () => (await import('./commands/database.ts')).addDatabaseCommands },
  { names: ['ingest'], load: async () => (await import('./commands/ingest.ts')).addIngestCommand },
  { names: ['load', 'rejects', 'rebuild', 'export'], load: async () => (await import('./commands/loads.ts')).addLoadCommands },
  { names: ['model'], load: async () => (await import('./commands/model.ts')).addModelCommands },
  { names: ['explain'], load: async () => (await import('./commands/explain.ts')).addExplainCommands },
  { names: ['task', 'challenge'], load: async () => (await import('./commands/steward.ts')).addStewardCommands },
  { names: ['term', 'calendar'], load: async () => (await import('./commands/terms.ts')).addTermCommands },
  { names: ['decide', 'links'], load: async () => (await import('./commands/decisions.ts')).addDecisionCommands },
  { names: ['credit'], load: async () => (await import('./commands/credit.ts')).addCreditCommands },
  { names: ['account'], load: async () => (await import('./commands/accounts.ts')).addAccountCommands },
  { names: ['agency', 'client', 'agreement'], load: async () => (await import('./commands/access.ts')).addAccessCommands },
];

async function loadGroups(args: readonly string[]): Promise<AddCommands[]> {
  const asked = args.includes('help') ? [] : groups.filter(({ names }) => names.some((name) => args.includes(name)));
  return Promise.all((asked.length === 0 ? groups : asked).map(({ load }) => load()));
}

async function createProgram(session: Session, args: readonly string[]): Promise<Command> {
  const program = new Command('hub').description('基库：人口、法人、信用基础库 / master-data hub')
    .addOption(new Option('--lang <lang>', '语言 / language').choices(['zh', 'en']).default('zh'))
    .showHelpAfterError()
    .exitOverride()
    .configureOutput({ writeOut: (text) => session.terminal.out.write(text), writeErr: (text) => session.terminal.err.write(text) });
  // `--lang` counts wherever it stands.
  program.hook('preAction', (_, command) => {
    session.terminal.language = (command.optsWithGlobals() as { lang: Language }).lang;
  });
  for (const add of await loadGroups(args)) add(program, session);
  return program;
}

/** A reader that has seen enough (`| head`) is no fault. */
export function isReaderGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EPIPE';
}

/** Runs `args`, with the settings of `environment` unless the process's own count; the exit code. */
export async function runCommand(args: readonly string[], terminal: Terminal, environment?: Environment): Promise<number> {
  const session: Session = { terminal, config: () => readConfig(environment), exitCode: 0 };
  try {
    await (await createProgram(session, args)).parseAsync(args, { from: 'user' });
    return session.exitCode;
  } catch (error) {
    if (isReaderGone(error)) return session.exitCode;
    // What commander has to say (help, a wrong option) it has said.
    if (error instanceof CommanderError) return error.exitCode;
    session.terminal.fail(error);
    return error instanceof HubError || error instanceof DefinitionError ? 2 : 1;
  }
}
