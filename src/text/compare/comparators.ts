// Every comparator by its code.
import { address } from './address.ts';
import { code } from './code.ts';
import type { Comparator, ComparatorCode } from './comparator.ts';
import { date } from './date.ts';
import { email } from './email.ts';
import { identifier } from './identifier.ts';
import { latinAddress } from './latin-address.ts';
import { latinName } from './latin-name.ts';
import { latinOrganisation } from './latin-organisation.ts';
import { number } from './number.ts';
import { organisationName } from './organisation-name.ts';
import { personName } from './person-name.ts';
import { phone } from './phone.ts';
import { text } from './text.ts';

/** The comparators. What `prepare` returns goes only into the same comparator's `compare` and `term`. */
export const comparators = {
  person_name: personName, organisation_name: organisationName, identifier, date, address, phone, code, text, latin_name: latinName,
  latin_organisation: latinOrganisation, latin_address: latinAddress, email, number,
} as unknown as Readonly<Record<ComparatorCode, Comparator>>;
