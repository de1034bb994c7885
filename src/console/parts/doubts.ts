// What an agency may doubt of a value, as it is asked, answered and listed.
import { defineWords } from './words.ts';

export const doubts = defineWords({
  wrong: { zh: '有误', en: 'wrong' },
  outdated: { zh: '过时', en: 'outdated' },
  missing: { zh: '缺失', en: 'missing' },
  not_this_subject: { zh: '不是此主体的', en: 'not this subject’s' },
});
