// Four questions, drawn.
import { useMemo } from 'react';
import type { operations } from '../../../generated/openapi.ts';
import { ChartCard, type ChartRow } from '../../parts/chart-card.tsx';
import { ruleLabel, sourceLabel, useAllLibraries, type Library } from '../../parts/library.ts';
import { useSay, useWords } from '../../parts/words.ts';
import { words } from './words.ts';

type Activity = operations['readActivity']['responses']['200']['content']['application/json'];
type Say = ReturnType<typeof useSay>;

const mostBars = 10;

export function Charts({ activity, seesTasks }: { activity: Activity | undefined; seesTasks: boolean }) {
  const text = useWords(words);
  const say = useSay();
  const libraries = useAllLibraries();
  const rows = useMemo(() => (activity === undefined || libraries.length === 0 ? undefined : {
    records: recordRows(activity, libraries, say), rejects: rejectRows(activity, say), links: linkRows(activity, libraries, say),
    queue: queueRows(activity, text.opened, text.ended),
  }), [activity, libraries, say, text]);
  return (
    <div className="grid-2">
      <ChartCard title={text.records} form="columns" rows={rows?.records} />
      <ChartCard title={text.rejects} form="bars" rows={rows?.rejects} />
      {seesTasks && <ChartCard title={text.queue} form="pairs" rows={rows?.queue} />}
      {seesTasks && <ChartCard title={text.links} form="bars" rows={rows?.links} />}
    </div>
  );
}

/** Sums the values of equal category and series; the first link stands for all. */
function summed(rows: readonly ChartRow[]): ChartRow[] {
  const sums = new Map<string, ChartRow>();
  for (const row of rows) {
    const key = `${row.category}\n${row.series}`;
    const known = sums.get(key);
    sums.set(key, known === undefined ? row : { ...known, value: known.value + row.value });
  }
  return [...sums.values()];
}

function recordRows({ deliveries }: Activity, libraries: readonly Library[], say: Say): ChartRow[] {
  return summed(deliveries.filter(({ rows }) => rows > 0).map(({ day, library: code, feed, rows }) => {
    const library = libraries.find((one) => one.code === code);
    return { category: day.slice(5), series: say(sourceLabel(library, library?.feeds[feed]?.source ?? feed)), value: rows, to: `/loads?library=${code}&feed=${feed}` };
  }));
}

function rejectRows({ rejects }: Activity, say: Say): ChartRow[] {
  return summed(rejects.map(({ library, feed, rule, label, rows }) => ({ category: say(label, rule), series: '', value: rows, to: `/loads?library=${library}&feed=${feed}` })))
    .sort((one, other) => other.value - one.value).slice(0, mostBars);
}

function queueRows({ tasks }: Activity, opened: string, ended: string): ChartRow[] {
  return summed(tasks.flatMap((row) => [
    { category: row.day.slice(5), series: opened, value: row.opened, to: '/tasks?view=list' },
    { category: row.day.slice(5), series: ended, value: row.ended, to: '/tasks?view=list' },
  ]));
}

function linkRows({ links }: Activity, libraries: readonly Library[], say: Say): ChartRow[] {
  return links.filter(({ rule }) => rule !== 'ALONE').map(({ library: code, rule, records }) => {
    const library = libraries.find((one) => one.code === code);
    return { category: `${rule} ${say(ruleLabel(library, rule))}`, series: say(library?.label, code), value: records, to: '/administration/links' };
  }).sort((one, other) => other.value - one.value).slice(0, mostBars);
}
