// Registration status of legal persons: the canonical set, and the free texts that registers send.
import { entriesOf } from '../code-list.ts';
import type { CodeList } from '../code-list.ts';

export const registrationStatus: CodeList = {
  code: 'registration_status',
  label: { zh: '登记状态', en: 'Registration status' },
  version: '1',
  source: '市场主体登记状态',
  entries: entriesOf([
    ['1', '存续（在营、开业、在册）', 'registered and active'],
    ['2', '吊销，未注销', 'revoked, not deregistered'],
    ['3', '吊销，已注销', 'revoked and deregistered'],
    ['4', '注销', 'deregistered'],
    ['5', '撤销', 'registration annulled'],
    ['6', '迁出', 'moved out'],
    ['9', '其他', 'other'],
  ]),
  synonyms: {
    存续: '1', 在业: '1', 开业: '1', 在营: '1', 在册: '1', 正常: '1', 仍注册: '1', 登记成立: '1', '存续(在营、开业、在册)': '1', '在营(开业)企业': '1',
    // A filed suspension of business (歇业) leaves the registration in force.
    歇业: '1', 停业: '1', 清算: '1', 清算中: '1', 非正常户: '1',
    吊销: '2', 已吊销: '2', 吊销未注销: '2', '吊销,未注销': '2', 吊销已注销: '3', '吊销,已注销': '3', 已注销: '4', 注销登记: '4', 已撤销: '5', 撤消: '5',
    撤销登记: '5', 已迁出: '6', 迁移: '6', 其它: '9',
  },
};
