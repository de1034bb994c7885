// Masking shows what its style names and nothing more, whatever the value.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LibraryDefinition, MaskStyle } from '../../../src/definition/types.ts';
import { maskAddress, maskDate, maskName, maskNumber, maskPhone, maskValue } from '../../../src/sharing/mask-styles.ts';
import { defaultVisibility, maskStyleOf, maskValues } from '../../../src/sharing/mask.ts';

describe('styles', () => {
  it.each([
    ['张三', '张*'], ['张三丰', '张**'], ['欧阳修', '欧阳*'], ['欧阳震华', '欧阳**'], ['欧阳', '欧*'], ['张', '*'], ['𠮷野', '𠮷*'],
    ['买买提·吐尔逊', '买***'], ['JOHN SMITH', 'J***'],
  ])('name %s → %s', (value, expected) => expect(maskName(value)).toBe(expected));

  it.each([
    ['11010119000101001X', '110***********001X'], ['110101000101001', '110********1001'], ['E12345678', 'E1*****78'],
    ['12345', '1***5'], ['1234', '****'], ['1', '*'],
  ])('number %s → %s', (value, expected) => expect(maskNumber(value)).toBe(expected));

  it.each([['13800000000', '138****0000'], ['010-62345678', '01********78'], ['110', '***']])('phone %s → %s', (value, expected) =>
    expect(maskPhone(value)).toBe(expected));

  it.each([['1990-05-17', '1990-**-**'], ['infinity', '****-**-**'], ['19900517', '****-**-**']])('date %s → %s', (value, expected) =>
    expect(maskDate(value)).toBe(expected));

  it.each([
    ['安徽省合肥市包河区望江西路街道8号3室', '安徽省合肥市包河区望江西路街道***'],
    ['北京市海淀区中关村街道科学院南路6号', '北京市海淀区中关村街道***'],
    ['江苏省镇江市丹徒区高桥镇幸福村5组', '江苏省镇江市丹徒区高桥镇***'],
    ['河南省新乡市红旗区向阳街道1号', '河南省新乡市红旗区向阳街道***'],
    ['江西省景德镇市浮梁县湘湖镇双凤村', '江西省景德镇市浮梁县湘湖镇***'],
    ['北京市海淀区幸福小区3号楼', '北京市海淀区***'],
    ['内蒙古自治区锡林郭勒盟正蓝旗桑根达来镇1号', '内蒙古自治区锡林郭勒盟正蓝旗桑根达来镇***'],
    ['浙江省宁波市镇海区招宝山街道1号', '浙江省宁波市镇海区招宝山街道***'],
    ['安徽省合肥市包河区翡翠湖东区3栋', '安徽省合肥市包河区***'],
    ['河南省郑州市巩义市竹林镇1号', '河南省郑州市巩义市竹林镇***'],
    ['新疆维吾尔自治区伊犁哈萨克自治州伊宁市胡地亚于孜镇1号', '新疆维吾尔自治区伊犁哈萨克自治州伊宁市胡地亚于孜镇***'],
    ['人民路8号', '***'], ['8号院', '***'], ['望江镇', '望江镇***'],
  ])('address %s → %s', (value, expected) => expect(maskAddress(value)).toBe(expected));

  it.each(['name', 'number', 'address', 'phone', 'date', 'hide'] as const)('%s of nothing is nothing', (style) => {
    for (const value of [null, undefined, '', 7, true]) expect(maskValue(style, value)).toBeNull();
  });
});

const styles: MaskStyle[] = ['name', 'number', 'address', 'phone', 'date', 'hide'];
const clear = fc.oneof(
  fc.stringMatching(/^[一-龥省市区县镇乡街道路号0-9A-Z-]{2,40}$/u),
  fc.stringMatching(/^[0-9]{6,18}[0-9X]$/),
  fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
  fc.string({ minLength: 2, unit: 'grapheme' }).filter((text) => !text.includes('*')),
);

/** Characters of the clear value that the masked one still shows. */
const shown = (text: string): number => [...text].filter((character) => character !== '*').length;

describe('properties', () => {
  it('a value of two characters or more never comes out as it went in', () => {
    fc.assert(fc.property(fc.constantFrom(...styles), clear, (style, value) => maskValue(style, value) !== value), { numRuns: 2000 });
  });

  it('masking the masked shows no more', () => {
    fc.assert(
      fc.property(fc.constantFrom(...styles), clear, (style, value) => {
        const once = maskValue(style, value);
        return shown(maskValue(style, once) ?? '') <= shown(once ?? '');
      }),
      { numRuns: 2000 },
    );
  });

  it('each style keeps at most its share', () => {
    fc.assert(
      fc.property(clear, (value) => {
        expect(shown(maskName(value))).toBeLessThanOrEqual(2);
        expect(shown(maskNumber(value))).toBeLessThanOrEqual(Math.min(7, Math.ceil(value.length / 2)));
        expect(shown(maskPhone(value))).toBeLessThanOrEqual(7);
        expect(shown(maskDate(value).replaceAll('-', ''))).toBeLessThanOrEqual(4);
        const address = maskAddress(value);
        expect(value.startsWith(address.slice(0, -3))).toBe(true);
        expect(address).toMatch(/^([^\d]*[省市盟县区旗州镇乡道木])?\*{3}$/u);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes time in proportion to the text', () => {
    const began = performance.now();
    maskAddress('市县区镇乡'.repeat(20_000));
    expect(performance.now() - began).toBeLessThan(500);
  });
});

const library = {
  code: 'town',
  attributes: {
    full_name: { type: 'person_name', sensitivity: 'personal', label: { zh: '姓名', en: 'Name' } },
    number: { type: 'identifier', sensitivity: 'restricted', label: { zh: '号码', en: 'Number' } },
    state: { type: 'code', sensitivity: 'internal', label: { zh: '状态', en: 'State' } },
    income: { type: 'amount', sensitivity: 'sensitive', label: { zh: '收入', en: 'Income' } },
    registered_on: { type: 'date', sensitivity: 'public', mask: 'hide', label: { zh: '登记日期', en: 'Registered on' } },
  },
} as unknown as LibraryDefinition;

describe('by grant', () => {
  const values = { full_name: '张三丰', number: '11010119000101001X', state: '1', income: '100.00', registered_on: '2020-01-01',
    unknown: 'x' };

  it('what is not granted is absent, the rest clear or masked', () => {
    const attributes = new Map<string, 'clear' | 'masked'>([['full_name', 'masked'], ['state', 'clear'], ['income', 'masked'],
      ['unknown', 'clear']]);
    expect(maskValues(library, { attributes }, values)).toEqual({ full_name: '张**', state: '1', income: null });
  });

  it('nothing granted is nothing shown', () => {
    expect(maskValues(library, { attributes: new Map() }, values)).toEqual({});
  });

  it('personal data and above is masked unless the agreement says clear', () => {
    const visible = Object.entries(library.attributes).map(([code, attribute]) => [code, defaultVisibility(attribute)]);
    expect(Object.fromEntries(visible))
      .toEqual({ full_name: 'masked', number: 'masked', state: 'clear', income: 'masked', registered_on: 'clear' });
  });

  it('a style is the attribute’s own before that of its type', () => {
    expect(Object.values(library.attributes).map(maskStyleOf)).toEqual(['name', 'number', 'hide', 'hide', 'hide']);
  });
});
