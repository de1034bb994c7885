// Models of scored matching with the figures of their training.
import { useQuery } from '@tanstack/react-query';
import { Alert, Skeleton, Table, Tag } from 'antd';
import { formatInstant } from '../../parts/format.ts';
import { settle, useApi } from '../../parts/hub.ts';
import { useAllLibraries } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useSay, useWords } from '../../parts/words.ts';
import { words } from './words.ts';

export function ModelsTab() {
  const text = useWords(words);
  const say = useSay();
  const api = useApi();
  const libraries = useAllLibraries();
  const { data, error } = useQuery({ queryKey: ['models'], queryFn: async () => (await settle(api.GET('/v1/models'))).items });
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <Skeleton active />;
  return (
    <div className="stack">
      <Alert type="info" title={text.modelNote} />
      <Table
        size="small" rowKey="modelId" dataSource={data} pagination={false} expandable={{ expandedRowRender: ({ figures }) => <Figures figures={figures} /> }}
        columns={[
          { title: text.model, width: 80, dataIndex: 'modelId' },
          { title: text.library, render: (_, { library }) => say(libraries.find(({ code }) => code === library)?.label, library) },
          { title: text.state, render: (_, { isActive, autoLink }) => <><Tag color={isActive ? 'green' : 'default'}>{isActive ? text.active : text.inactive}</Tag>{autoLink && <Tag color="blue">{text.autoLink}</Tag>}</> },
          { title: text.made, width: 150, render: (_, { createdAt }) => formatInstant(createdAt) },
          { title: text.madeBy, width: 140, dataIndex: 'createdBy' },
        ]}
      />
    </div>
  );
}

/** Whatever figures a model has: names and numbers; nested ones are indented. */
function Figures({ figures }: { figures: object }) {
  return (
    <dl className="figure-list">
      {Object.entries(figures).map(([name, value]) => (
        <div key={name}>
          <dt className="quiet">{name}</dt>
          <dd>{typeof value === 'object' && value !== null ? <Figures figures={value as object} /> : <span className="number">{typeof value === 'number' ? value.toLocaleString('en', { maximumFractionDigits: 4 }) : String(value)}</span>}</dd>
        </div>
      ))}
    </dl>
  );
}
