// The sections of a credit report and of a profile, with their labels, in the order of the national public credit report.
import type { Label } from '../../kernel/labels.ts';
import type { Section } from '../rules/types.ts';

/** Of entries: what hub.credit_list.section says. */
export const sectionLabels: Readonly<Record<Section, Label>> = {
  permit: { zh: '行政许可', en: 'Permits' },
  penalty: { zh: '行政处罚', en: 'Penalties' },
  severe_list: { zh: '严重失信主体名单', en: 'Lists of serious violators' },
  abnormal: { zh: '经营异常', en: 'Abnormal operation' },
  red_list: { zh: '诚实守信', en: 'Red lists' },
  commitment: { zh: '信用承诺', en: 'Commitments' },
  evaluation: { zh: '信用评价', en: 'Evaluations' },
  judicial: { zh: '司法判决', en: 'Judicial decisions' },
  other: { zh: '其他', en: 'Other' },
};

export interface ReportSection {
  readonly code: string;
  readonly label: Label;
  /** Sections of entries that it prints. */
  readonly takes: readonly Section[];
}

export const reportSections: readonly ReportSection[] = [
  { code: 'administration', label: { zh: '行政管理', en: 'Administrative management' }, takes: ['permit', 'penalty'] },
  { code: 'red_list', label: sectionLabels.red_list, takes: ['red_list'] },
  { code: 'severe_list', label: sectionLabels.severe_list, takes: ['severe_list'] },
  { code: 'abnormal', label: sectionLabels.abnormal, takes: ['abnormal'] },
  { code: 'commitment', label: sectionLabels.commitment, takes: ['commitment'] },
  { code: 'evaluation', label: sectionLabels.evaluation, takes: ['evaluation'] },
  { code: 'judicial', label: sectionLabels.judicial, takes: ['judicial'] },
  { code: 'other', label: sectionLabels.other, takes: ['other'] },
];
