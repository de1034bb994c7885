// Types of market entities, the codes of the national registry. The first digit is the family (1 domestic company, 2 its branch,
// 3 and 4 other domestic, 5 foreign-invested, 6 invested from Hong Kong, Macao or Taiwan, 7 foreign, 9 other).
import { entriesOf } from '../code-list.ts';
import type { CodeList } from '../code-list.ts';

export const marketEntityType: CodeList = {
  code: 'market_entity_type',
  label: { zh: '市场主体类型', en: 'Market-entity type' },
  version: '1',
  source: '市场监管总局市场主体类型代码',
  entries: [
    ...entriesOf([
      ['1000', '内资公司', 'domestic company'],
      ['2000', '内资分公司', 'branch of a domestic company'],
      ['3000', '内资企业法人', 'domestic enterprise with legal personality'],
      ['4000', '内资非法人企业', 'domestic enterprise without legal personality'],
      ['5000', '外商投资企业', 'foreign-invested enterprise'],
      ['6000', '台、港、澳投资企业', 'enterprise invested from Taiwan, Hong Kong or Macao'],
      ['7000', '外国（地区）企业', 'foreign enterprise'],
      ['9900', '其他', 'other'],
    ]),
    ...entriesOf([['1100', '有限责任公司', 'limited liability company'], ['1200', '股份有限公司', 'company limited by shares']], { parent: '1000' }),
    ...entriesOf(
      [
        ['1110', '有限责任公司（国有独资）', 'LLC, wholly state-owned'],
        ['1130', '有限责任公司（自然人投资或控股）', 'LLC, invested or controlled by natural persons'],
        ['1140', '有限责任公司（国有控股）', 'LLC, state-controlled'],
        ['1150', '一人有限责任公司', 'one-person LLC'],
        ['1151', '有限责任公司（自然人独资）', 'LLC, one natural person'],
        ['1152', '有限责任公司（自然人投资或控股的法人独资）', 'LLC, one legal person controlled by natural persons'],
        ['1153', '有限责任公司（非自然人投资或控股的法人独资）', 'LLC, one legal person not controlled by natural persons'],
        ['1190', '其他有限责任公司', 'other LLC'],
      ],
      { parent: '1100' },
    ),
    ...entriesOf(
      [
        ['1210', '股份有限公司（上市）', 'company limited by shares, listed'],
        ['1220', '股份有限公司（非上市）', 'company limited by shares, not listed'],
        ['1222', '股份有限公司（非上市、自然人投资或控股）', 'company limited by shares, not listed, natural persons'],
      ],
      { parent: '1200' },
    ),
    ...entriesOf([['2100', '有限责任公司分公司', 'branch of an LLC'], ['2200', '股份有限公司分公司', 'branch of a company limited by shares']], {
      parent: '2000',
    }),
    ...entriesOf(
      [
        ['3100', '全民所有制', 'owned by the whole people'],
        ['3200', '集体所有制', 'collectively owned'],
        ['3300', '股份制', 'joint stock'],
        ['3400', '股份合作制', 'joint-stock cooperative'],
        ['3500', '联营企业', 'associated enterprise'],
      ],
      { parent: '3000' },
    ),
    ...entriesOf(
      [
        ['4100', '事业单位营业', 'business of a public institution'],
        ['4300', '内资企业法人分支机构（非法人）', 'branch of a domestic enterprise'],
        ['4310', '全民所有制分支机构（非法人）', 'branch, owned by the whole people'],
        ['4320', '集体分支机构（非法人）', 'branch, collectively owned'],
        ['4340', '股份合作制分支机构', 'branch of a joint-stock cooperative'],
        ['4400', '经营单位（非法人）', 'business unit'],
        ['4410', '国有经营单位（非法人）', 'state-owned business unit'],
        ['4420', '集体经营单位（非法人）', 'collective business unit'],
        ['4530', '合伙企业', 'partnership'],
        ['4540', '个人独资企业', 'sole proprietorship'],
        ['4550', '合伙企业分支机构', 'branch of a partnership'],
        ['4560', '个人独资企业分支机构', 'branch of a sole proprietorship'],
        ['4700', '股份制企业（非法人）', 'joint-stock enterprise without legal personality'],
      ],
      { parent: '4000' },
    ),
    ...entriesOf(
      [
        ['4531', '普通合伙企业', 'general partnership'],
        ['4532', '特殊普通合伙企业', 'special general partnership'],
        ['4533', '有限合伙企业', 'limited partnership'],
      ],
      { parent: '4530' },
    ),
    ...entriesOf(
      [
        ['5110', '有限责任公司（中外合资）', 'LLC, Sino-foreign equity joint venture'],
        ['5120', '有限责任公司（中外合作）', 'LLC, Sino-foreign cooperation'],
        ['5130', '有限责任公司（外商合资）', 'LLC, foreign investors'],
        ['5140', '有限责任公司（外国自然人独资）', 'LLC, one foreign natural person'],
        ['5150', '有限责任公司（外国法人独资）', 'LLC, one foreign legal person'],
        ['5210', '股份有限公司（中外合资、未上市）', 'by shares, Sino-foreign, not listed'],
        ['5220', '股份有限公司（中外合资、上市）', 'by shares, Sino-foreign, listed'],
        ['5310', '非公司外商投资企业（中外合作）', 'not a company, Sino-foreign cooperation'],
        ['5410', '外商投资合伙企业（普通合伙企业）', 'foreign-invested general partnership'],
        ['5420', '外商投资合伙企业（特殊的普通合伙企业）', 'foreign-invested special general partnership'],
        ['5430', '外商投资合伙企业（有限合伙企业）', 'foreign-invested limited partnership'],
      ],
      { parent: '5000' },
    ),
    ...entriesOf(
      [
        ['6110', '有限责任公司（台港澳与境内合资）', 'LLC, joint venture with the mainland'],
        ['6120', '有限责任公司（台港澳与境内合作）', 'LLC, cooperation with the mainland'],
        ['6130', '有限责任公司（台港澳合资）', 'LLC, investors from Taiwan, Hong Kong, Macao'],
        ['6140', '有限责任公司（港澳台自然人独资）', 'LLC, one natural person'],
        ['6150', '有限责任公司（港澳台法人独资）', 'LLC, one legal person'],
        ['6210', '股份有限公司（台港澳合资、未上市）', 'by shares, not listed'],
        ['6220', '股份有限公司（台港澳合资、上市）', 'by shares, listed'],
        ['6310', '非公司台、港、澳企业（台港澳与境内合作）', 'not a company, cooperation with the mainland'],
        ['6320', '非公司台、港、澳企业（台港澳独资）', 'not a company, wholly owned'],
      ],
      { parent: '6000' },
    ),
    ...entriesOf(
      [
        ['7100', '外国（地区）公司分支机构', 'branch of a foreign company'],
        ['7200', '外国企业常驻代表机构', 'resident representative office of a foreign enterprise'],
        ['7300', '外国（地区）企业在中国境内从事经营活动', 'foreign enterprise doing business in China'],
      ],
      { parent: '7000' },
    ),
    ...entriesOf([['9100', '农民专业合作社', 'farmers’ cooperative'], ['9200', '农民专业合作社分支机构', 'branch of a farmers’ cooperative']]),
    ...entriesOf([['9500', '个体工商户', 'individual business']], { unverified: true }),
  ],
  synonyms: {
    有限公司: '1100', 国有独资: '1110', 股份公司: '1200', 上市公司: '1210', 分公司: '2000', 国有企业: '3100', 全民所有制企业: '3100', 国有经济: '3100',
    集体企业: '3200', 集体经济: '3200', 集体: '3200', 集体所有制企业: '3200', 股份合作企业: '3400', 联营: '3500', 集体事业单位营业: '4100',
    普通合伙: '4531', 特殊普通合伙: '4532', 有限合伙: '4533', 个人独资: '4540', 私营独资企业: '4540', 内资企业法人分支机构: '4300',
    '港、澳、台': '6000', '外国(地区)企业常驻代表机构': '7200', 农民专业合作经济组织: '9100', 合作社: '9100', 个体户: '9500', 个体: '9500',
    '9999': '9500', 其它: '9900',
  },
};
