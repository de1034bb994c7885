// A check as it was answered, how its entries stand now, and the feedback on it.
import { useQuery } from '@tanstack/react-query';
import { Drawer, Skeleton, Tag } from 'antd';
import type { components } from '../../../generated/openapi.ts';
import { formatInstant, shortId } from '../../parts/format.ts';
import { settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { fill, useWords } from '../../parts/words.ts';
import { CheckAnswer, type Entry } from './check-answer.tsx';
import { words } from './words.ts';

export function ReplayDrawer({ checkId, onClose }: { checkId: string; onClose: () => void }) {
  const text = useWords(words);
  const api = useApi();
  const ask = useAsk();
  const { data, error } = useQuery({
    queryKey: ['credit', 'replay', checkId, ask],
    queryFn: () => settle(api.GET('/v1/credit/checks/{checkId}', { params: { header: ask, path: { checkId } } })),
  });
  const answer = data?.answer as { readonly result?: components['schemas']['CreditResult']; readonly entries?: readonly Entry[] } | undefined;
  const now = Object.fromEntries(data?.entries.map(({ entryId, now: { state } }) => [entryId, state]) ?? []);
  return (
    <Drawer open size={720} title={fill(text.replay, { id: shortId(checkId) })} onClose={onClose}>
      {error !== null && <ProblemNotice error={error} />}
      {data === undefined && error === null && <Skeleton active />}
      {data !== undefined && (
        <div className="stack">
          <span className="quiet">{formatInstant(data.at)} · {data.matterCode} · {data.operatorId}</span>
          {data.feedback.filter(({ isSuperseded }) => !isSuperseded).map((one) => <div key={one.feedbackId}><Tag color={one.outcome === 'taken' ? 'green' : 'gold'}>{text[one.outcome]}</Tag>{one.measureCode} {one.result ?? one.reason} <span className="quiet">{formatInstant(one.madeAt)}</span></div>)}
          {answer?.result !== undefined && <CheckAnswer checkId={checkId} result={answer.result} entries={answer.entries ?? []} now={now} />}
        </div>
      )}
    </Drawer>
  );
}
