// What went wrong, in the words of the API (RFC 9457): a title, what to do about it, and the ids by which it is found in the log.
import type { components } from '../../generated/openapi.ts';
import { defineWords, inLanguage, type Language } from './words.ts';

export type ProblemBody = components['schemas']['Problem'];

const words = defineWords({
  offline: { zh: '连不上服务', en: 'The hub cannot be reached' },
  offlineRemedy: { zh: '请检查网络后重试；仍连不上时请联系运行人员。', en: 'Check the network and try again; if it stays, tell the operators.' },
  broken: { zh: '页面出错', en: 'This page failed' },
  brokenRemedy: { zh: '请刷新页面；仍出错时请告知运行人员刚才的操作。', en: 'Reload the page; if it stays, tell the operators what you did.' },
});

export class ProblemError extends Error {
  readonly body: ProblemBody;

  constructor(body: ProblemBody) {
    super(`${body.code}: ${body.title}`);
    this.name = 'ProblemError';
    this.body = body;
  }
}

/** Any failure as a problem with a title and a remedy; what is not one of the API's becomes one of ours. */
export function problemOf(error: unknown, language: Language): ProblemBody {
  if (error instanceof ProblemError) return error.body;
  const text = inLanguage(words, language);
  const isNetwork = error instanceof TypeError && /fetch|network|load failed/i.test(error.message);
  return {
    type: 'about:blank', status: 0, requestId: '', code: isNetwork ? 'OFFLINE' : 'CONSOLE_FAULT',
    title: isNetwork ? text.offline : text.broken, remedy: isNetwork ? text.offlineRemedy : text.brokenRemedy,
  };
}

export function isProblem(error: unknown, code: string): boolean {
  return error instanceof ProblemError && error.body.code === code;
}
