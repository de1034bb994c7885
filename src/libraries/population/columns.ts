// Columns that several person layouts share, with the header names under which departments send them.
import { column } from '../../definition/build.ts';
import type { FeedColumn } from '../../definition/types.ts';

/** Words in an operation column that mark a deletion. */
export const deletes: readonly string[] = ['D', 'DEL', 'DELETE', '3', '删除', '作废', '注销'];

/** A column of its own for new, changed and deleted rows. */
export const operationColumn: FeedColumn = column('操作类型|操作标识|数据操作|增删改标志|operation|op_type|CZLX|CZBS', null, {
  label: { zh: '操作类型', en: 'Operation' },
});

export const updatedColumn: FeedColumn = column('更新时间|更新日期|最后更新时间|业务日期|updated|updated_at|update_time|GXSJ|GXRQ', null, {
  label: { zh: '更新日期', en: 'Updated on' },
});

export const idNumberColumn: FeedColumn = column(
  '公民身份号码|身份证号|身份证号码|身份证件号码|居民身份证号码|社会保障号码|id_number|id_card|id_no|idcard|GMSFHM|GMSFZHM|SFZH|SFZHM',
  'id_number',
  { requiredHeader: true },
);

export const nameColumn: FeedColumn = column('姓名|名字|full_name|name|person_name|XM', 'full_name', { requiredHeader: true });
export const usedNameColumn: FeedColumn = column('曾用名|used_name|former_name|CYM', 'used_name');
export const sexColumn: FeedColumn = column('性别|性别代码|sex|gender|sex_code|XB|XBDM', 'sex');
export const birthDateColumn: FeedColumn = column('出生日期|出生年月日|birth_date|date_of_birth|birthday|CSRQ', 'birth_date');
export const ethnicGroupColumn: FeedColumn = column('民族|民族代码|ethnic_group|ethnic_code|nation|MZ|MZDM', 'ethnic_group');
export const nationalityColumn: FeedColumn = column('国籍|国籍代码|国家或地区|nationality|country_code|GJ|GJDM', 'nationality');
export const mobilePhoneColumn: FeedColumn = column('手机号码|手机号|联系电话|移动电话|mobile_phone|mobile|phone|SJHM|SJH|LXDH', 'mobile_phone');
export const residenceAddressColumn: FeedColumn = column(
  '现住址|居住地址|现居住地址|居住地详细地址|residence_address|live_address|current_address|XZZ|JZDZ|JZDXZ',
  'residence_address',
);
export const hukouAddressColumn: FeedColumn = column(
  '户籍地址|户口所在地|户籍地详址|住址|hukou_address|registered_address|HJDZ|HKSZD|HJDXZ',
  'hukou_address',
);

/** Name, number and the facts that the number itself states: what every person file should carry. */
export const identityColumns: Readonly<Record<string, FeedColumn>> = {
  id_number: idNumberColumn,
  full_name: nameColumn,
  sex: sexColumn,
  birth_date: birthDateColumn,
};
