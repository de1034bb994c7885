// Files of up to a million subjects: dropped, followed while the hub works on them, fetched with an answer beside every row.
import { DownloadOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Empty, Progress, Skeleton, Table, Tag } from 'antd';
import { useState } from 'react';
import { FileDrop } from '../../parts/file-drop.tsx';
import { headerOf } from '../../parts/file-head.ts';
import { formatBytes, formatCount, formatInstant } from '../../parts/format.ts';
import { settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { saveFile } from '../../parts/save-file.ts';
import { useMay } from '../../parts/session.ts';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { FileCheckDialog, type FileCheck } from './file-check-dialog.tsx';
import { words } from './words.ts';

const pollEvery = 1_000;
const isLive = ({ state }: FileCheck): boolean => state === 'received' || state === 'reading' || state === 'answering';

export function FileChecks() {
  const text = useWords(words);
  const may = useMay();
  const [chosen, setChosen] = useState<{ file: File; header: readonly string[] | null } | null>(null);
  return (
    <div className="stack">
      {may('credit:check') && (
        <>
          <FileDrop title={text.fileDrop} hint={text.fileHint} accept=".csv,.txt,.xlsx,.gz" onFile={(file) => void headerOf(file).then((header) => setChosen({ file, header }))} />
          <div><Button size="small" type="link" icon={<DownloadOutlined />} onClick={() => saveFile(new Blob([`\uFEFF${text.templateHeader}\r\n`], { type: 'text/csv' }), text.templateName)}>{text.template}</Button></div>
        </>
      )}
      {chosen !== null && <FileCheckDialog file={chosen.file} header={chosen.header} onClose={() => setChosen(null)} />}
      {may('credit:replay') && <FileCheckList />}
    </div>
  );
}

function FileCheckList() {
  const text = useWords(words);
  const api = useApi();
  const ask = useAsk();
  const { data, error } = useQuery({
    queryKey: ['credit', 'file-checks', ask],
    queryFn: async () => (await settle(api.GET('/v1/credit/file-checks', { params: { header: ask, query: { limit: 50 } } }))).items ?? [],
    refetchInterval: ({ state: { data: known } }) => (known?.some(isLive) ? pollEvery : false),
  });
  const fetchResult = useMutation({
    mutationFn: async ({ fileCheckId, fileName }: FileCheck) => {
      const csv = await settle(api.GET('/v1/credit/file-checks/{fileCheckId}/result', { params: { header: ask, path: { fileCheckId } }, headers: { Accept: 'text/csv' }, parseAs: 'blob' }));
      saveFile(csv as unknown as Blob, `${fileName.replace(/(\.[^.]+)+$/, '')}-result.csv`);
    },
  });
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <Skeleton active />;
  return (
    <>
      {fetchResult.error !== null && <ProblemNotice error={fetchResult.error} />}
      <Table<FileCheck>
        size="small" rowKey="fileCheckId" dataSource={data} pagination={{ pageSize: 20, hideOnSinglePage: true }} tableLayout="fixed" locale={{ emptyText: <Empty description={text.noFiles} /> }}
        columns={[
          { title: text.fileName, render: (_, one) => <FileCell one={one} /> },
          { title: text.matter, width: 150, ellipsis: true, dataIndex: 'matterCode' },
          { title: text.state, width: 190, render: (_, one) => <State one={one} /> },
          { title: text.fileRows, width: 100, align: 'right', render: (_, { rows, state }) => (rows === 0 && state !== 'done' ? '–' : formatCount(rows)) },
          { title: text.results, width: 260, render: (_, { counts }) => <Counts counts={counts} /> },
          {
            title: '', width: 150,
            render: (_, one) => one.state === 'done' && (one.filesRemovedAt === null
              ? <Button size="small" icon={<DownloadOutlined />} loading={fetchResult.isPending && fetchResult.variables.fileCheckId === one.fileCheckId} onClick={() => fetchResult.mutate(one)}>{text.fileResult}</Button>
              : <span className="quiet small">{text.fileGone}</span>),
          },
        ]}
      />
    </>
  );
}

/** What the file is; of one that was refused, what to do about it. */
function FileCell({ one: { fileName, bytes, createdAt, problem, state } }: { one: FileCheck }) {
  const text = useWords(words);
  const say = useSay();
  const { missing } = (problem?.details ?? {}) as { readonly missing?: readonly string[] };
  const columns: Readonly<Record<string, string>> = { number: text.columnNumber, name: text.columnName };
  return (
    <>
      <span className="long">{fileName}</span>
      <div className="quiet small">{formatBytes(bytes)} · {formatInstant(createdAt)}</div>
      {problem !== null && (
        <div role="note">
          <strong className="warn">{state === 'failed' ? text.fileFailed : say(problem.title, problem.code)}</strong>
          <div>{missing !== undefined && <>{fill(text.fileMissing, { columns: missing.map((column) => columns[column] ?? column).join('、') })} · </>}{state === 'failed' ? text.fileFailedWhy : say(problem.remedy)}</div>
        </div>
      )}
    </>
  );
}

function State({ one: { state, rows, answered } }: { one: FileCheck }) {
  const text = useWords(words);
  const names = { received: text.fileReceived, reading: text.fileReading, answering: text.fileAnswering, done: text.fileDone, refused: text.fileRefused, failed: text.fileFailed };
  if (state === 'answering' && rows > 0) return <Progress size="small" percent={Math.floor((answered / rows) * 100)} aria-label={`${text.fileAnswering} ${formatCount(answered)} / ${formatCount(rows)}`} />;
  return <Tag color={state === 'done' ? 'green' : state === 'refused' || state === 'failed' ? 'red' : 'processing'}>{names[state]}</Tag>;
}

/** Every row has one result: together they are the rows. */
function Counts({ counts }: { counts: FileCheck['counts'] }) {
  const text = useWords(words);
  const names = [['punish', text.countPunish, 'red'], ['incentive', text.countIncentive, 'blue'], ['none', text.countNone, 'green'], ['unknown', text.countUnknown, 'gold'], ['identity_mismatch', text.countMismatch, 'gold'], ['invalid', text.countInvalid, 'gold']] as const;
  return <div className="tags">{names.filter(([result]) => (counts[result] ?? 0) > 0).map(([result, label, colour]) => <Tag key={result} color={colour}>{fill(label, { n: formatCount(counts[result]) })}</Tag>)}</div>;
}
