// Tasks: one by one with the keyboard, or as a list for what is obvious in bulk.
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { PurposeGate } from '../../parts/purpose-gate.tsx';
import { useMay } from '../../parts/session.ts';
import { useWords } from '../../parts/words.ts';
import { useKeys } from './keys.ts';
import { KindsColumn } from './kinds-column.tsx';
import type { QueueFilter } from './queue.ts';
import { TaskBench } from './task-bench.tsx';
import { TaskList } from './task-list.tsx';
import { useWorkbench, type Workbench } from './use-workbench.ts';
import { words } from './words.ts';

export default function TasksPage() {
  return <PurposeGate><Tasks /></PurposeGate>;
}

/** The filter is in the address, so that a chart can lead to it and a colleague can be sent it. */
function useFilter(): [QueueFilter, 'work' | 'list', string | null, (filter: QueueFilter, mode: 'work' | 'list') => void] {
  const [search, setSearch] = useSearchParams();
  const of = (name: string): string | undefined => search.get(name) ?? undefined;
  const filter = { library: of('library'), kind: of('kind'), department: of('department') };
  const apply = (next: QueueFilter, mode: 'work' | 'list'): void => {
    const stated = Object.entries({ ...next, view: mode === 'list' ? 'list' : undefined }).filter((entry): entry is [string, string] => entry[1] !== undefined);
    setSearch(Object.fromEntries(stated), { replace: true });
  };
  return [filter, search.get('view') === 'list' ? 'list' : 'work', search.get('task'), apply];
}

function Tasks() {
  const [filter, mode, taskId, apply] = useFilter();
  const may = useMay();
  const canWork = may('tasks:write');
  const [withSkipped, setSkipped] = useState(false);
  const bench = useWorkbench(filter, withSkipped);
  const go = useNavigate();
  const { take } = bench;
  useEffect(() => {
    if (taskId !== null) take(taskId);
    // A task named in the address is taken once, when the page opens or the address changes.
  }, [taskId]);
  const shown = canWork ? mode : 'list';
  return (
    <div className="work">
      <KindsColumn filter={filter} onFilter={(next) => apply(next, shown)} mode={shown} onMode={(next) => apply(filter, next)} withSkipped={withSkipped} onSkipped={setSkipped} />
      {shown === 'list'
        ? <TaskList filter={filter} canWork={canWork} onWork={(id) => void go(`/tasks?task=${id}`)} />
        : bench.task === null ? <Idle bench={bench} /> : <TaskBench bench={bench} task={bench.task} />}
    </div>
  );
}

function Idle({ bench }: { bench: Workbench }) {
  const text = useWords(words);
  useKeys({ N: bench.next, U: bench.undo });
  return (
    <section className="bench">
      <div className="idle">
        {bench.error !== null && <ProblemNotice error={bench.error} onClose={bench.forget} />}
        <h1 className="h1">{bench.isEmpty ? text.nothing : text.title}</h1>
        <p className="quiet">{bench.isEmpty ? text.nothingWhy : text.beginWhy}</p>
        <Button type="primary" size="large" loading={bench.isBusy} onClick={bench.next}>{text.begin} <kbd>N</kbd></Button>
        {bench.canUndo && <Button onClick={bench.undo}>{text.undo} <kbd>U</kbd></Button>}
        <p className="quiet small">{text.keyHelp}</p>
      </div>
    </section>
  );
}
