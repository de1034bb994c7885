// Challenges as the API gives them to this account's side.
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { components } from '../../../generated/openapi.ts';
import { settle, useApi } from '../../parts/hub.ts';
import { useAsk } from '../../parts/purpose.ts';
import { useSession } from '../../parts/session.ts';

export type Challenge = components['schemas']['Challenge'];
export type Side = Challenge['side'];

/** As whom the account may see challenges; a steward sees all of them at once. */
export function useSides(): readonly Side[] {
  const { roles } = useSession().account;
  if (roles.includes('steward')) return ['steward'];
  return [...(roles.includes('supplier') ? ['owner' as const] : []), ...(roles.includes('agency') ? ['challenger' as const] : [])];
}

export function useChallengePages(side: Side, which: 'live' | 'all') {
  const api = useApi();
  const ask = useAsk();
  const query = { ...(side === 'steward' ? {} : { as: side }), ...(which === 'live' ? { state: which } : {}), limit: 50 };
  return useInfiniteQuery({
    queryKey: ['challenges', 'list', side, which, ask], initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => settle(api.GET('/v1/challenges', { params: { header: ask, query: { ...query, after: pageParam } } })),
    getNextPageParam: ({ next }) => next,
  });
}

export function useChallenge(challengeId: string) {
  const api = useApi();
  const ask = useAsk();
  return useQuery({
    queryKey: ['challenges', 'one', challengeId, ask],
    queryFn: () => settle(api.GET('/v1/challenges/{challengeId}', { params: { header: ask, path: { challengeId } } })),
  });
}

/** After a deed: lists, counts and the mark on the record are read anew. */
export function useChallengeChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all([['challenges'], ['task-counts'], ['golden']].map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
}
