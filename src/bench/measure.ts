// What a bench says: a value beside a baseline of the same run, and the bar that their ratio (or the value) is held to.

export type MeasureName =
  | 'ingest' | 'reload' | 'ingest_memory' | 'ingest_growth' | 'lookup_rate' | 'lookup_p99'
  | 'persons_precision' | 'persons_recall' | 'persons_reviewed_recall' | 'persons_queued' | 'firms_precision' | 'firms_recall'
  | 'one_character_apart' | 'branch_apart' | 'branch_related' | 'same_name_apart' | 'febrl_f1' | 'fake_people_f1' | 'truth_set_f1'
  | 'short_name_first' | 'short_name_ten' | 'initials_first' | 'initials_ten' | 'full_names_ten'
  | 'resolution' | 'resolution_rate' | 'resolution_growth' | 'resolution_memory' | 'match_one_p95' | 'reads_p99'
  | 'credit_check_rate' | 'credit_check_p99' | 'credit_batch' | 'credit_file' | 'credit_expiry';

export interface Measure {
  readonly name: MeasureName;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number;
  /** value / baseline. */
  readonly ratio: number;
}

interface Bar {
  /** `told`: no bar, the figure stands beside another one's. */
  readonly kind: 'at most' | 'at least' | 'told';
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
  persons_precision: share(), persons_recall: share(), persons_reviewed_recall: share(),
  persons_queued: { kind: 'at most', ratio: 1, unit: '/1000', against: 'the bar' },
  firms_precision: share(), firms_recall: share(),
  one_character_apart: share(), branch_apart: share(), branch_related: share(), same_name_apart: share(),
  febrl_f1: share(), fake_people_f1: share(), truth_set_f1: share(),
  short_name_first: share(), short_name_ten: share(), initials_first: share(), initials_ten: share(), full_names_ten: share(),
  resolution: { kind: 'told', ratio: 0, unit: 's', against: 'bare COPY of the same files' },
  resolution_rate: { kind: 'at least', ratio: 1, unit: '/s', against: 'the bar' },
  resolution_growth: { kind: 'at most', ratio: 1.2, unit: 'µs/row', against: 'a tenth of the rows' },
  resolution_memory: { kind: 'at most', ratio: 1, unit: 'MB', against: 'the limit' },
  match_one_p95: { kind: 'at most', ratio: 1, unit: 'ms', against: 'the bar' },
  reads_p99: { kind: 'at most', ratio: 3, unit: 'ms', against: 'the same without a resolution' },
  credit_check_rate: { kind: 'at least', ratio: 1, unit: '/s', against: 'bare Express route' },
  credit_check_p99: { kind: 'at most', ratio: 1.5, unit: 'ms', against: 'bare Express route' },
  credit_batch: { kind: 'at least', ratio: 0.4, unit: '/s', against: 'bare SQL join of the same subjects' },
  credit_file: { kind: 'at most', ratio: 3, unit: 's', against: 'COPY in, bare join, COPY out' },
  credit_expiry: { kind: 'at most', ratio: 1, unit: 's', against: 'the limit' },
};

/** A share (0–1) held to a share. */
function share(): Bar {
  return { kind: 'at least', ratio: 1, unit: '', against: 'the bar' };
}

export function createMeasure(name: MeasureName, value: number, baseline: number): Measure {
  const { unit, kind } = bars[name];
  // A share is told in four digits and judged in all that it has.
  const isShare = unit === '' && kind === 'at least';
  if (isShare) return { name, value: Number(value.toFixed(4)), unit, baseline, ratio: value >= baseline ? Math.max(1, round(value / baseline)) : Math.min(0.999, round(value / baseline)) };
  return { name, value: round(value), unit, baseline: round(baseline), ratio: round(value / baseline) };
}

/** Judged by the ratio as printed; one that is no number meets nothing. */
export function meetsBar({ name, ratio }: Measure): boolean {
  const bar = bars[name];
  if (bar.kind === 'told') return true;
  return bar.kind === 'at most' ? ratio <= bar.ratio : ratio >= bar.ratio;
}

const headings = ['name', 'value', 'unit', 'baseline', 'ratio', 'bar', 'met', 'against'];

/** Lines of a table with a heading. */
export function tableOf(measures: readonly Measure[]): string[] {
  const rows = measures.map((measure) => {
    const { kind, ratio, against } = bars[measure.name];
    const facts = [measure.name, measure.value, measure.unit, measure.baseline, measure.ratio, kind === 'told' ? '–' : `${kind === 'at most' ? '≤' : '≥'} ${ratio}`];
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
