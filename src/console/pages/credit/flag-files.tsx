// What a bureau takes: how far the stream of flags reaches, and the full file and deltas with their checksums.
import { DownloadOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Empty, Skeleton, Statistic, Table, Typography } from 'antd';
import type { components } from '../../../generated/openapi.ts';
import { formatBytes, formatCount, formatInstant } from '../../parts/format.ts';
import { settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { saveFile } from '../../parts/save-file.ts';
import { fill, useWords } from '../../parts/words.ts';
import { words } from './words.ts';

type FlagFile = components['schemas']['FlagFile'];

export function FlagFiles() {
  const text = useWords(words);
  const api = useApi();
  const ask = useAsk();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const { data, error } = useQuery({ queryKey: ['credit', 'flag-files', ask], queryFn: () => settle(api.GET('/v1/credit/flags/files', { params: { header: ask } })) });
  const build = useMutation({
    mutationFn: () => settle(api.POST('/v1/credit/flags/files', { params: { header: ask } })),
    onSuccess: async ({ items }) => {
      void message.success(fill(text.filesBuilt, { n: items.length }));
      await queries.invalidateQueries({ queryKey: ['credit', 'flag-files'] });
    },
  });
  const fetchFile = useMutation({
    mutationFn: async ({ fileId, kind, from, to }: FlagFile) => {
      const gzip = await settle(api.GET('/v1/credit/flags/files/{fileId}', { params: { header: ask, path: { fileId } }, headers: { Accept: 'application/gzip' }, parseAs: 'blob' }));
      saveFile(gzip as unknown as Blob, `flags-${kind}-${from === null ? to : `${from}-${to}`}.jsonl.gz`);
    },
  });
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <Skeleton active />;
  const full = data.items.find(({ kind }) => kind === 'full');
  const failure = build.error ?? fetchFile.error;
  const kinds: Readonly<Record<FlagFile['kind'], string>> = { full: text.kindFull, hours8: text.kindHours8, day: text.kindDay, week: text.kindWeek, month: text.kindMonth };
  return (
    <div className="stack">
      {failure !== null && <ProblemNotice error={failure} />}
      <div className="figures">
        <Statistic title={text.flagHead} value={data.head} groupSeparator="" />
        <Statistic title={text.flagFloor} value={data.floor} groupSeparator="" />
        {full !== undefined && <Statistic title={text.flagFile} value={full.to} groupSeparator="" />}
        {full !== undefined && <Statistic title={text.flagRows} value={full.rows} />}
      </div>
      <div className="row">
        <p className="quiet flat grow long">{full !== undefined && fill(text.flagHow, { n: full.to })}</p>
        <Button type="primary" loading={build.isPending} onClick={() => build.mutate()}>{text.buildFiles}</Button>
      </div>
      <Table<FlagFile>
        size="small" rowKey="fileId" dataSource={data.items} pagination={{ pageSize: 15, hideOnSinglePage: true, showSizeChanger: false }} tableLayout="fixed" locale={{ emptyText: <Empty description={text.flagNever} /> }}
        columns={[
          { title: text.kind, width: 135, render: (_, { kind }) => (kind === 'full' ? <strong>{kinds.full}</strong> : kinds[kind]) },
          { title: text.timepoints, width: 140, render: (_, { from, to }) => <span className="number">{from === null ? to : `${from} – ${to}`}</span> },
          { title: text.rows, width: 90, align: 'right', render: (_, { rows }) => formatCount(rows) },
          { title: text.size, width: 100, align: 'right', render: (_, { bytes }) => formatBytes(bytes) },
          { title: text.builtAt, width: 150, render: (_, { builtAt }) => formatInstant(builtAt) },
          { title: 'SHA-256', render: (_, { sha256 }) => <Typography.Text className="mono long digest" copyable>{sha256}</Typography.Text> },
          { title: '', width: 110, render: (_, file) => <Button size="small" icon={<DownloadOutlined />} loading={fetchFile.isPending && fetchFile.variables.fileId === file.fileId} onClick={() => fetchFile.mutate(file)}>{text.downloadFile}</Button> },
        ]}
      />
    </div>
  );
}
