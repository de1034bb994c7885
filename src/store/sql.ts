// The sql tag: the only way SQL text and values meet. A value in a template always becomes a parameter; it never reaches the text.
// Text can come in only as an identifier (quoted), as another query (nested), or through trustedSql, which reviews look for.
import pg from 'pg';

const fragments: unique symbol = Symbol('sql fragments');

/** A statement or a part of one, ready for `client.query(query)`. Only this file makes them; parameters are renumbered on nesting. */
export interface Query {
  readonly text: string;
  readonly values: unknown[];
  /** The text between the parameters: one more than there are values. */
  readonly [fragments]: readonly string[];
}

const longestName = 63;

/** A template whose `${}` are parameters, or nested queries that are inlined with their own parameters. */
export function sql(strings: TemplateStringsArray, ...inputs: readonly unknown[]): Query {
  const parts = [strings[0] ?? ''];
  const values: unknown[] = [];
  inputs.forEach((input, index) => {
    if (isQuery(input)) append(parts, values, input);
    else {
      if (input === undefined) throw new TypeError(`sql: value ${index + 1} is undefined; pass null for NULL`);
      values.push(input);
      parts.push('');
    }
    parts[parts.length - 1] += strings[index + 1] ?? '';
  });
  return build(parts, values);
}

/** A quoted identifier; several names become a qualified one: `ident('hub', 'load')` → `"hub"."load"`. */
export function ident(...names: readonly string[]): Query {
  return build([quoteIdent(...names)], []);
}

/** Queries one after the other, with a constant between them. An empty list is an empty fragment. */
export function join(list: readonly Query[], separator: ', ' | ' and ' | ' or ' | ' union all ' | '\n' = ', '): Query {
  const parts = [''];
  const values: unknown[] = [];
  list.forEach((query, index) => {
    if (index > 0) parts[parts.length - 1] += separator;
    append(parts, values, query);
  });
  return build(parts, values);
}

/** Text taken as SQL without a check: only for constants of the code and for the plans computed from a checked definition. */
export function trustedSql(text: string): Query {
  return build([text], []);
}

/** The query as text, its values as literals: for COPY, which takes no parameters. Only texts and lists of texts. */
export function literalSql(query: Query): string {
  return query[fragments].map((part, index) => part + (index < query.values.length ? literal(query.values[index]) : '')).join('');
}

function literal(value: unknown): string {
  if (typeof value === 'string' && !value.includes('\0')) return pg.escapeLiteral(value);
  if (Array.isArray(value)) return `array[${value.map(literal).join(', ')}]`;
  throw new TypeError('sql: only texts and lists of texts become literals');
}

/** The quoted, qualified name as text, for statements that take no parameters (DDL, COPY). Refuses what PostgreSQL would cut or misread. */
export function quoteIdent(...names: readonly string[]): string {
  if (names.length === 0) throw new TypeError('sql: an identifier needs a name');
  return names.map(quoteName).join('.');
}

function quoteName(name: string): string {
  if (name === '' || name.includes('\0')) throw new TypeError('sql: an identifier is empty or holds NUL');
  if (Buffer.byteLength(name) > longestName) throw new TypeError(`sql: identifier longer than ${longestName} bytes`);
  return pg.escapeIdentifier(name);
}

function isQuery(input: unknown): input is Query {
  return typeof input === 'object' && input !== null && fragments in input;
}

function append(parts: string[], values: unknown[], query: Query): void {
  const [first = '', ...rest] = query[fragments];
  parts[parts.length - 1] += first;
  parts.push(...rest);
  for (const value of query.values) values.push(value);
}

function build(parts: readonly string[], values: unknown[]): Query {
  let text = parts[0] ?? '';
  for (let index = 1; index < parts.length; index++) text += `$${index}${parts[index]}`;
  return { text, values, [fragments]: parts };
}

/** Ids as the text of an array, for values inside JSON parameters: read in half the time of a JSON list. */
export function uuidArray(ids: readonly (string | null)[]): string {
  return `{${ids.map((id) => id ?? 'NULL').join(',')}}`;
}
