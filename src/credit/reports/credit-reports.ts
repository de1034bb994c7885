// Reports as issued: stored with the digests of all their forms, read again as they were, verified by anyone who holds number and code.
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { LibraryDefinition } from '../../definition/types.ts';
import type { Clock } from '../../kernel/clock.ts';
import { HubError } from '../../kernel/errors.ts';
import type { Label } from '../../kernel/labels.ts';
import { sql } from '../../store/sql.ts';
import { digestOf, isCodeOf, makeCheckCode, makeReportNo, readCheckCode } from './check-code.ts';
import type { EntryView } from './entry-view.ts';
import { buildReport, countsOf, type CreditReport, type ReportSubject } from './report-document.ts';
import { reportHtml, type ReportLanguage } from './report-html.ts';

export interface IssueRequest {
  readonly library: LibraryDefinition;
  readonly subject: ReportSubject & { readonly library: string; readonly goldenId: string };
  /** The subject as whoever verifies the report sees it. */
  readonly masked: { readonly name: string; readonly number: string };
  readonly entries: readonly EntryView[];
  readonly by: { readonly agencyCode: string; readonly clientId: string; readonly operatorId: string; readonly purpose: string; readonly matterCode: string; readonly agreementId: string };
}

export interface StoredReport {
  readonly reportNo: string;
  readonly agencyCode: string;
  readonly subjectGoldenId: string;
  readonly json: string;
  readonly jsonSha256: string;
  readonly html: string;
  readonly htmlSha256: string;
}

export type Verification =
  | { readonly isGenuine: false }
  | {
    readonly isGenuine: true;
    readonly issuedAt: Date;
    readonly subject: { readonly name: string; readonly number: string };
    readonly counts: readonly { readonly section: string; readonly label: Label; readonly count: number }[];
    /** Whether the file that the caller holds is one of the forms, byte for byte; null where none was named. */
    readonly isUnchanged: boolean | null;
  };

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Failures of one address in five minutes before it has to wait as long. */
const mostFailures = 20;
const failureWindow = 300;

export class CreditReports {
  readonly #deps: { readonly pool: Pool; readonly clock: Clock; readonly issuer: string };
  readonly #failures = new RateLimiterMemory({ points: mostFailures, duration: failureWindow });

  constructor(deps: { readonly pool: Pool; readonly clock: Clock; readonly issuer: string }) {
    this.#deps = deps;
  }

  /** Durable when it resolves. The JSON form is `JSON.stringify` of what it returns. */
  async issue({ library, subject, masked, entries, by }: IssueRequest): Promise<CreditReport> {
    const { clock, issuer, pool } = this.#deps;
    const { library: subjectLibrary, goldenId, ...printed } = subject;
    const reportNo = makeReportNo(clock.today());
    const checkCode = makeCheckCode();
    const now = clock.now();
    const report = buildReport({
      library, entries, reportNo, checkCode, issuedAt: now.toISOString(), asOf: clock.today(), subject: printed,
      // After the #: browsers do not send it to any server.
      verifyAt: `${issuer}/verify#${reportNo}.${checkCode}`,
    });
    const json = JSON.stringify(report);
    const zh = reportHtml(report, 'zh');
    const en = reportHtml(report, 'en');
    await pool.query(sql`
      insert into hub.credit_report (report_no, code_digest, issued_at, subject_library, subject_golden_id, subject_masked, counts, agency_code, client_id, operator_id,
        purpose, matter_code, agreement_id, json_text, html_zh, html_en, json_sha256, html_zh_sha256, html_en_sha256)
      values (${reportNo}, ${digestOf(checkCode)}, ${now}::timestamptz, ${subjectLibrary}, ${goldenId}::uuid, ${JSON.stringify(masked)}::jsonb,
        ${JSON.stringify(countsOf(report))}::jsonb, ${by.agencyCode}, ${by.clientId}, ${by.operatorId}, ${by.purpose}, ${by.matterCode}, ${by.agreementId}::uuid,
        ${json}, ${zh}, ${en}, ${sha256(json)}, ${sha256(zh)}, ${sha256(en)})`);
    return report;
  }

  async read(reportNo: string, language: ReportLanguage): Promise<StoredReport | null> {
    const html = language === 'zh' ? sql`html_zh as html, html_zh_sha256 as "htmlSha256"` : sql`html_en as html, html_en_sha256 as "htmlSha256"`;
    const { rows } = await this.#deps.pool.query<StoredReport>(sql`
      select report_no as "reportNo", agency_code as "agencyCode", subject_golden_id as "subjectGoldenId", json_text as json, json_sha256 as "jsonSha256", ${html}
      from hub.credit_report where report_no = ${reportNo}`);
    return rows[0] ?? null;
  }

  /** An unknown number and a wrong code are answered alike, in the same time. Throws RATE_LIMITED for an address that guesses. */
  async verify(asked: { readonly reportNo: string; readonly checkCode: string; readonly sha256?: string }, remoteAddress: string): Promise<Verification> {
    const held = await this.#failures.get(remoteAddress);
    if (held !== null && held.remainingPoints <= 0) {
      throw new HubError('RATE_LIMITED', 'too many reports could not be verified', { retryAfterSeconds: Math.ceil(held.msBeforeNext / 1000) });
    }
    const { rows: [row] } = await this.#deps.pool.query<VerifyRow>(sql`
      select code_digest as digest, issued_at as "issuedAt", subject_masked as subject, counts, array[json_sha256, html_zh_sha256, html_en_sha256] as digests
      from hub.credit_report where report_no = ${asked.reportNo.trim().toUpperCase()}`);
    const isGenuine = isCodeOf(readCheckCode(asked.checkCode), row?.digest ?? null);
    if (!isGenuine || row === undefined) {
      await this.#failures.penalty(remoteAddress, 1);
      return { isGenuine: false };
    }
    const { issuedAt, subject, counts, digests } = row;
    return { isGenuine: true, issuedAt, subject, counts, isUnchanged: asked.sha256 === undefined ? null : digests.includes(asked.sha256.toLowerCase()) };
  }
}

type VerifyRow = Omit<Extract<Verification, { isGenuine: true }>, 'isGenuine' | 'isUnchanged'> & { readonly digest: Buffer; readonly digests: readonly string[] };
