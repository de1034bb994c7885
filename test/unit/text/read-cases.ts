// Reads the case tables of the text folder, and runs a cell reader with its notes collected.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Note, Rule } from '../../../src/standards/rule.ts';

/** The parsed table test/cases/text/<name>.yaml. */
export function readCases<T>(name: string): T {
  return parse(readFileSync(new URL(`../../cases/text/${name}.yaml`, import.meta.url), 'utf8')) as T;
}

export interface CellCase {
  readonly raw: string;
  readonly value: string | null;
  readonly rules: readonly string[];
}

/** Runs a reader: its value and the codes of the rules that it noted. */
export function run<T>(read: (note: Note) => T): { value: T; rules: string[] } {
  const fired: Rule[] = [];
  const value = read((rule) => fired.push(rule));
  return { value, rules: fired.map(({ code }) => code) };
}

/** A note that nothing listens to. */
export const ignore: Note = () => undefined;
