// Which feed a file is, by the names in its first line: read in the browser, nothing is sent. Pure but for reading the file's head.
import type { Feed, Library } from '../../parts/library.ts';

export interface FeedChoice {
  readonly library: Library;
  readonly feed: Feed;
}

export interface Recognised extends FeedChoice {
  /** Columns of the feed that the header names. */
  readonly fitting: number;
  /** Labels of required columns that are not there. */
  readonly missing: readonly string[];
}

const headBytes = 65_536;

/** The header's names of a text file; null where they cannot be read here (a workbook, an archive). */
export async function headerOf(file: File): Promise<string[] | null> {
  if (!/\.(csv|txt|jsonl|ndjson)$/i.test(file.name)) return null;
  const bytes = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
  const line = decode(bytes).split(/\r?\n/, 1)[0] ?? '';
  if (line.startsWith('{')) return namesOfJson(line);
  const separator = ['\t', ';', '|'].find((one) => line.split(one).length > line.split(',').length) ?? ',';
  return line.split(separator).map((name) => name.replace(/^"|"$/g, ''));
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const utf8 = new TextDecoder('utf-8').decode(bytes.subarray(0, lastLineEnd(bytes)));
  return utf8.includes('\uFFFD') ? new TextDecoder('gb18030').decode(bytes) : utf8;
}

/** A character cut in two at the end of what was read is no sign of another encoding. */
function lastLineEnd(bytes: Uint8Array): number {
  const end = bytes.lastIndexOf(10);
  return end < 0 ? bytes.length : end;
}

function namesOfJson(line: string): string[] | null {
  try {
    return Object.keys(JSON.parse(line) as object);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const fold = (name: string): string => name.normalize('NFKC').replace(/[\s\uFEFF"'*：:]/g, '').toLowerCase();

/** Best first; feeds that fewer than half of the named columns fit are left out. */
export function recognise(header: readonly string[], choices: readonly FeedChoice[]): Recognised[] {
  const named = new Set(header.map(fold));
  const own = [...named].filter((name) => !['reject_id', 'rule', 'field', 'reason'].includes(name)).length;
  return choices
    .map(({ library, feed }) => {
      const columns = Object.values(feed.columns);
      const isNamed = ({ headers }: (typeof columns)[number]): boolean => headers.some((name) => named.has(fold(name)));
      const missing = columns.filter((column) => column.requiredHeader === true && !isNamed(column)).map(({ headers }) => headers[0] ?? '');
      return { library, feed, fitting: columns.filter(isNamed).length, missing };
    })
    .filter(({ fitting }) => fitting * 2 >= own && fitting > 1)
    .sort((one, other) => one.missing.length - other.missing.length || other.fitting - one.fitting || Object.keys(one.feed.columns).length - Object.keys(other.feed.columns).length);
}
