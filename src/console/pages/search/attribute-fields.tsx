// Fields for attributes of a library: a choice where there is a code list, a day for dates, else text.
import { Form, Input, Select } from 'antd';
import type { Library } from '../../parts/library.ts';
import { useSay } from '../../parts/words.ts';

interface Props {
  readonly library: Library;
  readonly codes: readonly string[];
  readonly required?: readonly string[];
  readonly requiredText?: string;
}

export function AttributeFields({ library, codes, required = [], requiredText }: Props) {
  const say = useSay();
  return codes.map((code) => {
    const attribute = library.attributes[code];
    const rules = required.includes(code) ? [{ required: true, message: requiredText }] : [];
    return <Form.Item key={code} name={['attributes', code]} label={say(attribute?.label, code)} rules={rules}>{fieldOf(library, code, say)}</Form.Item>;
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
