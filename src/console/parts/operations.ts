// What the operations of the hub are called, from the contract that it serves: libraries added by an operator are in it too.
import { useQuery } from '@tanstack/react-query';
import type { Label } from './words.ts';

interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string; readonly summary?: string; readonly 'x-audit'?: string | null }>>>>;
}

/** Those that leave an audit event, by operationId; empty until they are here. */
export function useOperationLabels(): ReadonlyMap<string, Label> {
  return useQuery({ queryKey: ['contract'], staleTime: Infinity, gcTime: Infinity, queryFn: readLabels }).data ?? none;
}

const none: ReadonlyMap<string, Label> = new Map();

async function readLabels(): Promise<ReadonlyMap<string, Label>> {
  const { paths } = (await (await fetch('/openapi.json')).json()) as Contract;
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  return new Map(operations.filter((operation) => operation.operationId !== undefined && operation['x-audit'] != null).map(({ operationId = '', summary = operationId }) => {
    const [zh = operationId, en = zh] = summary.split(' · ');
    return [operationId, { zh, en }];
  }));
}
