// Loads, newest first; those under way are asked again until they end.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Empty, Select, Skeleton, Table } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { formatCount, formatInstant } from '../../parts/format.ts';
import { settle, useApi } from '../../parts/hub.ts';
import { feedLabel, useAllLibraries } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useMay } from '../../parts/session.ts';
import { useSay, useWords } from '../../parts/words.ts';
import { DropZone } from './drop-zone.tsx';
import { isLive, LoadState } from './load-state.tsx';
import type { Load } from './upload.ts';
import { words } from './words.ts';

const states: readonly Load['state'][] = ['received', 'staging', 'staged', 'held', 'applying', 'done', 'failed', 'refused'];
const pollEvery = 2_000;

export function LoadList() {
  const text = useWords(words);
  const say = useSay();
  const may = useMay();
  const api = useApi();
  const go = useNavigate();
  const libraries = useAllLibraries();
  const [search, setSearch] = useSearchParams();
  const filter = { library: search.get('library') ?? undefined, feed: search.get('feed') ?? undefined, state: (search.get('state') as Load['state'] | null) ?? undefined };
  const narrow = (change: Partial<Record<keyof typeof filter, string | undefined>>): void => {
    const stated = Object.entries({ ...filter, ...change }).filter((entry): entry is [string, string] => entry[1] !== undefined);
    setSearch(Object.fromEntries(stated), { replace: true });
  };
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery({
    queryKey: ['loads', filter], initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) => settle(api.GET('/v1/loads', { params: { query: { ...filter, limit: 50, after: pageParam } } })),
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state: { data: known } }) => (known?.pages.some(({ items }) => items.some(({ state }) => isLive(state))) ? pollEvery : false),
  });
  const loads = data?.pages.flatMap(({ items }) => items);
  const feeds = libraries.filter(({ code }) => filter.library === undefined || code === filter.library).flatMap((library) => Object.values(library.feeds).map((feed) => ({ value: feed.code, label: say(feed.label) })));
  return (
    <div className="page stack">
      <div className="page-head">
        <h1 className="h1">{text.title}</h1>
        <Select allowClear className="w-160" aria-label={text.anyLibrary} placeholder={text.anyLibrary} value={filter.library} onChange={(library?: string) => narrow({ library, feed: undefined })} options={libraries.map(({ code, label }) => ({ value: code, label: say(label) }))} />
        <Select allowClear className="w-220" aria-label={text.anyFeed} placeholder={text.anyFeed} value={filter.feed} onChange={(feed?: string) => narrow({ feed })} options={feeds} showSearch={{ optionFilterProp: 'label' }} />
        <Select allowClear className="w-120" aria-label={text.anyState} placeholder={text.anyState} value={filter.state} onChange={(state?: string) => narrow({ state })} options={states.map((value) => ({ value, label: text[value] }))} />
      </div>
      {may('loads:write') ? <DropZone /> : <p className="quiet flat">{text.notYours}</p>}
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {loads === undefined ? <Skeleton active /> : (
        <div className="panel panel-table">
          <Table<Load>
            size="small" rowKey="loadId" dataSource={loads} pagination={false} tableLayout="fixed" onRow={({ loadId }) => ({ onDoubleClick: () => void go(`/loads/${loadId}`) })}
            locale={{ emptyText: <Empty description={<>{text.none}<br /><span className="quiet">{may('loads:write') ? text.noneWhy : ''}</span></>} /> }}
            columns={[
              { title: text.number, width: 70, render: (_, { loadId }) => <Link to={`/loads/${loadId}`}>{loadId}</Link> },
              { title: text.state, width: 90, render: (_, { state }) => <LoadState state={state} /> },
              { title: text.feed, width: 220, ellipsis: true, render: (_, { library, feed }) => say(feedLabel(libraries.find(({ code }) => code === library), feed)) },
              { title: text.file, ellipsis: true, render: (_, { loadId, fileName, problem }) => <><Link to={`/loads/${loadId}`}>{fileName}</Link>{problem !== null && <span className="quiet"> — {say(problem.title, problem.code)}</span>}</> },
              { title: text.rows, width: 90, align: 'right', render: (_, { counts }) => formatCount(counts['rows'] as number | undefined) },
              { title: text.rejected, width: 96, align: 'right', render: (_, { counts }) => <Rejected count={counts['rejected'] as number | undefined} /> },
              { title: text.createdAt, width: 150, render: (_, { createdAt }) => formatInstant(createdAt) },
            ]}
            footer={hasNextPage ? () => <Button type="link" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{text.more}</Button> : undefined}
          />
        </div>
      )}
    </div>
  );
}

function Rejected({ count }: { count: number | undefined }) {
  return <span className={count !== undefined && count > 0 ? 'number warn' : 'number quiet'}>{formatCount(count)}</span>;
}
