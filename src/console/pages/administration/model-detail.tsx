// One model: what it was trained on, what its scores lead to and are worth, what each agreement weighs, and its dry runs.
import { useQuery } from '@tanstack/react-query';
import { Alert, Breadcrumb, Descriptions, Skeleton, Table, Tabs } from 'antd';
import { Link } from 'react-router';
import type { components } from '../../../generated/openapi.ts';
import { formatCount, formatInstant, formatShare } from '../../parts/format.ts';
import { settle, useApi } from '../../parts/hub.ts';
import { useLibrary } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { ModelState, type ModelFull } from './model-state.tsx';
import { ModelWeights } from './model-weights.tsx';
import { RehearsalPanel } from './rehearsal-panel.tsx';
import { words } from './model-words.ts';

type Threshold = components['schemas']['ScoreThreshold'];

const pollEvery = 2_000;

export function ModelDetail({ modelId }: { modelId: number }) {
  const text = useWords(words);
  const say = useSay();
  const api = useApi();
  const { data: model, error } = useQuery({
    queryKey: ['models', modelId],
    queryFn: () => settle(api.GET('/v1/models/{modelId}', { params: { path: { modelId } } })),
    refetchInterval: ({ state: { data } }) => (data !== undefined && data.waiting > 0 ? pollEvery : false),
  });
  const library = useLibrary(model?.library).data;
  const back = <Breadcrumb items={[{ title: <Link to="/administration/models">{text.models}</Link> }, { title: `${text.model} ${modelId}` }]} />;
  if (error !== null) return <div className="stack">{back}<ProblemNotice error={error} /></div>;
  if (model === undefined) return <Skeleton active />;
  return (
    <div className="stack">
      {back}
      <div className="page-head">
        <h2 className="h2 flat">{fill(text.modelTitle, { library: say(library?.label, model.library), n: modelId })}</h2>
        <ModelState model={model} />
      </div>
      {!model.isFit && <Alert type="warning" showIcon title={text.unfit} description={text.unfitWhy} />}
      {model.waiting > 0 && <Alert type="info" showIcon title={fill(text.comparing, { n: formatCount(model.waiting) })} />}
      <Tabs
        size="small" destroyOnHidden
        items={[
          { key: 'figures', label: text.figures, children: <div className="stack"><Figures model={model} /><Thresholds model={model} /></div> },
          { key: 'weights', label: text.weights, children: <ModelWeights model={model} /> },
          ...(model.isFit && library !== undefined ? [{ key: 'rehearsal', label: text.rehearsal, children: <RehearsalPanel model={model} library={library} /> }] : []),
        ]}
      />
    </div>
  );
}

function Figures({ model: { figures, createdBy, note } }: { model: ModelFull }) {
  const text = useWords(words);
  const items = [
    [text.trained, formatInstant(figures.trainedAt)], [text.trainedBy, createdBy], [text.note, note ?? '–'],
    [text.records, formatCount(figures.records)], [text.pairs, formatCount(figures.pairs)], [text.settled, <>{formatCount(figures.labelled)}<span className="quiet small beside">{text.settledWhy}</span></>],
    [text.keyed, formatCount(figures.keyed)], [text.random, formatCount(figures.random)], [text.expectedMatches, formatCount(Math.round(figures.expectedMatches))],
    [text.chance, figures.shareOfMatches > 0 ? fill(text.chanceValue, { n: formatCount(Math.round(1 / figures.shareOfMatches)) }) : '–'],
    [text.rounds, fill(figures.hasConverged ? text.converged : text.notConverged, { n: figures.iterations })],
    [text.weightsFrom, figures.isRefined ? text.refined : text.notRefined],
    [text.precisionFrom, figures.calibration === 'labels' ? text.byLabels : text.byPosterior],
  ] as const;
  return <Descriptions size="small" column={{ xs: 1, lg: 2, xxl: 3 }} items={items.map(([label, children], key) => ({ key, label, children }))} />;
}

function Thresholds({ model: { links, review } }: { model: ModelFull }) {
  const text = useWords(words);
  const say = useSay();
  return (
    <section>
      <h3 className="h3">{text.thresholds}</h3>
      <div className="stack">
        {links.map((link, key) => (
          <details key={key} className="threshold">
            <summary>
              <strong>{link.from === null ? text.neverLink : fill(text.linkFrom, { n: link.from.toFixed(1) })}</strong>{' '}
              {link.conditions.length === 0 ? text.anyLevels : link.conditions.map(({ comparison, label, levels }) => (
                <span key={comparison} className="condition">{say(label, comparison)}: {levels.map((level, place) => say(level, fill(text.levelNumber, { n: place + 1 }))).join(' / ')}</span>
              ))}
            </summary>
            <Bands title={text.linkBands} threshold={link} />
          </details>
        ))}
        <div>
          <strong>{review.from === null ? text.neverReview : fill(text.reviewFrom, { n: review.from.toFixed(1) })}</strong>
          <Bands title={text.allBands} threshold={review} />
        </div>
      </div>
    </section>
  );
}

/** The surest first; those from the threshold on are told by weight, too. */
function Bands({ title, threshold: { from, bands } }: { title: string; threshold: Threshold }) {
  const text = useWords(words);
  return (
    <Table
      size="small" rowKey="from" pagination={false} dataSource={bands.toReversed()} title={() => <span className="quiet">{title}</span>} className="bands"
      rowClassName={(band) => (from !== null && band.from >= from ? 'reached' : '')}
      columns={[
        { title: text.scoreFrom, align: 'right', render: (_, band) => band.from.toFixed(1) },
        { title: text.expected, align: 'right', render: (_, { expected }) => formatShare(expected) },
        { title: text.assured, align: 'right', render: (_, { assured }) => formatShare(assured) },
        { title: text.settledPairs, align: 'right', render: (_, { pairs }) => formatCount(Math.round(pairs)) },
        { title: text.openPairs, align: 'right', render: (_, { open }) => formatCount(Math.round(open)) },
      ]}
    />
  );
}
