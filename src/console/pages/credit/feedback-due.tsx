// Checks that are owed feedback, the oldest first.
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Empty, Skeleton, Table, Tag } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../parts/format.ts';
import { settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { useWords } from '../../parts/words.ts';
import { ReplayDrawer } from './replay-drawer.tsx';
import { words } from './words.ts';

export function useFeedbackDue(overdue: boolean) {
  const api = useApi();
  const ask = useAsk();
  return useQuery({
    queryKey: ['credit', 'due', overdue, ask],
    queryFn: async () => (await settle(api.GET('/v1/credit/feedback-due', { params: { header: ask, query: overdue ? { overdue: true } : {} } }))).items,
  });
}

export function FeedbackDue() {
  const text = useWords(words);
  const [overdue, setOverdue] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const { data, error } = useFeedbackDue(overdue);
  if (error !== null) return <ProblemNotice error={error} />;
  return (
    <div className="stack">
      <Checkbox checked={overdue} onChange={(event) => setOverdue(event.target.checked)}>{text.onlyOverdue}</Checkbox>
      {data === undefined ? <Skeleton active /> : (
        <Table
          size="small" rowKey="checkId" dataSource={data} pagination={{ pageSize: 20, hideOnSinglePage: true }} locale={{ emptyText: <Empty description={text.nothingDue} /> }}
          columns={[
            { title: text.dueOn, width: 130, render: (_, { dueOn, isOverdue }) => (isOverdue ? <Tag color="red">{dueOn} {text.overdue}</Tag> : dueOn) },
            { title: text.matter, dataIndex: 'matterCode' },
            { title: text.who, width: 140, dataIndex: 'operatorId' },
            { title: text.at, width: 150, render: (_, { at }) => formatInstant(at) },
            { title: text.measures, width: 100, align: 'right', render: (_, { fed, measures }) => `${fed} / ${measures}` },
            { title: '', width: 100, render: (_, { checkId }) => <Button size="small" type="link" onClick={() => setShown(checkId)}>{text.feedback}</Button> },
          ]}
        />
      )}
      {shown !== null && <ReplayDrawer checkId={shown} onClose={() => setShown(null)} />}
    </div>
  );
}
