// The result of a file check as CSV (RFC 4180): the file's own columns, then what was found. It is read in spreadsheets, so no cell may
// start a formula; numbers stay as they are.
import type { Judged } from '../types.ts';
import { addedHeaders, type FileColumns } from './file-columns.ts';

const resultWords: Readonly<Record<Judged['result'], string>> = {
  none: '无', punish: '惩戒', incentive: '激励', unknown: '未知主体', identity_mismatch: '身份不符', invalid: '无效',
};
const between = '；';
const isFormula = /^[=+\-@\t\r]/;
const isNumber = /^[+-]?\d[\d.,]*$/;

/** One cell: an apostrophe before what a spreadsheet would run, but not before a number with its sign. */
export function safeCell(cell: string): string {
  const safe = isFormula.test(cell) && !isNumber.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Ends in the carriage return of its line end. */
export function headerLine({ kept, header, language }: FileColumns): string {
  return `\ufeff${[...kept.map((index) => header[index] ?? ''), ...addedHeaders[language]].map(safeCell).join(',')}\r`;
}

/** The file's own cells, ready to be written. */
export function ownCells(cells: readonly string[], { kept }: FileColumns): string {
  return kept.map((index) => safeCell(cells[index] ?? '')).join(',');
}

export interface ResultLine {
  readonly own: string;
  readonly judged: Judged;
  readonly checkId: string;
  /** Of an invalid row. */
  readonly reason: string;
}

/** As the header, without its line feed: whoever writes lines adds it. Lists, measures and last days stand in the same order; measures of one list are joined by a comma of their own. */
export function resultLine({ own, judged, checkId, reason }: ResultLine, language: 'zh' | 'en'): string {
  const { result, applied } = judged;
  const word = language === 'zh' ? resultWords[result] : result;
  if (applied.length === 0) return `${own},${word},,,,,${checkId},${safeCell(reason)}\r`;
  const lists = applied.map(({ rule }) => rule.listLabel[language]).join(between);
  const measures = applied.map(({ rule }) => rule.measureLabels[language]).join(between);
  const until = applied.map(({ entry }) => entry.until ?? (language === 'zh' ? '长期' : 'open')).join(between);
  const disputed = judged.isDisputed ? (language === 'zh' ? '是' : 'yes') : (language === 'zh' ? '否' : 'no');
  return `${own},${word},${safeCell(lists)},${safeCell(measures)},${until},${disputed},${checkId},\r`;
}
