import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { shippedDivisionRows } from '../../../src/standards/division-data.ts';
import { buildDivisionMatcher, matchDivisionPrefix, shortDivisionName } from '../../../src/standards/division-names.ts';
import { buildDivisions, divisionPath, divisions, findDivision, loadDivisions } from '../../../src/standards/divisions.ts';

describe('findDivision', () => {
  it.each([
    ['110000', '北京市', 'province', 'current'],
    ['610300', '宝鸡市', 'city', 'current'],
    ['110101', '东城区', 'county', 'current'],
    ['330113', '临平区', 'county', 'current'],
    ['110103', '崇文区', 'county', 'retired'],
    ['830000', '台湾省', 'province', 'current'],
    ['810101', '中西区', 'county', 'current'],
  ])('%s is %s (%s, %s)', (code, name, level, state) => {
    expect(findDivision(code)).toEqual({ code, name, level, state });
    expect(divisions.isKnown(Number(code))).toBe(true);
  });

  it('knows codes retired before 1997 and does not know what never was', () => {
    expect(findDivision('512501')?.state).toBe('retired');
    expect(findDivision('371691')).toBeNull();
    expect(findDivision('constructor')).toBeNull();
    expect(divisions.isKnown(-1)).toBe(false);
  });

  it('five revisions of gb2260 hold every code of all nineteen', () => {
    const read = createRequire(import.meta.url);
    const revisions = read('gb2260/lib/revisions.json') as string[];
    expect(revisions).toHaveLength(19);
    for (const revision of revisions) {
      const codes = Object.keys(read(`gb2260/lib/${revision}.json`) as object);
      expect(codes.filter((code) => findDivision(code) === null)).toEqual([]);
    }
  });
});

it.each([
  ['370403', ['山东省', '枣庄市', '薛城区']],
  ['110101', ['北京市', '东城区']],
  ['110103', ['北京市', '崇文区']],
  ['469001', ['海南省', '五指山市']],
  ['440000', ['广东省']],
  ['999999', []],
])('the path of %s is %j', (code, path) => {
  expect(divisionPath(code)).toEqual(path);
});

describe('matchDivisionPrefix', () => {
  it.each([
    ['山东省枣庄市薛城区XX路', '370403', '山东省枣庄市薛城区'],
    ['北京朝阳', '110105', '北京朝阳'],
    ['北京市崇文区', '110103', '北京市崇文区'],
    ['吉林吉林市昌邑区', '220202', '吉林吉林市昌邑区'],
    ['延边州延吉市', '222401', '延边州延吉市'],
    ['江西上饶婺源县秋口镇', '361130', '江西上饶婺源县'],
    ['河南省济源市', '419001', '河南省济源市'],
    ['新疆乌鲁木齐', '650100', '新疆乌鲁木齐'],
    ['海南藏族自治州共和县', '632521', '海南藏族自治州共和县'],
    ['重庆市秀山土家族苗族自治县妙泉镇', '500241', '重庆市秀山土家族苗族自治县'],
    ['宝鸡市渭滨区', '610302', '宝鸡市渭滨区'],
  ])('%s begins with %s', (text, code, names) => {
    expect(matchDivisionPrefix(text)).toEqual({ codes: [code], length: names.length });
  });

  it('names all candidates when the text is ambiguous, and nothing when there is none', () => {
    expect(matchDivisionPrefix('朝阳区')).toEqual({ codes: ['110105', '220104'], length: 3 });
    expect(matchDivisionPrefix('新华书店')).toBeNull();
    expect(matchDivisionPrefix('')).toBeNull();
  });

  it('shortens names no further than to two characters', () => {
    expect(['内蒙古自治区', '新疆维吾尔自治区', '西藏自治区', '石家庄市', '城区', '恩施土家族苗族自治州'].map(shortDivisionName)).toEqual([
      '内蒙古', '新疆', '西藏', '石家庄', '城区', '恩施',
    ]);
  });
});

describe('loadDivisions', () => {
  const expected = [{ code: '110103', name: '崇文', state: 'retired' }, { code: '371691', name: '经济区', state: 'retired' }];
  it.each([
    ['JSON table', '{"110103":"崇文","371691":"经济区"}'],
    ['JSON rows', '[{"code":"110103","name":"崇文","state":"retired"},{"code":"371691","name":"经济区"},{"code":1}]'],
    ['lines', '\uFEFFcode\tname\r\n110103\t崇文\tretired\r\n371691\t经济区\r\n'],
    ['comma lines', '110103,崇文\n371691,经济区'],
  ])('reads %s', (_, text) => {
    expect(loadDivisions(text)).toEqual(expected);
  });

  it('extends the shipped table without replacing its names', () => {
    const extended = buildDivisions([...shippedDivisionRows(), ...loadDivisions('371691,测试经济区\n110103,别名', 'current')]);
    expect(extended.find('371691')).toEqual({ code: '371691', name: '测试经济区', level: 'county', state: 'current' });
    expect(extended.find('110103')).toEqual({ code: '110103', name: '崇文区', level: 'county', state: 'current' });
    expect(buildDivisionMatcher(extended)('测试经济区一号')).toEqual({ codes: ['371691'], length: 5 });
  });
});
