// The credit files of the sample: permits and penalties in both layouts, about firms, individual businesses and persons.
import { firmAt, legalRepresentativeOf, type Firm } from './firm.ts';
import { pad } from './numbers.ts';
import { personAt, type Person } from './person.ts';
import { entityOf, type Cell, type Sheet } from './sheet.ts';
import { daysBefore, draw, type World } from './world.ts';

/** One administrative decision, about a firm or a person. */
interface Decision {
  readonly index: number;
  readonly firm: Firm | null;
  readonly person: Person | null;
  /** The subject as the file names it: for C2 somebody else's name. */
  readonly subjectName: string;
  readonly number: 'code' | 'other' | 'none';
  readonly isNameDifferent: boolean;
}

type Cells = Readonly<Record<string, Cell<Decision>>>;

const violations = ['未按规定公示年度报告', '超越许可范围经营', '销售不合格产品', '违反安全生产规定', '未按规定办理纳税申报', '占道经营'];

function decisionAt(world: World, index: number): Decision {
  const random = draw(world, 'decision', index);
  const isPerson = random.chance(0.15);
  const firm = isPerson ? null : firmAt(world, random.int(world.firms));
  // A husband: an adult.
  const person = isPerson ? personAt(world, Math.min(Math.floor(random.int(world.people) / 10) * 10 + 1, world.people - 1)) : null;
  const isNameDifferent = index % 29 === 3;
  const other = isNameDifferent ? otherName(world, index, firm) : null;
  return {
    index, firm, person, isNameDifferent,
    subjectName: other ?? firm?.name ?? person!.name,
    number: isNameDifferent ? 'code' : index % 19 === 5 ? 'none' : random.chance(0.1) ? 'other' : 'code',
  };
}

function otherName(world: World, index: number, firm: Firm | null): string {
  const random = draw(world, 'decision', index + 1_000_000_007);
  if (firm === null) return `欧阳${random.pick(['文博', '子墨', '思远', '雅琴'])}`;
  const other = firmAt(world, (firm.index + random.between(1, 7)) % world.firms);
  return `${other.name}（${random.pick(['甲', '乙', '丙'])}）`;
}

const decidedOn: Cell<Decision> = ({ index }, { world }) => daysBefore(world.today, draw(world, 'dates', index).between(40, 1500));
const years = (cell: Cell<Decision>, count: number): Cell<Decision> => (decision, visit) => {
  const day = cell(decision, visit);
  return `${Number(day.slice(0, 4)) + count}-${day.slice(5) === '02-29' ? '02-28' : day.slice(5)}`;
};

const subjectCells: Cells = {
  subject_name: (decision) => decision.subjectName,
  subject_class: ({ firm }) => (firm === null ? 'person' : firm.category === '92' ? 'individual_business' : 'organisation'),
  subject_uscc: ({ firm, number }) => (number === 'code' ? firm?.uscc ?? '' : ''),
  subject_org_code: ({ firm, number }) => (number === 'other' ? firm?.orgCode ?? '' : ''),
  subject_reg_no: ({ firm, number }) => (number === 'other' ? firm?.registrationNo ?? '' : ''),
  subject_tax_no: () => '',
  subject_id_type: ({ person }) => (person === null ? '' : '111'),
  subject_id_number: ({ person, number }) => (number === 'none' ? '' : person?.formerIdNumber ?? ''),
  legal_rep_name: ({ firm }, { world }) => (firm === null ? '' : legalRepresentativeOf(world, firm).name),
  legal_rep_id_type: ({ firm }) => (firm === null ? '' : '111'),
  legal_rep_id_number: ({ firm }, { world }) => (firm === null ? '' : legalRepresentativeOf(world, firm).formerIdNumber),
};

const sharedCells: Cells = {
  ...subjectCells,
  decided_on: decidedOn,
  valid_from: decidedOn,
  valid_to: years(decidedOn, 3),
  publish_until: years(decidedOn, 1),
  decided_by: ({ index }) => `宝鸡市${['市场监督管理局', '应急管理局', '住房和城乡建设局', '交通运输局'][index % 4]}`,
  record_state: (_decision, { version }) => (version === 1 ? '1' : '0'),
  use_scope: () => '0',
  division_code: () => '610300',
  // A correction comes after the first export; the older state is stamped before the first one.
  stamped_on: (decision, visit) =>
    (visit.version === 1 ? daysBefore(visit.world.today, -5) : daysBefore(decidedOn(decision, visit), visit.version === 2 ? -1 : -20)),
  source_unit: () => '宝鸡市发展和改革委员会',
  remark: (_decision, { version }) => (version === 0 ? '' : `更正${version}`),
  operation: () => '',
};

const permitCells: Cells = {
  ...sharedCells,
  document_no: ({ index }) => `宝许决字〔2024〕第${pad(index, 7)}号`,
  document_name: () => '准予行政许可决定书',
  permit_class: ({ index }) => ['普通', '核准', '登记', '认可'][index % 4]!,
  certificate_name: () => '食品经营许可证',
  certificate_no: ({ index }) => `JY${pad(index, 10)}`,
  content: () => '准予从事食品经营活动',
};

const penaltyCells: Cells = {
  ...sharedCells,
  document_no: ({ index }) => `宝罚字〔2024〕第${pad(index, 7)}号`,
  document_name: () => '行政处罚决定书',
  violation: ({ index }) => violations[index % violations.length]!,
  facts: ({ index }) => `当事人${violations[index % violations.length]}，事实清楚，证据确凿。`,
  basis: () => '《中华人民共和国行政处罚法》第二十八条',
  penalty_class: () => '罚款',
  penalty_class_2: () => '',
  content: ({ index }) => `罚款${((index % 40) + 1) * 500}元`,
  fine_amount: ({ index }) => String(((index % 40) + 1) * 500),
  confiscated_amount: () => '',
  revoked_certificate: () => '',
};

/** `share` of the firms, drawn from a range of decision numbers of the feed's own. */
function creditSheet(feed: string, cells: Cells, { share, from }: { share: number; from: number }): Sheet<Decision> {
  return {
    feed, cells,
    *subjects(world) {
      const count = Math.ceil(world.firms * share);
      for (let i = 0; i < count; i++) yield decisionAt(world, i * 4 + from);
    },
    entity: ({ firm, person }) => (firm === null ? entityOf('P', person!.index) : entityOf('F', firm.index)),
    changes: true,
    natural: (decision) => (decision.isNameDifferent ? 'credit_name_differs' : decision.number === 'none' ? 'credit_name_only' : null),
  };
}

/** Every sheet about permits and penalties. */
export const creditSheets: readonly Sheet<Decision>[] = [
  creditSheet('permits_2019', permitCells, { share: 0.4, from: 0 }),
  creditSheet('penalties_2019', penaltyCells, { share: 0.25, from: 1 }),
  creditSheet('permits_2015', permitCells, { share: 0.15, from: 2 }),
  creditSheet('penalties_2015', penaltyCells, { share: 0.15, from: 3 }),
];
