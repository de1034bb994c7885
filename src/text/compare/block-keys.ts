// Block keys: pairs of records are compared only where they share one. A value gives several keys where it can be read in several ways,
// and none where it says nothing or the needed part of it cannot be read.
import { isHanOnly } from '../characters.ts';
import { foldFuzzyPinyin } from '../match-forms.ts';
import { toLatin } from '../latin-letters.ts';
import { remember } from '../memo.ts';
import { personNameKeys, personNameMatchForm } from '../person-name.ts';
import { prepareAddress } from './address-form.ts';
import { plainMatchForm } from './code.ts';
import { prepareDate } from './date.ts';
import { prepareEmail } from './email.ts';
import { isBirthDate, prepareIdentifier, upgradeIdentifier } from './identifier-form.ts';
import { digitsOf, initialsOf, withoutOneSyllable } from './key-parts.ts';
import { organisationForm, prepareOrganisation } from './organisation-form.ts';
import type { OrganisationParts } from './organisation-form.ts';
import { isUnreadable } from './readings.ts';
import { phoneticKey } from './phonetic.ts';
import { surnameLength } from './surnames.ts';
import { foldWords } from './text.ts';

/** The forms in which a value can give block keys. */
export type BlockForm =
  | 'value' | 'name' | 'sound' | 'fuzzy_sound' | 'sound_less_one' | 'surname_sound' | 'initials' | 'trade_name' | 'trade_sound' | 'organisation_core'
  | 'branch_parent' | 'organisation_code' | 'head' | 'tail' | 'head_tail' | 'birth' | 'year' | 'month_day' | 'door' | 'road' | 'word' | 'digits' | 'phonetic' | 'email' | 'given_sound';

export interface BlockOptions {
  /** Characters that `head` and `tail` take; 6 unless told. */
  readonly length?: number;
}

type KeyMaker = (value: string, options: BlockOptions) => readonly string[];

const HAN = /\p{Script=Han}/u;
const DEFAULT_LENGTH = 6;

/** The keys of a value by form. Every function takes any string; `[]` means that the value joins no block. */
export const blockForms: Readonly<Record<BlockForm, KeyMaker>> = {
  value: (value) => keep(plainMatchForm(value)),
  name: (value) => keep(HAN.test(value) ? nameForm(value) : foldWords(value).sort().join(' ')),
  sound: (value) => personKeys(value),
  fuzzy_sound: (value) => distinct(personKeys(value).map(foldFuzzyPinyin)),
  sound_less_one: (value) => distinct(personKeys(value).flatMap(withoutOneSyllable)),
  surname_sound: (value) => distinct(personKeys(value).map((key) => surnameSound(key, value))),
  given_sound: (value) => distinct(personKeys(value).map((key) => givenSound(key, value))),
  initials: (value) => keep(initialsOf(value)),
  trade_name: (value) => partsKey(value, ({ tradeName }) => tradeName),
  trade_sound: (value) => tradeSound(value),
  organisation_core: (value) => partsKey(value, ({ tradeName, industry }) => tradeName + industry),
  branch_parent: (value) => {
    const prepared = prepareOrganisation(value);
    return prepared === null ? [] : keep((prepared.parent ?? prepared.own).form);
  },
  organisation_code: (value) => organisationCodeOf(value),
  head: (value, { length = DEFAULT_LENGTH }) => endOf(value, 0, length),
  tail: (value, { length = DEFAULT_LENGTH }) => endOf(value, -length, length),
  head_tail: (value) => headTail(value),
  birth: (value) => birthOf(value),
  year: (value) => {
    const date = prepareDate(value);
    return date === null ? [] : [String(date.year)];
  },
  month_day: (value) => {
    const date = prepareDate(value);
    return date === null || date.month === 0 || date.day === 0 ? [] : [date.digits.slice(4)];
  },
  door: (value) => doorOf(value),
  road: (value) => {
    const parsed = prepareAddress(value);
    return parsed === null ? [] : keep(parsed.road || parsed.community);
  },
  word: (value) => distinct(foldWords(value)),
  digits: (value) => keep(digitsOf(value)),
  phonetic: (value) => distinct(foldWords(toLatin(value)).map(phoneticKey)),
  email: (value) => keep(prepareEmail(value)?.address ?? ''),
};

