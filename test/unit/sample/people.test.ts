import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { population } from '../../../src/libraries/population/library.ts';
import { generateBenchPeople } from '../../../src/sample/bench-people.ts';
import { firmAt } from '../../../src/sample/firm.ts';
import { fatherOf, motherOf, personAt, spouseOf } from '../../../src/sample/person.ts';
import type { World } from '../../../src/sample/world.ts';
import { residentIdFacts, residentIdReader } from '../../../src/standards/resident-id.ts';

const folder = mkdtempSync(join(tmpdir(), 'jiku-bench-'));
afterAll(() => rmSync(folder, { recursive: true }));

const world: World = { people: 40_000, firms: 20_000, seed: 9, today: '2025-06-30' };

describe('the people of the world', () => {
  it('have numbers of their own that are valid and say what the person is', () => {
    const numbers = new Set<string>();
    const read = residentIdReader({ today: '2025-06-30' });
    for (let index = 0; index < world.people; index++) {
      const person = personAt(world, index);
      numbers.add(person.idNumber).add(person.formerIdNumber);
      const { birthDate, sex } = residentIdFacts(person.idNumber);
      expect([birthDate, sex]).toEqual([person.birthDate, person.sex]);
      expect(read(person.idNumber, (rule) => expect(rule.code).toBe('DIVISION_UNKNOWN'))).toBe(person.idNumber);
    }
    const renumbered = Array.from({ length: world.people }, (_, index) => personAt(world, index)).filter((person) => person.idNumber !== person.formerIdNumber);
    expect(numbers.size).toBe(world.people + renumbered.length);
  });

  it('have families that know each other', () => {
    for (let index = 0; index < 2000; index++) {
      const person = personAt(world, index);
      const spouse = spouseOf(world, person);
      if (spouse) expect(spouseOf(world, spouse)?.index).toBe(index);
      const [father, mother] = [fatherOf(world, person), motherOf(world, person)];
      if (!father || !mother) continue;
      expect([father.role, mother.role, spouseOf(world, father)?.index]).toEqual(['husband', 'wife', mother.index]);
      expect(Number(person.birthDate.slice(0, 4)) - Number(mother.birthDate.slice(0, 4))).toBeGreaterThanOrEqual(18);
    }
  });
});

describe('the firms of the world', () => {
  it('have codes of their own', () => {
    const codes = new Set(Array.from({ length: world.firms }, (_, index) => firmAt(world, index).uscc));
    expect(codes.size).toBe(world.firms);
  });
});

describe('generateBenchPeople', () => {
  it('writes the same rows in both orders, each person once', async () => {
    const { ordered, reordered } = await generateBenchPeople({ library: population, people: 3000, departments: 4, seed: 2, folder });
    expect(ordered.length).toBe(4);
    for (const [place, { path }] of ordered.entries()) {
      const [first, second] = [path, reordered[place]!.path].map((name) => readFileSync(name, 'utf8').trimEnd().split('\n')) as [string[], string[]];
      expect(first.length).toBe(3001);
      expect(second).not.toEqual(first);
      expect([...second].sort()).toEqual([...first].sort());
    }
  });

  it('keeps memory bounded', async () => {
    await generateBenchPeople({ library: population, people: 5000, departments: 1, seed: 2, folder });
    const before = process.memoryUsage().rss;
    await generateBenchPeople({ library: population, people: 100_000, departments: 1, seed: 2, folder });
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(150);
  }, 60_000);
});
