// Figures that lead to their rows.
import { Link } from 'react-router';
import { formatCount } from '../../parts/format.ts';
import { useMay } from '../../parts/session.ts';
import { useWords } from '../../parts/words.ts';
import { useChallengesOf, useEvaluation, useOwedFeedback, useTaskTotals, useTroubledLoads } from './use-today.ts';
import { words } from './words.ts';

interface TileProps {
  readonly label: string;
  readonly count: number | undefined;
  /** There are more than were counted. */
  readonly isMore?: boolean;
  readonly to: string;
  readonly isBad?: boolean;
}

export function Tile({ label, count, isMore = false, to, isBad = false }: TileProps) {
  return (
    <Link to={to} className={`tile${isBad && (count ?? 0) > 0 ? ' bad' : ''}`}>
      <span className="quiet">{label}</span>
      <strong>{formatCount(count)}{isMore ? '+' : ''}</strong>
    </Link>
  );
}

export function TaskTiles() {
  const text = useWords(words);
  const may = useMay();
  const counts = useTaskTotals().data;
  const toAnswer = useChallengesOf('owner').data;
  const raised = useChallengesOf('challenger').data;
  const owed = useOwedFeedback().data;
  return (
    <>
      {may('tasks:read') && (
        <>
          <Tile label={text.myTasks} count={counts?.total.mine} to="/tasks" />
          <Tile label={text.waiting} count={counts?.total.waiting} to="/tasks" />
          <Tile label={text.overdue} count={counts?.total.overdue} to="/tasks?view=list" isBad />
          <Tile label={text.dueToday} count={counts?.total.dueToday} to="/tasks?view=list" />
          <Tile label={text.doneToday} count={counts?.doneTodayByMe} to="/tasks" />
        </>
      )}
      {may('challenges:answer') && <Tile label={text.challenges} count={toAnswer?.length} to="/challenges" isBad />}
      {may('challenges:withdraw') && <Tile label={text.raised} count={raised?.length} to="/challenges" />}
      {may('credit:feedback') && (
        <>
          <Tile label={text.feedbackDue} count={owed?.items.length} isMore={owed?.next !== undefined} to="/credit/due" />
          <Tile label={text.feedbackOverdue} count={owed?.items.filter(({ isOverdue }) => isOverdue).length} to="/credit/due" isBad />
        </>
      )}
    </>
  );
}

export function LoadTiles() {
  const text = useWords(words);
  const mayFeeds = useMay()('feeds:read');
  const troubled = useTroubledLoads().data;
  const feeds = useEvaluation().data;
  return (
    <>
      <Tile label={text.failedLoads} count={troubled?.filter(({ state }) => state !== 'held').length} to="/loads?state=refused" isBad />
      <Tile label={text.heldLoads} count={troubled?.filter(({ state }) => state === 'held').length} to="/loads?state=held" isBad />
      <Tile label={text.lateFeeds} count={feeds?.filter(({ isWithinCycle }) => isWithinCycle === false).length} to={mayFeeds ? '/administration/feeds' : '/today'} isBad />
    </>
  );
}
