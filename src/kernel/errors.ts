// Refusals: what the hub declines, each with a stable code that people and programs can look up.
// One table of codes; each area adds its own block. Bad data is not here (see standards/rule.ts), nor are faults (plain Errors).
import type { Label } from './labels.ts';

/** Every stable code of a refusal. Never renamed once published. Add the labels of a new code below. */
export type ErrorCode =
  // Files that cannot be read (engine/readers)
  | 'FILE_UNREADABLE'
  | 'FILE_EMPTY'
  | 'FILE_KIND'
  | 'FILE_ENCODING'
  | 'FILE_TRUNCATED'
  | 'FILE_CORRUPT'
  | 'FILE_LINE_TOO_LONG'
  | 'FILE_OVER_LIMIT'
  | 'FILE_ACTIVE_CONTENT'
  | 'FILE_SHEET_MISSING';

/** What a person reads about a code: what happened, and what to do about it. */
export interface ErrorLabel {
  readonly title: Label;
  readonly remedy: Label;
}

/**
 * A refusal with a stable code. `message` is English, for logs, and holds no attribute value; people read `errorLabels`.
 * `details` are facts that a program or a form can use (file, line, limit ...), again without attribute values.
 */
export class HubError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details?: Readonly<Record<string, unknown>>,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'HubError';
  }
}

export const errorLabels: Readonly<Record<ErrorCode, ErrorLabel>> = {
  FILE_UNREADABLE: {
    title: { zh: '文件无法读取', en: 'The file cannot be read' },
    remedy: { zh: '请确认文件存在且有读取权限，然后重试。', en: 'Check that the file exists and may be read, then try again.' },
  },
  FILE_EMPTY: {
    title: { zh: '文件没有数据行', en: 'The file holds no data rows' },
    remedy: { zh: '请确认导出是否成功，补齐表头和数据后重新报送。', en: 'Check the export; send the file again with its header and rows.' },
  },
  FILE_KIND: {
    title: { zh: '文件类型不支持', en: 'The kind of file is not supported' },
    remedy: {
      zh: '请另存为 CSV、JSON Lines（每行一个对象）或未加密的 .xlsx 后重新报送。',
      en: 'Save it as CSV, JSON Lines (one object a line) or .xlsx without a password, and send it again.',
    },
  },
  FILE_ENCODING: {
    title: { zh: '文件编码有误', en: 'The text encoding is wrong' },
    remedy: {
      zh: '请以 UTF-8 重新导出；若文件是 GB18030 或 UTF-16，请在装载时指明编码。',
      en: 'Export it again as UTF-8; if it is GB18030 or UTF-16, name that encoding when loading.',
    },
  },
  FILE_TRUNCATED: {
    title: { zh: '文件不完整', en: 'The file is cut short' },
    remedy: { zh: '传输可能中断，请重新传送完整文件。', en: 'The transfer was probably interrupted; send the whole file again.' },
  },
  FILE_CORRUPT: {
    title: { zh: '文件已损坏', en: 'The file is damaged' },
    remedy: { zh: '请在来源系统打开检查，重新导出后报送。', en: 'Open it where it was made, export it again and send that.' },
  },
  FILE_LINE_TOO_LONG: {
    title: { zh: '行过长', en: 'A line is too long' },
    remedy: {
      zh: '请检查该行是否缺少换行或误放了附件内容，修正后重新报送。',
      en: 'Look there for a missing line end or a pasted attachment; correct it and send the file again.',
    },
  },
  FILE_OVER_LIMIT: {
    title: { zh: '文件超出上限', en: 'The file is over a limit' },
    remedy: { zh: '请拆分文件，或改用 CSV 报送。', en: 'Split the file, or send it as CSV.' },
  },
  FILE_ACTIVE_CONTENT: {
    title: { zh: '文件含公式、宏或外部链接', en: 'The file holds a formula, a macro or an external link' },
    remedy: {
      zh: '请将数据“粘贴为数值”到新的工作簿，另存为 .xlsx 后重新报送。',
      en: 'Paste the data as values into a new workbook, save it as .xlsx and send that.',
    },
  },
  FILE_SHEET_MISSING: {
    title: { zh: '找不到工作表', en: 'The worksheet is not there' },
    remedy: { zh: '请核对指定的工作表名称。', en: 'Check the name of the worksheet that was asked for.' },
  },
};
