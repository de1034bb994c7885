// Which pages an account sees, by its scopes. It hides what would be refused; the hub refuses by itself.
import { defineWords, type Label } from './parts/words.ts';

const names = defineWords({
  today: { zh: '今日', en: 'Today' },
  search: { zh: '查询', en: 'Search' },
  verify: { zh: '核验', en: 'Verify' },
  tasks: { zh: '待办', en: 'Tasks' },
  challenges: { zh: '校核', en: 'Challenges' },
  loads: { zh: '报送', en: 'Loads' },
  credit: { zh: '信用', en: 'Credit desk' },
  administration: { zh: '管理', en: 'Administration' },
});

export type PageCode = 'today' | 'search' | 'tasks' | 'challenges' | 'loads' | 'credit' | 'administration';

export interface Page {
  readonly code: PageCode;
  readonly path: string;
  readonly label: Label;
}

type Test = (scopes: readonly string[]) => boolean;

const any = (...wanted: RegExp[]): Test => (scopes) => scopes.some((scope) => wanted.some((pattern) => pattern.test(scope)));

const tests: Readonly<Record<PageCode, Test>> = {
  today: any(/^tasks:read$/, /^loads:read$/, /^challenges:read$/, /^credit:(replay|read-cases)$/),
  search: any(/:read$/, /:search$/, /:verify$/),
  tasks: any(/^tasks:read$/),
  challenges: any(/^challenges:read$/),
  loads: any(/^loads:read$/),
  credit: any(/^credit:(check|feedback|replay|read-cases|cases|report|flags|authorise|withdraw)$/),
  administration: any(/^audit:read$/, /^accounts:/, /^clients:/, /^agreements:/, /^models:/, /^feeds:read$/, /^export:links$/, /^credit:rules$/, /^webhooks:manage$/),
};

/** Scopes that end in :read and still disclose no golden record. */
const notRecords = /^(libraries|loads|rejects|tasks|challenges|decisions|audit|accounts|clients|agreements|agencies|models|feeds|export|credit|webhooks):/;

const recordScopes = (scopes: readonly string[]): string[] => scopes.filter((scope) => !notRecords.test(scope));

export function pagesOf(scopes: readonly string[]): Page[] {
  const isVerifyOnly = recordScopes(scopes).every((scope) => scope.endsWith(':verify'));
  return (Object.keys(tests) as PageCode[])
    .filter((code) => tests[code](code === 'search' ? recordScopes(scopes) : scopes))
    .map((code) => ({ code, path: `/${code}`, label: code === 'search' && isVerifyOnly ? names.verify : names[code] }));
}
