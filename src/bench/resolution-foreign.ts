// Sets from elsewhere, each through a small definition of its own: that they load at all proves that the engine knows no library. They
// have no numbers, so nothing is labelled and the weights are learned from the pairs alone.
import { fileURLToPath } from 'node:url';
import { scoreClusters, type PairScore } from './pair-score.ts';
import { columnMap, readTable } from './read-table.ts';
import type { PathOf } from './resolution-departments.ts';
import { withResolutionHub } from './resolution-hub.ts';

/** Definitions of the sets, as an operator would keep them. */
export const foreignLibraries = fileURLToPath(new URL('../../test/foreign', import.meta.url));

export type ForeignSet = 'febrl' | 'fake_people' | 'truth_set';

interface SetPlan {
  /** Feed → file. */
  readonly files: Readonly<Record<string, string>>;
  readonly truth: (pathOf: PathOf) => Promise<Map<string, string>>;
  /** The record as the truth names it. */
  readonly nameOf: (feed: string, sourceKey: string) => string;
}

const sets: Readonly<Record<ForeignSet, SetPlan>> = {
  febrl: {
    files: { febrl_people: 'er/febrl_dataset1.csv' },
    // rec-223-org and rec-223-dup-0 are one person.
    truth: async (pathOf) => new Map((await readTable(pathOf('er/febrl_dataset1.csv'))).map((row) => [row['rec_id']!, row['rec_id']!.split('-')[1]!])),
    nameOf: (_, key) => key,
  },
  fake_people: {
    files: { fake_people: 'er/fake_1000.csv' },
    truth: async (pathOf) => columnMap(await readTable(pathOf('er/fake_1000.csv')), 'unique_id', 'cluster'),
    nameOf: (_, key) => key,
  },
  truth_set: {
    files: { truth_customers: 'er/senzing/customers.csv', truth_watchlist: 'er/senzing/watchlist.csv', truth_reference: 'er/senzing/reference.csv' },
    truth: async (pathOf) => new Map((await readTable(pathOf('er/senzing/actual_truthset_key.csv'))).map((row) => [`${row['DATA_SOURCE']!} ${row['RECORD_ID']!}`, row['CLUSTER_ID']!])),
    nameOf: (feed, key) => `${feed.replace('truth_', '').toUpperCase()} ${key}`,
  },
};

export function measureForeign(set: ForeignSet, pathOf: PathOf): Promise<PairScore> {
  const { files, truth, nameOf } = sets[set];
  return withResolutionHub(async (hub) => {
    await hub.load(Object.entries(files).map(([feed, file]) => ({ feed, path: pathOf(file) })));
    await hub.match(set, await hub.train(set));
    const links = await hub.links(set);
    return scoreClusters(await truth(pathOf), new Map(links.map(({ feed, sourceKey, goldenId }) => [nameOf(feed, sourceKey), goldenId!])));
  }, foreignLibraries);
}
