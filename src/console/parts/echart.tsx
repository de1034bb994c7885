// Apache ECharts with what the console draws and nothing else; loaded when the first chart is.
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { EChartsOption } from 'echarts';
import { useEffect, useRef } from 'react';

use([BarChart, LineChart, GridComponent, TooltipComponent, LegendComponent, AriaComponent, CanvasRenderer]);

export interface Point {
  readonly seriesName: string;
  readonly name: string;
  readonly dataIndex: number;
  readonly seriesIndex: number;
}

interface Props {
  readonly option: EChartsOption;
  readonly label: string;
  readonly onPoint?: (point: Point) => void;
}

export default function EChart({ option, label, onPoint }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const act = useRef(onPoint);
  useEffect(() => {
    act.current = onPoint;
  });
  useEffect(() => {
    const element = holder.current!;
    const drawn = init(element);
    chart.current = drawn;
    drawn.on('click', (event) => act.current?.(event as unknown as Point));
    const measure = new ResizeObserver(() => drawn.resize());
    measure.observe(element);
    return () => {
      measure.disconnect();
      drawn.dispose();
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(option, true);
  }, [option]);
  return <div ref={holder} className="chart" role="img" aria-label={label} />;
}
