// The bars of resolution beyond keys, where the optional data folder is there: accuracy, never a time.
import { describe, expect, it } from 'vitest';
import { measureFirms, measurePersons } from '../../src/bench/resolution-departments.ts';
import { measureForeign } from '../../src/bench/resolution-foreign.ts';
import { measureLookAlikes } from '../../src/bench/resolution-look-alikes.ts';
import { measureSearch } from '../../src/bench/resolution-search.ts';
import { testData } from '../../src/bench/test-data.ts';

const isThere = testData('er/score_pairs.py') !== null;
/** The measures start a server of their own: once is enough. */
const isOtherServer = process.env.JIKU_TEST_DATABASE_URL !== undefined;
const note = isThere ? '' : ' (skipped: no test data folder, see JIKU_TEST_DATA)';
const pathOf = (file: string): string => testData(file) ?? `missing ${file}`;
const long = 900_000;

describe.skipIf(!isThere || isOtherServer)(`resolution beyond keys${note}`, () => {
  it('persons of several departments', async () => {
    const { automatic, reviewed, queuedPerThousand } = await measurePersons(pathOf);
    expect(automatic.precision).toBeGreaterThanOrEqual(0.995);
    expect(automatic.recall).toBeGreaterThanOrEqual(0.93);
    expect(reviewed.recall).toBeGreaterThanOrEqual(0.97);
    expect(queuedPerThousand).toBeLessThanOrEqual(60);
  }, long);

  it('firms of departments and their register; look-alikes stay apart, branches are proposed as such', async () => {
    const { links, model } = await measureFirms(pathOf);
    expect(links.precision).toBeGreaterThanOrEqual(0.995);
    expect(links.recall).toBeGreaterThanOrEqual(0.975);
    const { oneCharacter, branches, sameName } = await measureLookAlikes(pathOf, model);
    expect(oneCharacter.merged).toBeLessThanOrEqual(oneCharacter.pairs * 0.002);
    expect(branches.merged).toBeLessThanOrEqual(branches.pairs * 0.002);
    expect(branches.related).toBeGreaterThanOrEqual(branches.pairs * 0.8);
    expect(branches.duplicates).toBe(0);
    expect(sameName.merged).toBe(0);
  }, long);

  it.each([['febrl', 0.999], ['fake_people', 0.87]] as const)('%s, through a definition of its own', async (set, least) => {
    expect((await measureForeign(set, pathOf)).f1).toBeGreaterThanOrEqual(least);
  }, long);

  it('listed companies are found by their short names and initials', async () => {
    const { shortName, initials, fullNames } = await measureSearch(pathOf);
    expect(shortName.first).toBeGreaterThanOrEqual(0.98);
    expect(shortName.ten).toBeGreaterThanOrEqual(0.99);
    expect(initials.first).toBeGreaterThanOrEqual(0.85);
    expect(initials.ten).toBeGreaterThanOrEqual(0.99);
    expect(fullNames.ten).toBeGreaterThanOrEqual(0.85);
  }, long);
});
