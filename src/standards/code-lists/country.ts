// Countries and regions, GB/T 2659 = ISO 3166-1; the code is alpha-3, alpha-2 and numeric-3 are read too.
import codes from 'i18n-iso-countries/codes.json' with { type: 'json' };
import en from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import zh from 'i18n-iso-countries/langs/zh.json' with { type: 'json' };
import type { CodeEntry, CodeList } from '../code-list.ts';

type Names = Readonly<Record<string, string | string[] | undefined>>;

/** Names that a Chinese register prints otherwise than the package. */
const OWN_NAMES: Readonly<Record<string, CodeEntry['label']>> = {
  HK: { zh: '中国香港', en: 'Hong Kong, China' },
  MO: { zh: '中国澳门', en: 'Macao, China' },
  TW: { zh: '中国台湾', en: 'Taiwan, China' },
  CN: { zh: '中国', en: 'China' },
};

const entries: CodeEntry[] = [];
const synonyms: Record<string, string> = {
  中华人民共和国: 'CHN', 香港特别行政区: 'HKG', 澳门特别行政区: 'MAC', 香港: 'HKG', 澳门: 'MAC', 台湾: 'TWN', 中国台湾省: 'TWN', 台湾省: 'TWN', 南韩: 'KOR', 美利坚合众国: 'USA',
};
for (const [alpha2, alpha3, numeric] of codes as [string, string, string, string][]) {
  const names = [...namesOf(zh.countries, alpha2), ...namesOf(en.countries, alpha2)];
  const label = OWN_NAMES[alpha2] ?? { zh: namesOf(zh.countries, alpha2)[0] ?? alpha3, en: namesOf(en.countries, alpha2)[0] ?? alpha3 };
  entries.push({ code: alpha3, label });
  for (const spelling of [alpha2, numeric, ...names]) synonyms[spelling] ??= alpha3;
}

function namesOf(names: Names, alpha2: string): string[] {
  return [names[alpha2] ?? []].flat();
}

export const country: CodeList = {
  code: 'country',
  label: { zh: '国家和地区', en: 'Country or region' },
  version: '1',
  source: 'GB/T 2659, ISO 3166-1',
  entries,
  synonyms,
};
