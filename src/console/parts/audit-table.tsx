// Who saw a golden record, when, for what purpose; newest first. Asking is itself audited.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Empty, Skeleton, Table, Tag } from 'antd';
import { formatInstant } from './format.ts';
import { settle, useApi } from './hub.ts';
import { useLibrary } from './library.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { useAsk } from './purpose.ts';
import { defineWords, useSay, useWords } from './words.ts';

const words = defineWords({
  at: { zh: '时间', en: 'At' },
  agency: { zh: '单位', en: 'Agency' },
  who: { zh: '经办人', en: 'Operator' },
  client: { zh: '系统或账号', en: 'Client or account' },
  what: { zh: '操作', en: 'Operation' },
  purpose: { zh: '用途', en: 'Purpose' },
  matter: { zh: '事项', en: 'Matter' },
  outcome: { zh: '结果', en: 'Outcome' },
  attributes: { zh: '看到的属性', en: 'Attributes seen' },
  answered: { zh: '已答复', en: 'answered' },
  refused: { zh: '已拒绝', en: 'refused' },
  nobody: { zh: '没有人看过', en: 'Nobody looked' },
  more: { zh: '更早的', en: 'Earlier ones' },
});

export function AuditTable({ library, goldenId }: { library: string; goldenId: string }) {
  const text = useWords(words);
  const say = useSay();
  const api = useApi();
  const ask = useAsk();
  const definition = useLibrary(library).data;
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['audit', library, goldenId, ask], initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => settle(api.GET('/v1/audit-events', { params: { header: ask, query: { library, goldenId, limit: 50, after: pageParam } } })),
    getNextPageParam: ({ next }) => next,
  });
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <Skeleton active />;
  const events = data.pages.flatMap(({ items }) => items);
  if (events.length === 0) return <Empty description={text.nobody} />;
  return (
    <Table
      size="small" rowKey="eventId" dataSource={events} pagination={false} tableLayout="fixed"
      columns={[
        { title: text.at, width: 165, render: (_, { at }) => formatInstant(at, { withSeconds: true }) },
        { title: text.agency, width: 130, dataIndex: 'agencyCode', ellipsis: true },
        { title: text.who, width: 100, dataIndex: 'operatorId', ellipsis: true },
        { title: text.what, dataIndex: 'operationId', ellipsis: true },
        { title: text.purpose, width: 140, dataIndex: 'purpose', ellipsis: true },
        { title: text.matter, width: 120, dataIndex: 'matterCode', ellipsis: true },
        { title: text.outcome, width: 80, render: (_, { outcome, status }) => <Tag color={status < 400 ? 'green' : 'red'} title={outcome}>{status < 400 ? text.answered : text.refused}</Tag> },
        { title: text.attributes, ellipsis: true, render: (_, { attributes }) => (attributes ?? []).map((code) => say(definition?.attributes[code]?.label, code)).join('、') },
      ]}
      footer={hasNextPage ? () => <Button type="link" loading={isFetching} onClick={() => void fetchNextPage()}>{text.more}</Button> : undefined}
    />
  );
}
