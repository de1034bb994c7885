// Commitments, evaluations, repair decisions and objections of the sample. Repairs and objections are about decisions that other files bring.
import {
  entityNamed, entriesOf, entryAt, isDoubtful, lists, namedAt, naturalOf, yearsAfter, type Entry, type Named,
} from './list-entry.ts';
import { closingCells, namedCells, resentEntries, updatedOn } from './list-sheets.ts';
import { pad } from './numbers.ts';
import type { Cell, Sheet } from './sheet.ts';
import { daysBefore, draw, type World } from './world.ts';

interface Conduct extends Named {
  readonly index: number;
  readonly day: string;
}

const COMMITMENTS = 21;
const EVALUATIONS = 22;
const matters = ['食品经营许可', '公共场所卫生许可', '劳务派遣经营许可', '政府采购投标'];
const acceptors = ['宝鸡市行政审批服务局', '宝鸡市市场监督管理局'];
const updated = (salt: number): Cell<{ readonly index: number }> => ({ index }, { world, version }) => updatedOn(world, salt * 100_000 + index, version);

function* conductOf(world: World, { salt, share, persons }: { salt: number; share: number; persons: number }): Generator<Conduct> {
  const count = Math.max(3, Math.ceil(world.firms * share));
  for (let index = 0; index < count; index++) {
    yield { ...namedAt(world, { salt, index, persons }), index, day: daysBefore(world.today, draw(world, 'dates', salt * 1_000_000 + index).between(30, 900)) };
  }
}

const commitments: Sheet<Conduct> = {
  feed: 'commitments',
  cells: {
    ...namedCells, ...closingCells,
    rec_id: ({ index }) => `CN${pad(index, 7)}`,
    document_no: () => '',
    commitment_type: ({ index }) => ['审批替代型', '主动公示型', '信用修复型'][index % 3]!,
    matter: ({ index }) => matters[index % matters.length]!,
    content: () => '承诺所提供的材料真实有效，依法经营。',
    decided_on: ({ day }) => day,
    accepted_by: ({ index }) => acceptors[index % 2]!,
    valid_to: ({ day }) => yearsAfter(day, 2),
    fulfilment: ({ index }, { version }) => (index % 9 === 4 ? 'broken' : version === 1 ? 'whole' : 'running'),
    updated: updated(COMMITMENTS),
  },
  subjects: (world) => conductOf(world, { salt: COMMITMENTS, share: 0.02, persons: 0.2 }),
  entity: entityNamed,
  changes: true,
  natural: naturalOf,
};

const evaluations: Sheet<Conduct> = {
  feed: 'evaluations',
  cells: {
    ...namedCells, ...closingCells,
    rec_id: ({ index }) => `PJ${pad(index, 7)}`,
    matter: ({ index }) => ['公共信用综合评价', '劳动保障守法诚信等级评价', '环境信用评价'][index % 3]!,
    content: () => '',
    grade: ({ index }) => ['A', 'A', 'B', 'C', 'D'][index % 5]!,
    year: ({ day }) => day.slice(0, 4),
    decided_on: ({ day }) => day,
    valid_to: ({ day }) => yearsAfter(day, 1),
    decided_by: ({ index }) => ['宝鸡市发展和改革委员会', '宝鸡市人力资源和社会保障局', '宝鸡市生态环境局'][index % 3]!,
    updated: updated(EVALUATIONS),
  },
  subjects: (world) => conductOf(world, { salt: EVALUATIONS, share: 0.02, persons: 0 }),
  entity: entityNamed,
  changes: true,
  natural: naturalOf,
};

/** What is done about an entry of a list. */
interface About extends Entry {
  /** Its place in the file. */
  readonly at: number;
}

/** Entries in force that are lifted: those that come again all the same, and some of the lists with numbers. */
function* repaired(world: World): Generator<About> {
  let at = 0;
  const known = function* (): Generator<Entry> {
    yield* resentEntries(world, lists.abnormal);
    yield* resentEntries(world, lists.safety);
    for (const list of [lists.serious, lists.wages, lists.tax]) {
      for (let index = 0; index < entriesOf(world, list); index += 3) yield entryAt(world, list, index);
    }
  };
  for (const entry of known()) if (entry.state === 'lasting' && !isDoubtful(entry)) yield { ...entry, at: at++ };
}

const repairs: Sheet<About> = {
  feed: 'repairs',
  cells: {
    ...namedCells, ...closingCells,
    rec_id: ({ at }) => `XF${pad(at, 7)}`,
    document_no: ({ at }) => `宝信修〔2025〕${pad(at + 1, 4)}号`,
    ref_document_no: ({ documentNo }) => documentNo,
    ref_list_code: ({ list }) => list.code,
    reason: () => '已纠正失信行为、履行义务并作出信用承诺',
    decided_on: ({ at }, { world }) => daysBefore(world.today, (at % 15) + 1),
    repaired_on: ({ at }, { world }) => daysBefore(world.today, at % 15),
    decided_by: ({ decidedBy }) => decidedBy,
    updated: ({ at }, visit) => updatedOn(visit.world, 3_000_000 + at, visit.version),
  },
  subjects: repaired,
  entity: entityNamed,
  changes: true,
};

function* objected(world: World): Generator<About> {
  let at = 0;
  for (let index = 1; index < entriesOf(world, lists.court); index += 6) {
    const entry = entryAt(world, lists.court, index);
    if (!isDoubtful(entry)) yield { ...entry, at: at++ };
  }
}

const objections: Sheet<About> = {
  feed: 'objections',
  cells: {
    ...namedCells, ...closingCells,
    rec_id: ({ at }) => `YY${pad(at, 7)}`,
    document_no: ({ at }) => `宝信异〔2025〕${pad(at + 1, 4)}号`,
    ref_document_no: ({ documentNo }) => documentNo,
    ref_list_code: ({ list }) => list.code,
    reason: ({ at }) => ['已履行完毕仍在名单', '非本人案件，身份被冒用'][at % 2]!,
    raised_on: ({ at }, { world }) => daysBefore(world.today, (at % 20) + 3),
    // Some are closed by the first delivery, some by the second.
    objection_state: ({ at }, { version }) => (at % 3 === 2 || version === 1 ? 'closed' : 'open'),
    objection_result: ({ at }, { version }) => (at % 3 === 2 || version === 1 ? '经核实，列入属实，不予更正' : ''),
    closed_on: ({ at }, { world, version }) => (at % 3 === 2 ? daysBefore(world.today, 1) : version === 1 ? daysBefore(world.today, -4) : ''),
    decided_by: () => '宝鸡市发展和改革委员会',
    updated: ({ at }, visit) => updatedOn(visit.world, 3_500_000 + at, visit.version),
  },
  subjects: objected,
  entity: entityNamed,
  changes: true,
};

/** In loading order. */
export const conductSheets: readonly (Sheet<Conduct> | Sheet<About>)[] = [commitments, evaluations, repairs, objections];
