// Sections of the national economy, GB/T 4754-2017. A class code such as 0111 or C13 belongs to a feed's mapping.
import { entriesOf } from '../code-list.ts';
import type { CodeList } from '../code-list.ts';

export const industrySection: CodeList = {
  code: 'industry_section',
  label: { zh: '行业门类', en: 'Industry section' },
  version: '2017',
  source: 'GB/T 4754-2017',
  entries: entriesOf([
    ['A', '农、林、牧、渔业', 'agriculture, forestry, animal husbandry and fishery'],
    ['B', '采矿业', 'mining'],
    ['C', '制造业', 'manufacturing'],
    ['D', '电力、热力、燃气及水生产和供应业', 'electricity, heat, gas and water supply'],
    ['E', '建筑业', 'construction'],
    ['F', '批发和零售业', 'wholesale and retail'],
    ['G', '交通运输、仓储和邮政业', 'transport, storage and post'],
    ['H', '住宿和餐饮业', 'accommodation and catering'],
    ['I', '信息传输、软件和信息技术服务业', 'information, software and IT services'],
    ['J', '金融业', 'finance'],
    ['K', '房地产业', 'real estate'],
    ['L', '租赁和商务服务业', 'leasing and business services'],
    ['M', '科学研究和技术服务业', 'research and technical services'],
    ['N', '水利、环境和公共设施管理业', 'water, environment and public facilities'],
    ['O', '居民服务、修理和其他服务业', 'household, repair and other services'],
    ['P', '教育', 'education'],
    ['Q', '卫生和社会工作', 'health and social work'],
    ['R', '文化、体育和娱乐业', 'culture, sports and entertainment'],
    ['S', '公共管理、社会保障和社会组织', 'public administration, social security and social organisations'],
    ['T', '国际组织', 'international organisations'],
  ]),
  synonyms: {
    农林牧渔业: 'A', 采矿: 'B', 制造: 'C', 建筑: 'E', 批发业: 'F', 零售业: 'F', 批发零售业: 'F', 交通运输业: 'G', 住宿餐饮业: 'H', 住宿业: 'H', 餐饮业: 'H', 信息技术服务业: 'I',
    金融: 'J', 房地产: 'K', 商务服务业: 'L', 租赁业: 'L', 教育业: 'P', 卫生: 'Q', 社会组织: 'S',
  },
};
