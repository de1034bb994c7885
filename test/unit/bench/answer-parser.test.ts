import { describe, expect, it } from 'vitest';
import { AnswerParser } from '../../../src/bench/answer-parser.ts';

const answer = Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\ncontent-length: 14\r\n\r\n{"name":"李"}', 'utf8');

describe('AnswerParser', () => {
  it('takes an answer wherever it is cut, within a character too, and is ready for the next', () => {
    const parser = new AnswerParser();
    for (let cut = 1; cut < answer.length; cut++) {
      expect(parser.take(answer.subarray(0, cut))).toBeNull();
      expect(parser.take(answer.subarray(cut))).toEqual({ status: 200, body: '{"name":"李"}' });
    }
    expect(parser.take(answer)).toEqual({ status: 200, body: '{"name":"李"}' });
  });

  it('reads an empty body and a refusal', () => {
    expect(new AnswerParser().take(Buffer.from('HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n'))).toEqual({ status: 503, body: '' });
  });

  it('refuses what it cannot measure: no length, or more than one answer', () => {
    expect(() => new AnswerParser().take(Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'))).toThrow('Content-Length');
    expect(() => new AnswerParser().take(Buffer.concat([answer, answer]))).toThrow('more than');
  });
});
