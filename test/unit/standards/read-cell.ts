// Reads one cell and gathers what was noted, so that a test can compare both at once.
import type { CellReader } from '../../../src/standards/rule.ts';

export const today = '2026-11-22';

/** `value` and the codes of the rules that fired, in order, joined by a blank. */
export function readCell(reader: CellReader, raw: string): { value: string | null; rules: string } {
  const codes: string[] = [];
  const value = reader(raw, (rule) => codes.push(`${rule.effect}:${rule.code}`));
  return { value, rules: codes.join(' ') };
}
