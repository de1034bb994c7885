// What a bench says: a value beside a baseline of the same run, and the bar that their ratio (or the value) is held to.

export type MeasureName = 'ingest' | 'reload' | 'ingest_memory' | 'ingest_growth' | 'lookup_rate' | 'lookup_p99';

export interface Measure {
  readonly name: MeasureName;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number;
  /** value / baseline. */
  readonly ratio: number;
}

interface Bar {
  readonly kind: 'at most' | 'at least';
  readonly ratio: number;
  readonly unit: string;
  /** What the baseline is. */
  readonly against: string;
}

export const bars: Readonly<Record<MeasureName, Bar>> = {
  ingest: { kind: 'at most', ratio: 9, unit: 's', against: 'bare COPY of the same files' },
  reload: { kind: 'at most', ratio: 2.5, unit: 's', against: 'bare COPY of the same files' },
  ingest_memory: { kind: 'at most', ratio: 1, unit: 'MB', against: 'the limit' },
  ingest_growth: { kind: 'at most', ratio: 1.2, unit: 'µs/row', against: 'a tenth of the rows' },
  lookup_rate: { kind: 'at least', ratio: 1.5, unit: '/s', against: 'bare Express route' },
  lookup_p99: { kind: 'at most', ratio: 1, unit: 'ms', against: 'bare Express route' },
};

export function createMeasure(name: MeasureName, value: number, baseline: number): Measure {
  return { name, value: round(value), unit: bars[name].unit, baseline: round(baseline), ratio: round(value / baseline) };
}

/** Judged by the ratio as printed; one that is no number meets nothing. */
export function meetsBar({ name, ratio }: Measure): boolean {
  const bar = bars[name];
  return bar.kind === 'at most' ? ratio <= bar.ratio : ratio >= bar.ratio;
}

const headings = ['name', 'value', 'unit', 'baseline', 'ratio', 'bar', 'met', 'against'];

/** Lines of a table with a heading. */
export function tableOf(measures: readonly Measure[]): string[] {
  const rows = measures.map((measure) => {
    const { kind, ratio, against } = bars[measure.name];
    const facts = [measure.name, measure.value, measure.unit, measure.baseline, measure.ratio, `${kind === 'at most' ? '≤' : '≥'} ${ratio}`];
    return [...facts.map(String), meetsBar(measure) ? 'yes' : 'NO', against];
  });
  const lines = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}

/** Three digits are all that a measurement holds; whole numbers keep theirs. */
function round(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}
