// One challenge: what is doubted and why, what its owner's record says now, its course, and what this side may do.
import { useMutation } from '@tanstack/react-query';
import { App, Button, Descriptions, Drawer, Popconfirm, Skeleton, Tag } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { doubts } from '../../parts/doubts.ts';
import { formatInstant } from '../../parts/format.ts';
import { newKey, settle, useApi } from '../../parts/hub.ts';
import { feedLabel, sourceName, useAllLibraries, type Library } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { useMay } from '../../parts/session.ts';
import { Value } from '../../parts/value.tsx';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { AnswerForm } from './answer-form.tsx';
import { StateTag } from './state-tag.tsx';
import { useChallenge, useChallengeChanged, type Challenge } from './use-challenges.ts';
import { endings, words } from './words.ts';

export function ChallengeDrawer({ challengeId, onClose }: { challengeId: string; onClose: () => void }) {
  const text = useWords(words);
  const { data, error, refetch } = useChallenge(challengeId);
  return (
    <Drawer open size={640} title={text.title} onClose={onClose}>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined ? error === null && <Skeleton active /> : <ChallengeView one={data} />}
    </Drawer>
  );
}

function ChallengeView({ one }: { one: Challenge }) {
  const libraries = useAllLibraries();
  const rows = useRows(one, libraries);
  return (
    <div className="stack">
      <Descriptions column={1} size="small" bordered items={rows.map(([label, children]) => ({ key: label, label, children }))} />
      <Deeds one={one} />
    </div>
  );
}

function useRows(one: Challenge, libraries: readonly Library[]): (readonly [string, ReactNode])[] {
  const text = useWords(words);
  const say = useSay();
  const library = libraries.find(({ code }) => code === one.library);
  const agency = (code: string): string => say(sourceName(libraries, code));
  const value = (given: string): ReactNode => <Value library={library} attribute={one.attribute} value={given} />;
  const rows: readonly (readonly [string, ReactNode])[] = [
    [text.library, say(library?.label, one.library)],
    [text.attribute, say(library?.attributes[one.attribute]?.label, one.attribute)],
    [text.doubt, say(doubts[one.doubt])],
    [text.delivered, one.side === 'owner' && <Delivered one={one} library={library} />],
    [text.proposed, one.proposedValue !== null && one.proposedValue !== undefined && value(one.proposedValue)],
    [text.reason, one.reason],
    [text.evidence, one.evidenceReference],
    [text.by, one.challengerAgency !== undefined && agency(one.challengerAgency)],
    [text.raisedAt, formatInstant(one.createdAt)],
    [text.to, one.side !== 'owner' && (one.ownerAgency === null ? text.nobody : agency(one.ownerAgency))],
    [text.state, <StateTag key="state" state={one.state} />],
    [text.due, (one.state === 'open' || one.state === 'accepted') && one.dueOn !== null && (one.isOverdue ? <Tag color="red">{one.dueOn}</Tag> : one.dueOn)],
    [text.answered, one.answeredAt !== null && <>{formatInstant(one.answeredAt)} · {agency(one.answerAgency ?? '')}{one.answerReason !== null && <div>{one.answerReason}</div>}</>],
    [text.corrected, one.correctedValue != null && value(one.correctedValue)],
    [text.ended, one.endedAt !== null && <>{formatInstant(one.endedAt)} {say((endings as Readonly<Record<string, (typeof endings)['changed']>>)[one.endedReason ?? ''])}</>],
  ];
  return rows.filter(([, shown]) => shown !== false && shown !== null && shown !== '');
}

function Delivered({ one, library }: { one: Challenge; library: Library | undefined }) {
  const text = useWords(words);
  const say = useSay();
  const { delivered } = one;
  if (delivered == null) return <span className="quiet">{text.noDelivered}</span>;
  return (
    <>
      <Value library={library} attribute={one.attribute} value={delivered.value} /> {delivered.isWithdrawn && <Tag>{text.isWithdrawn}</Tag>}
      <div className="quiet small">{fill(text.deliveredIn, { feed: say(feedLabel(library, delivered.feed)), key: delivered.sourceKey, day: delivered.effectiveDate })}</div>
    </>
  );
}

/** The owner answers once; the agency takes back what has not ended; a steward decides among the tasks, where the record is at hand. */
function Deeds({ one }: { one: Challenge }) {
  const text = useWords(words);
  const may = useMay();
  const isLive = one.state === 'open' || one.state === 'accepted';
  if (one.side === 'owner') return one.state === 'open' && may('challenges:answer') ? <AnswerForm one={one} /> : null;
  const links = (
    <>
      {one.goldenId !== undefined && <Link to={`/records/${one.library}/${one.goldenId}`}>{text.toRecord}</Link>}
      {one.side === 'steward' && isLive && <Link to={`/tasks?view=list&library=${one.library}&kind=challenged_value`}>{text.toTasks}</Link>}
    </>
  );
  return <div className="row">{links}<span className="grow" />{one.side === 'challenger' && isLive && may('challenges:withdraw') && <Withdraw one={one} />}</div>;
}

function Withdraw({ one }: { one: Challenge }) {
  const text = useWords(words);
  const api = useApi();
  const ask = useAsk();
  const changed = useChallengeChanged();
  const { message } = App.useApp();
  const withdraw = useMutation({
    mutationFn: () => settle(api.POST('/v1/challenges/{challengeId}/withdraw', { params: { header: { ...ask, 'Idempotency-Key': newKey() }, path: { challengeId: one.challengeId } } })),
    onSuccess: async () => {
      void message.success(text.withdrawn);
      await changed();
    },
  });
  return (
    <>
      {withdraw.error !== null && <ProblemNotice error={withdraw.error} />}
      <Popconfirm title={text.withdraw} description={text.withdrawSure} okText={text.withdraw} onConfirm={() => withdraw.mutate()}>
        <Button danger loading={withdraw.isPending}>{text.withdraw}</Button>
      </Popconfirm>
    </>
  );
}
