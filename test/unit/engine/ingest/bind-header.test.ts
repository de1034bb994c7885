import { describe, expect, it } from 'vitest';
import { bindHeader } from '../../../../src/engine/ingest/bind-header.ts';
import type { HubError } from '../../../../src/kernel/errors.ts';
import { population } from '../../../../src/libraries/population/library.ts';

function refusal(...header: string[]): Pick<HubError, 'code' | 'details'> {
  try {
    bindHeader(population.feeds['police_household']!, header);
  } catch (error) {
    return error as HubError;
  }
  throw new Error('the header was taken');
}

describe('a header that does not fit its feed', () => {
  it('is told with what is missing and what was found', () => {
    expect(refusal('姓名', '性别', '备注')).toMatchObject({
      code: 'FILE_HEADER', details: { feed: 'police_household', missing: ['公民身份号码'], found: ['姓名', '性别', '备注'] },
    });
  });

  it('is not repeated where it may be the first row of a file without one', () => {
    const { code, details } = refusal('610302190102039794', '张甲', '1901-02-03');
    expect({ code, details }).toEqual({ code: 'FILE_HEADER', details: { feed: 'police_household', missing: ['公民身份号码', '姓名'], cells: 3 } });
  });

  it('is refused where a column stands twice, but not where one does that the feed leaves out', () => {
    expect(refusal('公民身份号码', '姓名', ' 姓名：')).toMatchObject({ code: 'FILE_HEADER_REPEATED', details: { repeated: ['姓名'] } });
    expect(bindHeader(population.feeds['police_household']!, ['公民身份号码', '姓名', '备注', '备注', '', '']).unknown).toEqual(['备注', '备注']);
  });

  it('takes the first of two names of one column as the feed ranks them, and tells the other', () => {
    const { columns, unknown } = bindHeader(population.feeds['police_household']!, ['身份证号', '公民身份号码', '姓名']);
    expect([columns.get('id_number'), unknown]).toEqual([1, ['身份证号']]);
  });
});
