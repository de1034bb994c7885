// Compares two Han names of the same length character by character.
import { areLookAlike } from './look-alikes.ts';
import { NAME } from './person-name-form.ts';
import type { PreparedName } from './person-name-form.ts';
import { isUnreadable, soundAlike } from './readings.ts';

/** From this length on, one character matters little. */
const LONG_NAME = 5;

/** How many places of two names agree, and how. */
interface Places {
  readonly equal: number;
  readonly alike: number;
  readonly sounding: number;
  readonly unreadable: number;
  readonly other: number;
}

/** The level that the places alone give; `different` where they decide nothing. Same sound in all places is not asked here. */
export function comparePlaces(a: PreparedName, b: PreparedName): number {
  const places = countPlaces(a, b);
  const size = a.chars.length;
  if (places.other === 0) {
    if (places.unreadable === 0) return places.equal + places.sounding > 0 ? NAME.lookAlike : NAME.different;
    if (places.unreadable * 2 <= size) return NAME.unreadable;
    return a.surname === b.surname ? NAME.sameSurname : NAME.different;
  }
  if (places.unreadable > 0 || places.other > 1) return NAME.different;
  if (size >= LONG_NAME) return NAME.oneCharacter;
  const isOneGiven = size === a.surname.length + 2 && a.surname.length === b.surname.length && places.equal > 0;
  return isOneGiven && agreesAtFront(a, b) ? NAME.surnameAndOneGiven : NAME.different;
}

function countPlaces(a: PreparedName, b: PreparedName): Places {
  const hasUnreadable = a.unreadable + b.unreadable > 0;
  const places = { equal: 0, alike: 0, sounding: 0, unreadable: 0, other: 0 };
  for (let i = 0; i < a.chars.length; i++) {
    const one = a.chars[i]!;
    const other = b.chars[i]!;
    if (hasUnreadable && (isUnreadable(one) || isUnreadable(other))) places.unreadable++;
    else if (one === other) places.equal++;
    else if (areLookAlike(one, other)) places.alike++;
    else if (soundAlike(one, other)) places.sounding++;
    else places.other++;
  }
  return places;
}

function agreesAtFront(a: PreparedName, b: PreparedName): boolean {
  for (let i = 0; i < a.surname.length; i++) {
    const one = a.chars[i]!;
    const other = b.chars[i]!;
    if (one !== other && !soundAlike(one, other) && !areLookAlike(one, other)) return false;
  }
  return true;
}
