// Passports and the travel permits of Hong Kong, Macao and Taiwan residents. None carries a check digit in its number: only the
// form is judged, and the number links only together with name and birth date.
import { identifierReader, isClean } from './identifier-reader.ts';
import { sharedIdentifierRules } from './identifier-rules.ts';
import type { CellReader, Rule } from './rule.ts';

export const documentForm: Rule = {
  code: 'DOCUMENT_FORM',
  effect: 'unusable',
  label: { zh: '证件号码格式与证件类型不符', en: 'The number does not have the form of its document type' },
  remedy: { zh: '请核对证件类型和号码是否对应，并对照证件更正。', en: 'Check that document type and number belong together.' },
};

export const travelDocumentRules: readonly Rule[] = [...sharedIdentifierRules, documentForm];

function formReader(form: RegExp): CellReader {
  return identifierReader((text) => (form.test(text) ? text : documentForm), []);
}

/** Passport of any state: 5 to 20 letters and digits, at least one digit. */
export const readPassport: CellReader = formReader(/^(?=[A-Z]*\d)[A-Z0-9]{5,20}$/);

/** 港澳居民来往内地通行证: H or M and 8 digits, or 10 of which the last two count the reissues. */
export const readHmTravelPermit: CellReader = formReader(/^[HM](\d{8}|\d{10})$/);

/** 台湾居民来往大陆通行证: 8 or 10 digits. */
export const readTwTravelPermit: CellReader = formReader(/^(\d{8}|\d{10})$/);

/** A number of a document type that the hub has no rules for: cleaned, otherwise taken as it is. */
export const readOpaqueDocument: CellReader = identifierReader(
  (text) => (isClean(text) && /^[\p{L}\p{N}()/]+$/u.test(text) ? text : documentForm),
  [],
);