function keep(key: string): readonly string[] {
  return key === '' ? [] : [key];
}

function distinct(keys: readonly string[]): readonly string[] {
  return keys.length < 2 ? keys.filter((key) => key !== '') : [...new Set(keys)].filter((key) => key !== '');
}

/** A person's or a firm's match form; firms fold more, and a person's name holds nothing of it. */
function nameForm(value: string): string {
  const form = organisationForm(personNameMatchForm(value));
  return [...form].some(isUnreadable) ? '' : form;
}

/** Sound keys of a name all of whose characters can be read. */
const personKeys: (value: string) => readonly string[] = remember(1_000, (value) => (!isHanOnly(value) && [...value].some(isUnreadable) ? [] : personNameKeys(value)));

function surnameSound(key: string, value: string): string {
  return key.split('.').slice(0, surnameLength(personNameMatchForm(value))).join('.');
}

function givenSound(key: string, value: string): string {
  return key.split('.').slice(surnameLength(personNameMatchForm(value))).join('.');
}

function partsKey(value: string, take: (parts: OrganisationParts) => string): readonly string[] {
  const prepared = prepareOrganisation(value);
  return prepared === null ? [] : keep(take(prepared.parent ?? prepared.own));
}

function tradeSound(value: string): readonly string[] {
  return partsKey(value, ({ tradeName }) => tradeName).flatMap((name) => personKeys(name).slice(0, 1));
}

/** `length` characters from `from` on, of the folded identifier or text; none where it is shorter or they are not all visible. */
function endOf(value: string, from: number, length: number): readonly string[] {
  const prepared = HAN.test(value) ? null : prepareIdentifier(value);
  if (prepared === null) return whole(plainMatchForm(value), from, length);
  if (prepared.state === 'cut' && from < 0) return [];
  return whole(upgradeIdentifier(prepared.text), from, length);
}

function whole(text: string, from: number, length: number): readonly string[] {
  const part = from < 0 ? text.slice(from) : text.slice(0, length);
  return part.length < length || length < 1 || part.includes('*') ? [] : [part];
}

function headTail(value: string): readonly string[] {
  const prepared = prepareIdentifier(value);
  if (prepared === null || prepared.state === 'cut') return [];
  const text = upgradeIdentifier(prepared.text);
  const key = text.slice(0, 6) + text.slice(-4);
  return text.length < 15 || key.includes('*') ? [] : [key];
}

/** The nine characters that an organisation code, the older tax number (15) and a credit code (18) share. */
function organisationCodeOf(value: string): readonly string[] {
  const prepared = prepareIdentifier(value);
  if (prepared === null || prepared.state !== 'whole' || prepared.hasBirth) return [];
  const { text, length } = prepared;
  return length === 18 ? [text.slice(8, 17)] : length === 9 || length === 15 ? [text.slice(-9)] : [];
}

function birthOf(value: string): readonly string[] {
  const prepared = prepareIdentifier(value);
  if (prepared === null || (prepared.state === 'cut' && prepared.text.length < 14)) return [];
  const digits = (prepared.state === 'cut' ? prepared.text : upgradeIdentifier(prepared.text)).slice(6, 14);
  const isIdLength = prepared.state === 'cut' || prepared.length === 18 || prepared.length === 15 || prepared.length === 17;
  return isIdLength && /^\d{8}$/.test(digits) && isBirthDate(digits) ? [`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`] : [];
}

/** Road or village with number and what is known of building, unit and room. */
function doorOf(value: string): readonly string[] {
  const parsed = prepareAddress(value);
  if (parsed === null) return [];
  const { road, community, group, number, building, unit, room } = parsed;
  const place = road || (community !== '' ? community + (group === '' ? '' : `/${group}`) : '');
  if (place === '' || (number === '' && (building === '' || room === ''))) return [];
  return [[place, number, building, unit, room].join('/')];
}
