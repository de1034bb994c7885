// A chart that answers a question. Every point leads to its rows; the same as a table, for those who use no mouse or cannot see it.
import { Button, Empty, Skeleton } from 'antd';
import type { EChartsOption } from 'echarts';
import { lazy, Suspense, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Point } from './echart.tsx';
import { formatCount } from './format.ts';
import { chartColours, useShade } from './theme.ts';
import { defineWords, useWords } from './words.ts';

const EChart = lazy(() => import('./echart.tsx'));

const words = defineWords({
  table: { zh: '表格', en: 'Table' },
  chart: { zh: '图', en: 'Chart' },
  nothing: { zh: '这段时间没有数据', en: 'Nothing in this time' },
});

export interface ChartRow {
  readonly category: string;
  readonly series: string;
  readonly value: number;
  /** Where its rows are. */
  readonly to?: string;
}

interface Props {
  readonly title: string;
  /** `columns`: categories side by side, series stacked; `bars`: categories below each other; `pairs`: series beside each other. */
  readonly form: 'columns' | 'bars' | 'pairs';
  readonly rows: readonly ChartRow[] | undefined;
}

export function ChartCard({ title, form, rows }: Props) {
  const text = useWords(words);
  const { shade } = useShade();
  const go = useNavigate();
  const [isTable, setTable] = useState(false);
  const follow = ({ seriesName, name }: Point): void => {
    const to = rows?.find(({ category, series }) => category === name && series === seriesName)?.to;
    if (to !== undefined) void go(to);
  };
  return (
    <section className="panel chart-card">
      <div className="row">
        <h2 className="h3 grow">{title}</h2>
        <Button size="small" type="text" onClick={() => setTable(!isTable)}>{isTable ? text.chart : text.table}</Button>
      </div>
      {rows === undefined && <Skeleton active />}
      {rows?.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text.nothing} />}
      {rows !== undefined && rows.length > 0 && !isTable && (
        <Suspense fallback={<Skeleton active />}><EChart label={title} option={optionOf(form, rows, shade === 'dark')} onPoint={follow} /></Suspense>
      )}
      {rows !== undefined && rows.length > 0 && isTable && (
        <div className="chart scroll" tabIndex={0} role="group" aria-label={title}>
          <table className="compare">
            <tbody>
              {rows.filter(({ value }) => value > 0).map(({ category, series, value, to }) => (
                <tr key={`${category} ${series}`}><th scope="row">{category}</th><td>{series}</td><td className="number">{to === undefined ? formatCount(value) : <Link to={to}>{formatCount(value)}</Link>}</td></tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function optionOf(form: Props['form'], rows: readonly ChartRow[], isDark: boolean): EChartsOption {
  const categories = [...new Set(rows.map(({ category }) => category))];
  const series = [...new Set(rows.map((row) => row.series))];
  const ink = isDark ? '#c8d1d3' : '#4a575b';
  const line = isDark ? '#333b3e' : '#e3e7e8';
  const isFlat = form === 'bars';
  const names = { type: 'category' as const, data: categories, inverse: isFlat, axisLabel: { color: ink, width: isFlat ? 150 : undefined, overflow: 'truncate' as const }, axisLine: { lineStyle: { color: line } }, axisTick: { show: false } };
  const counts = { type: 'value' as const, minInterval: 1, axisLabel: { color: ink, formatter: shortCount }, splitLine: { lineStyle: { color: line } } };
  return {
    color: chartColours, animationDuration: 300, aria: { enabled: false },
    textStyle: { fontFamily: 'inherit' },
    grid: { left: 8, right: 16, top: series.length > 1 ? 30 : 8, bottom: 4, containLabel: true },
    legend: series.length > 1 ? { type: 'scroll', top: 0, left: 0, itemHeight: 9, itemWidth: 14, textStyle: { color: ink } } : undefined,
    tooltip: { trigger: isFlat ? 'item' : 'axis', confine: true, axisPointer: { type: 'shadow' }, backgroundColor: isDark ? '#22292b' : '#fff', borderColor: line, textStyle: { color: isDark ? '#e8edee' : '#1c2426', fontSize: 12 } },
    xAxis: isFlat ? counts : names,
    yAxis: isFlat ? names : counts,
    series: series.map((name) => ({
      name, type: 'bar', stack: form === 'pairs' ? undefined : 'all', barMaxWidth: 26, cursor: 'pointer',
      data: categories.map((category) => rows.find((row) => row.category === category && row.series === name)?.value ?? 0),
    })),
  };
}

const shortCount = (value: number): string => (value >= 1_000_000 ? `${value / 1_000_000}M` : value >= 1_000 ? `${value / 1_000}k` : String(value));
