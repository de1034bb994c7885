// What an attribute looks like in questions and answers, with fictitious example values. Answers may be masked, so their
// schemas allow every shape that a mask leaves.
import type { AttributeDefinition, LibraryDefinition } from '../../definition/types.ts';
import type { Schema } from './document.ts';

/** Fictitious by rule: birth year 1900, organisation codes with FAKE. */
const identifierExamples: Readonly<Record<string, string>> = {
  id_number: '110101190001010014',
  uscc: '91110000FAKE00013H',
  org_code: 'FAKE00013',
  reg_no: '110000999999015',
  tax_no: '91110000FAKE00013H',
  residence_permit: '810000190001010018',
  pr_card: '911840190001010017',
  passport: 'E00000000',
  hm_travel_permit: 'H00000000',
  tw_travel_permit: '00000000',
  birth_certificate_no: 'A000000000',
};

const typeExamples: Readonly<Record<AttributeDefinition['type'], unknown>> = {
  text: '示例', code: '1', person_name: '张三', organisation_name: '示例科技有限公司', address: '示例省示例市示例路1号',
  phone: '13800000000', identifier: 'EXAMPLE-1', date: '1900-01-01', amount: '100.00', integer: 1, boolean: true,
};

/** The fictitious number that stands in examples for an identifier type. */
export function identifierExample(type: string): string {
  return identifierExamples[type] ?? 'EXAMPLE-1';
}

/** A fictitious value of the attribute, as the clear answer holds it. */
export function attributeExample(library: LibraryDefinition, attribute: AttributeDefinition): unknown {
  if (attribute.type === 'code' && attribute.list) return library.codeLists[attribute.list]?.entries[0]?.code ?? '1';
  if (attribute.type === 'identifier' && attribute.identifier) return identifierExample(attribute.identifier);
  return typeExamples[attribute.type];
}

const answerTypes: Partial<Record<AttributeDefinition['type'], Schema>> = {
  integer: { type: ['integer', 'null'] },
  boolean: { type: ['boolean', 'null'] },
  date: { type: ['string', 'null'], description: 'YYYY-MM-DD, or infinity for 长期', pattern: '^([0-9]{4}-([0-9]{2}-[0-9]{2}|\\*\\*-\\*\\*)|infinity|\\*{4}-\\*\\*-\\*\\*)$' },
  amount: { type: ['string', 'null'], description: 'Yuan, exact', pattern: '^-?[0-9]+(\\.[0-9]+)?$' },
};

/** One attribute in an answer; null also where a mask hides it. */
function answerSchema(attribute: AttributeDefinition): Schema {
  const shape = answerTypes[attribute.type] ?? { type: ['string', 'null'] };
  return { ...shape, title: `${attribute.label.zh} · ${attribute.label.en}`, 'x-sensitivity': attribute.sensitivity };
}

/** All attributes of the library as they stand in answers; absent ones are not granted. */
export function answerAttributes(library: LibraryDefinition): Schema {
  const properties = Object.fromEntries(Object.entries(library.attributes).map(([code, attribute]) => [code, answerSchema(attribute)]));
  return { type: 'object', additionalProperties: false, properties };
}

/** Attributes as a caller gives them: text as people write it, normalised before it is compared. */
export function givenAttributes(library: LibraryDefinition, codes: readonly string[]): Record<string, Schema> {
  return Object.fromEntries(
    codes.map((code) => {
      const label = library.attributes[code]?.label;
      return [code, { type: 'string', minLength: 1, maxLength: 400, title: label ? `${label.zh} · ${label.en}` : code }];
    }),
  );
}
