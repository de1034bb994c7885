// How well departments' records are resolved: invented persons of several departments, and department files beside a register of firms.
import { scoreClusters, scoreLinks, type PairScore } from './pair-score.ts';
import { answerAll } from './perfect-steward.ts';
import { columnMap, readTable } from './read-table.ts';
import { withResolutionHub, type LinkedRecord } from './resolution-hub.ts';
import type { MatchModel } from '../engine/resolve/model/types.ts';

/** Path of a file in the data folder. */
export type PathOf = (file: string) => string;

export interface PersonFigures {
  readonly automatic: PairScore;
  /** After every queued pair was answered rightly. */
  readonly reviewed: PairScore;
  readonly queuedPerThousand: number;
}

export function measurePersons(pathOf: PathOf): Promise<PersonFigures> {
  return withResolutionHub(async (hub) => {
    await hub.load([{ feed: 'department_person', path: pathOf('er/persons_dev.csv') }]);
    await hub.match('population', await hub.train('population'));
    const truth = columnMap(await readTable(pathOf('er/persons_dev_truth.csv')), 'rec_id', 'entity_id');
    const links = await hub.links('population');
    const answered = answerAll(links, await hub.tasks('population', ['possible_duplicate', 'same_number_different_person']), truth);
    return {
      automatic: scoreClusters(truth, linked(links)),
      reviewed: scoreClusters(truth, answered.clusters),
      queuedPerThousand: (answered.asked / truth.size) * 1000,
    };
  });
}

/** Records in golden records; those that are held stand alone. */
function linked(links: readonly LinkedRecord[]): Map<string, string> {
  return new Map(links.flatMap(({ sourceKey, goldenId }) => (goldenId === null ? [] : [[sourceKey, goldenId] as const])));
}

export interface FirmFigures {
  /** Links between department records and register records. */
  readonly links: PairScore;
  readonly model: MatchModel;
}

export function measureFirms(pathOf: PathOf): Promise<FirmFigures> {
  return withResolutionHub(async (hub) => {
    await hub.load([{ feed: 'market_registry', path: pathOf('er/firms_dev_register.csv') }, { feed: 'department_firm', path: pathOf('er/firms_dev_other_sources.csv') }]);
    const model = await hub.train('legal_person');
    await hub.match('legal_person', model);
    const links = await hub.links('legal_person');
    const registered = new Map<string, string[]>();
    for (const { feed, goldenId, sourceKey } of links) {
      if (feed === 'market_registry' && goldenId !== null) registered.set(goldenId, [...(registered.get(goldenId) ?? []), sourceKey]);
    }
    const made = links.filter(({ feed }) => feed === 'department_firm')
      .flatMap(({ sourceKey, goldenId }) => (registered.get(goldenId ?? '') ?? []).map((key) => [sourceKey, key] as const));
    const truth = await readTable(pathOf('er/firms_dev_truth_pairs.csv'));
    return { links: scoreLinks(truth.map((row) => [row['rec_id']!, row['register_rec_id']!]), made), model };
  });
}
