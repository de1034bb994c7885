// Models of scored matching; one of them with its figures, dry runs and activation.
import { Empty, Skeleton, Table } from 'antd';
import { Link, useParams } from 'react-router';
import { formatCount, formatInstant } from '../../parts/format.ts';
import { useAllLibraries } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useSay, useWords } from '../../parts/words.ts';
import { ModelDetail } from './model-detail.tsx';
import { ModelState, useModels, type Model } from './model-state.tsx';
import { words } from './model-words.ts';

export function ModelsTab() {
  const { item } = useParams();
  return item === undefined ? <ModelList /> : <ModelDetail modelId={Number(item)} />;
}

function ModelList() {
  const text = useWords(words);
  const say = useSay();
  const libraries = useAllLibraries();
  const { data, error } = useModels();
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <Skeleton active />;
  return (
    <div className="stack">
      <p className="quiet flat">{text.listNote}</p>
      <Table<Model>
        size="small" rowKey="modelId" dataSource={data} pagination={false} tableLayout="fixed"
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text.noModels} /> }}
        columns={[
          { title: text.model, width: 100, render: (_, { modelId }) => <Link to={`/administration/models/${modelId}`}>{text.model} {modelId}</Link> },
          { title: text.library, width: 160, ellipsis: true, render: (_, { library }) => say(libraries.find(({ code }) => code === library)?.label, library) },
          { title: text.state, width: 260, render: (_, model) => <ModelState model={model} /> },
          { title: text.records, width: 110, align: 'right', render: (_, { figures }) => formatCount(figures.records) },
          { title: text.settledPairs, width: 130, align: 'right', render: (_, { figures }) => formatCount(figures.labelled) },
          { title: text.trained, width: 150, render: (_, { createdAt }) => formatInstant(createdAt) },
          { title: text.trainedBy, width: 110, ellipsis: true, dataIndex: 'createdBy' },
          { title: text.note, ellipsis: true, dataIndex: 'note' },
        ]}
      />
    </div>
  );
}
