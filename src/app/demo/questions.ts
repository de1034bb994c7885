// What the demonstration asks the API, over HTTP as any client would, and what must come back according to the department's file.
import type { Label } from '../../kernel/labels.ts';
import type { Cast, Role } from './cast.ts';
import type { Subject } from './subjects.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are JSON of many shapes, read by path
export type Json = any;

export interface Answer {
  readonly status: number;
  readonly body: Json;
  readonly headers: Headers;
}

export interface Question {
  readonly title: Label;
  readonly by: Role;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  /** Code of the matter in hand; DEMO-0001 unless it counts. */
  readonly matter?: string;
  /** True when the answer is as it must be. */
  readonly isExpected: (answer: Answer) => boolean;
}

/** Subjects of the first round, and of the story about credit. */
export interface Subjects {
  readonly person: Subject;
  readonly firm: Subject;
  readonly permit: Subject;
}

/** Null where a small town has nobody untouched on the list. */
export interface Listed {
  readonly firm: Subject | null;
  readonly person: Subject | null;
}

/** The first round; its first answer tells the golden id that the second asks about. */
export function firstRound({ person, firm, permit }: Subjects): Question[] {
  const identifier = { type: 'id_number', value: person.number };
  return [
    {
      title: { zh: '窗口按号码查询一人：姓名明文，号码脱敏', en: 'The window looks one person up: name clear, number masked' },
      by: 'window', method: 'POST', path: '/v1/persons/lookup', body: { identifiers: [identifier] },
      isExpected: ({ status, body }) => {
        const found = body.results?.[0];
        return status === 200 && found?.result === 'found' && found.record.attributes.full_name === person.name &&
          found.record.attributes.birth_date === person.row['birth_date'] && found.record.attributes.id_number !== person.number;
      },
    },
    {
      title: { zh: '银行核验姓名与号码：只答是否一致，不返回数据', en: 'The bank verifies name and number: match or not, never the data' },
      by: 'bank', method: 'POST', path: '/v1/persons/verify', body: { items: [{ identifier, name: person.name }, { identifier, name: '查无此名' }] },
      isExpected: ({ status, body }) => status === 200 && body.results?.[0]?.name === 'match' && body.results?.[1]?.name === 'mismatch',
    },
    {
      title: { zh: '银行改为查询：协议不允许，拒绝', en: 'The bank asks for the data: refused' },
      by: 'bank', method: 'POST', path: '/v1/persons/lookup', body: { identifiers: [identifier] },
      isExpected: ({ status, body }) => status === 403 && body.code === 'SCOPE_MISSING',
    },
    {
      title: { zh: '窗口按统一社会信用代码读取单位', en: 'The window reads a firm by its code' },
      by: 'window', method: 'GET', path: `/v1/legal-persons/${firm.number}`,
      isExpected: ({ status, body }) => status === 200 && body.attributes?.name === firm.name && body.attributes?.uscc === firm.number,
    },
    {
      title: { zh: '窗口按名称检索单位', en: 'The window searches firms by name' },
      by: 'window', method: 'GET', path: `/v1/legal-persons?name=${encodeURIComponent(firm.name)}&limit=1`,
      isExpected: ({ status, body }) => status === 200 && body.items?.[0]?.attributes?.uscc === firm.number,
    },
    {
      title: { zh: '窗口查询该单位的信用记录', en: 'The window asks for the firm’s credit records' },
      by: 'window', method: 'POST', path: '/v1/credit-records/search', body: { subject: { type: 'uscc', value: firm.number, name: firm.name } },
      isExpected: ({ status, body }) => status === 200 && body.subject === 'match' &&
        body.records?.some((record: Json) => record.attributes.document_no === permit.row['document_no']),
    },
    {
      title: { zh: '治理人员查看待办任务', en: 'The steward lists open tasks' },
      by: 'steward', method: 'GET', path: '/v1/tasks?library=population&limit=2',
      isExpected: ({ status, body }) => status === 200 && body.items?.length > 0,
    },
  ];
}

/** Where the person's values come from, and who has just seen them. */
export function secondRound(goldenId: string, cast: Cast): Question[] {
  return [
    {
      title: { zh: '每一项数据出自哪个部门', en: 'Where each value comes from' },
      by: 'window', method: 'GET', path: `/v1/persons/golden/${goldenId}/provenance`,
      isExpected: ({ status, body }) => status === 200 && body.attributes?.full_name?.winner?.source === 'police',
    },
    {
      title: { zh: '审计人员查看谁查过此人', en: 'The auditor sees who has looked at this person' },
      by: 'auditor', method: 'GET', path: `/v1/audit-events?library=population&goldenId=${goldenId}`,
      isExpected: ({ status, body }) => status === 200 && [cast.window, cast.bank].every((player) =>
        body.items?.some((event: Json) => event.clientId === player.clientId && event.purpose === player.purpose)),
    },
  ];
}
