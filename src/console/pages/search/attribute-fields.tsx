// Fields for attributes of a library: a choice where there is a code list, a day for dates, else text. Where some are needed, the others
// say that they are not.
import { Form, Input, Select } from 'antd';
import type { Library } from '../../parts/library.ts';
import { defineWords, fill, useSay, useWords } from '../../parts/words.ts';

const words = defineWords({ optional: { zh: '{label}（可不填）', en: '{label} (optional)' } });

interface Props {
  readonly library: Library;
  readonly codes: readonly string[];
  readonly required?: readonly string[];
  readonly requiredText?: string;
}

export function AttributeFields({ library, codes, required = [], requiredText }: Props) {
  const say = useSay();
  const text = useWords(words);
  return codes.map((code) => {
    const attribute = library.attributes[code];
    const isRequired = required.includes(code);
    const label = say(attribute?.label, code);
    return <Form.Item key={code} name={['attributes', code]} label={required.length > 0 && !isRequired ? fill(text.optional, { label }) : label} rules={isRequired ? [{ required: true, message: requiredText }] : []}>{fieldOf(library, code, say)}</Form.Item>;
  });
}

function fieldOf(library: Library, code: string, say: ReturnType<typeof useSay>) {
  const attribute = library.attributes[code];
  if (attribute?.type === 'code' && attribute.list !== undefined) {
    const entries = library.codeLists[attribute.list]?.entries ?? [];
    return <Select allowClear virtual showSearch={{ optionFilterProp: 'label' }} options={entries.map((entry) => ({ value: entry.code, label: say(entry.label) }))} />;
  }
  if (attribute?.type === 'date') return <Input placeholder="YYYY-MM-DD" maxLength={10} autoComplete="off" />;
  return <Input maxLength={200} autoComplete="off" />;
}

/** The attributes that were filled in. */
export function filledIn(attributes: Readonly<Record<string, string | undefined>> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes ?? {}).filter((entry): entry is [string, string] => (entry[1]?.trim() ?? '') !== '').map(([code, value]) => [code, value.trim()]));
}
