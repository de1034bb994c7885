// Which rules hold the links, and the links themselves as CSV; and the relations that a library declares.
import { DownloadOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Skeleton, Table } from 'antd';
import { formatCount } from '../../parts/format.ts';
import { settle, useApi } from '../../parts/hub.ts';
import { relationsExportPath, ruleLabel, useAllLibraries } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { PurposeGate } from '../../parts/purpose-gate.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { saveFile } from '../../parts/save-file.ts';
import { useMay } from '../../parts/session.ts';
import { useSay, useWords } from '../../parts/words.ts';
import { words } from './words.ts';

export function LinksExport() {
  const text = useWords(words);
  return (
    <div className="stack">
      <p className="quiet flat">{text.exportWhy}</p>
      <PurposeGate isInline note={text.exportWhy}><div className="stack"><LinkTable /><RelationTable /></div></PurposeGate>
    </div>
  );
}

function LinkTable() {
  const text = useWords(words);
  const say = useSay();
  const api = useApi();
  const ask = useAsk();
  const may = useMay();
  const libraries = useAllLibraries();
  const { data, error } = useQuery({ queryKey: ['activity', 1], enabled: may('loads:read'), queryFn: () => settle(api.GET('/v1/activity', { params: { query: { days: 1 } } })) });
  const download = useMutation({
    mutationFn: async ({ library, rule }: { library: string; rule: string }) => {
      const csv = await settle(api.GET('/v1/libraries/{code}/links', { params: { header: ask, path: { code: library }, query: { rule } }, headers: { Accept: 'text/csv' }, parseAs: 'blob' }));
      saveFile(csv as unknown as Blob, `links-${library}-${rule}.csv`);
    },
  });
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <Skeleton active />;
  return (
    <>
      {download.error !== null && <ProblemNotice error={download.error} />}
      <Table
        size="small" rowKey={({ library, rule }) => `${library} ${rule}`} dataSource={data.links} pagination={false}
        columns={[
          { title: text.library, render: (_, { library }) => say(libraries.find(({ code }) => code === library)?.label, library) },
          { title: text.rule, render: (_, { library, rule }) => `${rule} ${say(ruleLabel(libraries.find(({ code }) => code === library), rule))}` },
          { title: text.records, width: 120, align: 'right', render: (_, { records }) => formatCount(records) },
          { title: '', width: 220, render: (_, { library, rule }) => <Button size="small" icon={<DownloadOutlined />} loading={download.isPending && download.variables.library === library && download.variables.rule === rule} onClick={() => download.mutate({ library, rule })}>{text.exportLinks}</Button> },
        ]}
      />
    </>
  );
}

function RelationTable() {
  const text = useWords(words);
  const say = useSay();
  const api = useApi();
  const ask = useAsk();
  const libraries = useAllLibraries();
  const rows = libraries.flatMap((library) => library.relations.map(({ type, label, target }) => ({ library, type, label, target })));
  const download = useMutation({
    mutationFn: async ({ library, type }: (typeof rows)[number]) => {
      const csv = await settle(api.GET(relationsExportPath(library.resource), { params: { header: ask, query: { type } }, headers: { Accept: 'text/csv' }, parseAs: 'blob' }));
      saveFile(csv as unknown as Blob, `relations-${library.code}-${type}.csv`);
    },
  });
  const isUnderWay = ({ library, type }: (typeof rows)[number]): boolean => download.isPending && download.variables.library === library && download.variables.type === type;
  return (
    <>
      <p className="quiet flat">{text.relationsWhy}</p>
      {download.error !== null && <ProblemNotice error={download.error} />}
      <Table
        size="small" rowKey={({ library, type }) => `${library.code} ${type}`} dataSource={rows} pagination={false}
        columns={[
          { title: text.library, render: (_, { library }) => say(library.label) },
          { title: text.relation, render: (_, { label }) => say(label) },
          { title: text.relationTo, width: 200, render: (_, { target }) => say(libraries.find(({ code }) => code === target)?.label, target) },
          { title: '', width: 220, render: (_, row) => <Button size="small" icon={<DownloadOutlined />} loading={isUnderWay(row)} onClick={() => download.mutate(row)}>{text.exportRelations}</Button> },
        ]}
      />
    </>
  );
}
