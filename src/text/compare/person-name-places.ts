// Compares two Han names of the same length character by character.
import { areLookAlike } from './look-alikes.ts';
import { NAME } from './person-name-form.ts';
import type { PreparedName } from './person-name-form.ts';
import { isUnreadable, soundAlike } from './readings.ts';

/** The level that the places alone give; `different` where they decide nothing. Same sound in all places is not asked here. */
export function comparePlaces(a: PreparedName, b: PreparedName): number {
  let equal = 0;
  let alike = 0;
  let sounding = 0;
  let unreadable = 0;
  const size = a.chars.length;
  for (let i = 0; i < size; i++) {
    const one = a.chars[i]!;
    const other = b.chars[i]!;
    if (a.unreadable > 0 && isUnreadable(one)) unreadable++;
    else if (b.unreadable > 0 && isUnreadable(other)) unreadable++;
    else if (one === other) equal++;
    else if (areLookAlike(one, other)) alike++;
    else if (soundAlike(one, other)) sounding++;
  }
  const other = size - equal - alike - sounding - unreadable;
  if (other === 0) {
    if (unreadable > 0) return unreadable * 2 <= size ? NAME.unreadable : a.surname === b.surname ? NAME.sameSurname : NAME.different;
    return equal + sounding > 0 ? NAME.lookAlike : NAME.different;
  }
  if (unreadable > 0) return NAME.different;
  if (other === 1 && size >= 5) return NAME.oneCharacter;
  const isOneGiven = size === a.surname.length + 2 && a.surname.length === b.surname.length && other === 1 && equal > 0;
  return isOneGiven && agreesAtFront(a, b) ? NAME.surnameAndOneGiven : NAME.different;
}

function agreesAtFront(a: PreparedName, b: PreparedName): boolean {
  for (let i = 0; i < a.surname.length; i++) {
    const one = a.chars[i]!;
    const other = b.chars[i]!;
    if (one !== other && !soundAlike(one, other) && !areLookAlike(one, other)) return false;
  }
  return true;
}
