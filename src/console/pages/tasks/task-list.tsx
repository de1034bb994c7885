// The queue as a list that is read on as one scrolls; chosen rows are closed or decided at once.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Segmented, Table, Tag, type TableProps } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { settle, useApi } from '../../parts/hub.ts';
import { sourceLabel, useAllLibraries } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { useRoom } from '../../parts/use-room.ts';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import { useCounts, type QueueFilter, type Task } from './queue.ts';
import { words } from './words.ts';

const pageSize = 200;

function useTaskPages(filter: QueueFilter, sort: 'priority' | 'due') {
  const api = useApi();
  const ask = useAsk();
  return useInfiniteQuery({
    queryKey: ['task-list', filter, sort, ask], initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => settle(api.GET('/v1/tasks', { params: { header: ask, query: { ...filter, state: 'waiting', sort, limit: pageSize, after: pageParam } } })),
    getNextPageParam: ({ next }) => next,
  });
}

export function TaskList({ filter, canWork, onWork }: { filter: QueueFilter; canWork: boolean; onWork: (taskId: string) => void }) {
  const text = useWords(words);
  const [sort, setSort] = useState<'priority' | 'due'>('priority');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [isActing, setActing] = useState(false);
  const holder = useRef<HTMLDivElement>(null);
  const { height } = useRoom(holder);
  const { data, error, isFetching, hasNextPage, fetchNextPage, refetch } = useTaskPages(filter, sort);
  const tasks = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const counts = useCounts(filter.department === undefined ? {} : { department: filter.department }).data;
  const all = filter.kind === undefined ? counts?.total.waiting : counts?.byKind.find(({ kind, library }) => kind === filter.kind && library === filter.library)?.waiting;
  const columns = useColumns(canWork ? onWork : null);
  return (
    <section className="bench" aria-label={text.list}>
      <header className="bench-head">
        <h1>{text.list}</h1>
        <span className="quiet grow">{fill(text.loaded, { n: tasks.length.toLocaleString('en'), all: (all ?? tasks.length).toLocaleString('en') })}</span>
        <Segmented size="small" aria-label={text.sort} value={sort} onChange={setSort} options={[{ value: 'priority', label: text.byPriority }, { value: 'due', label: text.byDue }]} />
        {canWork && (
          <>
            <span className="quiet">{fill(text.chosen, { n: chosen.length })}</span>
            {chosen.length > 0 && <Button size="small" type="text" onClick={() => setChosen([])}>{text.clear}</Button>}
            <Button type="primary" disabled={chosen.length === 0} onClick={() => setActing(true)}>{text.bulk}</Button>
          </>
        )}
      </header>
      {error !== null && <div className="notice"><ProblemNotice error={error} onRetry={() => void refetch()} /></div>}
      <div className="bench-body no-scroll" ref={holder}>
        <Table<Task>
          virtual size="small" rowKey="taskId" columns={columns} dataSource={tasks} pagination={false} loading={isFetching && tasks.length === 0}
          scroll={{ y: Math.max(200, height - 40), x: 860 }} locale={{ emptyText: text.nothing }}
          onScroll={({ currentTarget }) => isNearEnd(currentTarget) && hasNextPage && !isFetching && void fetchNextPage()}
          rowSelection={canWork ? { selectedRowKeys: [...chosen], onChange: (keys) => setChosen(keys as string[]), columnWidth: 40 } : undefined}
        />
      </div>
      {isActing && <BulkDialog tasks={tasks.filter(({ taskId }) => chosen.includes(taskId))} onClose={(isDone) => (setActing(false), isDone && setChosen([]))} />}
    </section>
  );
}

function isNearEnd(element: EventTarget & HTMLElement): boolean {
  return element.scrollTop + element.clientHeight > element.scrollHeight - 600;
}

function useColumns(onWork: ((taskId: string) => void) | null): TableProps<Task>['columns'] {
  const text = useWords(words);
  const say = useSay();
  const libraries = useAllLibraries();
  return [
    { title: text.library, width: 120, ellipsis: true, render: (_, { library }) => say(libraries.find(({ code }) => code === library)?.label, library) },
    { title: text.kind, width: 190, ellipsis: true, render: (_, { kindLabel }) => say(kindLabel) },
    { title: text.rule, width: 200, ellipsis: true, render: (_, { ruleLabel, rule }) => `${say(ruleLabel)} · ${rule}` },
    {
      title: text.department, width: 150, ellipsis: true,
      render: (_, { departments, library }) => departments.map((code) => say(sourceLabel(libraries.find((one) => one.code === library), code))).join('、'),
    },
    { title: text.due, width: 110, render: (_, { dueOn, isOverdue }) => (isOverdue ? <Tag color="red">{dueOn}</Tag> : dueOn) },
    { title: text.state, width: 90, render: (_, { state, claimedBy }) => (state === 'claimed' ? <span title={claimedBy?.operatorId ?? ''}>{text.claimed}</span> : text.open) },
    ...(onWork === null ? [] : [{ title: '', width: 90, render: (_: unknown, { taskId }: Task) => <Button size="small" type="link" onClick={() => onWork(taskId)}>{text.act}</Button> }]),
  ];
}
