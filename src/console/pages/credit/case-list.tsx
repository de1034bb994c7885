// Repairs and objections: those that one filed or has to decide.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Empty, Segmented, Skeleton, Table, Tag } from 'antd';
import { useState } from 'react';
import { settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { useMay } from '../../parts/session.ts';
import { useSay, useWords } from '../../parts/words.ts';
import { CaseDrawer } from './case-drawer.tsx';
import { useCaseStates, type CreditCase } from './case-states.ts';
import { FileCaseDialog } from './file-case-dialog.tsx';
import { words } from './words.ts';

export function CaseList() {
  const text = useWords(words);
  const say = useSay();
  const may = useMay();
  const api = useApi();
  const ask = useAsk();
  const states = useCaseStates();
  const [kind, setKind] = useState<'all' | 'repair' | 'objection'>('all');
  const [shown, setShown] = useState<string | null>(null);
  const [filing, setFiling] = useState<'repair' | 'objection' | null>(null);
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['credit', 'cases', kind, ask], initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => settle(api.GET('/v1/credit/cases', { params: { header: ask, query: { ...(kind === 'all' ? {} : { kind }), limit: 50, after: pageParam } } })),
    getNextPageParam: ({ next }) => next,
  });
  if (error !== null) return <ProblemNotice error={error} />;
  return (
    <div className="stack">
      <div className="row">
        <Segmented value={kind} onChange={setKind} aria-label={text.kind} options={[{ value: 'all', label: text.cases }, { value: 'repair', label: text.repair }, { value: 'objection', label: text.objection }]} />
        <span className="grow" />
        {may('credit:cases') && <><Button onClick={() => setFiling('repair')}>{text.newRepair}</Button><Button onClick={() => setFiling('objection')}>{text.newObjection}</Button></>}
      </div>
      {data === undefined ? <Skeleton active /> : (
        <Table<CreditCase>
          size="small" rowKey="caseId" dataSource={data.pages.flatMap(({ items }) => items)} pagination={false} locale={{ emptyText: <Empty description={text.noCases} /> }}
          columns={[
            { title: text.kind, width: 100, render: (_, one) => text[one.kind] },
            { title: text.entry, ellipsis: true, render: (_, { listLabel }) => say(listLabel) },
            { title: text.document, ellipsis: true, dataIndex: 'documentNo' },
            { title: text.state, width: 110, render: (_, { state }) => <Tag color={state === 'open' || state === 'accepted' ? 'gold' : 'default'}>{states[state]}</Tag> },
            { title: text.dueOn, width: 130, render: (_, { dueOn, isOverdue }) => (isOverdue ? <Tag color="red">{dueOn}</Tag> : dueOn) },
            { title: '', width: 80, render: (_, { caseId }) => <Button size="small" type="link" onClick={() => setShown(caseId)}>{text.view}</Button> },
          ]}
          footer={hasNextPage ? () => <Button type="link" loading={isFetching} onClick={() => void fetchNextPage()}>{text.more}</Button> : undefined}
        />
      )}
      {shown !== null && <CaseDrawer caseId={shown} onClose={() => setShown(null)} />}
      {filing !== null && <FileCaseDialog kind={filing} onClose={() => setFiling(null)} />}
    </div>
  );
}
