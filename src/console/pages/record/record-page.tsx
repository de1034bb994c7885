// One golden record: every value with who said so, and behind it sources, links, relations, credit, its course and who looked.
import { Alert, Button, Skeleton, Slider, Tabs, Tag, type TabsProps } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { formatInstant, formatValue, shortId } from '../../parts/format.ts';
import { nameAttributeOf, uniqueAttributeOf, useAllLibraries, useLibrary, type Library, type Scalar } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { PurposeGate } from '../../parts/purpose-gate.tsx';
import { useMay } from '../../parts/session.ts';
import { fill, useLanguage, useSay, useWords } from '../../parts/words.ts';
import { AuditTab } from './audit-tab.tsx';
import { CreditTab } from './credit-tab.tsx';
import { DecisionsTab } from './decisions-tab.tsx';
import { LinksTab } from './links-tab.tsx';
import { RelationsTab } from './relations-tab.tsx';
import { SourcesTab } from './sources-tab.tsx';
import { TimelineTab } from './timeline-tab.tsx';
import { useGolden, useHistory, type RecordOf } from './use-record.ts';
import { ValuesTab } from './values-tab.tsx';
import { words } from './words.ts';

export default function RecordPage() {
  return <PurposeGate><RecordGate /></PurposeGate>;
}

function RecordGate() {
  const { library: code = '', goldenId = '' } = useParams();
  const { data: library, error } = useLibrary(code);
  if (error !== null) return <div className="page"><ProblemNotice error={error} /></div>;
  if (library === undefined) return <div className="page"><Skeleton active /></div>;
  return <RecordView key={goldenId} library={library} goldenId={goldenId} />;
}

function RecordView(of: RecordOf) {
  const text = useWords(words);
  const say = useSay();
  const { language } = useLanguage();
  const [asOf, setAsOf] = useState<string>();
  const { data: record, error, isPending } = useGolden(of, asOf);
  const tabs = useTabs(of, record, asOf);
  if (error !== null && asOf === undefined) return <div className="page"><ProblemNotice error={error} /></div>;
  if (isPending && asOf === undefined) return <div className="page"><Skeleton active /></div>;
  const { library } = of;
  const attributes = (record?.attributes ?? {}) as Readonly<Record<string, Scalar>>;
  const shown = (code: string | undefined): string => (code === undefined ? '' : formatValue(library, code, attributes[code], language));
  const number = shown(uniqueAttributeOf(library));
  return (
    <div className="page stack">
      <div className="page-head">
        <div>
          <h1 className="h1 long" title={shown(nameAttributeOf(library))}>{shown(nameAttributeOf(library)) || say(library.label)}</h1>
          <span className="quiet">{say(library.label)} · {number !== '' && <><span className="number">{number}</span> · </>}<span className="mono" title={of.goldenId}>{shortId(of.goldenId)}</span>
            {record !== undefined && <> · {fill(text.version, { n: record.version })} · {fill(text.recordedAt, { at: formatInstant(record.recordedAt) })}</>}
          </span>
        </div>
        {(record?.conflicts?.length ?? 0) > 0 && <Tag color="gold">{text.conflict}</Tag>}
        {(record?.disputed?.length ?? 0) > 0 && <Tag color="red">{text.disputed}</Tag>}
      </div>
      {record?.redirectedFrom !== undefined && <Alert type="info" showIcon title={text.redirected} />}
      <AsOf of={of} asOf={asOf} onAsOf={setAsOf} />
      {error !== null && <ProblemNotice error={error} onRetry={() => setAsOf(undefined)} />}
      <Tabs items={tabs} className="panel" />
    </div>
  );
}

function useTabs(of: RecordOf, record: ReturnType<typeof useGolden>['data'], asOf: string | undefined): TabsProps['items'] {
  const text = useWords(words);
  const may = useMay();
  const { library } = of;
  const attributes = (record?.attributes ?? {}) as Readonly<Record<string, Scalar>>;
  const masked = record?.masked ?? [];
  const isEntity = library.kind === 'entity';
  const recordLibraries = useAllLibraries().filter((one: Library) => one.subject?.candidates.some((candidate) => candidate.library === library.code) && may(`${one.resource}:search`));
  return [
    { key: 'values', label: text.values, children: <ValuesTab of={of} record={record} isPast={asOf !== undefined} /> },
    { key: 'sources', label: text.sources, children: <SourcesTab of={of} masked={masked} /> },
    ...(isEntity && library.matchRules.scored !== undefined && may(`${library.resource}:explain`) ? [{ key: 'links', label: text.links, children: <LinksTab of={of} masked={masked} /> }] : []),
    { key: 'timeline', label: text.timeline, children: <TimelineTab of={of} masked={masked} /> },
    ...(library.relations.length > 0 ? [{ key: 'relations', label: text.relations, children: <RelationsTab of={of} attributes={attributes} masked={masked} /> }] : []),
    ...(isEntity && recordLibraries.length > 0 ? [{ key: 'credit', label: text.credit, children: <CreditTab of={of} attributes={attributes} masked={masked} libraries={recordLibraries} /> }] : []),
    ...(may('decisions:read') ? [{ key: 'decisions', label: text.decisions, children: <DecisionsTab of={of} /> }] : []),
    ...(may('audit:read') ? [{ key: 'audit', label: text.audit, children: <AuditTab library={library.code} goldenId={of.goldenId} /> }] : []),
  ];
}

/** A stop for every version that the record had; the last one is now. */
function AsOf({ of, asOf, onAsOf }: { of: RecordOf; asOf: string | undefined; onAsOf: (asOf: string | undefined) => void }) {
  const text = useWords(words);
  const versions = useHistory(of).data;
  if (versions === undefined || versions.length < 2) return null;
  const stops = [...versions].reverse().map(({ recordedAt, version }) => ({ recordedAt, version }));
  const last = stops.length - 1;
  const place = asOf === undefined ? last : stops.findIndex(({ recordedAt }) => recordedAt === asOf);
  return (
    <div className="panel as-of">
      <span className="quiet">{text.asOf}</span>
      <Slider
        className="grow" min={0} max={last} value={place} step={1} dots onChange={(index: number) => onAsOf(index === last ? undefined : stops[index]?.recordedAt)}
        tooltip={{ formatter: (index) => (index === last ? text.now : formatInstant(stops[index ?? last]?.recordedAt)) }} ariaLabelForHandle={text.asOf}
      />
      {asOf === undefined ? <span className="quiet">{text.now}</span> : <><span>{fill(text.asOfNote, { at: formatInstant(asOf, { withSeconds: true }) })}</span><Button size="small" onClick={() => onAsOf(undefined)}>{text.backToNow}</Button></>}
    </div>
  );
}
