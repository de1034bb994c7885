// Ethnic groups, GB/T 3304-1991 with its letter codes, and the two codes that police systems add.
import { entriesOf } from '../code-list.ts';
import type { CodeList } from '../code-list.ts';

/** Letter code, Chinese name without 族, Roman name; the position is the number. */
const GROUPS = `HA 汉 Han|MG 蒙古 Mongol|HU 回 Hui|ZA 藏 Zang|UG 维吾尔 Uygur|MH 苗 Miao|YI 彝 Yi|ZH 壮 Zhuang|BY 布依 Buyei|CS 朝鲜 Chosen
MA 满 Man|DO 侗 Dong|YA 瑶 Yao|BA 白 Bai|TJ 土家 Tujia|HN 哈尼 Hani|KZ 哈萨克 Kazak|DA 傣 Dai|LI 黎 Li|LS 傈僳 Lisu
VA 佤 Va|SH 畲 She|GS 高山 Gaoshan|LH 拉祜 Lahu|SU 水 Sui|DX 东乡 Dongxiang|NX 纳西 Naxi|JP 景颇 Jingpo|KG 柯尔克孜 Kirgiz|TU 土 Tu
DU 达斡尔 Daur|ML 仫佬 Mulao|QI 羌 Qiang|BL 布朗 Blang|SL 撒拉 Salar|MN 毛南 Maonan|GL 仡佬 Gelao|XB 锡伯 Xibe|AC 阿昌 Achang|PM 普米 Pumi
TA 塔吉克 Tajik|NU 怒 Nu|UZ 乌孜别克 Uzbek|RS 俄罗斯 Russ|EW 鄂温克 Ewenki|DE 德昂 Deang|BN 保安 Bonan|YG 裕固 Yugur|GI 京 Gin|TT 塔塔尔 Tatar
DR 独龙 Derung|OR 鄂伦春 Oroqen|HZ 赫哲 Hezhen|MB 门巴 Monba|LB 珞巴 Lhoba|JN 基诺 Jino`
  .split(/[|\n]/)
  .map((line, i) => [String(i + 1).padStart(2, '0'), ...line.split(' ')] as [code: string, letters: string, zh: string, en: string]);

const synonyms: Record<string, string> = {};
for (const [code, letters, zh] of GROUPS) {
  synonyms[letters] = code;
  synonyms[zh] = code;
}

export const ethnicGroup: CodeList = {
  code: 'ethnic_group',
  label: { zh: '民族', en: 'Ethnic group' },
  version: '1991',
  source: 'GB/T 3304-1991',
  entries: [
    ...entriesOf(GROUPS.map(([code, , zh, en]) => [code, `${zh}族`, en] as const)),
    ...entriesOf([['97', '其他', 'other'], ['98', '外国血统中国籍人士', 'of foreign descent, naturalised']], { unverified: true }),
  ],
  synonyms: {
    ...synonyms,
    毛难: '36', 毛难族: '36', 崩龙: '46', 崩龙族: '46', 僮族: '08', 民家族: '14', 卡瓦族: '21', 其他民族: '97', 未识别民族: '97',
    外国血统入籍: '98', 入籍: '98', 外国血统: '98',
  },
};
