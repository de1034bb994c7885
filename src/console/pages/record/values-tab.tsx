// Every value: who said so, since when, why it won; which lost, and why. A doubt can be raised, and a steward can pin a value.
import { Button, Skeleton, Switch, Table, Tag, type TableProps } from 'antd';
import { useState } from 'react';
import { feedLabel, sourceLabel, type Scalar } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useMay } from '../../parts/session.ts';
import { Value } from '../../parts/value.tsx';
import { fill, useSay, useWords, type Label } from '../../parts/words.ts';
import { ChallengeDialog } from './challenge-dialog.tsx';
import { PinDialog } from './pin-dialog.tsx';
import { useProvenance, type Claim, type RecordOf, type Statement, type useGolden } from './use-record.ts';
import { words } from './words.ts';

interface Row {
  readonly code: string;
  readonly label: Label;
  readonly value: Scalar | undefined;
  readonly claim?: Claim;
}

interface Props {
  readonly of: RecordOf;
  readonly record: ReturnType<typeof useGolden>['data'];
  readonly isPast: boolean;
}

export function ValuesTab({ of, record, isPast }: Props) {
  const text = useWords(words);
  const may = useMay();
  const { library, goldenId } = of;
  const { data: provenance, error } = useProvenance(of);
  const [showsEmpty, setShowsEmpty] = useState(false);
  const [doubted, setDoubted] = useState<string | null>(null);
  const [pinned, setPinned] = useState<string | null>(null);
  const attributes = (record?.attributes ?? {}) as Readonly<Record<string, Scalar>>;
  const rows: Row[] = Object.entries(library.attributes).filter(([code]) => code in attributes)
    .map(([code, { label }]) => ({ code, label, value: attributes[code], ...(isPast ? {} : { claim: provenance?.attributes[code] }) }))
    .filter(({ value }) => showsEmpty || (value !== null && value !== ''));
  const columns = useColumns(of, {
    masked: record?.masked ?? [], isPast, ...(may(`${library.resource}:challenge`) ? { onDoubt: setDoubted } : {}), ...(may('decisions:write') ? { onPin: setPinned } : {}),
  });
  return (
    <div className="stack">
      {error !== null && <ProblemNotice error={error} />}
      {record === undefined ? <Skeleton active /> : (
        <Table<Row>
          size="small" rowKey="code" columns={columns} dataSource={rows} pagination={false} tableLayout="fixed"
          expandable={{
            rowExpandable: ({ claim }) => (claim?.others.length ?? 0) > 0,
            expandedRowRender: ({ code, claim }) => <Others of={of} code={code} others={claim?.others ?? []} masked={record.masked ?? []} value={claim?.value} />,
          }}
        />
      )}
      <label className="row"><Switch size="small" checked={showsEmpty} onChange={setShowsEmpty} />{text.showEmpty}</label>
      {doubted !== null && <ChallengeDialog library={library} goldenId={goldenId} attribute={doubted} onClose={() => setDoubted(null)} />}
      {pinned !== null && provenance !== undefined && <PinDialog of={of} attribute={pinned} version={provenance.version} onClose={() => setPinned(null)} />}
    </div>
  );
}

interface Acts {
  readonly masked: readonly string[];
  readonly isPast: boolean;
  readonly onDoubt?: (code: string) => void;
  readonly onPin?: (code: string) => void;
}

function useColumns({ library }: RecordOf, { masked, isPast, onDoubt, onPin }: Acts): TableProps<Row>['columns'] {
  const text = useWords(words);
  const say = useSay();
  const hasDeeds = onDoubt !== undefined || onPin !== undefined;
  const base: NonNullable<TableProps<Row>['columns']> = [
    { title: text.attribute, width: 150, render: (_, { label }) => <span className="quiet">{say(label)}</span> },
    {
      title: text.value,
      render: (_, { code, value, claim }) => (
        <>
          <strong className="strong"><Value library={library} attribute={code} value={value} isMasked={masked.includes(code)} /></strong>
          {claim?.hasConflict === true && <Tag color="gold" className="beside">{text.conflict}</Tag>}
          {claim?.isDisputed === true && <Tag color="red" className="beside">{text.disputed}</Tag>}
        </>
      ),
    },
  ];
  if (isPast) return base;
  return [
    ...base,
    {
      title: text.says, width: 210,
      render: (_, { claim }) => claim?.winner != null && (
        <>{say(claim.winner.department) || say(sourceLabel(library, claim.winner.source))}{claim.others.length > 0 && <span className="quiet small"> · {fill(text.others, { n: claim.others.length })}</span>}</>
      ),
    },
    { title: text.since, width: 105, render: (_, { claim }) => <span className="number">{claim?.winner?.effectiveDate}</span> },
    { title: text.why, width: 150, render: (_, { claim }) => <span title={say(claim?.sentence)}>{whyWon(claim?.winner, text)}</span> },
    ...(hasDeeds ? [{
      title: '', width: onDoubt !== undefined && onPin !== undefined ? 160 : 100,
      render: (_: unknown, { code }: Row) => (
        <>
          {onDoubt && <Button size="small" type="link" onClick={() => onDoubt(code)}>{text.challenge}</Button>}
          {onPin && <Button size="small" type="link" onClick={() => onPin(code)}>{text.pin}</Button>}
        </>
      ),
    }] : []),
  ];
}

function whyWon(winner: Statement | null | undefined, text: ReturnType<typeof useWords<typeof words>>): string {
  if (winner == null) return '';
  if (winner.rule === 'pinned') return text.pinned;
  if (winner.rule === 'authority') return fill(text.authority, { n: winner.rank ?? '' });
  return text.newest;
}

function Others({ of: { library }, code, others, masked, value }: { of: RecordOf; code: string; others: readonly Statement[]; masked: readonly string[]; value: Scalar | undefined }) {
  const text = useWords(words);
  const say = useSay();
  const why = { pinned: text.lostPinned, ignored: text.lostIgnored, rank: text.lostRank, date: text.lostDate, completeness: text.lostCompleteness, order: text.lostOrder };
  return (
    <ul className="others">
      {others.map((one, index) => (
        <li key={one.record ?? index}>
          <Value library={library} attribute={code} value={one.value} isMasked={masked.includes(code)} against={value} />
          <span className="quiet"> — {say(one.department) || say(sourceLabel(library, one.source))} · {say(feedLabel(library, one.feed))} · {one.effectiveDate} · {text.lost}：{one.lostBy === undefined ? '' : why[one.lostBy]}</span>
        </li>
      ))}
    </ul>
  );
}
