// The forms in which values are compared for resolution: names by sound, everything else by its normal form.
import { organisationNameMatchForm } from '../text/organisation-name.ts';
import { personNameKeys, personNameMatchForm } from '../text/person-name.ts';
import { addressMatchForm } from '../text/address.ts';
import type { AttributeDefinition } from './types.ts';

/** Keys of which one shared key makes two names "equal or variant" (domain rules P1, C1). A name always has at least one. */
export function nameKeys(attribute: AttributeDefinition, name: string): readonly string[] {
  return attribute.type === 'person_name' ? personNameKeys(name) : [organisationNameMatchForm(name)];
}

/** Keys of a subject's name, which may be a person's or an organisation's: it meets either kind. */
export function subjectNameKeys(name: string): readonly string[] {
  return [...new Set([...personNameKeys(name), organisationNameMatchForm(name)])];
}

/** The year in a document's number, which every office brackets in its own way; 〔〕 is the rule (GB/T 9704-2012). */
const bracketedYear = /[([{（［【〔〈<](\d{4})[)\]}）］】〕〉>]/g;

/** The form in which a value must be equal inside a composite key. Total: any text has one. */
export function matchForm(attribute: AttributeDefinition, value: string): string {
  switch (attribute.type) {
    case 'person_name': return personNameMatchForm(value);
    case 'organisation_name': return organisationNameMatchForm(value);
    case 'address': return addressMatchForm(value);
    case 'text': return value.toLowerCase().replaceAll(' ', '').replace(bracketedYear, '〔$1〕');
    default: return value;
  }
}
