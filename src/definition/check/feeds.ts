// Whether a feed's columns can be told apart, lead somewhere, and are the ones that its keys and dates name.
import { foldHeader, rejectColumns } from '../headers.ts';
import type { FeedColumn, FeedDefinition, LibraryDefinition } from '../types.ts';
import { unknownCodes } from './attributes.ts';
import type { Report } from './fault.ts';

export function checkFeeds(library: LibraryDefinition, report: Report): void {
  for (const [key, feed] of Object.entries(library.feeds)) {
    const path = `feeds.${key}`;
    if (feed.code !== key) report('KEY_DIFFERS', path, feed.code);
    checkHeaders(path, feed, report);
    checkTargets(path, { library, feed }, report);
    checkColumnNames(path, feed, report);
    checkDate(path, { library, feed }, report);
    for (const [code, value] of Object.entries(feed.constants ?? {})) {
      if (!Object.hasOwn(library.attributes, code)) report('ATTRIBUTE_UNKNOWN', `${path}.constants`, code);
      for (const unknown of unknownCodes(library, code, [value])) report('CODE_UNKNOWN', `${path}.constants.${code}`, unknown);
    }
    for (const share of [feed.guard, feed.rejectLimit]) {
      if (share !== undefined && !(share >= 0 && share <= 1)) report('SHARE_RANGE', path, String(share));
    }
  }
}

/** A column is known by its code and its headers; folded, each name must lead to one column. */
function checkHeaders(path: string, feed: FeedDefinition, report: Report): void {
  const owners = new Map<string, string>();
  for (const [code, { headers }] of Object.entries(feed.columns)) {
    for (const name of new Set([code, ...headers].map(foldHeader))) {
      const owner = owners.get(name);
      if (owner !== undefined) report('HEADER_TWICE', `${path}.columns.${code}`, `${name} (${owner})`);
      owners.set(name, code);
      if (rejectColumns.includes(name)) report('HEADER_RESERVED', `${path}.columns.${code}`, name);
    }
  }
}

/** Every attribute that a column may write. */
function targetsOf(column: FeedColumn): string[] {
  const { attribute, route, byShape = [], currency } = column;
  const named = [attribute, route?.otherwise, ...Object.values(route?.to ?? {}), ...byShape, currency];
  return [...new Set(named.filter((code) => code !== undefined))];
}

function checkTargets(path: string, { library, feed }: { library: LibraryDefinition; feed: FeedDefinition }, report: Report): void {
  const fed = new Map<string, string>();
  for (const [code, column] of Object.entries(feed.columns)) {
    const at = `${path}.columns.${code}`;
    const targets = targetsOf(column);
    for (const target of targets) {
      if (!Object.hasOwn(library.attributes, target)) report('ATTRIBUTE_UNKNOWN', at, target);
      // The currency that an amount names yields to a column of its own.
      if (target === column.currency) continue;
      const other = fed.get(target);
      if (other !== undefined) report('FED_TWICE', at, `${target} (${other})`);
      fed.set(target, code);
    }
    if (targets.length === 0 && column.label === undefined) report('COLUMN_IDLE', at, code);
    checkColumnOptions(at, { library, feed, column }, report);
  }
}

function checkColumnOptions(
  path: string,
  { library, feed, column }: { library: LibraryDefinition; feed: FeedDefinition; column: FeedColumn },
  report: Report,
): void {
  const type = library.attributes[column.attribute ?? '']?.type;
  const isOfAmount = column.unit !== undefined || column.currency !== undefined;
  if (isOfAmount && type !== 'amount') report('OPTION_MISPLACED', path, 'unit or currency');
  if (column.codes !== undefined && type !== undefined && type !== 'code') report('OPTION_MISPLACED', path, 'codes');
  for (const shape of column.byShape ?? []) {
    if (library.attributes[shape]?.identifier === undefined) report('OPTION_MISPLACED', path, `byShape ${shape}`);
  }
  const mapped = Object.values(column.codes ?? {});
  for (const code of unknownCodes(library, column.attribute ?? '', mapped)) report('CODE_UNKNOWN', `${path}.codes`, code);
  const steering = feed.columns[column.route?.by ?? '']?.attribute ?? '';
  for (const code of unknownCodes(library, steering, Object.keys(column.route?.to ?? {}))) report('CODE_UNKNOWN', `${path}.route`, code);
}

function checkColumnNames(path: string, feed: FeedDefinition, report: Report): void {
  const named: [string, string | undefined][] = [
    ['effectiveDate', feed.effectiveDate],
    ['operation', feed.operation?.column],
    ['sourceColumn', feed.sourceColumn?.column],
    ...feed.sourceKey.flat().map((code): [string, string] => ['sourceKey', code]),
    ...(feed.swappable ?? []).flat().map((code): [string, string] => ['swappable', code]),
    ...Object.entries(feed.columns).map(([code, { route }]): [string, string | undefined] => [`columns.${code}.route`, route?.by]),
  ];
  for (const [where, code] of named) {
    if (code !== undefined && !Object.hasOwn(feed.columns, code)) report('COLUMN_UNKNOWN', `${path}.${where}`, code);
  }
  if (feed.sourceKey.some((key) => key.length === 0)) report('SOURCE_KEY_EMPTY', `${path}.sourceKey`, '[]');
}

function checkDate(path: string, { library, feed }: { library: LibraryDefinition; feed: FeedDefinition }, report: Report): void {
  const attribute = feed.columns[feed.effectiveDate ?? '']?.attribute;
  const type = library.attributes[attribute ?? '']?.type;
  if (type !== undefined && type !== 'date') report('DATE_NOT_DATE', `${path}.effectiveDate`, feed.effectiveDate ?? '');
}
