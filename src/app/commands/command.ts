// What every group of commands is given: the terminal, the settings, and a hub that is opened for one command and closed after it.
import { InvalidArgumentError, type Command } from 'commander';
import type { Hub } from '../compose.ts';
import type { Config } from '../config.ts';
import { isCivilDate } from '../../kernel/clock.ts';
import type { Terminal } from '../terminal.ts';

export interface Session {
  readonly terminal: Terminal;
  /** Reads the environment when first asked. */
  readonly config: () => Config;
  /** 0 unless a command said otherwise. 1: fault · 2: refused · 3: waits for a person. */
  exitCode: number;
}

export type AddCommands = (program: Command, session: Session) => void;

/** Runs with an open hub, loaded only here, and closes it whatever happens. The log of one-off commands keeps to warnings. */
export async function withHub<T>(session: Session, run: (hub: Hub) => Promise<T>): Promise<T> {
  const config = session.config();
  const { openHub } = await import('../compose.ts');
  const hub = await openHub({ ...config, logLevel: config.logLevel === 'info' ? 'warn' : config.logLevel });
  try {
    return await run(hub);
  } finally {
    await hub.stop();
  }
}

/** For options that may be given several times or as a list with commas. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, ...value.split(',').map((part) => part.trim()).filter(Boolean)];
}

/** Of ids, and of counts. */
export function parseId(value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new InvalidArgumentError('整数 / a whole number');
  return Number(value);
}

/** A score in bits. */
export function parseBits(value: string): number {
  if (!/^-?\d{1,4}(\.\d{1,6})?$/.test(value)) throw new InvalidArgumentError('a score in bits');
  return Number(value);
}

export function parseDate(value: string): string {
  if (!isCivilDate(value)) throw new InvalidArgumentError('a date YYYY-MM-DD');
  return value;
}
