// The printed form: sections in their order, nothing of the data becomes markup, nothing is fetched.
import { describe, expect, it } from 'vitest';
import type { EntryView } from '../../../../src/credit/reports/entry-view.ts';
import { profileOf } from '../../../../src/credit/reports/profile.ts';
import { buildReport } from '../../../../src/credit/reports/report-document.ts';
import { contentPolicy, reportHtml } from '../../../../src/credit/reports/report-html.ts';
import { libraries } from '../../../../src/libraries/index.ts';

const library = libraries.find(({ code }) => code === 'credit')!;
const evil = `<script>alert(1)</script>"'&</style>`;
const entry = (more: Partial<EntryView> = {}): EntryView => ({
  entryId: '01900000-0000-7000-8000-000000000001', listCode: 'penalty_general', listLabel: { zh: `行政处罚${evil}`, en: `Penalty${evil}` }, edition: '36', section: 'penalty', polarity: 'neutral',
  legalBasis: '', decidedOn: '2026-05-10', beginsOn: '2026-05-10', until: '2027-05-10', endCause: 'term', publishedUntil: '2027-05-10', isInForce: true, isPublished: true,
  isDisputed: true, isSuspended: false, repair: { from: '2026-08-10', notice: { zh: `修复${evil}`, en: `Repair${evil}` } },
  attributes: { document_no: evil, subject_name: '不印', subject_id_number: '110101190001010014', remark: '内部', penalty_class: 'fine', valid_to: 'infinity' }, ...more,
});
const report = buildReport({
  library, entries: [entry(), entry({ isPublished: false, attributes: { document_no: 'UNPUBLISHED' } }), entry({ section: 'judicial', isDisputed: false, isSuspended: true })],
  reportNo: 'CR202610012345ABCDEF', checkCode: '2345-6789-ABCD-EFG5', issuedAt: '2026-10-01T01:00:00.000Z', asOf: '2026-10-01',
  subject: { name: evil, number: '110***********0014', numberType: 'id_number', kind: 'person' }, verifyAt: 'https://hub.example/verify#x',
});

describe('a report', () => {
  it('has the sections of the national report, with what is published alone', () => {
    expect(report.sections.map(({ label, count }) => `${label.zh} ${count}`)).toEqual([
      '行政管理 1', '诚实守信 0', '严重失信主体名单 0', '经营异常 0', '信用承诺 0', '信用评价 0', '司法判决 1', '其他 0',
    ]);
    expect(report.sections[0]!.entries[0]!.items.map(({ code }) => code)).toEqual(['document_no', 'penalty_class', 'valid_to']);
    expect(report.sections[0]!.entries[0]!.items[2]!.value).toEqual({ zh: '长期', en: 'open-ended' });
  });

  it.each(['zh', 'en'] as const)('in %s is one document that fetches nothing and runs nothing', (language) => {
    const html = reportHtml(report, language);
    expect(html).not.toMatch(/<script|alert\(1\)<|javascript:|@import|url\(|(?:src|href)=/i);
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toMatch(/UNPUBLISHED|110101190001010014|内部/);
    expect(html).toContain(language === 'zh' ? '异议中' : 'Disputed');
    expect(html).toContain(language === 'zh' ? '<html lang="zh-CN">' : '<html lang="en">');
    expect(html).toContain('<svg');
    expect(html).toMatch(/@page \{ size: A4/);
    expect(contentPolicy(html)).toMatch(/^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'/);
  });
});

describe('a profile', () => {
  const entries = [
    entry({ section: 'evaluation', attributes: { grade: 'B', year: 2026 } }), entry({ section: 'evaluation', attributes: { grade: 'A', year: 2025 } }), entry({ isDisputed: false }),
    entry({ isInForce: false, isPublished: false, endCause: 'repaired' }),
  ];
  it('counts by section, takes the grade of the newest evaluation, and shows ended entries only where told', () => {
    const profile = profileOf(entries, '2026-10-01', false);
    expect(profile.sections.filter(({ count }) => count > 0).map(({ section, count }) => [section, count])).toEqual([['penalty', 1], ['evaluation', 2]]);
    expect([profile.grade?.grade, profile.disputed, profile.history]).toEqual(['B', 2, undefined]);
    expect(profileOf(entries, '2026-10-01', true).history?.map(({ endCause }) => endCause)).toEqual(['repaired']);
    expect(profileOf([], '2026-10-01', false).grade).toBeNull();
  });
});
