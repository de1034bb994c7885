// The HTML form of a report, which prints to PDF as it is. Everything that comes from data is escaped; there is no script.
import { createHash } from 'node:crypto';
import { renderSVG } from 'uqr';
import type { Label } from '../../kernel/labels.ts';
import type { CreditReport, ReportEntry } from './report-document.ts';
import { reportStyle } from './report-style.ts';

export type ReportLanguage = 'zh' | 'en';

const words: Readonly<Record<string, Label>> = {
  title: { zh: '公共信用信息报告', en: 'Public credit report' },
  reportNo: { zh: '报告编号', en: 'Report number' },
  checkCode: { zh: '校验码', en: 'Check code' },
  issuedAt: { zh: '出具时间', en: 'Issued at' },
  asOf: { zh: '信息截至', en: 'Information as of' },
  name: { zh: '主体名称', en: 'Subject' },
  number: { zh: '主体号码', en: 'Number' },
  summary: { zh: '信息概览', en: 'Overview' },
  count: { zh: '条', en: 'entries' },
  none: { zh: '无', en: 'None' },
  decidedOn: { zh: '决定日期', en: 'Decided on' },
  until: { zh: '本条生效至', en: 'This entry counts until' },
  disputed: { zh: '异议中', en: 'Disputed' },
  suspended: { zh: '措施中止', en: 'Measures suspended' },
  repair: { zh: '信用修复提示：', en: 'Repair: ' },
  notes: { zh: '说明', en: 'Notes' },
  page: { zh: '第 ', en: 'Page ' },
  ofPages: { zh: ' 页 / 共 ', en: ' of ' },
  pages: { zh: ' 页', en: '' },
  scan: { zh: '扫码查验', en: 'Scan to verify' },
};

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}

/** Alphanumerics and dashes only: it goes into a style. */
const cssText = (text: string): string => `"${text.replace(/[^0-9A-Za-z \u4e00-\u9fff/-]/g, '')}"`;

export function reportHtml(report: CreditReport, language: ReportLanguage): string {
  const say = (word: keyof typeof words): string => escapeHtml(words[word]![language]);
  const tell = (label: Label): string => escapeHtml(label[language]);
  const total = report.sections.map(({ label, count }) => `<td>${tell(label)}<br><b>${count}</b></td>`);
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say('title')} ${escapeHtml(report.reportNo)}</title>
<style>${styleOf(report, language)}</style>
</head>
<body>
<h1>${say('title')}</h1>
<div class="head">
<table>
<tr><th>${say('name')}</th><td>${escapeHtml(report.subject.name)}</td></tr>
<tr><th>${say('number')}</th><td class="code">${escapeHtml(report.subject.number)}</td></tr>
<tr><th>${say('reportNo')}</th><td class="code">${escapeHtml(report.reportNo)}</td></tr>
<tr><th>${say('checkCode')}</th><td class="code">${escapeHtml(report.checkCode)}</td></tr>
<tr><th>${say('issuedAt')}</th><td>${escapeHtml(shanghaiTime(report.issuedAt))}</td></tr>
<tr><th>${say('asOf')}</th><td>${escapeHtml(report.asOf)}</td></tr>
</table>
<div class="qr">${renderSVG(report.verifyAt, { ecc: 'M', border: 1 })}${say('scan')}</div>
</div>
<h2>${say('summary')}</h2>
<table class="summary"><tr>${total.slice(0, 4).join('')}</tr><tr>${total.slice(4).join('')}</tr></table>
${report.sections.map((section) => `<h2>${tell(section.label)} <small>${section.count} ${say('count')}</small></h2>
${section.count === 0 ? `<p class="none">${say('none')}</p>` : section.entries.map((entry) => entryHtml(entry, { say, tell })).join('\n')}`).join('\n')}
<div class="notes"><b>${say('notes')}</b><ol>${report.notes.map((note) => `<li>${tell(note)}</li>`).join('')}</ol></div>
</body>
</html>
`;
}

function entryHtml(entry: ReportEntry, { say, tell }: { say: (word: string) => string; tell: (label: Label) => string }): string {
  const marks = [entry.isDisputed ? 'disputed' : null, entry.isSuspended ? 'suspended' : null].flatMap((word) => (word === null ? [] : [`<span class="mark">${say(word)}</span>`]));
  const hasDate = entry.items.some(({ code }) => code === 'decided_on');
  const rows = [
    ...entry.items.map(({ label, value }) => [tell(label), tell(value)]),
    ...(hasDate || entry.decidedOn === null ? [] : [[say('decidedOn'), escapeHtml(entry.decidedOn)]]),
    ...(entry.until === null ? [] : [[say('until'), escapeHtml(entry.until)]]),
  ];
  const repair = entry.repair === null ? '' : `<p class="repair">${say('repair')}${tell(entry.repair.notice)}</p>`;
  return `<div class="entry"><h3>${tell(entry.list)}${marks.join('')}</h3>
<table>${rows.map(([name, value]) => `<tr><th>${name}</th><td>${value}</td></tr>`).join('')}</table>${repair}</div>`;
}

/** The head and foot of every sheet: what it is, its number, and the page. */
function styleOf(report: CreditReport, language: ReportLanguage): string {
  const say = (word: keyof typeof words): string => cssText(words[word]![language]);
  const font = 'font-size: 8.5pt; color: #555;';
  return `${reportStyle}@page {
@top-left { content: ${say('title')}; ${font} }
@top-right { content: ${cssText(`${words['reportNo']![language]} ${report.reportNo}`)}; ${font} }
@bottom-left { content: ${cssText(`${words['checkCode']![language]} ${report.checkCode}`)}; ${font} }
@bottom-right { content: ${say('page')} counter(page) ${say('ofPages')} counter(pages) ${say('pages')}; ${font} }
}
`;
}

/** 2026-10-01 08:00:00 in Shanghai. */
function shanghaiTime(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** The header under which a browser runs nothing of it and fetches nothing for it. */
export function contentPolicy(html: string): string {
  const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
  return `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;
}
