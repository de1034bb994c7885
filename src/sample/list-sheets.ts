// The files of lists in the sample: what each department says of its entries, and the credit platform's copy of some of them.
import { firmAddressOf } from './firm.ts';
import {
  decisionOf, entityNamed, entriesOf, entryAt, isDoubtful, lists, naturalOf, representativeName, type Entry, type ListKind, type Named,
} from './list-entry.ts';
import { pad } from './numbers.ts';
import { registeredAddressOf } from './person.ts';
import type { Cell, Sheet } from './sheet.ts';
import { daysBefore, draw, type World } from './world.ts';

/** A row about an entry: the department's own, its copy by the credit platform, or the entry sent anew under another record number. */
interface Row extends Entry {
  readonly sent: 'own' | 'copy' | 'again';
}

type Cells = Readonly<Record<string, Cell<Row>>>;

/** Whom a row is about. A C2 row bears the number of the one whom it does not name. */
export const namedCells: Readonly<Record<string, Cell<Named>>> = {
  subject_name: ({ name }) => name,
  subject_class: ({ firm }) => (firm === null ? 'person' : firm.category === '92' ? 'individual_business' : 'organisation'),
  subject_uscc: ({ firm, number }) => (number === 'code' ? firm?.uscc ?? '' : ''),
  subject_org_code: () => '',
  subject_reg_no: () => '',
  subject_id_type: ({ person }) => (person === null ? '' : '111'),
  subject_id_number: ({ person, number }) => (number === 'none' ? '' : person?.formerIdNumber ?? ''),
  legal_rep_name: (named, { world }) => representativeName(world, named),
};

/** States of a row: exported some days ago, corrected since, and as it was long before. */
export function updatedOn(world: World, index: number, version: number): string {
  const first = draw(world, 'dates', index).between(1, 25);
  if (version === 1) return daysBefore(world.today, -first);
  return daysBefore(world.today, version === 2 ? first + 400 : first);
}

export const closingCells = {
  source_unit: () => '宝鸡市信用信息中心',
  remark: (_row: unknown, { version }: { version: number }) => (version === 0 ? '' : `更正${version}`),
  operation: () => '',
} as const;

const reasons = ['未按规定期限公示年度报告', '通过登记的住所无法联系', '公示信息隐瞒真实情况', '拒不履行法定义务'];
const behaviours = ['有履行能力而拒不履行生效法律文书确定义务', '违反财产报告制度', '提供虚假材料谋取中标', '未取得安全生产许可擅自生产'];
const by = <T>(list: readonly T[]) => ({ index }: Entry): T => list[index % list.length]!;

/** One entry in forty leaves its list with the second delivery. */
const removedLater = (row: Entry, world: World): string => (row.index % 40 === 20 && row.removedOn === '' ? daysBefore(world.today, -10) : row.removedOn);

const cells: Cells = {
  ...namedCells,
  subject_number: ({ firm, person, number }) => (number === 'none' ? '' : firm?.uscc ?? person!.formerIdNumber),
  subject_tax_no: ({ firm, number }) => (number === 'code' ? firm?.uscc ?? '' : ''),
  subject_address: ({ firm, person }, { world }) => (firm === null ? registeredAddressOf(world, person!) : firmAddressOf(world, firm)),
  document_no: ({ documentNo }) => documentNo,
  decided_by: ({ decidedBy }) => decidedBy,
  listed_on: ({ listedOn }) => listedOn,
  expires_on: ({ expiresOn }) => expiresOn,
  removed_on: (row, { world, version }) => (version === 1 ? removedLater(row, world) : row.removedOn),
  removal_reason: (row, { world, version }) => ((version === 1 ? removedLater(row, world) : row.removedOn) === '' ? '' : '已履行义务，移出名单'),
  updated: ({ index, list }, { world, version }) => updatedOn(world, list.place * 100_000 + index, version),
  ...closingCells,
};

const recordKey = (head: string): Cell<Row> => ({ index, sent }) => `${head}${pad(index, 7)}${sent === 'again' ? '-2' : ''}`;

interface ListSheet {
  readonly feed: string;
  readonly list: ListKind;
  readonly cells: Cells;
  /** Entries that come again with the second delivery, after they were repaired, as if they were in force. */
  readonly resent?: (world: World) => Iterable<Entry>;
}

function listSheet({ feed, list, cells: own, resent }: ListSheet): Sheet<Row> {
  return {
    feed,
    cells: { ...cells, ...own },
    *subjects(world) {
      for (let index = 0; index < entriesOf(world, list); index++) yield { ...entryAt(world, list, index), sent: 'own' };
    },
    ...(resent ? { newcomers: (world: World) => [...resent(world)].map((entry): Row => ({ ...entry, sent: 'again' })) } : {}),
    entity: entityNamed,
    decision: decisionOf,
    changes: true,
    natural: (row) => (row.sent === 'again' ? 'repaired_resent' : naturalOf(row)),
  };
}

