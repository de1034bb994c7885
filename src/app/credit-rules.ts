// The credit rules that come with the hub, and those of a file: YAML or JSON.
import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { HubError } from '../kernel/errors.ts';

const own = new URL('./credit-rules/', import.meta.url);

/** The documents that a new hub starts with, in the order of their names. */
export async function readOwnRules(): Promise<unknown[]> {
  const names = (await readdir(own)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(names.map(async (name) => parse(await readFile(new URL(name, own), 'utf8')) as unknown));
}

/** Throws FILE_UNREADABLE, and CREDIT_RULES_INVALID where the text is neither YAML nor JSON. */
export async function readRulesFile(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new HubError('FILE_UNREADABLE', 'the file of rules cannot be read', { file: path }, { cause });
  });
  try {
    return parse(text) as unknown;
  } catch (cause) {
    throw new HubError('CREDIT_RULES_INVALID', 'the file is neither YAML nor JSON', { faults: [cause instanceof Error ? cause.message.split('\n')[0] : 'unreadable'] }, { cause });
  }
}
