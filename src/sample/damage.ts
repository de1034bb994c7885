// Strikes rows with faults: every so many rows one fault, the one that has struck least so far and can strike here. The same
// layout, world and starting tally strike the same rows in the same way, so that a row can be sent again with its fault.
import { looksLikeResidentId } from '../standards/resident-id.ts';
import { looksLikeUscc } from '../standards/uscc.ts';
import type { CellFault, ProcessFault } from './fault.ts';
import { cellFaults, rowFaults } from './faults.ts';
import type { ColumnLayout, FileLayout } from './layout.ts';
import { hash, Random } from './random.ts';
import { streams, type World } from './world.ts';

/** How often each fault has struck, by code. */
export type Tally = Map<string, number>;

export interface Strike {
  readonly row: string[];
  readonly fault: ProcessFault;
  /** Attribute or column that was hit; empty for the whole row. */
  readonly attribute: string;
}

/** A fault at a place: gives the damaged row, or null where it cannot strike this row. */
interface Threat {
  readonly fault: ProcessFault;
  readonly attribute: string;
  readonly damage: (row: readonly string[], random: Random) => string[] | null;
  /** The fault lies in the value already; the row stays as it is. */
  readonly isNatural: boolean;
  count: number;
}

export interface Injector {
  /** Whether `strike` may act at a position; where not, the row need not be made for it. */
  mayStrike(position: number): boolean;
  /** Damages the row at a position of the file, if it is its turn. */
  strike(row: readonly string[], position: number): Strike | null;
}

/** Before this row nothing is rejected: in a very short file one reject would pass the feed's limit. */
const FIRST_REJECT = 29;
/** How often a fault that lies in the world itself is noted outside its turn. */
const ENOUGH_NATURAL = 8;

/** Of a small town one row in eight is struck, so that every fault occurs; of a large one, one in 24. */
function strideOf(people: number): number {
  return Math.min(24, Math.max(8, Math.floor(people / 500)));
}

/** `tally` is read and counted up. */
export function createInjector<S>(layout: FileLayout<S>, world: World, tally: Tally): Injector {
  const threats = [...cellThreats(layout), ...swapThreats(layout), ...keyThreats(layout)];
  const natural = threats.filter((threat) => threat.isNatural);
  const made = threats.filter((threat) => !threat.isNatural);
  const stride = strideOf(world.people);
  const countOf = (threat: Threat) => tally.get(threat.fault.code) ?? 0;
  return {
    mayStrike: (position) => position % stride === 5 || natural.some((threat) => countOf(threat) < ENOUGH_NATURAL),
    strike: (row, position) => {
      const isTurn = position % stride === 5;
      const candidates = isTurn ? made : natural.filter((threat) => countOf(threat) < ENOUGH_NATURAL);
      if (candidates.length === 0) return null;
      const random = new Random(world.seed, streams.fault, position);
      let best: { threat: Threat; row: string[] } | null = null;
      let least = Infinity;
      for (const threat of candidates) {
        const weight = countOf(threat) * 64 + threat.count;
        if (weight >= least || (threat.fault.outcome.kind === 'reject' && position < FIRST_REJECT)) continue;
        const damaged = threat.damage(row, random);
        if (damaged === null) continue;
        best = { threat, row: damaged };
        least = weight;
      }
      if (best === null) return null;
      best.threat.count += 1;
      tally.set(best.threat.fault.code, countOf(best.threat) + 1);
      return { row: best.row, fault: best.threat.fault, attribute: best.threat.attribute };
    },
  };
}

/**
 * An injector without memory: what befalls a row depends on its position alone, so that the same rows in another order are
 * struck alike. About one row in `stride`; never a fault that rejects.
 */
export function createSteadyInjector<S>(layout: FileLayout<S>, seed: number, stride: number): Pick<Injector, 'strike'> {
  const threats = [...cellThreats(layout), ...swapThreats(layout)].filter((threat) => !threat.isNatural && threat.fault.outcome.kind !== 'reject');
  return {
    strike: (row, position) => {
      const drawn = hash(seed, streams.fault, position);
      if (drawn % stride !== 0) return null;
      const random = new Random(seed, streams.fault, position);
      const first = random.int(threats.length);
      for (let i = 0; i < threats.length; i++) {
        const threat = threats[(first + i) % threats.length]!;
        const damaged = threat.damage(row, random);
        if (damaged !== null) return { row: damaged, fault: threat.fault, attribute: threat.attribute };
      }
      return null;
    },
  };
}

/** Cells that may be damaged: not the key, nor what steers the row, nor the date that orders its states. */
function cellThreats<S>({ columns, keyAt, feed }: FileLayout<S>): Threat[] {
  const steering = [feed.effectiveDate, feed.operation?.column, feed.sourceColumn?.column];
  return columns.flatMap((column, place) => {
    if (keyAt.includes(place) || steering.includes(column.key) || column.attribute === null) return [];
    return cellFaults.filter((fault) => fault.isAt(column)).map((fault) => cellThreat(fault, columns, place));
  });
}

function cellThreat(fault: CellFault, columns: readonly ColumnLayout[], place: number): Threat {
  const column = columns[place]!;
  const positions = new Map(columns.map(({ attributeCode }, at) => [attributeCode, at]));
  return {
    fault,
    attribute: column.attributeCode!,
    isNatural: fault.isNatural === true,
    count: 0,
    damage: (row, random) => {
      const valueOf = (attribute: string) => row[positions.get(attribute) ?? -1] ?? '';
      const value = fault.apply(row[place]!, random, { column, valueOf });
      return value === null ? null : row.with(place, value);
    },
  };
}

/** Pairs of columns that clerks confuse; swapped only where each cell is plainly the other's. */
function swapThreats<S>({ columns, feed, keyAt }: FileLayout<S>): Threat[] {
  return (feed.swappable ?? []).flatMap(([code, number]) => {
    const [codeAt, numberAt] = [code, number].map((key) => columns.findIndex((column) => column.key === key)) as [number, number];
    if (codeAt < 0 || numberAt < 0 || keyAt.includes(codeAt) || keyAt.includes(numberAt)) return [];
    const damage = (row: readonly string[]) => {
      const [uscc, id] = [row[codeAt]!, row[numberAt]!];
      const isClear = looksLikeUscc(uscc) && looksLikeResidentId(id) && !looksLikeUscc(id) && !looksLikeResidentId(uscc);
      return isClear ? row.with(codeAt, id).with(numberAt, uscc) : null;
    };
    return [{ fault: rowFaults.columns_swapped, attribute: columns[codeAt]!.attributeCode!, isNatural: false, count: 0, damage }];
  });
}

/** A row without its key, where the key is not a required value of its own (whose absence has its own rule). */
function keyThreats<S>({ columns, keyAt }: FileLayout<S>): Threat[] {
  if (keyAt.length === 0 || keyAt.some((place) => columns[place]!.column.required)) return [];
  const damage = (row: readonly string[]) => row.map((cell, place) => (keyAt.includes(place) ? '' : cell));
  return [{ fault: rowFaults.source_key_missing, attribute: columns[keyAt[0]!]!.key, isNatural: false, count: 0, damage }];
}
