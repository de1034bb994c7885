// Receives and works off a set of files, several at once as the worker does: one is staged while another is applied.
import { basename } from 'node:path';
import { processLoad, receiveLoad, type LoadView } from '../engine/load.ts';
import type { Hub } from './compose.ts';

export type { LoadView } from '../engine/load.ts';

export interface FileToIngest {
  readonly library: string;
  readonly feed: string;
  readonly path: string;
  /** Civil date for which the file speaks. */
  readonly declaredDate: string;
}

/** Resolves to the loads in the order of the files, however each of them ended; a fault is thrown. */
export async function ingestFiles(hub: Hub, files: readonly FileToIngest[], { atOnce }: { atOnce: number }): Promise<LoadView[]> {
  const loads = new Array<LoadView>(files.length);
  const waiting = files.entries();
  const work = async (): Promise<void> => {
    for (const [place, file] of waiting) loads[place] = await ingestFile(hub, file);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return loads;
}

async function ingestFile(hub: Hub, { path, ...file }: FileToIngest): Promise<LoadView> {
  const received = await receiveLoad(hub.loads, { ...file, fileName: basename(path), body: path, origin: 'cli', createdBy: 'operator' });
  return (await processLoad(hub.loads, received.loadId)) ?? received;
}
