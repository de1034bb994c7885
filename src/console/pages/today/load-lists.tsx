// Feeds that are late, loads that need someone, and what came in since yesterday.
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { dayOf, formatInstant } from '../../parts/format.ts';
import { feedLabel, useAllLibraries } from '../../parts/library.ts';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { LoadState } from '../loads/load-state.tsx';
import { useEvaluation, useRecentLoads, useTroubledLoads } from './use-today.ts';
import { words } from './words.ts';

const most = 8;
const dayInMs = 86_400_000;

export function LoadLists() {
  const text = useWords(words);
  const say = useSay();
  const libraries = useAllLibraries();
  const feeds = useEvaluation().data ?? [];
  const troubled = useTroubledLoads().data ?? [];
  const recent = useRecentLoads().data ?? [];
  const nameOf = (library: string, feed: string): string => say(feedLabel(libraries.find(({ code }) => code === library), feed));
  const cycleOf = (library: string, feed: string): string => text[(libraries.find(({ code }) => code === library)?.feeds[feed]?.cycle ?? 'daily') as 'daily'];
  const late = feeds.filter(({ isWithinCycle }) => isWithinCycle === false).sort((one, other) => (other.daysSinceLast ?? 0) - (one.daysSinceLast ?? 0));
  const yesterday = dayOf(new Date(Date.now() - dayInMs));
  const applied = recent.filter(({ state, finishedAt }) => state === 'done' && finishedAt !== null && dayOf(new Date(finishedAt)) >= yesterday);
  return (
    <div className="grid-3">
      <List id="late" title={text.lateTitle} count={late.length} to="/administration/feeds">
        {late.slice(0, most).map(({ library, feed, daysSinceLast }) => (
          <li key={`${library} ${feed}`}><Link to={`/loads?library=${library}&feed=${feed}`}>{nameOf(library, feed)}</Link><span className="quiet">{fill(text.lateBy, { n: daysSinceLast ?? 0, cycle: cycleOf(library, feed) })}</span></li>
        ))}
      </List>
      <List title={text.failedTitle} count={troubled.length} to="/loads?state=refused">
        {troubled.slice(0, most).map(({ loadId, library, feed, state, problem }) => (
          <li key={loadId}><span><LoadState state={state} /><Link to={`/loads/${loadId}`}>{nameOf(library, feed)}</Link></span><span className="quiet">{say(problem?.title)}</span></li>
        ))}
      </List>
      <List title={text.changedTitle} count={applied.length} to="/loads?state=done">
        {applied.slice(0, most).map(({ loadId, library, feed, counts, finishedAt }) => (
          <li key={loadId}><Link to={`/loads/${loadId}`}>{nameOf(library, feed)}</Link><span className="quiet">{fill(text.changedLine, { new: Number(counts['new'] ?? 0), changed: Number(counts['changed'] ?? 0), rejected: Number(counts['rejected'] ?? 0) })} · {formatInstant(finishedAt).slice(-5)}</span></li>
        ))}
      </List>
    </div>
  );
}

function List({ id, title, count, to, children }: { id?: string; title: string; count: number; to: string; children: ReactNode }) {
  const text = useWords(words);
  return (
    <section className="panel" id={id}>
      <div className="row"><h2 className="h3 grow">{title}</h2>{count > most && <Link to={to}>{text.all} {count}</Link>}</div>
      {count === 0 ? <p className="quiet flat">{text.nothing}</p> : <ul className="lines">{children}</ul>}
    </section>
  );
}
