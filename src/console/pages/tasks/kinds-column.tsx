// What waits, by library and kind; choosing one narrows the queue.
import { Checkbox, Segmented, Select, Skeleton } from 'antd';
import { sourceName, useAllLibraries } from '../../parts/library.ts';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { useCounts, type KindCount, type QueueFilter } from './queue.ts';
import { words } from './words.ts';

interface Props {
  readonly filter: QueueFilter;
  readonly onFilter: (filter: QueueFilter) => void;
  readonly mode: 'work' | 'list';
  readonly onMode: (mode: 'work' | 'list') => void;
  readonly withSkipped: boolean;
  readonly onSkipped: (withSkipped: boolean) => void;
}

export function KindsColumn({ filter, onFilter, mode, onMode, withSkipped, onSkipped }: Props) {
  const text = useWords(words);
  const say = useSay();
  const libraries = useAllLibraries();
  const counts = useCounts(filter.department === undefined ? {} : { department: filter.department }).data;
  const all = useCounts().data;
  if (counts === undefined) return <aside className="kinds"><Skeleton active /></aside>;
  const byLibrary = Map.groupBy(counts.byKind, ({ library }) => library ?? '');
  return (
    <aside className="kinds" aria-label={text.kind}>
      <Segmented block value={mode} onChange={onMode} options={[{ value: 'work', label: text.work }, { value: 'list', label: text.list }]} />
      <Select
        allowClear aria-label={text.department} placeholder={text.anyDepartment} value={filter.department} showSearch={{ optionFilterProp: 'label' }}
        onChange={(department?: string) => onFilter({ ...filter, department })}
        options={(all?.byDepartment ?? []).map(({ department = '', waiting }) => ({ value: department, label: `${say(sourceName(libraries, department))} · ${waiting}` }))}
      />
      <KindButton label={text.everything} count={counts.total.waiting} isOn={filter.kind === undefined} onClick={() => onFilter({ department: filter.department })} />
      {[...byLibrary].map(([code, kinds]) => (
        <div key={code}>
          <h2>{say(libraries.find((library) => library.code === code)?.label, code)}</h2>
          {kinds.map((kind: KindCount) => (
            <KindButton
              key={kind.kind} label={say(kind.kindLabel, kind.kind)} count={kind.waiting} overdue={kind.overdue} isOn={filter.library === code && filter.kind === kind.kind}
              onClick={() => onFilter({ library: code, kind: kind.kind, department: filter.department })}
            />
          ))}
        </div>
      ))}
      {mode === 'work' && <Checkbox checked={withSkipped} onChange={(event) => onSkipped(event.target.checked)}>{text.withSkipped}</Checkbox>}
      <p className="quiet small">{fill(text.doneToday, { all: counts.doneToday, mine: counts.doneTodayByMe })}</p>
    </aside>
  );
}

function KindButton({ label, count, overdue = 0, isOn, onClick }: { label: string; count: number; overdue?: number; isOn: boolean; onClick: () => void }) {
  const text = useWords(words);
  return (
    <button type="button" className="kind" aria-pressed={isOn} onClick={onClick}>
      <span>{label}{overdue > 0 && <span className="small"> · {fill(text.overdue, { n: overdue })}</span>}</span>
      <b>{count.toLocaleString('en')}</b>
    </button>
  );
}
