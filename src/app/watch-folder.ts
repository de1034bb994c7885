// Deliveries by folder: <library>/<feed>/<file>. A file is taken when it has stopped growing between two looks, waits in `working/`
// while it is loaded, and ends in `done/` or `failed/` with its report and its rejects beside it. Where a file lies is all the state
// there is, so a look may die anywhere: the next one goes on, and a file received twice changes nothing.
import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadDeps, LoadView } from '../engine/load.ts';
import { dateInName, findFeed, hasRejects, readLoad, receiveLoad } from '../engine/load.ts';
import type { Encoding } from '../engine/readers/encoding.ts';
import { HubError, errorLabels } from '../kernel/errors.ts';
import { findLibrary } from './libraries.ts';
import { readManifest } from './manifest.ts';
import { writeRejects } from './rejects-csv.ts';
import type { RuleOf } from './rule-catalog.ts';

export interface WatchDeps {
  readonly loads: LoadDeps;
  readonly ruleOf: RuleOf;
  readonly folder: string;
}

interface Place {
  readonly library: string;
  readonly feed: string;
  readonly path: string;
}

const closed: ReadonlySet<LoadView['state']> = new Set(['done', 'refused', 'failed']);
/** Half-written by whoever copies them in, hidden, or a manifest. */
const isNoDelivery = (name: string): boolean => name.startsWith('.') || /\.(json|part|tmp|crdownload|filepart)$/i.test(name);

export class FolderWatch {
  readonly #deps: WatchDeps;
  /** Size and time of each file at the last look. */
  #seen = new Map<string, string>();

  constructor(deps: WatchDeps) {
    this.#deps = deps;
  }

  /** Looks once. Takes what has settled, puts away what is finished; returns how many of each. */
  async look(): Promise<{ taken: number; finished: number }> {
    const seen = new Map<string, string>();
    let taken = 0;
    let finished = 0;
    for (const place of await this.#places()) {
      for (const name of await filesIn(place.path)) {
        if (isNoDelivery(name)) continue;
        const mark = await markOf(join(place.path, name));
        if (mark === null) continue;
        if (this.#seen.get(join(place.path, name)) === mark) {
          await this.#take(place, name);
          taken += 1;
        } else seen.set(join(place.path, name), mark);
      }
      finished += await this.#putAway(place);
    }
    this.#seen = seen;
    return { taken, finished };
  }

  /** Every <library>/<feed> folder; those of known feeds are made, so that operators need not guess their names. */
  async #places(): Promise<Place[]> {
    const { folder, loads } = this.#deps;
    for (const library of loads.libraries) {
      for (const feed of Object.keys(library.feeds)) await mkdir(join(folder, library.code, feed), { recursive: true });
    }
    const places: Place[] = [];
    for (const library of await foldersIn(folder)) {
      for (const feed of await foldersIn(join(folder, library))) places.push({ library, feed, path: join(folder, library, feed) });
    }
    return places;
  }

  async #take(place: Place, name: string): Promise<void> {
    const path = join(place.path, name);
    try {
      findFeed(this.#deps.loads.libraries, place.library, place.feed);
      const { declaredDate, encoding } = await readManifest(`${path}.json`);
      const load = await receiveLoad(this.#deps.loads, {
        library: place.library, feed: place.feed, fileName: name, body: path, origin: 'folder', createdBy: 'watch-folder',
        declaredDate: declaredDate ?? dateInName(name) ?? undefined,
        ...(encoding === undefined ? {} : { format: { encoding: encoding as Encoding } }),
      });
      await move(path, join(place.path, 'working', `${load.loadId}-${name}`));
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      const target = join(place.path, 'failed', `${Date.now()}-${name}`);
      await move(path, target);
      await writeReport(target, { state: 'refused', problem: { code: error.code, details: error.details } });
    }
  }

  async #putAway(place: Place): Promise<number> {
    let finished = 0;
    for (const name of await filesIn(join(place.path, 'working'))) {
      const loadId = Number(/^(\d+)-/.exec(name)?.[1]);
      const load = Number.isSafeInteger(loadId) ? await readLoad(this.#deps.loads, loadId) : null;
      // A manifest travels with its file; a held load waits for a person.
      if (load === null || !closed.has(load.state) || name === `${loadId}-${load.fileName}.json`) continue;
      await this.#finish(place, name, load);
      finished += 1;
    }
    return finished;
  }

  /** Report and rejects first: a file in `done/` or `failed/` is always complete. */
  async #finish(place: Place, name: string, load: LoadView): Promise<void> {
    const target = join(place.path, load.state === 'done' ? 'done' : 'failed', name);
    await mkdir(join(target, '..'), { recursive: true });
    await writeReport(target, load);
    if (hasRejects(load)) {
      const library = findLibrary(this.#deps.loads.libraries, load.library);
      await writeRejects({ pool: this.#deps.loads.pool, library, loadId: load.loadId, ruleOf: this.#deps.ruleOf }, `${target}.rejects.csv`);
    }
    await move(join(place.path, 'working', name), target);
  }
}

type Report = Pick<LoadView, 'state' | 'problem'> & Partial<LoadView>;

/** The load as the API shows it, with the refusal's code spelt out in both languages. */
async function writeReport(target: string, load: Report): Promise<void> {
  const code = load.problem?.code;
  const label = code === undefined ? undefined : (errorLabels as Record<string, unknown>)[code];
  await writeFile(`${target}.report.json`, `${JSON.stringify({ ...load, ...(label ? { reason: label } : {}) }, null, 2)}\n`);
}

async function move(path: string, target: string): Promise<void> {
  await mkdir(join(target, '..'), { recursive: true });
  await rename(path, target);
  if (await exists(`${path}.json`)) await rename(`${path}.json`, `${target}.json`);
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

/** Size and time of last change of a regular file that is there; null otherwise. */
async function markOf(path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ? `${found.size} ${found.mtimeMs}` : null;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(ignoreMissing);
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name).sort();
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(ignoreMissing);
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map((entry) => entry.name).sort();
}

function ignoreMissing(error: NodeJS.ErrnoException): [] {
  if (error.code !== 'ENOENT') throw error;
  return [];
}
