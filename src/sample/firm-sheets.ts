// The organisation files of the sample: one sheet for each feed of the legal_person library.
import {
  capitalOf, entityTypeOf, firmAddressOf, firmAt, legalRepresentativeOf, type Firm, type Registrar,
} from './firm.ts';
import { englishTrades } from './names.ts';
import { pad, usccOf } from './numbers.ts';
import { effectiveDay, entityOf, isChosen, type Cell, type Sheet, type Visit } from './sheet.ts';
import { daysBefore, draw, type World } from './world.ts';

type FirmCells = Readonly<Record<string, Cell<Firm>>>;

const representative = (firm: Firm, { world, version }: Visit) => legalRepresentativeOf(world, firm, version);
const roles: Readonly<Record<string, string>> = { '92': 'operator', '91': 'legal_representative', '93': 'legal_representative' };
const dayAfter = (day: string, years: number) => `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
/** Capital is registered for companies, cooperatives and funds; a branch has none. */
/** In office since some weeks before the register says so, and not before the firm was. */
const tenure: Cell<Firm> = (firm, { world, version }) => {
  const since = daysBefore(effectiveDay(world, firm.index, version), version === 1 ? 2 : 30);
  return since < firm.founded ? firm.founded : since;
};
/** Of one company in three somebody is known to control it: in one of seven the person in charge. */
const controller = (firm: Firm, { world }: Visit) =>
  (firm.category === '91' && firm.parent < 0 && firm.index % 3 === 0 ? legalRepresentativeOf(world, firm, firm.index % 7 === 0 ? 0 : 6) : null);
const capital: Cell<Firm> = (firm, { world, version }) => (firm.parent >= 0 ? '' : String(capitalOf(world, firm, version)));

const cells: FirmCells = {
  rec_id: (firm) => `QY${pad(firm.index, 9)}`,
  name: (firm) => firm.name,
  uscc: (firm) => firm.uscc,
  reg_no: (firm) => firm.registrationNo,
  org_code: (firm) => firm.orgCode,
  certificate_no: (firm) => `${firm.category}${firm.place.code}${pad(firm.index, 6)}`,
  established_on: (firm) => firm.founded,
  approved_on: (firm, { world, version }) => effectiveDay(world, firm.index, version),
  term_from: (firm) => firm.founded,
  term_to: (firm) => (firm.index % 3 === 0 ? '' : dayAfter(firm.founded, 50)),
  entity_type: entityTypeOf,
  registration_status: (firm) => (firm.index % 23 === 9 ? '4' : '1'),
  deregistered_on: (firm, { world }) => (firm.index % 23 === 9 ? effectiveDay(world, firm.index, 0) : ''),
  registered_capital: capital,
  capital_currency: (firm) => (firm.parent >= 0 ? '' : 'CNY'),
  funding_source: () => '财政补助',
  business_scope: (firm) => firm.trade.scope,
  province: (firm) => firm.place.province,
  city: (firm) => firm.place.city,
  address: (firm, { world, version }) => firmAddressOf(world, firm, version),
  division_code: (firm) => firm.place.code,
  industry_code: (firm) => firm.trade.industry,
  registrar: (firm) => `${firm.place.county}市场监督管理局`,
  supervisor: (firm) => `${firm.place.city}${firm.place.county}教育局`,
  legal_rep_name: (firm, visit) => representative(firm, visit).name,
  legal_rep_role: (firm) => roles[firm.category] ?? 'legal_representative',
  legal_rep_document_type: () => '111',
  legal_rep_document_no: (firm, visit) => representative(firm, visit).formerIdNumber,
  legal_rep_from: tenure,
  controller_name: (firm, visit) => controller(firm, visit)?.name ?? '',
  controller_document_type: (firm, visit) => (controller(firm, visit) ? '111' : ''),
  controller_document_no: (firm, visit) => controller(firm, visit)?.formerIdNumber ?? '',
  controller_from: (firm, visit) => (controller(firm, visit) ? firm.founded : ''),
  phone: (firm, { world, version }) => `194${pad(draw(world, 'firmPeople', firm.index * 8 + version + 5).int(100_000_000), 8)}`,
  parent_uscc: (firm, { world }) => (firm.parent < 0 ? '' : firmAt(world, firm.parent).uscc),
  parent_name: (firm, { world }) => (firm.parent < 0 ? '' : firmAt(world, firm.parent).name),
  updated: (firm, { world, version }) => effectiveDay(world, firm.index, version),
  operation: () => '',
};

/** Every firm of a selection, in the order of the index. */
function* firms(world: World, isMember: (firm: Firm) => boolean): Generator<Firm> {
  for (let index = 0; index < world.firms; index++) {
    const firm = firmAt(world, index);
    if (isMember(firm)) yield firm;
  }
}

function firmSheet(feed: string, rest: Omit<Sheet<Firm>, 'feed' | 'entity' | 'cells'> & { cells?: FirmCells }): Sheet<Firm> {
  return { feed, entity: (firm) => entityOf('F', firm.index), ...rest, cells: { ...cells, ...rest.cells } };
}

const registerSheet = (feed: string, registrar: Registrar) =>
  firmSheet(feed, { subjects: (world) => firms(world, (firm) => firm.registrar === registrar), changes: true });

const marketRegistry = registerSheet('market_registry', 'market');
const institutionRegistry = registerSheet('institution_registry', 'institution');
const socialOrganisationRegistry = registerSheet('social_organisation_registry', 'social');

const listedCompanies = firmSheet('listed_companies', {
  subjects: (world) => firms(world, (firm) => firm.isListed),
  cells: {
    ticker: (firm) => `9${pad(firm.index, 5)}.BJ`,
    short_name: (firm) => firm.brand + firm.trade.words.slice(0, 2),
    english_name: (firm) => `No. ${firm.index} ${englishTrades[firm.trade.words]} Co., Ltd.`,
    pinyin_abbr: () => '',
    listed_on: (firm) => dayAfter(firm.founded, 1),
    region: (firm) => firm.place.city.slice(0, -1),
    industry: (firm) => firm.trade.words,
    ownership: () => '民营企业',
    uscc: (firm) => (firm.index % 4 === 3 ? '' : firm.uscc),
  },
  changes: true,
});

/** Files from before the reform: the registration number, and no code. */
const legacyRegistrationNumbers = firmSheet('legacy_registration_numbers', {
  subjects: (world) => firms(world, (firm) => firm.registrationNo !== '' && isChosen(world, 31, firm.index, 0.2)),
  cells: { uscc: () => '', shape: () => '15位' },
  changes: false,
});

const taxRegistration = firmSheet('tax_registration', {
  subjects: (world) => firms(world, (firm) => isChosen(world, 32, firm.index, 0.8)),
  cells: {
    tax_no: (firm) => firm.uscc,
    tax_status: (firm) => (firm.index % 23 === 9 ? '07' : '03'),
    tax_registered_on: (firm) => firm.founded,
  },
  changes: true,
});

interface DepartmentFirmRow {
  readonly firm: Firm;
  readonly source: string;
  readonly key: number;
}

const RENEWED_AT = '370402';
const OTHERWISE_AT = '610302';
const departments = ['bank', 'human_resources', 'customs', 'taxation', 'statistics', 'housing'];

function* departmentRows(world: World): Generator<DepartmentFirmRow> {
  for (let index = 0; index < world.firms; index++) {
    const chosen = departments.filter((_, place) => isChosen(world, 33 + place, index, 0.25));
    if (chosen.length === 0) continue;
    const firm = firmAt(world, index);
    for (const source of chosen) yield { firm, source, key: index * departments.length + departments.indexOf(source) };
  }
}

/** One firm in 29 registered anew elsewhere, and two departments have its code of the new place, with the same organisation code in it. */
function hasRenewedCode({ firm, source }: DepartmentFirmRow): boolean {
  return firm.index % 29 === 13 && firm.orgCode !== '' && (source === 'bank' || source === 'taxation');
}

/** Departments hold whatever number they were given: mostly the code, some still the organisation code or the old number. */
function numberKnown(row: DepartmentFirmRow): string {
  if (hasRenewedCode(row)) return usccOf(row.firm.category, row.firm.place.code === RENEWED_AT ? OTHERWISE_AT : RENEWED_AT, row.firm.orgCode);
  if (row.key % 17 === 4 && row.firm.orgCode !== '') return row.firm.orgCode;
  return row.key % 17 === 9 && row.firm.registrationNo !== '' ? row.firm.registrationNo : row.firm.uscc;
}

const departmentFirm: Sheet<DepartmentFirmRow> = {
  feed: 'department_firm',
  entity: (row) => entityOf('F', row.firm.index),
  subjects: departmentRows,
  cells: {
    ...Object.fromEntries(Object.entries(cells).map(([code, cell]): [string, Cell<DepartmentFirmRow>] => [code, (row, visit) => cell(row.firm, visit)])),
    rec_id: (row) => `S${pad(row.key, 9)}`,
    source: (row) => row.source,
    uscc: numberKnown,
    updated: (row, { world, version }) => effectiveDay(world, row.key, version),
  },
  changes: true,
  natural: (row) => (hasRenewedCode(row) ? 'code_renewed' : null),
};

/** Every sheet about organisations, in loading order: the registers first. */
export const firmSheets: readonly (Sheet<Firm> | Sheet<DepartmentFirmRow>)[] = [
  marketRegistry, institutionRegistry, socialOrganisationRegistry, listedCompanies, legacyRegistrationNumbers, taxRegistration, departmentFirm,
];
