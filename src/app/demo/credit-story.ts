// The credit library at work, told by its users over HTTP: a firm is found on a list, fed back, repaired and gone; a person wrongly listed
// objects and is cleared; a bureau that follows the stream sees each of it; a report is issued and verified.
import type { Interview } from './ask.ts';
import type { Answer, Json, Listed, Question } from './questions.ts';
import type { Subject } from './subjects.ts';

const tendering = 'BID-0001';
const travel = 'TRAVEL-0001';

interface Stated {
  readonly type: string;
  readonly value: string;
  readonly name: string;
}

export async function tellCreditStory(interview: Interview, { firm, person }: Listed): Promise<void> {
  const start = await interview.ask(followFrom(0));
  const timepoint = await latest(interview, start);
  if (firm !== null) await repairStory(interview, { type: 'uscc', value: firm.number, name: firm.name }, timepoint);
  if (person !== null) await objectionStory(interview, person);
}

/** The bureau catches up with what was listed before: as many pages as it takes, shown once. */
async function latest(interview: Interview, { body }: Answer): Promise<number> {
  let [next, more] = [Number(body.next), body.more === true];
  while (more) {
    const { body: page } = await interview.fetch({ by: 'bureau', method: 'GET', path: `/v1/credit/flags?since=${next}&limit=1000` });
    [next, more] = [Number(page.next), page.more === true];
  }
  return next;
}

const followFrom = (since: number): Question => ({
  title: { zh: '征信机构从头接收公示信息变更流', en: 'The bureau follows the stream of published entries from its beginning' },
  by: 'bureau', method: 'GET', path: `/v1/credit/flags?since=${since}&limit=3`,
  isExpected: ({ status, body }) => status === 200 && body.items?.length > 0 && body.items.every((item: Json) => item.entry?.subject?.kind === 'organisation'),
});

function check(subject: Stated, matter: string, title: Question['title'], isExpected: (answer: Json) => boolean): Question {
  const body = { subject: { identifier: { type: subject.type, value: subject.value }, name: subject.name } };
  return { title, by: 'tender', method: 'POST', path: '/v1/credit/checks', body, matter, isExpected: (answer) => answer.status === 200 && isExpected(answer.body) };
}

const entryOf = (body: Json, list: string): Json => body.entries?.find((entry: Json) => entry.list.code === list);

async function repairStory(interview: Interview, firm: Stated, timepoint: number): Promise<void> {
  const list = 'abnormal_operation';
  const { body: found } = await interview.ask(check(firm, tendering, { zh: '招标窗口核查投标单位：列入经营异常名录，附措施与依据', en: 'The tendering office checks a bidder: listed, with measures and their basis' }, (body) =>
    body.result === 'punish' && entryOf(body, list)?.measures?.length > 0));
  await interview.ask(check({ ...firm, name: `${firm.name}甲` }, tendering, { zh: '名称不符：只答不一致，不给数据', en: 'With another name: a mismatch, and nothing else' }, (body) =>
    body.result === 'identity_mismatch' && body.entries?.length === 0));
  const entry = entryOf(found, list) ?? {};
  await interview.ask({
    title: { zh: '招标窗口反馈：已采取措施', en: 'The tendering office feeds back that the measure was taken' },
    by: 'tender', method: 'POST', path: `/v1/credit/checks/${found.checkId}/feedback`, matter: tendering,
    body: { items: [{ entryId: entry.entryId, measureCode: entry.measures?.[0]?.code, outcome: 'taken', result: '不予通过资格审查', actedOn: found.asOf?.slice(0, 10) }] },
    isExpected: ({ status, body }) => status === 201 && body.feedback?.length > 0,
  });
  const filed = await interview.ask({
    title: { zh: '企业经窗口申请信用修复', en: 'The firm applies for repair at the service desk' },
    by: 'desk', method: 'POST', path: '/v1/credit/repairs',
    body: {
      subject: firm, entryId: entry.entryId, applicant: { name: '经办人', capacity: 'agent', authorisation: 'WT-0001' },
      statement: '已补报年度报告并更正公示信息', promise: '今后依法如期公示', evidence: [{ reference: 'XF-0001/1', description: '补报回执' }],
    },
    isExpected: ({ status, body }) => status === 201 && body.state === 'open' && body.ownerAgency === 'market_regulation',
  });
  await interview.ask({
    title: { zh: '认定单位批准修复：停止公示、停止共享、解除措施，一并生效', en: 'The department that listed it approves: publication, sharing and measures stop in one act' },
    by: 'market', method: 'POST', path: `/v1/credit/cases/${filed.body.caseId}/decision`, body: { decision: 'approve', reason: '已核实义务履行完毕' },
    isExpected: ({ status, body }) => status === 200 && body.state === 'approved',
  });
  await interview.ask(check(firm, tendering, { zh: '再次核查：该条不再出现', en: 'Checked again: the entry is gone' }, (body) => body.result !== 'identity_mismatch' && entryOf(body, list) === undefined));
  await interview.ask({
    title: { zh: '征信机构收到撤除', en: 'The bureau is told to drop it' },
    by: 'bureau', method: 'GET', path: `/v1/credit/flags?since=${timepoint}`,
    isExpected: ({ status, body }) => status === 200 && body.items?.some((item: Json) => item.op === 'remove' && item.entryId === entry.entryId),
  });
  await interview.ask({
    title: { zh: '当时的答复可凭编号重放', en: 'What was answered can be replayed by its id' },
    by: 'tender', method: 'GET', path: `/v1/credit/checks/${found.checkId}`,
    isExpected: ({ status, body }) => status === 200 && body.answer?.result === 'punish',
  });
  await reportStory(interview, firm);
}

