// A credit report as a document: the sections of the national public credit report, each entry with the printed items of its record. Pure;
// the JSON form is this, the HTML form is drawn from it.
import type { AttributeDefinition, LibraryDefinition } from '../../definition/types.ts';
import type { Label } from '../../kernel/labels.ts';
import type { EntryView } from './entry-view.ts';
import { reportSections } from './sections.ts';

export interface ReportSubject {
  readonly name: string;
  /** As it is printed: a person's is masked. */
  readonly number: string;
  readonly numberType: string;
  readonly kind: 'person' | 'organisation';
}

export interface ReportItem {
  readonly code: string;
  readonly label: Label;
  readonly value: Label;
}

export interface ReportEntry {
  readonly list: Label;
  readonly decidedOn: string | null;
  readonly until: string | null;
  readonly isDisputed: boolean;
  readonly isSuspended: boolean;
  readonly repair: EntryView['repair'];
  readonly items: readonly ReportItem[];
}

export interface CreditReport {
  readonly reportNo: string;
  readonly checkCode: string;
  readonly issuedAt: string;
  readonly asOf: string;
  readonly subject: ReportSubject;
  readonly sections: readonly { readonly code: string; readonly label: Label; readonly count: number; readonly entries: readonly ReportEntry[] }[];
  readonly notes: readonly Label[];
  /** Where a reader verifies it: no personal data. */
  readonly verifyAt: string;
}

const notes: readonly Label[] = [
  { zh: '本报告依据各信息提供单位报送的公共信用信息生成，仅列示出具时处于公示期内且有效的信息，不作任何评分或评价。', en: 'Made from public credit information as its sources supplied it; lists what is published and in force when issued, and gives no score or judgement.' },
  { zh: '标注“异议中”的信息正由提供单位核实；对本报告有异议的，可向授权服务窗口提出。', en: 'Entries marked “disputed” are being verified by their source; whoever disputes this report may object at an authorised window.' },
  { zh: '任何人可凭报告编号和校验码查验本报告的真伪及是否被改动；信息会变动，请以最新报告为准。', en: 'Anyone may verify with the number and the check code that this report is genuine and unchanged; information changes, a newer report counts more.' },
];

export interface ReportFacts extends Pick<CreditReport, 'reportNo' | 'checkCode' | 'issuedAt' | 'asOf' | 'subject' | 'verifyAt'> {
  readonly library: LibraryDefinition;
  readonly entries: readonly EntryView[];
}

/** Only what is in force and published: the paper goes to anyone. */
export function buildReport({ library, entries, ...facts }: ReportFacts): CreditReport {
  const printed = entries.filter(({ isInForce, isPublished }) => isInForce && isPublished);
  return {
    ...facts,
    sections: reportSections.map(({ code, label, takes }) => {
      const own = printed.filter(({ section }) => takes.includes(section)).map((entry) => printEntry(library, entry));
      return { code, label, count: own.length, entries: own };
    }),
    notes,
  };
}

function printEntry(library: LibraryDefinition, entry: EntryView): ReportEntry {
  const { listLabel, decidedOn, until, isDisputed, isSuspended, repair, attributes } = entry;
  const items = Object.entries(library.attributes).flatMap(([code, attribute]): ReportItem[] => {
    const value = attributes[code];
    if (!isPrinted(code, attribute) || value === null || value === undefined || value === '') return [];
    return [{ code, label: attribute.label, value: valueLabel(library, attribute, value) }];
  });
  return { list: listLabel, decidedOn, until, isDisputed, isSuspended, repair, items };
}

/** The subject stands at the head; what is not public stays out whatever the grant shows, and so does what the entry itself says. */
function isPrinted(code: string, { sensitivity }: AttributeDefinition): boolean {
  return sensitivity === 'public' && !code.startsWith('subject_') && !['record_class', 'list_code', 'record_state'].includes(code);
}

function valueLabel(library: LibraryDefinition, attribute: AttributeDefinition, value: unknown): Label {
  const same = (text: string): Label => ({ zh: text, en: text });
  if (value === 'infinity') return { zh: '长期', en: 'open-ended' };
  if (attribute.type === 'code') return library.codeLists[attribute.list ?? '']?.entries.find(({ code }) => code === value)?.label ?? same(String(value));
  if (attribute.type === 'boolean') return value === true ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
  return same(typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value));
}

/** Counts by section, for whoever verifies the report. */
export function countsOf({ sections }: CreditReport): { section: string; label: Label; count: number }[] {
  return sections.map(({ code, label, count }) => ({ section: code, label, count }));
}
