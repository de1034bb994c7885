// Lists that only the legal-person library uses.
import type { CodeListDefinition } from '../../definition/types.ts';
import { entriesOf } from '../../standards/code-list.ts';

/** 市场主体类型: the codes of the market registers that occur most, and the kinds of the other two families of registrars. */
export const entityType: CodeListDefinition = {
  code: 'entity_type',
  label: { zh: '主体类型', en: 'Type of entity' },
  version: '1',
  source: '市场主体类型代码',
  entries: [
    ...entriesOf([
      ['1000', '内资公司', 'domestic company'],
      ['1100', '有限责任公司', 'limited liability company'],
      ['1110', '有限责任公司（国有独资）', 'limited, wholly state-owned'],
      ['1130', '有限责任公司（自然人投资或控股）', 'limited, held by natural persons'],
      ['1151', '有限责任公司（自然人独资）', 'limited, one natural person'],
      ['1152', '有限责任公司（自然人投资或控股的法人独资）', 'limited, one legal person held by natural persons'],
      ['1153', '有限责任公司（非自然人投资或控股的法人独资）', 'limited, one legal person not held by natural persons'],
      ['1190', '其他有限责任公司', 'other limited liability company'],
      ['1200', '股份有限公司', 'joint-stock company'],
      ['1210', '股份有限公司（上市）', 'joint-stock company, listed'],
      ['1222', '股份有限公司（非上市、自然人投资或控股）', 'joint-stock company, unlisted, held by natural persons'],
      ['2000', '内资分公司', 'branch of a domestic company'],
      ['2100', '有限责任公司分公司', 'branch of a limited company'],
      ['2200', '股份有限公司分公司', 'branch of a joint-stock company'],
      ['3100', '全民所有制', 'owned by the whole people'],
      ['3200', '集体所有制', 'collectively owned'],
      ['3400', '股份合作制', 'joint-stock cooperative'],
      ['3500', '联营', 'joint operation'],
      ['4530', '合伙企业', 'partnership'],
      ['4531', '普通合伙企业', 'general partnership'],
      ['4532', '特殊普通合伙企业', 'special general partnership'],
      ['4533', '有限合伙企业', 'limited partnership'],
      ['4540', '个人独资企业', 'sole proprietorship'],
      ['5110', '有限责任公司（中外合资）', 'Sino-foreign equity joint venture'],
      ['5120', '有限责任公司（中外合作）', 'Sino-foreign contractual joint venture'],
      ['5130', '有限责任公司（外商合资）', 'foreign joint venture'],
      ['5140', '有限责任公司（外国自然人独资）', 'owned by one foreign natural person'],
      ['5150', '有限责任公司（外国法人独资）', 'owned by one foreign legal person'],
      ['7100', '外国（地区）公司分支机构', 'branch of a foreign company'],
      ['7200', '外国（地区）企业常驻代表机构', 'resident office of a foreign enterprise'],
      ['7300', '外国（地区）企业在中国境内从事经营活动', 'foreign enterprise operating in China'],
      ['9100', '农民专业合作社', 'farmers’ cooperative'],
      ['9900', '其他', 'other'],
    ]),
    ...entriesOf([['9500', '个体工商户', 'individual business']], { unverified: true }),
    // Not in the market registers' list: the hub's own codes, after chars 1–2 of the unified social credit code (GB 32100).
    ...entriesOf([
      ['U11', '机关', 'government body'],
      ['U12', '事业单位', 'public institution'],
      ['U13', '群众团体', 'mass organisation'],
      ['U51', '社会团体', 'social association'],
      ['U52', '民办非企业单位（社会服务机构）', 'private non-enterprise unit'],
      ['U53', '基金会', 'foundation'],
    ]),
  ],
  synonyms: {
    有限公司: '1100', 股份公司: '1200', 上市公司: '1210', 分公司: '2000', 全民所有制企业: '3100', 国有企业: '3100', 集体企业: '3200', 集体所有制企业: '3200',
    集体经济: '3200', 股份合作企业: '3400', 联营企业: '3500', 合伙: '4530', 普通合伙: '4531', 特殊普通合伙: '4532', 有限合伙: '4533', 个人独资: '4540',
    中外合资: '5110', 中外合作: '5120', 农民专业合作社法人: '9100', 合作社: '9100', 个体户: '9500', 个体: '9500', '9999': '9500',
    机关法人: 'U11', 事业法人: 'U12', 事业单位法人: 'U12', 社团: 'U51', 社会团体法人: 'U51', 民办非企业单位: 'U52', 社会服务机构: 'U52', 民非: 'U52',
  },
};

/** 纳税人状态 of tax registers. */
export const taxStatus: CodeListDefinition = {
  code: 'tax_status',
  label: { zh: '纳税人状态', en: 'Taxpayer status' },
  version: '1',
  source: '纳税人状态代码',
  entries: entriesOf([
    ['03', '正常', 'in order'],
    ['04', '停业', 'suspended'],
    ['05', '非正常', 'irregular'],
    ['06', '非正常注销', 'irregular, cancelled'],
    ['07', '注销', 'cancelled'],
    ['08', '报验', 'registered for inspection away from home'],
    ['99', '其他', 'other'],
  ]),
  synonyms: { 正常户: '03', 停业户: '04', 非正常户: '05', 已注销: '07', 注销户: '07', 报验户: '08', 其它: '99' },
  unverified: true,
};
