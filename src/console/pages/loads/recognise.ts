// Which feed a file is, by the names in its first line. Pure.
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
