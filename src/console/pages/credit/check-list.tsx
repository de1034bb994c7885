// Past checks of the agency; each can be replayed as it was answered.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Empty, Skeleton, Table, Tag } from 'antd';
import { useState } from 'react';
import { formatCount, formatInstant } from '../../parts/format.ts';
import { settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { useWords } from '../../parts/words.ts';
import { ReplayDrawer } from './replay-drawer.tsx';
import { words } from './words.ts';

export function CheckList() {
  const text = useWords(words);
  const api = useApi();
  const ask = useAsk();
  const [shown, setShown] = useState<string | null>(null);
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['credit', 'checks', ask], initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => settle(api.GET('/v1/credit/checks', { params: { header: ask, query: { limit: 50, after: pageParam } } })),
    getNextPageParam: ({ next }) => next,
  });
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <Skeleton active />;
  return (
    <>
      <Table
        size="small" rowKey="checkId" dataSource={data.pages.flatMap(({ items }) => items)} pagination={false} locale={{ emptyText: <Empty description={text.noChecks} /> }}
        columns={[
          { title: text.at, width: 150, render: (_, { at }) => formatInstant(at) },
          { title: text.matter, dataIndex: 'matterCode' },
          { title: text.who, width: 140, dataIndex: 'operatorId' },
          { title: text.results, render: (_, { results }) => results.map((result) => <Tag key={result} color={result === 'punish' ? 'red' : result === 'incentive' ? 'blue' : 'default'}>{text[result]}</Tag>) },
          { title: text.idNumberKind, width: 90, align: 'right', render: (_, { subjectCount }) => formatCount(subjectCount) },
          { title: '', width: 80, render: (_, { checkId, kind }) => kind === 'single' && <Button size="small" type="link" onClick={() => setShown(checkId)}>{text.view}</Button> },
        ]}
        footer={hasNextPage ? () => <Button type="link" loading={isFetching} onClick={() => void fetchNextPage()}>{text.more}</Button> : undefined}
      />
      {shown !== null && <ReplayDrawer checkId={shown} onClose={() => setShown(null)} />}
    </>
  );
}
