// Number and name of a subject, of any library that holds subjects.
import { Form, Input, Select } from 'antd';
import { useAllLibraries } from '../../parts/library.ts';
import { useSay, useWords } from '../../parts/words.ts';
import { words } from './words.ts';

export interface SubjectGiven {
  readonly type: string;
  readonly value: string;
  readonly name: string;
}

/** The unique identifier of every entity library first, then those that only point. */
export function useSubjectKinds(): { value: string; label: string }[] {
  const say = useSay();
  const entities = useAllLibraries().filter(({ kind }) => kind === 'entity');
  const identifiers = entities.flatMap((library) => library.identifiers.map((identifier) => ({ ...identifier, label: say(library.attributes[identifier.attribute]?.label, identifier.attribute) })));
  return identifiers.toSorted((one, other) => Number(other.strength === 'unique') - Number(one.strength === 'unique'))
    .map(({ types, attribute, label }) => ({ value: types[0] ?? attribute, label })).filter((one, index, all) => all.findIndex(({ value }) => value === one.value) === index);
}

export function SubjectFields() {
  const text = useWords(words);
  const kinds = useSubjectKinds();
  return (
    <>
      <Form.Item name="type" label={text.numberType} rules={[{ required: true, message: text.needed }]}><Select options={kinds} /></Form.Item>
      <Form.Item name="value" label={text.number} rules={[{ required: true, whitespace: true, message: text.needed }]}><Input autoComplete="off" maxLength={64} /></Form.Item>
      <Form.Item name="name" label={text.name} rules={[{ required: true, whitespace: true, message: text.needed }]}><Input autoComplete="off" maxLength={200} /></Form.Item>
    </>
  );
}
