// In which form each feed of the sample arrives: between them, every kind of file, encoding and header language that departments use.
import type { FileForm } from './file-writer.ts';
import type { HeaderStyle } from './layout.ts';

export interface Habit {
  readonly form: FileForm;
  readonly style: HeaderStyle;
  /** The later delivery arrives before the first one. */
  readonly isOutOfOrder?: boolean;
}

const utf8: FileForm = { kind: 'csv' };
const excel: FileForm = { kind: 'csv', bom: true, lineEnd: '\r\n' };
const national: FileForm = { kind: 'csv', encoding: 'gb18030', lineEnd: '\r\n' };
/** What Excel calls Unicode text. */
const wide: FileForm = { kind: 'csv', encoding: 'utf-16le', bom: true, lineEnd: '\r\n' };
const packed: FileForm = { kind: 'csv', gzip: true };
const lines: FileForm = { kind: 'jsonl' };
const workbook: FileForm = { kind: 'xlsx' };

const habits: Readonly<Record<string, Habit>> = {
  police_household: { form: utf8, style: 'zh' },
  police_number_change: { form: national, style: 'zh' },
  civil_affairs_marriage: { form: national, style: 'pinyin' },
  health_birth: { form: lines, style: 'en' },
  health_death: { form: wide, style: 'zh' },
  social_security: { form: packed, style: 'pinyin' },
  education: { form: utf8, style: 'en' },
  housing_fund: { form: { ...lines, gzip: true }, style: 'en' },
  department_person: { form: utf8, style: 'en' },
  market_registry: { form: packed, style: 'zh' },
  institution_registry: { form: workbook, style: 'zh' },
  social_organisation_registry: { form: workbook, style: 'zh' },
  listed_companies: { form: excel, style: 'en' },
  legacy_registration_numbers: { form: utf8, style: 'zh' },
  tax_registration: { form: national, style: 'pinyin', isOutOfOrder: true },
  department_firm: { form: utf8, style: 'en' },
  permits_2019: { form: utf8, style: 'pinyin' },
  penalties_2019: { form: workbook, style: 'zh' },
  permits_2015: { form: national, style: 'pinyin' },
  penalties_2015: { form: excel, style: 'pinyin' },
  court_defaulters: { form: utf8, style: 'zh' },
  abnormal_operations: { form: packed, style: 'zh' },
  serious_violations: { form: workbook, style: 'zh' },
  tax_violations: { form: national, style: 'pinyin' },
  wage_arrears: { form: excel, style: 'zh' },
  tax_a_level: { form: national, style: 'zh' },
  customs_enterprises: { form: utf8, style: 'en' },
  credit_lists: { form: lines, style: 'en' },
  commitments: { form: utf8, style: 'pinyin' },
  evaluations: { form: workbook, style: 'zh' },
  repairs: { form: utf8, style: 'zh' },
  objections: { form: lines, style: 'en' },
};

/** The form of a feed's first delivery. */
export function habitOf(feed: string): Habit {
  return habits[feed] ?? { form: utf8, style: 'zh' };
}

/** Later deliveries come with other header names, as after an upgrade of the department's system. */
export const laterStyle: Readonly<Record<HeaderStyle, HeaderStyle>> = { zh: 'en', en: 'zh', pinyin: 'zh' };
