// The truth beside the files: which record is which entity, which fault is where and how it must end, and what each load must count.
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProcessFault } from './fault.ts';
import { openFile, type FileForm, type FileWriter } from './file-writer.ts';

/** How a delivered file must end. */
export type ExpectedState = 'done' | 'held' | 'refused';

/** Endings of a load's rows. A count that the generator cannot know is left out. */
export type ExpectedCounts = Partial<Record<'rows' | 'new' | 'changed' | 'unchanged' | 'stale' | 'duplicate' | 'rejected' | 'withdrawn', number>>;

/** One delivered file, in loading order. */
export interface ManifestFile {
  /** Relative to the folder of the town. */
  readonly file: string;
  readonly library: string;
  readonly feed: string;
  readonly form: FileForm;
  readonly declaredDate: string;
  readonly state: ExpectedState;
  /** Code of the refusal, for a file that must be refused. */
  readonly problem?: string;
  readonly counts: ExpectedCounts;
}

export interface TownManifest {
  readonly people: number;
  readonly firms: number;
  readonly seed: number;
  readonly today: string;
  readonly files: readonly ManifestFile[];
  /** How often each fault of the catalogue lies in the files, by code. */
  readonly faults: Readonly<Record<string, number>>;
}

export interface RecordTruth {
  readonly library: string;
  readonly feed: string;
  readonly sourceKey: string;
  readonly file: string;
  readonly line: number;
  readonly entity: string;
  /** Of a subject record that several files may bring: which decision it is. */
  readonly decision: string;
}

export interface FaultPlace {
  readonly file: string;
  readonly line: number;
  readonly sourceKey: string;
  readonly attribute: string;
  readonly clean?: Readonly<Record<string, string>>;
}

export interface Truth {
  record(truth: RecordTruth): void;
  /** `line` 0 stands for the whole file. `clean`: header → text before the damage, of the cells that were damaged. */
  fault(fault: ProcessFault, at: FaultPlace): void;
  readonly isFull: boolean;
  flush(): Promise<void>;
  finish(manifest: Omit<TownManifest, 'faults'>): Promise<TownManifest>;
}

const recordHeader = ['library', 'feed', 'source_key', 'file', 'line', 'entity_id', 'decision_id'];
const faultHeader = ['file', 'line', 'source_key', 'attribute', 'fault', 'expected_outcome', 'expected_rule', 'clean'];

/** Opens `truth/records.csv` and `truth/faults.csv` below the folder. */
export async function openTruth(folder: string): Promise<Truth> {
  const form: FileForm = { kind: 'csv' };
  const records: FileWriter = await openFile(join(folder, 'truth', 'records.csv'), recordHeader, form);
  const faults: FileWriter = await openFile(join(folder, 'truth', 'faults.csv'), faultHeader, form);
  const tally: Record<string, number> = {};
  return {
    record: ({ library, feed, sourceKey, file, line, entity, decision }) => {
      records.add([library, feed, sourceKey, file, String(line), entity, decision]);
    },
    fault: ({ code, outcome }, { file, line, sourceKey, attribute, clean }) => {
      tally[code] = (tally[code] ?? 0) + 1;
      faults.add([file, line === 0 ? '' : String(line), sourceKey, attribute, code, outcome.kind, outcome.rule, clean ? JSON.stringify(clean) : '']);
    },
    get isFull() {
      return records.isFull || faults.isFull;
    },
    flush: async () => {
      await records.flush();
      await faults.flush();
    },
    finish: async (manifest) => {
      await records.close();
      await faults.close();
      const whole: TownManifest = { ...manifest, faults: tally };
      // Written last and in one move: a folder with a manifest is complete.
      const path = join(folder, 'truth', 'manifest.json');
      await writeFile(`${path}.part`, `${JSON.stringify(whole, null, 2)}\n`);
      await rename(`${path}.part`, path);
      return whole;
    },
  };
}
