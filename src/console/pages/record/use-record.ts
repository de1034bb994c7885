// What the record page asks the hub: the record (as it is or was), its provenance and its history.
import { useQuery } from '@tanstack/react-query';
import type { components } from '../../../generated/openapi.ts';
import { settle, useApi } from '../../parts/hub.ts';
import { goldenPath, historyPath, howPath, pairsPath, provenancePath, type Library } from '../../parts/library.ts';
import { useAsk } from '../../parts/purpose.ts';
import { useMay } from '../../parts/session.ts';

export type Provenance = components['schemas']['Provenance'];
export type Statement = components['schemas']['Statement'];
export type Claim = Provenance['attributes'][string];

export interface RecordOf {
  readonly library: Library;
  readonly goldenId: string;
}

export function useGolden({ library: { resource }, goldenId }: RecordOf, asOf?: string) {
  const api = useApi();
  const ask = useAsk();
  return useQuery({
    queryKey: ['golden', resource, goldenId, 'record', asOf ?? null, ask],
    queryFn: () => settle(api.GET(goldenPath(resource), { params: { header: ask, path: { goldenId }, query: asOf === undefined ? {} : { asOf } } })),
  });
}

export function useProvenance({ library: { resource }, goldenId }: RecordOf) {
  const api = useApi();
  const ask = useAsk();
  return useQuery({
    queryKey: ['golden', resource, goldenId, 'provenance', ask],
    queryFn: () => settle(api.GET(provenancePath(resource), { params: { header: ask, path: { goldenId } } })),
  });
}

export function useHistory({ library: { resource }, goldenId }: RecordOf) {
  const api = useApi();
  const ask = useAsk();
  return useQuery({
    queryKey: ['golden', resource, goldenId, 'history', ask],
    queryFn: async () => (await settle(api.GET(historyPath(resource), { params: { header: ask, path: { goldenId } } }))).versions,
  });
}

export function useHow({ library: { resource }, goldenId }: RecordOf) {
  const api = useApi();
  const ask = useAsk();
  const may = useMay();
  return useQuery({
    queryKey: ['golden', resource, goldenId, 'how', ask], enabled: may(`${resource}:explain`),
    queryFn: async () => (await settle(api.GET(howPath(resource), { params: { header: ask, path: { goldenId } } }))).events,
  });
}

export function usePairs({ library: { resource }, goldenId }: RecordOf) {
  const api = useApi();
  const ask = useAsk();
  return useQuery({
    queryKey: ['golden', resource, goldenId, 'pairs', ask],
    queryFn: async () => (await settle(api.GET(pairsPath(resource), { params: { header: ask, path: { goldenId }, query: { limit: 50 } } }))).pairs,
  });
}
