// Audit events: who asked what about whom, for what purpose; newest first. Asking is itself audited.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Empty, Skeleton, Table, Tag, type TableProps } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { components, operations } from '../../generated/openapi.ts';
import { formatInstant, shortId } from './format.ts';
import { settle, useApi } from './hub.ts';
import { useAllLibraries } from './library.ts';
import { useOperationLabels } from './operations.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { useAsk } from './purpose.ts';
import { useMay } from './session.ts';
import { defineWords, fill, useSay, useWords } from './words.ts';

const words = defineWords({
  at: { zh: '时间', en: 'At' },
  who: { zh: '谁', en: 'Who' },
  what: { zh: '操作', en: 'Operation' },
  why: { zh: '事项与用途', en: 'Matter and purpose' },
  whom: { zh: '主记录', en: 'Records' },
  look: { zh: '谁查看过这条记录', en: 'Who saw this record' },
  more: { zh: '等 {n} 条', en: 'of {n}' },
  outcome: { zh: '结果', en: 'Outcome' },
  attributes: { zh: '看到的属性', en: 'Attributes seen' },
  answered: { zh: '已答复', en: 'answered' },
  refused: { zh: '已拒绝', en: 'refused' },
  nobody: { zh: '没有人看过', en: 'Nobody looked' },
  none: { zh: '没有符合条件的审计事件；可放宽时段或条件', en: 'No such events: widen the period or drop a condition' },
  earlier: { zh: '更早的', en: 'Earlier ones' },
});

export type AuditQuestion = Omit<NonNullable<operations['listAuditEvents']['parameters']['query']>, 'limit' | 'after'>;
type AuditEvent = components['schemas']['AuditEvent'];
type OnRecord = (library: string, goldenId: string) => void;

/** `onRecord`: asks who saw a record of the list; without it the list is about one record. */
export function AuditTable({ question, onRecord }: { question: AuditQuestion; onRecord?: OnRecord }) {
  const text = useWords(words);
  const api = useApi();
  const ask = useAsk();
  const columns = useColumns(onRecord);
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery({
    queryKey: ['audit', question, ask], initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => settle(api.GET('/v1/audit-events', { params: { header: ask, query: { ...question, limit: 50, after: pageParam } } })),
    getNextPageParam: ({ next }) => next,
  });
  if (error !== null) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton active />;
  const events = data.pages.flatMap(({ items }) => items);
  if (events.length === 0) return <Empty description={onRecord === undefined ? text.nobody : text.none} />;
  return (
    <Table<AuditEvent>
      size="small" rowKey="eventId" dataSource={events} pagination={false} tableLayout="fixed" columns={columns}
      footer={hasNextPage ? () => <Button type="link" loading={isFetching} onClick={() => void fetchNextPage()}>{text.earlier}</Button> : undefined}
    />
  );
}

function useColumns(onRecord: OnRecord | undefined): TableProps<AuditEvent>['columns'] {
  const text = useWords(words);
  const say = useSay();
  const libraries = useAllLibraries();
  const labels = useOperationLabels();
  const labelOf = (library: string | null | undefined, code: string): string =>
    say((libraries.find((one) => one.code === library) ?? libraries.find(({ attributes }) => attributes[code] !== undefined))?.attributes[code]?.label, code);
  return [
    { title: text.at, width: 165, render: (_, { at }) => <span className="number">{formatInstant(at, { withSeconds: true })}</span> },
    { title: text.who, width: 170, render: (_, { operatorId, agencyCode, clientId }) => <TwoLines first={operatorId ?? clientId} second={agencyCode} /> },
    { title: text.what, render: (_, { operationId, clientId }) => <TwoLines first={say(labels.get(operationId), operationId)} second={`${operationId}${clientId == null ? '' : ` · ${clientId}`}`} /> },
    { title: text.why, width: 160, render: (_, { matterCode, purpose }) => <TwoLines first={matterCode} second={purpose} /> },
    {
      title: text.outcome, width: 150,
      render: (_, { outcome }) => (outcome === 'answered' ? <Tag color="green">{text.answered}</Tag> : <TwoLines first={<Tag color="red">{text.refused}</Tag>} second={outcome} />),
    },
    ...(onRecord === undefined ? [] : [{ title: text.whom, width: 110, render: (_: unknown, event: AuditEvent) => <Records event={event} onRecord={onRecord} /> }]),
    { title: text.attributes, ellipsis: true, render: (_, { attributes, library }) => (attributes ?? []).map((code) => labelOf(library, code)).join('、') },
  ];
}

function TwoLines({ first, second }: { first: ReactNode; second: string | null | undefined }) {
  return <><div className="line" title={typeof first === 'string' ? first : undefined}>{first ?? '–'}</div><div className="line quiet small" title={second ?? undefined}>{second}</div></>;
}

const shownRecords = 3;

/** An event about several libraries names none; its ids then lead nowhere. */
function Records({ event: { library, goldenId, goldenIds }, onRecord }: { event: AuditEvent; onRecord: OnRecord }) {
  const text = useWords(words);
  const may = useMay();
  const resource = useAllLibraries().find(({ code }) => code === library)?.resource;
  const ids = goldenIds ?? (goldenId == null ? [] : [goldenId]);
  if (ids.length === 0) return <span className="quiet">–</span>;
  const mayOpen = resource !== undefined && may(`${resource}:read`);
  return (
    <>
      {ids.slice(0, shownRecords).map((id) => (
        <div key={id}>
          {library == null ? <span className="mono" title={id}>{shortId(id)}</span>
            : mayOpen ? <Link className="mono" to={`/records/${library}/${id}`} title={id}>{shortId(id)}</Link>
              : <Button type="link" size="small" className="mono" title={`${text.look} ${id}`} aria-label={`${text.look} ${id}`} onClick={() => onRecord(library, id)}>{shortId(id)}</Button>}
        </div>
      ))}
      {ids.length > shownRecords && <span className="quiet small">{fill(text.more, { n: ids.length })}</span>}
    </>
  );
}
