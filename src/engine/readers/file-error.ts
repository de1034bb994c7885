// Refusals of whole files. They name the file (never its folder) and the place; they hold no value from it.
import { basename } from 'node:path';
import { errorLabels, HubError } from '../../kernel/errors.ts';
import type { ErrorCode } from '../../kernel/errors.ts';

/** Where and what: `line` is 1-based, `offset` counts bytes of the unpacked file from 0. `hint` is an English half-sentence for logs. */
export interface FileErrorDetails {
  readonly line?: number;
  readonly offset?: number;
  readonly hint?: string;
  readonly [fact: string]: unknown;
}

/** Builds the refusal of a file; what people read comes from `errorLabels`. */
export function fileError(code: ErrorCode, file: string, details: FileErrorDetails = {}, cause?: unknown): HubError {
  const name = basename(file);
  const { hint, ...facts } = details;
  const place = [
    facts.line === undefined ? '' : `, line ${facts.line}`,
    facts.offset === undefined ? '' : `, byte ${facts.offset}`,
  ].join('');
  const message = `${errorLabels[code].title.en}: ${name}${place}${hint ? ` (${hint})` : ''}`;
  return new HubError(code, message, { file: name, ...facts }, cause === undefined ? undefined : { cause });
}
