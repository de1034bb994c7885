// The manifest that may lie beside a delivered file: `<file>.json` with { declaredDate, encoding }.
import { readFile } from 'node:fs/promises';
import { isCivilDate } from '../kernel/clock.ts';
import { HubError } from '../kernel/errors.ts';

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const;

export interface Manifest {
  /** YYYY-MM-DD: the date for which the delivery speaks. */
  readonly declaredDate?: string;
  readonly encoding?: (typeof encodings)[number];
}

/** The manifest at a path; empty when there is none. OPTION_INVALID lists what is wrong with it. */
export async function readManifest(path: string): Promise<Manifest> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  const faults: string[] = [];
  const manifest = parse(text, faults);
  for (const name of Object.keys(manifest)) if (name !== 'declaredDate' && name !== 'encoding') faults.push(`${name}: no such setting`);
  const { declaredDate, encoding } = manifest;
  if (declaredDate !== undefined && !isCivilDate(declaredDate)) faults.push('declaredDate: a date YYYY-MM-DD');
  if (encoding !== undefined && !encodings.includes(encoding as never)) faults.push(`encoding: one of ${encodings.join(', ')}`);
  if (faults.length > 0) throw new HubError('OPTION_INVALID', `manifest: ${faults.join('; ')}`, { faults });
  return manifest as Manifest;
}

function parse(text: string, faults: string[]): Record<string, unknown> {
  try {
    // Editors on Windows begin a file with a byte order mark.
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    faults.push('not a JSON object');
  } catch {
    faults.push('not JSON');
  }
  return {};
}
