// The departments that the built-in feeds name. An operator who registers one as an agency names it himself, and that name counts.
import type { FeedDefinition, LibraryDefinition } from '../definition/types.ts';

type Departments = NonNullable<LibraryDefinition['sources']>;

const departments: Departments = {
  police: { zh: '公安', en: 'Police' },
  civil_affairs: { zh: '民政', en: 'Civil affairs' },
  health: { zh: '卫生健康', en: 'Health' },
  human_resources: { zh: '人力资源社会保障', en: 'Human resources and social security' },
  education: { zh: '教育', en: 'Education' },
  housing: { zh: '住房城乡建设', en: 'Housing' },
  housing_fund: { zh: '住房公积金', en: 'Housing provident fund' },
  development_reform: { zh: '发展改革', en: 'Development and reform' },
  market_regulation: { zh: '市场监管', en: 'Market regulation' },
  securities: { zh: '证券监管', en: 'Securities regulation' },
  institution_registry: { zh: '机构编制', en: 'Registry of public institutions' },
  taxation: { zh: '税务', en: 'Taxation' },
  customs: { zh: '海关', en: 'Customs' },
  statistics: { zh: '统计', en: 'Statistics' },
  medical_insurance: { zh: '医疗保障', en: 'Medical insurance' },
  disabled_federation: { zh: '残联', en: 'Federation of disabled persons' },
  finance: { zh: '财政', en: 'Finance' },
  emergency: { zh: '应急管理', en: 'Emergency management' },
  court: { zh: '法院', en: 'Court' },
  bank: { zh: '银行', en: 'Bank' },
};

/** The names of all sources that the feeds can bring. */
export function departmentsOf(feeds: Readonly<Record<string, FeedDefinition>>): Departments {
  const codes = Object.values(feeds).flatMap(({ source, sourceColumn }) => [source, ...Object.values(sourceColumn?.codes ?? {})]);
  return Object.fromEntries([...new Set(codes)].flatMap((code) => (departments[code] ? [[code, departments[code]] as const] : [])));
}
