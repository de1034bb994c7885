// Identity numbers of the sample world. Each is an injective function of the person's or firm's index, so that no two share one
// by accident, whatever the size. They look like real numbers and belong in generated files only, never in the repository.
import { orgCodeCheckChar } from '../standards/organisation-code.ts';
import { registrationNumberCheckDigit } from '../standards/registration-number.ts';
import { residentIdCheckDigit } from '../standards/resident-id.ts';
import { usccCheckChar } from '../standards/uscc.ts';
import { homePlaces, otherDivisions } from './places.ts';
import { createScatter, hash } from './random.ts';

const DAYS = 365;
const SEQUENCES = 486;
/** Of ten people, this many were first registered in one of the home counties. */
const HOME_SHARE = 7;
const homeDivisions = homePlaces.map((place) => place.code);
const scatterHome = createScatter(homeDivisions.length * DAYS * SEQUENCES);
const scatterOther = createScatter(otherDivisions.length * DAYS * SEQUENCES);
const ORG_CODES = 50_000_017;
const scatterOrganisation = createScatter(ORG_CODES);
const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** How many people a sample world can hold: beyond it two could share a number. */
export const maxPeople = Math.floor((homeDivisions.length * DAYS * SEQUENCES) / HOME_SHARE) * 10;

/** The part of a number that the index alone decides; year and sex come from the person. */
export interface NumberSlot {
  readonly division: string;
  /** MM-DD, never 29 February. */
  readonly monthDay: string;
  /** 0–485: half of the sequence number. */
  readonly pair: number;
}

/** The slot of a person. Different people have different slots, hence different numbers whatever their years and sexes. */
export function numberSlot(index: number, seed: number): NumberSlot {
  const [block, place] = [Math.floor(index / 10), index % 10];
  const isHome = place < HOME_SHARE;
  const divisions = isHome ? homeDivisions : otherDivisions;
  const local = isHome ? block * HOME_SHARE + place : block * (10 - HOME_SHARE) + place - HOME_SHARE;
  const spot = ((isHome ? scatterHome : scatterOther)(local) + hash(seed, 0, 0)) % (divisions.length * DAYS * SEQUENCES);
  const rest = Math.floor(spot / divisions.length);
  return { division: divisions[spot % divisions.length]!, monthDay: monthDayOf(rest % DAYS), pair: Math.floor(rest / DAYS) };
}

function monthDayOf(dayOfYear: number): string {
  let day = dayOfYear;
  let month = 0;
  while (day >= MONTHS[month]!) day -= MONTHS[month++]!;
  return `${pad(month + 1, 2)}-${pad(day + 1, 2)}`;
}

/** GB 11643 number of a slot. The sequence never ends in 00, which with check digit 0 would look like a number cut by Excel. */
export function residentIdOf(slot: NumberSlot, year: number, sex: '1' | '2'): string {
  const sequence = 2 * (slot.pair + Math.floor(slot.pair / 49)) + (sex === '1' ? 1 : 2);
  const first17 = `${slot.division}${year}${slot.monthDay.slice(0, 2)}${slot.monthDay.slice(3)}${pad(sequence, 3)}`;
  return first17 + residentIdCheckDigit(first17);
}

const ORG_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** GB 11714 code (9 characters): digits before the reform of 2015, MA and six characters after it. */
export function orgCodeOf(index: number, seed: number, isNew: boolean): string {
  const place = (scatterOrganisation(index) + hash(seed, 0, 1)) % ORG_CODES;
  const first8 = isNew ? `MA${inAlphabet(place, 6)}` : pad(30_000_000 + place, 8);
  return first8 + orgCodeCheckChar(first8)!;
}

function inAlphabet(value: number, length: number): string {
  let text = '';
  for (let rest = value * 17; text.length < length; rest = Math.floor(rest / 31)) text = ORG_ALPHABET[rest % 31]! + text;
  return text;
}

/** GB 32100 code from its parts. */
export function usccOf(category: string, division: string, orgCode: string): string {
  const first17 = category + division + orgCode;
  return first17 + usccCheckChar(first17)!;
}

/** GS 15 registration number of a domestic enterprise. */
export function registrationNumberOf(division: string, index: number): string {
  const first14 = division + pad(index, 8);
  return first14 + registrationNumberCheckDigit(first14);
}

const ZEROS = '0'.repeat(20);

/** `value` in at least `length` digits, 20 at most. */
export function pad(value: number, length: number): string {
  const digits = `${value}`;
  return digits.length >= length ? digits : ZEROS.slice(0, length - digits.length) + digits;
}
