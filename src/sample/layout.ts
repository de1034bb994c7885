// How a feed's file looks: which of the definition's columns are written, under which of its header names, and how a value is
// spelt there. Everything is taken from the definition, so that a changed feed changes the sample with it.
import type { AttributeDefinition, FeedColumn, FeedDefinition, LibraryDefinition } from '../definition/types.ts';
import type { Cell, Sheet, Visit } from './sheet.ts';

/** Which of a column's header names a department uses. */
export type HeaderStyle = 'zh' | 'en' | 'pinyin';

export interface ColumnLayout {
  readonly key: string;
  readonly header: string;
  readonly column: FeedColumn;
  /** Code and definition of the attribute it fills; a routed document number counts as the first attribute of its route. */
  readonly attributeCode: string | null;
  readonly attribute: AttributeDefinition | null;
}

export interface FileLayout<S> {
  readonly library: LibraryDefinition;
  readonly feed: FeedDefinition;
  readonly columns: readonly ColumnLayout[];
  /** Positions of the columns that make the source key. */
  readonly keyAt: readonly number[];
  /** The cells of a subject's row, in the order of `columns`. */
  readonly rowOf: (subject: S, visit: Visit) => string[];
}

const shapes: Readonly<Record<HeaderStyle, RegExp>> = { zh: /\p{Script=Han}/u, en: /^[a-z][a-z_0-9]*$/, pinyin: /^[A-Z][A-Z_0-9]*$/ };

export interface Binding {
  readonly style: HeaderStyle;
  /** Keys of the columns that the file has, in their order; without it every column that the sheet can fill. */
  readonly only?: readonly string[];
}

/**
 * Binds a sheet to its feed.
 * @throws Error when the sheet has no cell for a column that the feed requires, or for a whole source key.
 */
export function bindSheet<S>(library: LibraryDefinition, sheet: Sheet<S>, { style, only }: Binding): FileLayout<S> {
  const feed = library.feeds[sheet.feed];
  if (feed === undefined) throw new Error(`library ${library.code} has no feed ${sheet.feed}`);
  const bound = (only ?? Object.keys(feed.columns)).flatMap((key) => {
    const column = feed.columns[key];
    if (column === undefined) throw new Error(`feed ${feed.code} has no column ${key}`);
    const cell = sheet.cells[key] ?? (column.attribute === undefined ? undefined : sheet.cells[column.attribute]);
    if (cell === undefined) {
      if (column.required || column.requiredHeader) throw new Error(`sample rows of ${sheet.feed} lack the required column ${key}`);
      return [];
    }
    return [{ layout: layoutOf({ library, feed, key, style }), cell }];
  });
  const columns = bound.map(({ layout }) => layout);
  const writers = bound.map(({ layout, cell }) => spellingOf(feed, layout, cell));
  return {
    library, feed, columns,
    keyAt: keyPositions(feed, columns),
    rowOf: (subject, visit) => {
      const row = new Array<string>(writers.length);
      for (let i = 0; i < writers.length; i++) row[i] = writers[i]!(subject, visit);
      return row;
    },
  };
}

interface Place {
  readonly library: LibraryDefinition;
  readonly feed: FeedDefinition;
  readonly key: string;
  readonly style: HeaderStyle;
}

function layoutOf({ library, feed, key, style }: Place): ColumnLayout {
  const column = feed.columns[key]!;
  const attributeCode = column.attribute ?? Object.values(column.route?.to ?? {})[0] ?? null;
  const attribute = attributeCode === null ? null : library.attributes[attributeCode] ?? null;
  return { key, header: headerOf(feed, key, style), column, attributeCode, attribute };
}

/** A header name in the style, if the column has one that means no other column of the feed. */
function headerOf(feed: FeedDefinition, key: string, style: HeaderStyle): string {
  const others = new Set(Object.entries(feed.columns).flatMap(([code, column]) => (code === key ? [] : column.headers)));
  const own = feed.columns[key]!.headers.filter((header) => !others.has(header));
  const header = own.find((candidate) => shapes[style].test(candidate)) ?? own[0];
  if (header === undefined) throw new Error(`column ${key} of feed ${feed.code} has no header name of its own`);
  return header;
}

function keyPositions(feed: FeedDefinition, columns: readonly ColumnLayout[]): number[] {
  if (feed.sourceKey.length === 0) return [];
  for (const alternative of feed.sourceKey) {
    const positions = alternative.map((key) => columns.findIndex((column) => column.key === key));
    if (positions.every((position) => position >= 0)) return positions;
  }
  throw new Error(`sample rows of ${feed.code} have no source key`);
}

/** Wraps a cell so that it comes out as the department spells it: its own codes, its own words for sources, its unit. */
function spellingOf<S>(feed: FeedDefinition, { key, column, attribute }: ColumnLayout, cell: Cell<S>): Cell<S> {
  const codes = feed.sourceColumn?.column === key ? feed.sourceColumn.codes : column.codes;
  if (codes !== undefined) {
    const spelling = new Map(Object.entries(codes).reverse().map(([sent, code]) => [code, sent]));
    return (subject, visit) => {
      const value = cell(subject, visit);
      return spelling.get(value) ?? value;
    };
  }
  if (attribute?.type === 'amount' && column.unit === 'wan') {
    return (subject, visit) => {
      const yuan = cell(subject, visit);
      return yuan === '' ? '' : String(Number(yuan) / 10_000);
    };
  }
  return cell;
}

/** The source key as the department would write it: its columns joined by a bar. Empty where the content is the key. */
export function sourceKeyOf<S>(layout: FileLayout<S>, row: readonly string[]): string {
  return layout.keyAt.map((position) => row[position]).join('|');
}
