// Fits a file's header to its feed: which column of the file is which column of the definition.
import { foldHeader, rejectColumns } from '../../definition/headers.ts';
import type { FeedDefinition } from '../../definition/types.ts';
import { HubError } from '../../kernel/errors.ts';

export interface HeaderBinding {
  /** Feed column → index in the file, only for columns that are there. */
  readonly columns: ReadonlyMap<string, number>;
  /** Index of `reject_id`, or -1. */
  readonly rejectId: number;
  /** Columns of the first source key whose headers are all there; empty: the content is the key. */
  readonly sourceKey: readonly string[];
  /** Headers that the feed does not know (schema drift): kept out, and reported with the load. */
  readonly unknown: readonly string[];
  readonly header: readonly string[];
}

/**
 * Binds a header to a feed. Throws HubError FILE_HEADER naming every required header that is missing, and FILE_HEADER_REPEATED where
 * one that is bound stands twice, for nobody can tell which of the two is meant; the whole load is then refused and nothing recorded.
 */
export function bindHeader(feed: FeedDefinition, header: readonly string[]): HeaderBinding {
  const places = new Map<string, number>();
  header.forEach((name, index) => {
    const folded = foldHeader(name);
    if (!places.has(folded)) places.set(folded, index);
  });
  const columns = new Map<string, number>();
  const used = new Set<number>();
  for (const [code, column] of Object.entries(feed.columns)) {
    const index = [code, ...column.headers].map((name) => places.get(foldHeader(name))).find((place) => place !== undefined && !used.has(place));
    if (index === undefined) continue;
    columns.set(code, index);
    used.add(index);
  }
  const missing = Object.entries(feed.columns).filter(([code, column]) => column.requiredHeader && !columns.has(code));
  if (missing.length > 0 || columns.size === 0) {
    throw new HubError('FILE_HEADER', `the header lacks ${missing.map(([code]) => code).join(', ') || 'every known column'}`, {
      feed: feed.code,
      missing: missing.map(([, column]) => column.headers[0]),
      // Without one known column the line is perhaps no header but a person's row, which no refusal may tell.
      ...(columns.size === 0 ? { cells: header.length } : { found: header.slice(0, 60) }),
    });
  }
  const repeated = header.filter((name, index) => used.has(index) && header.some((other, place) => place !== index && foldHeader(other) === foldHeader(name)));
  if (repeated.length > 0) throw new HubError('FILE_HEADER_REPEATED', 'a column of the feed stands twice in the header', { feed: feed.code, repeated });
  return {
    columns,
    rejectId: places.get('reject_id') ?? -1,
    sourceKey: feed.sourceKey.find((key) => key.every((code) => columns.has(code))) ?? [],
    unknown: header.filter((name, index) => name !== '' && !used.has(index) && !rejectColumns.includes(foldHeader(name))),
    header,
  };
}
