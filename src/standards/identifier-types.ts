// The identifier types of the hub, and the one function that makes the look-up key of an identifier. The loader and the API both
// go through `identifierKey`, so that a keyed hash can take the place of the clear number there.
import { birthCertificateRules, readBirthCertificate } from './birth-certificate.ts';
import { cleanIdentifier } from './identifier-reader.ts';
import { orgCodeRules, readOrganisationCode } from './organisation-code.ts';
import { prCardReader, prCardRules } from './permanent-resident-card.ts';
import { readRegistrationNumber, registrationNumberRules } from './registration-number.ts';
import { residencePermitReader, residencePermitRules } from './residence-permit.ts';
import { residentIdReader, residentIdRules, upgradeResidentId } from './resident-id.ts';
import type { ResidentIdOptions } from './resident-id.ts';
import type { CellReader, Rule } from './rule.ts';
import { taxpayerNumberReader, taxpayerNumberRules } from './taxpayer-number.ts';
import { readHmTravelPermit, readOpaqueDocument, readPassport, readTwTravelPermit, travelDocumentRules } from './travel-document.ts';
import { usccReader, usccRules } from './uscc.ts';

export type IdentifierTypeCode =
  | 'id_number' | 'residence_permit' | 'pr_card' | 'passport' | 'hm_travel_permit' | 'tw_travel_permit' | 'birth_certificate_no'
  | 'uscc' | 'org_code' | 'reg_no' | 'tax_no';

/** What readers need from outside: the civil date, and optionally an extended table of divisions. */
export type IdentifierReaderOptions = ResidentIdOptions;

export interface IdentifierType {
  readonly code: IdentifierTypeCode;
  readonly label: { readonly zh: string; readonly en: string };
  readonly holder: 'person' | 'organisation';
  /** Every rule that its reader can note. */
  readonly rules: readonly Rule[];
  readonly reader: (options: IdentifierReaderOptions) => CellReader;
}

/** All identifier types by code. */
export const identifierTypes: Readonly<Record<IdentifierTypeCode, IdentifierType>> = {
  id_number: {
    code: 'id_number', label: { zh: '公民身份号码', en: 'Resident ID number' }, holder: 'person',
    rules: residentIdRules, reader: residentIdReader,
  },
  residence_permit: {
    code: 'residence_permit', label: { zh: '港澳台居民居住证号码', en: 'Residence permit (Hong Kong, Macao, Taiwan)' }, holder: 'person',
    rules: residencePermitRules, reader: residencePermitReader,
  },
  pr_card: {
    code: 'pr_card', label: { zh: '外国人永久居留身份证号码', en: 'Foreign permanent resident card' }, holder: 'person',
    rules: prCardRules, reader: prCardReader,
  },
  passport: {
    code: 'passport', label: { zh: '护照号码', en: 'Passport number' }, holder: 'person',
    rules: travelDocumentRules, reader: () => readPassport,
  },
  hm_travel_permit: {
    code: 'hm_travel_permit', label: { zh: '港澳居民来往内地通行证号码', en: 'Mainland travel permit (Hong Kong, Macao)' }, holder: 'person',
    rules: travelDocumentRules, reader: () => readHmTravelPermit,
  },
  tw_travel_permit: {
    code: 'tw_travel_permit', label: { zh: '台湾居民来往大陆通行证号码', en: 'Mainland travel permit (Taiwan)' }, holder: 'person',
    rules: travelDocumentRules, reader: () => readTwTravelPermit,
  },
  birth_certificate_no: {
    code: 'birth_certificate_no', label: { zh: '出生医学证明编号', en: 'Birth certificate number' }, holder: 'person',
    rules: birthCertificateRules, reader: () => readBirthCertificate,
  },
  uscc: {
    code: 'uscc', label: { zh: '统一社会信用代码', en: 'Unified social credit code' }, holder: 'organisation', rules: usccRules, reader: usccReader,
  },
  org_code: {
    code: 'org_code', label: { zh: '组织机构代码', en: 'Organisation code' }, holder: 'organisation', rules: orgCodeRules,
    reader: () => readOrganisationCode,
  },
  reg_no: {
    code: 'reg_no', label: { zh: '工商注册号', en: 'Business registration number' }, holder: 'organisation', rules: registrationNumberRules,
    reader: () => readRegistrationNumber,
  },
  tax_no: {
    code: 'tax_no', label: { zh: '纳税人识别号', en: 'Taxpayer number' }, holder: 'organisation', rules: taxpayerNumberRules,
    reader: taxpayerNumberReader,
  },
};

/**
 * The look-up key of an identifier. Two values of one type that denote the same number have the same key: 15 and 18 digits, with
 * and without hyphen, any width or case, a Hong Kong or Macao permit with and without its reissue count. Idempotent; judges nothing.
 */
export function identifierKey(type: IdentifierTypeCode, value: string): string {
  const clean = cleanIdentifier(value);
  if (type === 'id_number' && /^\d{15}$/.test(clean)) return upgradeResidentId(clean);
  if (type === 'hm_travel_permit' && clean.length === 11) return clean.slice(0, 9);
  return clean;
}

/** Document type of GA/T 517 → identifier type. What is absent here is read as an opaque number and is no identifier. */
const TYPE_OF_DOCUMENT: Readonly<Record<string, IdentifierTypeCode>> = {
  '111': 'id_number', '112': 'id_number', '117': 'birth_certificate_no', '414': 'passport', '511': 'tw_travel_permit',
  '516': 'hm_travel_permit', '553': 'pr_card', '810': 'residence_permit', '820': 'residence_permit', '830': 'residence_permit',
};

/** Identifier type of a document type's code (GA/T 517), or null when such documents are not used as identifiers. */
export function identifierTypeOfDocument(documentType: string): IdentifierTypeCode | null {
  return Object.hasOwn(TYPE_OF_DOCUMENT, documentType) ? TYPE_OF_DOCUMENT[documentType]! : null;
}

/** Reader of the number of a person's document whose type is declared as a GA/T 517 code. The declared type alone decides. */
export function personDocumentReader(documentType: string, options: IdentifierReaderOptions): CellReader {
  const type = identifierTypeOfDocument(documentType);
  return type === null ? readOpaqueDocument : identifierTypes[type].reader(options);
}
