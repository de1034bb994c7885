// Currencies of registered capital, GB/T 12406 = ISO 4217: those that occur in Chinese registers.
import { entriesOf } from '../code-list.ts';
import type { CodeList } from '../code-list.ts';

export const currency: CodeList = {
  code: 'currency',
  label: { zh: '币种', en: 'Currency' },
  version: '1',
  source: 'GB/T 12406, ISO 4217',
  entries: entriesOf([
    ['CNY', '人民币', 'Chinese yuan'],
    ['USD', '美元', 'US dollar'],
    ['HKD', '港元', 'Hong Kong dollar'],
    ['EUR', '欧元', 'euro'],
    ['JPY', '日元', 'Japanese yen'],
    ['GBP', '英镑', 'pound sterling'],
    ['MOP', '澳门元', 'Macao pataca'],
    ['TWD', '新台币', 'New Taiwan dollar'],
    ['KRW', '韩元', 'South Korean won'],
    ['SGD', '新加坡元', 'Singapore dollar'],
    ['AUD', '澳大利亚元', 'Australian dollar'],
    ['CAD', '加拿大元', 'Canadian dollar'],
    ['CHF', '瑞士法郎', 'Swiss franc'],
    ['NZD', '新西兰元', 'New Zealand dollar'],
    ['SEK', '瑞典克朗', 'Swedish krona'],
    ['DKK', '丹麦克朗', 'Danish krone'],
    ['NOK', '挪威克朗', 'Norwegian krone'],
    ['THB', '泰铢', 'Thai baht'],
    ['MYR', '马来西亚林吉特', 'Malaysian ringgit'],
    ['RUB', '俄罗斯卢布', 'Russian rouble'],
  ]),
  synonyms: {
    RMB: 'CNY', 人民币元: 'CNY', 元: 'CNY', '¥': 'CNY', '156': 'CNY', 美金: 'USD', $: 'USD', US$: 'USD', '840': 'USD', 港币: 'HKD', HK$: 'HKD',
    '344': 'HKD', '€': 'EUR', '978': 'EUR', 日圆: 'JPY', '392': 'JPY', '826': 'GBP', 葡币: 'MOP', '446': 'MOP', 台币: 'TWD', '901': 'TWD',
    韩圆: 'KRW', '410': 'KRW', 新币: 'SGD', '702': 'SGD',
    澳元: 'AUD', '036': 'AUD', 加元: 'CAD', '124': 'CAD', '756': 'CHF', 卢布: 'RUB', '643': 'RUB',
  },
};
