// `npm run hub -- <command>`: every command of an operator. Exit codes: 0 done, 1 fault, 2 refused, 3 waits for a person.
import { Command, Option } from 'commander';
import { DefinitionError } from '../definition/define-library.ts';
import { HubError } from '../kernel/errors.ts';
import { addAccessCommands } from './commands/access.ts';
import type { Session } from './commands/command.ts';
import { addDatabaseCommands } from './commands/database.ts';
import { addIngestCommand } from './commands/ingest.ts';
import { addLoadCommands } from './commands/loads.ts';
import { addModelCommands } from './commands/model.ts';
import { addServeCommands } from './commands/serve.ts';
import { addStewardCommands } from './commands/steward.ts';
import { addTermCommands } from './commands/terms.ts';
import { readConfig } from './config.ts';
import type { Language } from './messages.ts';
import { Terminal } from './terminal.ts';

function createProgram(session: Session): Command {
  const program = new Command('hub').description('基库：人口、法人、信用基础库 / master-data hub')
    .addOption(new Option('--lang <lang>', '语言 / language').choices(['zh', 'en']).default('zh'))
    .showHelpAfterError();
  // `--lang` counts wherever it stands.
  program.hook('preAction', (_, command) => {
    session.terminal.language = (command.optsWithGlobals() as { lang: Language }).lang;
  });
  const groups = [
    addServeCommands, addDatabaseCommands, addIngestCommand, addLoadCommands, addModelCommands, addAccessCommands, addStewardCommands, addTermCommands,
  ];
  for (const add of groups) add(program, session);
  return program;
}

/** A reader that has seen enough (`| head`) is no fault. */
function isReaderGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EPIPE';
}

async function main(): Promise<number> {
  process.stdout.on('error', (error) => {
    if (!isReaderGone(error)) throw error;
  });
  const session: Session = { terminal: new Terminal(process.stdout, process.stderr), config: () => readConfig(), exitCode: 0 };
  try {
    await createProgram(session).parseAsync();
    return session.exitCode;
  } catch (error) {
    if (isReaderGone(error)) return session.exitCode;
    session.terminal.fail(error);
    return error instanceof HubError || error instanceof DefinitionError ? 2 : 1;
  }
}

process.exitCode = await main();
