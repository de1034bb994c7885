// The file in which lists and measures are loaded and edited: YAML or JSON, one edition with its lists, each with its measures. Checked as a
// whole before anything is written, and every fault is listed.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isCivilDate } from '../../kernel/clock.ts';
import { HubError } from '../../kernel/errors.ts';
import { sections, type CreditList, type CreditMeasure, type TargetRole } from './types.ts';

export const targetRoles: readonly TargetRole[] = ['subject', 'legal_representative', 'responsible_person', 'controller'];

interface MeasureInput {
  readonly code: string;
  /** Chinese, a bar, English. */
  readonly label: string;
  readonly content: string;
  readonly class: number;
  readonly roles?: readonly TargetRole[];
  readonly departments?: readonly string[];
  readonly matters?: readonly string[];
  readonly basis?: string;
  readonly from?: string;
  readonly to?: string;
  readonly repealedOn?: string;
  readonly confirmed?: boolean;
}

interface ListInput {
  readonly code: string;
  readonly label: string;
  readonly polarity: CreditList['polarity'];
  readonly section: CreditList['section'];
  readonly authority: string;
  readonly basis: string;
  readonly takes: { readonly class: string; readonly list?: string; readonly penaltyClasses?: readonly string[]; readonly leastAmount?: number };
  readonly priority?: number;
  readonly termMonths?: number;
  readonly published: boolean;
  readonly minPublicationMonths?: number;
  readonly maxPublicationMonths?: number;
  readonly repairable?: boolean;
  readonly from: string;
  readonly to?: string;
  readonly confirmed?: boolean;
  readonly measures?: readonly MeasureInput[];
}

export interface RulesDocument {
  readonly edition: string;
  readonly lists: readonly ListInput[];
}

const day = { type: 'string', pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' };
const code = { type: 'string', pattern: '^[a-z][a-z0-9_]{0,62}$' };
const label = { type: 'string', pattern: '^[^|]{1,200}\\|[^|]{1,200}$' };
const text = { type: 'string', minLength: 1, maxLength: 2000 };
const months = { type: 'integer', minimum: 1, maximum: 1200 };
const flag = { type: 'boolean' };

/** JSON Schema of a rules document; the contract publishes it. */
export const rulesSchema = {
  type: 'object',
  description: 'One edition of lists, each with its measures. Labels: Chinese, a bar, English. Checked as a whole; every fault is listed.',
  additionalProperties: false,
  required: ['edition', 'lists'],
  properties: {
    edition: { type: 'string', minLength: 1, maxLength: 64 },
    lists: {
      type: 'array', minItems: 1, maxItems: 500,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['code', 'label', 'polarity', 'section', 'authority', 'basis', 'takes', 'published', 'from'],
        properties: {
          code, label, polarity: { enum: ['punish', 'incentive', 'neutral'] }, section: { enum: [...sections] }, authority: text, basis: text,
          takes: {
            type: 'object', additionalProperties: false, required: ['class'],
            properties: { class: code, list: code, penaltyClasses: { type: 'array', minItems: 1, items: { type: 'string', maxLength: 20 } }, leastAmount: { type: 'number', minimum: 0 } },
          },
          priority: { type: 'integer', minimum: 0, maximum: 1000 }, termMonths: months, published: flag, minPublicationMonths: { type: 'integer', minimum: 0, maximum: 1200 },
          maxPublicationMonths: months, repairable: flag, from: day, to: day, confirmed: flag,
          measures: {
            type: 'array', maxItems: 200,
            items: {
              type: 'object', additionalProperties: false, required: ['code', 'label', 'content', 'class'],
              properties: {
                code, label, content: text, class: { type: 'integer', minimum: 0, maximum: 3 }, roles: { type: 'array', minItems: 1, uniqueItems: true, items: { enum: [...targetRoles] } },
                departments: { type: 'array', minItems: 1, items: { type: 'string', pattern: '^(\\*|[a-z][a-z0-9_-]{0,62})$' } },
                matters: { type: 'array', minItems: 1, items: { type: 'string', pattern: '^[\\x21-\\x7e]{1,64}$' } },
                basis: text, from: day, to: day, repealedOn: day, confirmed: flag,
              },
            },
          },
        },
      },
    },
  },
} as const;