const courtCells: Cells = {
  sex: () => '', age: () => '',
  court_case_no: ({ listedOn, index }) => `（${Number(listedOn.slice(0, 4)) - 1}）陕0302民初${index + 7}号`,
  judged_by: ({ decidedBy }) => decidedBy,
  court_region: () => '陕西',
  case_filed_on: ({ listedOn }) => daysBefore(listedOn, 45),
  obligation: ({ index }) => `向申请执行人支付货款${(index % 30) + 1}万元`,
  fulfilment: by(['none', 'none', 'part']),
  fulfilled_part: () => '',
  unfulfilled_part: () => '',
  behaviour: by(behaviours.slice(0, 2)),
  // Courts state no end: the rules know how long an entry lasts.
  expires_on: () => '',
};

/** The entries of a list that the sample's repairs lift and that are sent again all the same: the first that name their subject. */
export function* resentEntries(world: World, list: ListKind): Generator<Entry> {
  let found = 0;
  for (let index = 0; index < entriesOf(world, list) && found < 1 + world.firms / 1000; index++) {
    const entry = entryAt(world, list, index);
    if (entry.state !== 'lasting' || isDoubtful(entry)) continue;
    found += 1;
    yield entry;
  }
}

/** Half of the platform's rows repeat what courts have sent, half are of a list that no feed is for. */
function* platformRows(world: World): Generator<Row> {
  for (let index = 0; index < entriesOf(world, lists.statistics); index++) {
    yield { ...entryAt(world, lists.court, index), sent: 'copy' };
    yield { ...entryAt(world, lists.statistics, index), sent: 'own' };
  }
}

const creditLists: Sheet<Row> = {
  feed: 'credit_lists',
  cells: {
    ...cells,
    rec_id: ({ list, index }) => `XY${list.place}${pad(index, 6)}`,
    source: () => 'development_reform',
    list_code: ({ list }) => list.code,
    reason: by(reasons.slice(2)),
    behaviour: ({ list, index }) => (list === lists.court ? behaviours[index % 2]! : '提供不真实的统计资料'),
    grade: () => '',
    expires_on: ({ list, expiresOn }) => (list === lists.court ? '' : expiresOn),
  },
  subjects: platformRows,
  entity: entityNamed,
  decision: decisionOf,
  changes: true,
  natural: naturalOf,
};

/** Every sheet of lists, in loading order. */
export const listSheets: readonly Sheet<Row>[] = [
  listSheet({ feed: 'court_defaulters', list: lists.court, cells: courtCells }),
  listSheet({
    feed: 'abnormal_operations', list: lists.abnormal, cells: { rec_id: recordKey('JY'), document_no: () => '', reason: by(reasons.slice(0, 3)) },
    resent: (world) => resentEntries(world, lists.abnormal),
  }),
  listSheet({
    feed: 'serious_violations', list: lists.serious,
    cells: { decided_on: ({ listedOn }) => listedOn, reason: by(reasons), basis: () => '《市场监督管理严重违法失信名单管理办法》', behaviour: by(behaviours) },
  }),
  listSheet({
    feed: 'tax_violations', list: lists.tax,
    cells: {
      finance_head_name: () => '', agent_name: () => '', decided_on: ({ listedOn }) => daysBefore(listedOn, 5),
      tax_period: ({ listedOn }) => `${Number(listedOn.slice(0, 4)) - 2}年度`, violation: by(['虚开发票', '逃避缴纳税款', '骗取出口退税']),
      facts: () => '经检查，存在所列违法行为。', basis: () => '《重大税收违法失信主体信息公布管理办法》', content: () => '依法处理处罚',
    },
  }),
  listSheet({
    feed: 'wage_arrears', list: lists.wages,
    cells: { decided_on: ({ listedOn }) => listedOn, reason: () => '克扣、无故拖欠农民工工资报酬', basis: () => '《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》', facts: () => '经责令限期支付逾期未支付。' },
  }),
  listSheet({
    feed: 'procurement_violations', list: lists.procurement,
    cells: { rec_id: recordKey('CG'), document_no: () => '', decided_on: ({ listedOn }) => listedOn, behaviour: () => behaviours[2]!, basis: () => '《中华人民共和国政府采购法》第七十七条', content: () => '一年内禁止参加政府采购活动' },
  }),
  listSheet({
    feed: 'safety_violations', list: lists.safety,
    cells: { rec_id: recordKey('AQ'), behaviour: () => behaviours[3]!, reason: () => '发生较大生产安全责任事故' },
    resent: (world) => resentEntries(world, lists.safety),
  }),
  listSheet({
    feed: 'tax_a_level', list: lists.taxLevel,
    cells: { rec_id: recordKey('NS'), year: ({ index }) => (index % 3 === 0 ? '2023' : '2024'), listed_on: ({ index }) => (index % 3 === 0 ? '2024-04-25' : '2025-04-25') },
  }),
  listSheet({
    feed: 'customs_enterprises', list: lists.customs,
    cells: { rec_id: recordKey('HG'), customs_code: ({ index }) => `6103${pad(index, 6)}`, grade: () => '高级认证企业' },
  }),
  listSheet({
    feed: 'red_lists', list: lists.red, cells: { rec_id: recordKey('HM'), matter: by(['诚信示范单位', '道德模范', '优秀志愿者']), grade: by(['市级', '省级']), reason: () => '' },
  }),
  creditLists,
];
