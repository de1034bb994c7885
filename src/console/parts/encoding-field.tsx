// How a text file is written; the hub finds out by itself unless it is told.
import { Form, Select } from 'antd';
import { defineWords, useWords } from './words.ts';

const words = defineWords({
  encoding: { zh: '编码', en: 'Encoding' },
  auto: { zh: '自动识别', en: 'detect' },
});

const encodings = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'];

/** A field `encoding` of the form around it; empty: detect. */
export function EncodingField() {
  const text = useWords(words);
  return <Form.Item name="encoding" label={text.encoding}><Select options={[{ value: '', label: text.auto }, ...encodings.map((value) => ({ value, label: value.toUpperCase() }))]} /></Form.Item>;
}
