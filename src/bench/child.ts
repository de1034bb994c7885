// Processes that the benches measure: each on its own, so that neither its memory nor its time is the bench's. Parent and child
// take turns: one message, one answer.
import { fork } from 'node:child_process';

export interface Child {
  /** Rejects with the child's own fault. One at a time. */
  ask<Answer>(message: unknown): Promise<Answer>;
  /** Lets the child end and waits for it. */
  stop(): Promise<void>;
}

type Reply = { readonly answer: unknown } | { readonly fault: string };

/** Starts a TypeScript module as a process; its stdout goes to stderr, since stdout holds results. */
export function startChild(module: URL): Child {
  const execArgv = ['--import', import.meta.resolve('tsx'), ...profilerArguments()];
  const child = fork(module, { execArgv, stdio: ['ignore', 2, 2, 'ipc'], serialization: 'advanced' });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return {
    ask: <Answer>(message: unknown) => new Promise<Answer>((resolve, reject) => {
      child.once('message', (reply: Reply) => ('fault' in reply ? reject(new Error(reply.fault)) : resolve(reply.answer as Answer)));
      void ended.then((code) => reject(new Error(`a measured process ended with ${code ?? 'a signal'}`)));
      child.send(message as object);
    }),
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** The profiler of Node, where the bench itself was started with it. */
function profilerArguments(): string[] {
  return process.execArgv.filter((argument) => argument.startsWith('--cpu-prof'));
}

/** The child's side: answers every message, and ends when the parent lets go of it, after `close`. */
export function answerParent<Message>(answer: (message: Message) => Promise<unknown>, close: () => Promise<void>): void {
  process.on('message', (message) => {
    answer(message as Message).then(
      (value) => reply({ answer: value ?? null }),
      (error: unknown) => reply({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  // Asked to end from the keyboard, the parent ends and lets go; a child that ended at once would leave its database server behind.
  process.on('SIGINT', () => {});
  process.once('disconnect', () => {
    close().then(() => process.exit(0), (error: unknown) => {
      console.error(error);
      process.exit(1);
    });
  });
}

function reply(message: Reply): void {
  if (process.connected) process.send?.(message);
}
