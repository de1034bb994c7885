// The people of the demonstration, who work in the console: an account for every kind of work, each with a one-time password.
import { createAccount } from '../../identity/accounts.ts';
import { SecretHasher } from '../../identity/secrets.ts';
import { needsSecondFactor } from '../../identity/roles.ts';
import type { Label } from '../../kernel/labels.ts';
import type { Hub } from '../compose.ts';
import type { Terminal } from '../terminal.ts';

interface Person {
  readonly displayName: string;
  readonly agencyCode: string;
  readonly roles: readonly string[];
  /** A purpose that the agreements of the agency name. */
  readonly purpose: string;
  readonly does: Label;
}

/** Of the agencies that cast.ts registers. */
export const people = {
  'zhou.min': { displayName: '周敏', agencyCode: 'data_bureau', roles: ['steward'], purpose: 'data-governance', does: { zh: '治理：待办、记录、裁定', en: 'steward: tasks, records, decisions' } },
  'sun.hao': { displayName: '孙浩', agencyCode: 'data_bureau', roles: ['operator'], purpose: 'data-governance', does: { zh: '运行：报送、数据源、模型', en: 'operator: loads, feeds, models' } },
  'li.nan': { displayName: '李楠', agencyCode: 'housing_window', roles: ['agency'], purpose: 'housing-subsidy', does: { zh: '窗口：查询、校核', en: 'window: search, challenges' } },
  'he.jing': { displayName: '何静', agencyCode: 'tender_office', roles: ['credit-check'], purpose: 'tender-review', does: { zh: '信用核查与反馈（事项如 BID-2026-001）', en: 'credit checks and feedback (a matter such as BID-2026-001)' } },
  'wu.tao': { displayName: '吴涛', agencyCode: 'credit_desk', roles: ['subject-service'], purpose: 'subject-request', does: { zh: '信用窗口：报告、修复、异议', en: 'credit desk: reports, repairs, objections' } },
  'gao.yuan': { displayName: '高远', agencyCode: 'credit_bureau', roles: ['bureau'], purpose: 'credit-reporting', does: { zh: '征信机构：公示信息文件、授权', en: 'credit bureau: files of flags, authorisations' } },
  'wang.chen': { displayName: '王晨', agencyCode: 'bank_window', roles: ['verify-only'], purpose: 'account-opening', does: { zh: '只核验', en: 'verification only' } },
  'gao.lei': { displayName: '高磊', agencyCode: 'police', roles: ['supplier'], purpose: 'data-correction', does: { zh: '公安数据员：报送、答复校核', en: 'clerk of the police: loads, answers to challenges' } },
  'zhao.jing': { displayName: '赵静', agencyCode: 'audit_office', roles: ['security-auditor'], purpose: 'audit', does: { zh: '安全审计', en: 'security audit' } },
  'lin.jia': { displayName: '林佳', agencyCode: 'data_bureau', roles: ['catalogue-admin'], purpose: 'administration', does: { zh: '目录管理：名单与措施的版本', en: 'catalogue: editions of lists and measures' } },
  'chen.yu': { displayName: '陈宇', agencyCode: 'data_bureau', roles: ['account-admin'], purpose: 'administration', does: { zh: '账号管理', en: 'accounts' } },
} as const satisfies Readonly<Record<string, Person>>;

export type PersonName = keyof typeof people;

/** Makes the accounts; their one-time passwords by name. */
export async function enrolPeople({ prisma, pool, clock }: Hub): Promise<Map<PersonName, string>> {
  const passwords = new Map<PersonName, string>();
  for (const [name, { displayName, agencyCode, roles }] of Object.entries(people) as [PersonName, Person][]) {
    const { password } = await createAccount({ prisma, pool, clock, hasher: new SecretHasher() }, { name, displayName, agencyCode, roles });
    passwords.set(name, password ?? '');
  }
  return passwords;
}

/** Who may sign in where, and how a code is made where no phone is at hand. */
export function printPeople(terminal: Terminal, url: string, passwords: ReadonlyMap<PersonName, string>): void {
  terminal.print(`\n━━ ${terminal.label({ zh: `控制台：${url} —— 账号与一次性密码（首次登录时更换）`, en: `The console: ${url} — accounts with one-time passwords (replaced at the first sign-in)` })}`);
  for (const [name, password] of passwords) {
    const { does, purpose, roles } = people[name];
    const factor = needsSecondFactor(roles) ? terminal.label({ zh: '，第二因素', en: ', second factor' }) : '';
    terminal.print(`  ${name.padEnd(10)} ${password.padEnd(22)} ${terminal.label(does)}${terminal.label({ zh: `（用途 ${purpose}${factor}）`, en: ` (purpose ${purpose}${factor})` })}`);
  }
  terminal.print(terminal.label({
    zh: '  没有手机验证器时，把页面上的密钥放进这条命令，得到 6 位验证码：',
    en: '  Without an authenticator, this makes the 6 digits of the key that the page shows:',
  }));
  terminal.print(`  node --input-type=module -e "import {TOTP,Secret} from 'otpauth';console.log(new TOTP({secret:Secret.fromBase32(process.argv[1].replace(/ /g,''))}).generate())" 'KEY'`);
}
