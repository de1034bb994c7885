// Loads a town's files in the order of its manifest and compares how each one ended with the truth beside it.
import { basename, join } from 'node:path';
import { processLoad, receiveLoad, type LoadView } from '../../engine/load.ts';
import type { ManifestFile, TownManifest } from '../../sample/truth.ts';
import type { Hub } from '../compose.ts';

export interface LoadedFile {
  readonly file: ManifestFile;
  readonly load: LoadView;
  /** How it differs from the truth, in English: `rejected 3, expected 2`. Empty: as it must be. */
  readonly differences: readonly string[];
}

export interface LoadingProgress {
  readonly file: ManifestFile;
  readonly index: number;
  readonly files: number;
  /** Rows of all files so far. */
  readonly rows: number;
  readonly rejected: number;
}

/** Loads file after file, the later ones over the earlier ones. */
export async function loadTown(
  hub: Hub,
  { manifest, folder }: { manifest: TownManifest; folder: string },
  onProgress: (progress: LoadingProgress) => void,
): Promise<LoadedFile[]> {
  const loaded: LoadedFile[] = [];
  let rows = 0;
  let rejected = 0;
  for (const [index, file] of manifest.files.entries()) {
    const tell = (within: { rows: number; rejected: number }): void =>
      onProgress({ file, index, files: manifest.files.length, rows: rows + within.rows, rejected: rejected + within.rejected });
    tell({ rows: 0, rejected: 0 });
    const load = await loadFile(hub, { file, folder }, tell);
    rows += load.counts.rows ?? 0;
    rejected += load.counts.rejected ?? 0;
    loaded.push({ file, load, differences: differencesOf(file, load) });
  }
  return loaded;
}

async function loadFile(
  hub: Hub,
  { file, folder }: { file: ManifestFile; folder: string },
  tell: (within: { rows: number; rejected: number }) => void,
): Promise<LoadView> {
  const received = await receiveLoad(hub.loads, {
    library: file.library, feed: file.feed, fileName: basename(file.file), body: join(folder, file.file),
    declaredDate: file.declaredDate, origin: 'demo', createdBy: 'demo',
  });
  return (await processLoad(hub.loads, received.loadId, { onProgress: tell })) ?? received;
}

function differencesOf(file: ManifestFile, load: LoadView): string[] {
  const differences: string[] = [];
  if (load.state !== file.state) differences.push(`${load.state}, expected ${file.state}`);
  if (file.problem !== undefined && load.problem?.code !== file.problem) differences.push(`${load.problem?.code ?? 'no problem'}, expected ${file.problem}`);
  if (load.state !== 'done') return differences;
  for (const [name, expected] of Object.entries(file.counts)) {
    const found = load.counts[name as keyof typeof file.counts] ?? 0;
    if (found !== expected) differences.push(`${name} ${found}, expected ${expected}`);
  }
  return differences;
}
