// What the first page asks the hub; each part only where the account may.
import { useQuery } from '@tanstack/react-query';
import { settle, useApi } from '../../parts/hub.ts';
import { useAsk } from '../../parts/purpose.ts';
import { useMay } from '../../parts/session.ts';

const fresh = 60_000;

export function useActivity(days: number) {
  const api = useApi();
  const may = useMay();
  return useQuery({
    queryKey: ['activity', days], staleTime: fresh, enabled: may('loads:read'),
    queryFn: () => settle(api.GET('/v1/activity', { params: { query: { days } } })),
  });
}

export function useEvaluation() {
  const api = useApi();
  const may = useMay();
  return useQuery({
    queryKey: ['evaluation'], staleTime: fresh, enabled: may('loads:read') && may('libraries:read'),
    queryFn: async () => (await settle(api.GET('/v1/evaluation', { params: { query: { days: 30 } } }))).items,
  });
}

export function useRecentLoads() {
  const api = useApi();
  const may = useMay();
  return useQuery({
    queryKey: ['loads', 'recent'], staleTime: 15_000, enabled: may('loads:read'),
    queryFn: async () => (await settle(api.GET('/v1/loads', { params: { query: { limit: 50 } } }))).items,
  });
}

/** The stages in which a load needs someone: newest ones of each. */
export function useTroubledLoads() {
  const api = useApi();
  const may = useMay();
  return useQuery({
    queryKey: ['loads', 'troubled'], staleTime: 15_000, enabled: may('loads:read'),
    queryFn: async () => {
      const pages = await Promise.all((['held', 'failed', 'refused'] as const).map((state) => settle(api.GET('/v1/loads', { params: { query: { state, limit: 20 } } }))));
      return pages.flatMap(({ items }) => items);
    },
  });
}

export function useTaskTotals() {
  const api = useApi();
  const ask = useAsk();
  const may = useMay();
  return useQuery({
    queryKey: ['task-counts', {}, ask], enabled: may('tasks:read'), refetchInterval: fresh,
    queryFn: () => settle(api.GET('/v1/tasks/counts', { params: { header: ask } })),
  });
}

/** Those that wait for this department's answer, and those of this agency that have not ended. */
export function useChallengesOf(side: 'owner' | 'challenger') {
  const api = useApi();
  const ask = useAsk();
  const may = useMay();
  const [scope, state] = side === 'owner' ? (['challenges:answer', 'open'] as const) : (['challenges:withdraw', 'live'] as const);
  return useQuery({
    queryKey: ['challenges', side, ask], enabled: may(scope),
    queryFn: async () => (await settle(api.GET('/v1/challenges', { params: { header: ask, query: { as: side, state, limit: 50 } } }))).items,
  });
}

/** Checks of the agency that are owed feedback, the oldest due date first: a page of them. */
export function useOwedFeedback() {
  const api = useApi();
  const ask = useAsk();
  const may = useMay();
  return useQuery({
    queryKey: ['credit', 'owed', ask], enabled: may('credit:feedback'),
    queryFn: () => settle(api.GET('/v1/credit/feedback-due', { params: { header: ask, query: { limit: 100 } } })),
  });
}
