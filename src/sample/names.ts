// Names of people and organisations. Surnames by rough frequency, given names by generation, minority names with their separator.
import type { Random } from './random.ts';

/** Surnames, each with its weight per thousand, from the commonest; compound ones last. */
const surnameWeights = '王72 李71 张68 刘54 陈45 杨31 黄22 赵21 吴20 周20 徐15 孙15 马13 朱13 胡12 郭12 何11 高11 林11 罗10 郑10 梁9 谢8 宋8 唐8 许7 韩7 冯7 邓7 曹7 '
  + '彭6 曾6 肖6 田6 董6 袁5 潘5 于5 蒋5 蔡5 余5 杜5 叶5 程5 苏5 魏4 吕4 丁4 任4 沈4 姚4 卢4 姜4 崔4 钟4 谭4 陆4 汪4 范3 金3 石3 廖3 贾3 夏3 韦3 付3 方3 '
  + '白3 邹3 孟3 熊3 秦3 邱3 江3 尹3 薛3 闫3 段2 雷2 侯2 龙2 史2 陶2 黎2 贺2 顾2 毛2 郝2 龚2 邵2 万2 钱2 严2 覃2 武2 戴2 莫2 孔2 向2 汤2 单1 仇1 查1 盖1 '
  + '欧阳2 司马1 诸葛1 尉迟1';
const surnames = surnameWeights.split(' ').flatMap((entry) => {
  const [, name, weight] = /^(\D+)(\d+)$/.exec(entry)!;
  return Array<string>(Number(weight)).fill(name!);
});

const maleOld = [...'建国军华强明志永德文福贵生平伟忠海山林成树根宝玉庆祥荣光胜利'];
const femaleOld = [...'秀英桂兰玉珍凤琴淑芳素霞翠花爱莲春梅金香丽华云仙巧'];
const maleNew = [...'浩宇轩子涵泽俊杰博文睿晨嘉豪思远天佑一鸣铭奕辰逸飞昊凯瑞航'];
const femaleNew = [...'欣怡梓萱雨桐诗语佳琪思妍可馨若曦静雯梦瑶婷雅芷晴悦心茜玥'];
/** Rarer characters, one of them outside the BMP: what old systems lose. */
const rare = [...'喆淼堃龑珺燚璟翀婧𬭎'];

const dottedFirst = ['买买提', '阿不都热依木', '吐尔逊', '阿依古丽', '热娜古丽', '古丽娜尔', '扎西', '卓玛', '尼玛', '达瓦'];
const dottedSecond = ['吐尔地', '阿不拉', '玉素甫', '艾合买提', '司马义', '买合木提', '才让', '多吉', '次仁', '央金'];
/** GB/T 3304 codes of peoples whose names carry a separator. */
const dottedPeoples = ['05', '17', '04'];
const otherPeoples = ['03', '03', '03', '11', '15', '06', '07', '30', '30', '35'];

/** GB/T 3304 code: nine in ten are Han. */
export function makeEthnicity(random: Random): string {
  if (!random.chance(0.1)) return '01';
  return random.chance(0.25) ? random.pick(dottedPeoples) : random.pick(otherPeoples);
}

export function makeSurname(random: Random): string {
  return random.pick(surnames);
}

export interface NameTraits {
  readonly surname: string;
  readonly sex: '1' | '2';
  readonly birthYear: number;
  readonly ethnicity: string;
}

/** A full name of the generation; for dotted peoples, given name · father's name. */
export function makePersonName(traits: NameTraits, random: Random): string {
  if (dottedPeoples.includes(traits.ethnicity)) return `${random.pick(dottedFirst)}·${random.pick(dottedSecond)}`;
  const isOld = traits.birthYear < 1985;
  const characters = traits.sex === '1' ? (isOld ? maleOld : maleNew) : isOld ? femaleOld : femaleNew;
  const first = random.chance(0.02) ? random.pick(rare) : random.pick(characters);
  const isSingle = random.chance(isOld ? 0.3 : 0.12);
  return traits.surname + first + (isSingle ? '' : random.pick(characters));
}

const brandFirst = [...'鑫瑞恒盛宏华泰金隆兴达嘉诚信德顺祥通润丰康源永安汇联创博远志凯正天新中东海'];
const brandSecond = [...'达盛源泰隆兴和美佳宇辰峰洋翔腾龙凤祥瑞丰润康裕茂昌荣邦维思捷锐卓凡科欣悦程'];
const brandThird = ['', '', '', '世', '来', '斯', '尔', '特', '亚', '利'];

/** What a firm does: the words of its name, its section in GB/T 4754 and its scope of business. */
export interface Trade {
  readonly words: string;
  readonly industry: string;
  readonly scope: string;
}

export const trades: readonly Trade[] = [
  { words: '商贸', industry: 'F', scope: '日用百货、五金交电、建筑材料批发、零售' },
  { words: '科技', industry: 'I', scope: '软件开发；信息系统集成；计算机、通讯设备销售' },
  { words: '建筑工程', industry: 'E', scope: '房屋建筑工程、市政公用工程施工' },
  { words: '机械制造', industry: 'C', scope: '机械设备及配件制造、销售' },
  { words: '物流', industry: 'G', scope: '道路普通货物运输；仓储服务' },
  { words: '餐饮管理', industry: 'H', scope: '餐饮服务；餐饮企业管理' },
  { words: '农业发展', industry: 'A', scope: '农作物种植、农产品初加工、销售' },
  { words: '房地产开发', industry: 'K', scope: '房地产开发、经营' },
  { words: '文化传媒', industry: 'R', scope: '广告设计、制作、发布；会议及展览服务' },
  { words: '环保工程', industry: 'N', scope: '环境保护工程施工；环保设备销售' },
];

/** The distinctive part of an organisation's name (字号), two or three characters. */
export function makeBrand(random: Random): string {
  return random.pick(brandFirst) + random.pick(brandThird) + random.pick(brandSecond);
}

/** The words of a trade in a firm's English name. */
export const englishTrades: Readonly<Record<string, string>> = {
  商贸: 'Trading', 科技: 'Technology', 建筑工程: 'Construction', 机械制造: 'Machinery', 物流: 'Logistics',
  餐饮管理: 'Catering', 农业发展: 'Agriculture', 房地产开发: 'Real Estate', 文化传媒: 'Media', 环保工程: 'Environmental',
};
