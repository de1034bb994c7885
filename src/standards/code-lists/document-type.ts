// Types of personal documents, GA/T 517. Codes that no public source confirms are marked unverified.
import { entriesOf } from '../code-list.ts';
import type { CodeList } from '../code-list.ts';

export const documentType: CodeList = {
  code: 'document_type',
  label: { zh: '证件类型', en: 'Document type' },
  version: '1',
  source: 'GA/T 517',
  entries: [
    ...entriesOf([
      ['111', '居民身份证', 'resident ID card'],
      ['414', '普通护照', 'ordinary passport'],
      ['554', '外国人居留证', 'foreigner’s residence permit'],
      ['990', '其他证件', 'other document'],
    ]),
    ...entriesOf(
      [
        ['112', '临时居民身份证', 'temporary resident ID card'],
        ['113', '户口簿', 'household register booklet'],
        ['114', '军官证', 'officer’s card'],
        ['117', '出生医学证明', 'birth certificate'],
        ['511', '台湾居民来往大陆通行证', 'mainland travel permit (Taiwan)'],
        ['513', '往来港澳通行证', 'exit permit for Hong Kong and Macao'],
        ['516', '港澳居民来往内地通行证', 'mainland travel permit (Hong Kong, Macao)'],
        ['553', '外国人永久居留身份证', 'foreign permanent resident card'],
        ['810', '香港居民居住证', 'residence permit (Hong Kong)'],
        ['820', '澳门居民居住证', 'residence permit (Macao)'],
        ['830', '台湾居民居住证', 'residence permit (Taiwan)'],
      ],
      { unverified: true },
    ),
  ],
  synonyms: {
    身份证: '111', 二代身份证: '111', 第二代居民身份证: '111', 公民身份证: '111', 临时身份证: '112', 户口本: '113', 护照: '414', 中国护照: '414',
    外国护照: '414', 台胞证: '511', 港澳通行证: '513', 回乡证: '516', 永居证: '553', 外国人永久居留证: '553', 其他: '990', 港澳居民居住证: '810',
  },
};
