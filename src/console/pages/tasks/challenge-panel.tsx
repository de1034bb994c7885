// What an agency doubts, and what it says instead.
import { useQuery } from '@tanstack/react-query';
import { settle, useApi } from '../../parts/hub.ts';
import type { Library } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { words } from './words.ts';

export function ChallengePanel({ challengeId, library }: { challengeId: string; library: Library | undefined }) {
  const text = useWords(words);
  const say = useSay();
  const api = useApi();
  const ask = useAsk();
  const { data, error } = useQuery({
    queryKey: ['challenge', challengeId, ask],
    queryFn: () => settle(api.GET('/v1/challenges/{challengeId}', { params: { header: ask, path: { challengeId } } })),
  });
  if (error !== null) return <div className="notice"><ProblemNotice error={error} /></div>;
  if (data === undefined) return null;
  const attribute = say(library?.attributes[data.attribute]?.label, data.attribute);
  return (
    <section className="evidence" aria-label={text.challengeTask}>
      <p>{text.challengeTask} {fill(text.challengeSays, { attribute, value: data.proposedValue ?? '–' })}</p>
      <p className="quiet">{data.reason} · {data.challengerAgency}</p>
    </section>
  );
}
