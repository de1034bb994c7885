import { describe, expect, it } from 'vitest';
import { planMatch, profileOf } from '../../../../src/engine/resolve/scored/match-plan.ts';
import { blockOfKey, placedKeysOf } from '../../../../src/engine/resolve/scored/record-keys.ts';
import { population } from '../../../../src/libraries/population/library.ts';

const plan = planMatch(population)!;
const blocks = plan.scored.blocks.map(({ code }) => code);

/** Place by block of a record with these values. */
function placesOf(values: Readonly<Record<string, string>>): Readonly<Record<string, number>> {
  const profile = profileOf(plan, 'r', null, plan.attributes.map((attribute) => values[attribute] ?? null));
  return Object.fromEntries(placedKeysOf(plan, profile).map(({ key, place }) => [blocks[blockOfKey(key)], place]));
}

describe('the place of a key', () => {
  const one = placesOf({ full_name: '张建国', birth_date: '1901-02-03', hukou_address: '济南市历下区解放路18号' });

  it('is that of the part which most blocks have', () => {
    expect(Object.keys(one).sort()).toEqual(['birth_door', 'given_birth', 'name_road', 'name_year', 'surname_birth']);
    expect(one['given_birth']).toBe(one['surname_birth']);
    expect(one['birth_door']).toBe(one['surname_birth']);
    expect(one['name_road']).toBe(one['name_year']);
    expect(one['name_year']).toBeGreaterThan(one['surname_birth']!);
  });

  it('is shared by records that agree in it, and by no others', () => {
    const other = placesOf({ full_name: '李芳', birth_date: '1901-02-03' });
    expect(other['surname_birth']).toBe(one['surname_birth']);
    expect(other['name_year']).not.toBe(one['name_year']);
    expect(placesOf({ full_name: '张建国', birth_date: '1901-02-04' })['surname_birth']).not.toBe(one['surname_birth']);
  });
});
