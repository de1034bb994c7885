// `npm run hub -- <command>`: an operator's command as a process of its own.
import { isReaderGone, runCommand } from './run-command.ts';
import { Terminal } from './terminal.ts';

process.stdout.on('error', (error) => {
  if (!isReaderGone(error)) throw error;
});
process.exitCode = await runCommand(process.argv.slice(2), new Terminal(process.stdout, process.stderr));