async function reportStory(interview: Interview, firm: Stated): Promise<void> {
  const { body: report } = await interview.ask({
    title: { zh: '窗口为企业出具信用报告', en: 'The desk issues a credit report for the firm' },
    by: 'desk', method: 'POST', path: '/v1/credit/reports', body: { subject: firm },
    isExpected: ({ status, body }) => status === 201 && body.sections?.length > 0,
  });
  await interview.ask({
    title: { zh: '任何人凭报告编号和校验码查验', en: 'Anyone verifies it by its number and check code' },
    by: 'desk', method: 'POST', path: '/v1/credit/report-verifications', body: { reportNo: report.reportNo, checkCode: report.checkCode },
    isExpected: ({ status, body }) => status === 200 && body.isGenuine === true,
  });
}

async function objectionStory(interview: Interview, listed: Subject): Promise<void> {
  const person = { type: 'id_number', value: listed.number, name: listed.name };
  const list = 'court_defaulter';
  const documentNo = String(listed.row['document_no'] ?? listed.row['court_case_no'] ?? '');
  const { body: found } = await interview.ask(check(person, travel, { zh: '核查一人：失信被执行人', en: 'A person is checked: on the courts’ list' }, (body) => body.result === 'punish' && entryOf(body, list) !== undefined));
  const entryId: unknown = entryOf(found, list)?.entryId;
  const filed = await interview.ask({
    title: { zh: '本人提出异议：并非被执行人', en: 'The person objects: it is somebody else' },
    by: 'desk', method: 'POST', path: '/v1/credit/objections',
    body: {
      subject: person, entryId, applicant: { name: listed.name, capacity: 'self' }, ground: 'wrongly_listed', statement: `${documentNo}的被执行人并非本人`, evidence: [{ reference: 'YY-0001/1' }],
    },
    isExpected: ({ status, body }) => status === 201 && body.state === 'open',
  });
  await interview.ask(check(person, travel, { zh: '异议期间：仍有效，注明有异议', en: 'Meanwhile: in force, and marked as disputed' }, (body) => body.disputed === true && entryOf(body, list)?.disputed === true));
  await interview.ask({
    title: { zh: '法院核实后更正', en: 'The court verifies and corrects it' },
    by: 'court', method: 'POST', path: `/v1/credit/cases/${filed.body.caseId}/decision`, body: { decision: 'correct', reason: '经核实系同名误列' },
    isExpected: ({ status, body }) => status === 200 && body.state === 'corrected',
  });
  await interview.ask(check(person, travel, { zh: '再次核查：已无此条', en: 'Checked again: cleared' }, (body) => !body.entries?.some((entry: Json) => entry.entryId === entryId)));
}