const validate = new Ajv2020({ allErrors: true, strict: false }).compile(rulesSchema);

/** The rows of a document. Throws CREDIT_RULES_INVALID with every fault: where, and which rule it breaks. */
export function readRulesDocument(document: unknown): { lists: CreditList[]; measures: CreditMeasure[] } {
  if (!validate(document)) {
    throw invalid((validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'}: ${message ?? ''}`));
  }
  const { edition, lists } = document as RulesDocument;
  const rows = { lists: lists.map((list) => listRow(edition, list)), measures: lists.flatMap((list) => (list.measures ?? []).flatMap((measure) => measureRows(edition, list, measure))) };
  const faults = [...datesOf(rows.lists, ({ listCode }) => listCode), ...datesOf(rows.measures, ({ listCode, measureCode }) => `${listCode}/${measureCode}`), ...twice(rows)];
  if (faults.length > 0) throw invalid(faults);
  return rows;
}

function invalid(faults: readonly string[]): HubError {
  return new HubError('CREDIT_RULES_INVALID', faults.join('; '), { faults });
}

function listRow(edition: string, list: ListInput): CreditList {
  const [labelZh = '', labelEn = ''] = list.label.split('|');
  return {
    listCode: list.code, edition, labelZh, labelEn, polarity: list.polarity, section: list.section, authority: list.authority, legalBasis: list.basis,
    recordClass: list.takes.class, recordList: list.takes.list ?? null, penaltyClasses: list.takes.penaltyClasses ?? null, leastAmount: list.takes.leastAmount ?? null,
    priority: list.priority ?? 0, termMonths: list.termMonths ?? null, isPublished: list.published, minPublicationMonths: list.minPublicationMonths ?? null,
    maxPublicationMonths: list.maxPublicationMonths ?? null, isRepairable: list.repairable ?? true, validFrom: list.from, validTo: list.to ?? null, isConfirmed: list.confirmed ?? false,
  };
}

function measureRows(edition: string, list: ListInput, measure: MeasureInput): CreditMeasure[] {
  const [labelZh = '', labelEn = ''] = measure.label.split('|');
  return (measure.roles ?? ['subject']).map((targetRole) => ({
    listCode: list.code, measureCode: measure.code, edition, labelZh, labelEn, contentZh: measure.content, class: measure.class, targetRole,
    departments: measure.departments ?? ['*'], matters: measure.matters ?? ['*'], legalBasis: measure.basis ?? list.basis,
    validFrom: measure.from ?? list.from, validTo: measure.to ?? list.to ?? null, repealedOn: measure.repealedOn ?? null, isConfirmed: measure.confirmed ?? list.confirmed ?? false,
  }));
}

interface Dated {
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly repealedOn?: string | null;
}

function datesOf<Row extends Dated>(rows: readonly Row[], nameOf: (row: Row) => string): string[] {
  return rows.flatMap((row) => [row.validFrom, row.validTo, row.repealedOn ?? null]
    .flatMap((date) => (date === null || isCivilDate(date) ? [] : [`${nameOf(row)}: ${date} 不是日期 / is no day`]))
    .concat(row.validTo !== null && row.validTo < row.validFrom ? [`${nameOf(row)}: 结束早于开始 / ends before it begins`] : []));
}

function twice({ lists, measures }: { lists: readonly CreditList[]; measures: readonly CreditMeasure[] }): string[] {
  const seen = new Set<string>();
  const keys = [
    ...lists.map(({ listCode, validFrom }) => `list ${listCode} from ${validFrom}`),
    ...measures.map(({ listCode, measureCode, targetRole, validFrom }) => `measure ${listCode}/${measureCode} for ${targetRole} from ${validFrom}`),
  ];
  return keys.flatMap((key) => (seen.has(key) ? [`${key}: 重复 / twice`] : (seen.add(key), [])));
}
