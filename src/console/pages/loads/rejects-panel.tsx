// Rejects by rule with what each asks of the department; the rows themselves after a purpose is stated; all of them as CSV.
import { DownloadOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Button, Skeleton, Table, Tag } from 'antd';
import { useMemo, useState } from 'react';
import type { components, operations } from '../../../generated/openapi.ts';
import { formatCount } from '../../parts/format.ts';
import { settle, useApi } from '../../parts/hub.ts';
import type { Library } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { PurposeGate } from '../../parts/purpose-gate.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { saveFile } from '../../parts/save-file.ts';
import { useMay } from '../../parts/session.ts';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { words } from './words.ts';

type Report = operations['readLoadReport']['responses']['200']['content']['application/json'];
type Reject = components['schemas']['Reject'];

export function RejectsPanel({ report, library }: { report: Report; library: Library | undefined }) {
  const text = useWords(words);
  const say = useSay();
  const may = useMay();
  const [shows, setShows] = useState<'none' | 'rows'>('none');
  const [rule, setRule] = useState<string | null>(null);
  const fieldName = (field: string | null | undefined): string => (field == null ? '' : say(library?.attributes[field]?.label ?? library?.feeds[report.load.feed]?.columns[field]?.label, field));
  return (
    <section className="panel stack">
      <div className="page-head flat">
        <h2 className="h2">{text.rejectsByRule}</h2>
        {may('rejects:read') && shows === 'none' && <Button onClick={() => setShows('rows')}>{text.showExamples}</Button>}
      </div>
      <Table
        size="small" rowKey={({ rule: code, field }) => `${code} ${field}`} dataSource={report.rejects} pagination={false} tableLayout="fixed"
        columns={[
          { title: text.rule, width: 250, render: (_, { rule: code, label }) => <>{say(label, code)}<div className="mono quiet">{code}</div></> },
          { title: text.field, width: 150, render: (_, { field }) => fieldName(field) },
          { title: text.rows, width: 80, align: 'right', render: (_, { rows }) => formatCount(rows) },
          { title: text.open, width: 80, align: 'right', render: (_, { open }) => <span className={open > 0 ? 'warn' : ''}>{formatCount(open)}</span> },
          { title: text.remedy, render: (_, { remedy }) => say(remedy) },
          ...(may('rejects:read') ? [{ title: '', width: 110, render: (_: unknown, { rule: code }: Report['rejects'][number]) => <Button size="small" type="link" onClick={() => (setRule(code), setShows('rows'))}>{text.showExamples}</Button> }] : []),
        ]}
      />
      {shows === 'rows' && <PurposeGate note={text.rejectsPurpose}><RejectRows loadId={report.load.loadId} fileName={report.load.fileName} rule={rule} onAll={() => setRule(null)} fieldName={fieldName} /></PurposeGate>}
    </section>
  );
}

interface RowsProps {
  readonly loadId: number;
  readonly fileName: string;
  readonly rule: string | null;
  readonly onAll: () => void;
  readonly fieldName: (field: string | null) => string;
}

function RejectRows({ loadId, fileName, rule, onAll, fieldName }: RowsProps) {
  const text = useWords(words);
  const say = useSay();
  const api = useApi();
  const ask = useAsk();
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['loads', 'rejects', loadId, ask], initialPageParam: undefined as number | undefined,
    queryFn: async ({ pageParam }) => {
      const page = await settle(api.GET('/v1/loads/{loadId}/rejects', { params: { header: ask, path: { loadId }, query: { limit: 50, after: pageParam } } }));
      return page as { items: Reject[]; next?: number };
    },
    getNextPageParam: ({ next }) => next,
  });
  const download = useMutation({
    mutationFn: async () => {
      const csv = await settle(api.GET('/v1/loads/{loadId}/rejects', { params: { header: ask, path: { loadId }, query: { format: 'csv' } }, headers: { Accept: 'text/csv' }, parseAs: 'blob' }));
      saveFile(csv as unknown as Blob, `${fileName.replace(/\.[^.]+$/, '')}-rejects.csv`);
    },
  });
  const rows = useMemo(() => (data?.pages.flatMap(({ items }) => items) ?? []).filter((row) => rule === null || row.rule === rule), [data, rule]);
  if (error !== null) return <ProblemNotice error={error} />;
  return (
    <div className="stack">
      {download.error !== null && <ProblemNotice error={download.error} />}
      <div className="row">
        <Button type="primary" icon={<DownloadOutlined />} loading={download.isPending} onClick={() => download.mutate()}>{text.download}</Button>
        {rule !== null && <Tag closable onClose={onAll}>{fill(text.onlyRule, { rule })}</Tag>}
      </div>
      {data === undefined ? <Skeleton active /> : (
        <Table<Reject>
          size="small" rowKey="rejectId" dataSource={rows} pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }} tableLayout="fixed"
          columns={[
            { title: text.line, width: 70, dataIndex: 'line' },
            { title: text.reason, width: 240, render: (_, row) => <>{say(row.reason, row.rule)}{row.cause !== undefined && <div className="quiet small">{say(row.cause.reason, row.cause.rule)}</div>}<div className="quiet small">{fieldName(row.field)}</div></> },
            { title: text.cells, render: (_, { cells }) => <span className="cells">{Object.entries(cells).filter(([, cell]) => cell !== '').map(([name, cell]) => <span key={name}><span className="quiet">{name}</span> {cell}</span>)}</span> },
            { title: text.state, width: 90, render: (_, { closedAt }) => (closedAt === null ? <Tag color="gold">{text.open}</Tag> : <Tag color="green">{text.corrected}</Tag>) },
          ]}
          footer={hasNextPage ? () => <Button type="link" loading={isFetching} onClick={() => void fetchNextPage()}>{text.more}</Button> : undefined}
        />
      )}
    </div>
  );
}
