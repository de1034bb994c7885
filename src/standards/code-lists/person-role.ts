// In what capacity a person stands for a legal person, by the kind of its register.
import { entriesOf } from '../code-list.ts';
import type { CodeList } from '../code-list.ts';

export const personRole: CodeList = {
  code: 'person_role',
  label: { zh: '负责人身份', en: 'Role of the person in charge' },
  version: '1',
  source: '市场主体登记管理条例',
  entries: entriesOf([
    ['legal_representative', '法定代表人', 'legal representative'],
    ['executive_partner', '执行事务合伙人', 'executive partner'],
    ['investor', '投资人', 'investor (sole proprietor)'],
    ['person_in_charge', '负责人', 'person in charge'],
    ['operator', '经营者', 'operator of an individual business'],
    ['chief_representative', '首席代表', 'chief representative'],
    ['other', '其他', 'other'],
  ]),
  synonyms: {
    法人: 'legal_representative', 法人代表: 'legal_representative', 法定代表: 'legal_representative',
    执行合伙人: 'executive_partner', '执行事务合伙人(委派代表)': 'executive_partner',
    个人独资企业投资人: 'investor', 单位负责人: 'person_in_charge', 业主: 'operator', 经营人: 'operator', 其它: 'other',
  },
};
