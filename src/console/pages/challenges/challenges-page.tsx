// Doubts about values: a department answers those that are addressed to it, an agency follows what it raised, a steward sees all.
import { Button, Empty, Segmented, Skeleton, Table, Tag } from 'antd';
import { useState } from 'react';
import { Route, Routes, useNavigate, useParams } from 'react-router';
import { doubts } from '../../parts/doubts.ts';
import { sourceName, useAllLibraries } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { PurposeGate } from '../../parts/purpose-gate.tsx';
import { useSay, useWords } from '../../parts/words.ts';
import { ChallengeDrawer } from './challenge-drawer.tsx';
import { StateTag } from './state-tag.tsx';
import { useChallengePages, useSides, type Challenge, type Side } from './use-challenges.ts';
import { words } from './words.ts';

export default function ChallengesPage() {
  return <PurposeGate><Routes><Route path=":challengeId?" element={<Challenges />} /></Routes></PurposeGate>;
}

function Challenges() {
  const text = useWords(words);
  const go = useNavigate();
  const { challengeId } = useParams();
  const sides = useSides();
  const [side, setSide] = useState<Side>(sides[0] ?? 'challenger');
  const [which, setWhich] = useState<'live' | 'all'>('live');
  const why = { owner: text.ownerWhy, challenger: text.challengerWhy, steward: text.stewardWhy };
  return (
    <div className="page stack">
      <div className="page-head">
        <h1 className="h1">{text.title}</h1>
        {sides.length > 1 && <Segmented value={side} onChange={setSide} aria-label={text.side} options={sides.map((value) => ({ value, label: value === 'owner' ? text.owner : text.challenger }))} />}
        <Segmented value={which} onChange={setWhich} aria-label={text.which} options={[{ value: 'live', label: text.live }, { value: 'all', label: text.all }]} />
      </div>
      <p className="quiet flat">{why[side]}</p>
      <ChallengeTable key={`${side}${which}`} side={side} which={which} onOpen={(id) => void go(`/challenges/${id}`)} />
      {challengeId !== undefined && <ChallengeDrawer challengeId={challengeId} onClose={() => void go('/challenges')} />}
    </div>
  );
}

function ChallengeTable({ side, which, onOpen }: { side: Side; which: 'live' | 'all'; onOpen: (challengeId: string) => void }) {
  const text = useWords(words);
  const say = useSay();
  const libraries = useAllLibraries();
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useChallengePages(side, which);
  if (error !== null) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton active />;
  const of = (code: string) => libraries.find((library) => library.code === code);
  const name = (agency: string | null | undefined): string => (agency == null ? text.nobody : say(sourceName(libraries, agency)));
  return (
    <Table<Challenge>
      size="small" className="panel panel-table" rowKey="challengeId" dataSource={data.pages.flatMap(({ items }) => items)} pagination={false} tableLayout="fixed"
      locale={{ emptyText: <Empty description={text.none} /> }}
      columns={[
        { title: text.due, width: 120, render: (_, { dueOn, isOverdue }) => (isOverdue ? <Tag color="red">{dueOn}</Tag> : dueOn) },
        { title: text.library, width: 110, ellipsis: true, render: (_, { library }) => say(of(library)?.label, library) },
        { title: text.attribute, width: 150, ellipsis: true, render: (_, { library, attribute }) => say(of(library)?.attributes[attribute]?.label, attribute) },
        { title: text.doubt, width: 130, ellipsis: true, render: (_, { doubt }) => say(doubts[doubt]) },
        { title: text.reason, ellipsis: true, dataIndex: 'reason' },
        ...(side === 'challenger' ? [] : [{ title: text.by, width: 150, ellipsis: true, render: (_: unknown, { challengerAgency }: Challenge) => name(challengerAgency ?? '') }]),
        ...(side === 'owner' ? [] : [{ title: text.to, width: 150, ellipsis: true, render: (_: unknown, { ownerAgency }: Challenge) => name(ownerAgency) }]),
        { title: text.state, width: 170, render: (_, { state }) => <StateTag state={state} /> },
        { title: '', width: 90, render: (_, { challengeId, state }) => <Button size="small" type="link" onClick={() => onOpen(challengeId)}>{side === 'owner' && state === 'open' ? text.answer : text.view}</Button> },
      ]}
      footer={hasNextPage ? () => <Button type="link" loading={isFetching} onClick={() => void fetchNextPage()}>{text.more}</Button> : undefined}
    />
  );
}
