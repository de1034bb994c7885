// Whether look-alikes are kept apart: firms whose names differ in one character, a firm and its branch, firms of one name. The code is
// blanked on one side of each pair, in turns, and the model is the one learned on the register beside its department files.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MatchModel } from '../engine/resolve/model/types.ts';
import { readTable, writeTable, type TableRow } from './read-table.ts';
import type { PathOf } from './resolution-departments.ts';
import { withResolutionHub, type ResolutionHub } from './resolution-hub.ts';

export interface LookAlikeFigures {
  readonly oneCharacter: { readonly pairs: number; readonly merged: number };
  readonly branches: { readonly pairs: number; readonly merged: number; readonly related: number; readonly duplicates: number };
  readonly sameName: { readonly pairs: number; readonly merged: number };
}

const columns = ['rec_id', 'source', 'name', 'uscc', 'reg_date', 'ent_type', 'reg_capital', 'province', 'city', 'address'];

export async function measureLookAlikes(pathOf: PathOf, model: MatchModel): Promise<LookAlikeFigures> {
  const near = await readTable(pathOf('companies/er_hard_negatives_one_char_dev.csv'));
  const family = await readTable(pathOf('companies/er_parent_branch_pairs_6k_dev.csv'));
  const named = await readTable(pathOf('companies/er_same_name_different_uscc.csv'));
  const rows = [
    ...near.flatMap((row, index) => [oneOfTwo(row, index, 'a'), oneOfTwo(row, index, 'b')]),
    ...family.flatMap((row, index) => [relative(row, index, 'parent'), relative(row, index, 'branch')]),
    ...named.map((row, index) => ({ ...row, rec_id: `S${index}` })),
  ];
  return withFiles(rows, (files) => withResolutionHub(async (hub) => {
    await hub.load(files);
    await hub.match('legal_person', model);
    const goldenOf = new Map((await hub.links('legal_person')).map(({ sourceKey, goldenId }) => [sourceKey, goldenId]));
    const isMerged = (a: string, b: string): boolean => goldenOf.get(a) != null && goldenOf.get(a) === goldenOf.get(b);
    const namesakes = named.flatMap((row, a) => named.flatMap((other, b) => (b > a && other['group'] === row['group'] ? [[`S${a}`, `S${b}`] as const] : [])));
    const tasks = await hub.tasks('legal_person', ['possible_duplicate']);
    const asked = new Set(tasks.map(({ records }) => records.map((key) => key.slice(0, -1)).join(' ')));
    return {
      oneCharacter: { pairs: near.length, merged: near.filter((_, index) => isMerged(`N${index}a`, `N${index}b`)).length },
      branches: {
        pairs: family.length, merged: family.filter((_, index) => isMerged(`F${index}b`, `F${index}p`)).length, related: await countRelated(hub),
        duplicates: family.filter((_, index) => asked.has(`F${index} F${index}`)).length,
      },
      sameName: { pairs: namesakes.length, merged: namesakes.filter(([a, b]) => isMerged(a, b)).length },
    };
  }));
}

function oneOfTwo(row: TableRow, index: number, side: 'a' | 'b'): TableRow {
  const of = (name: string): string => row[`${name}_${side}`]!;
  const isBlank = (index % 2 === 0) === (side === 'b');
  return {
    rec_id: `N${index}${side}`, name: of('name'), uscc: isBlank ? '' : of('uscc'), reg_date: of('reg_date'), address: of('address'), province: row['province']!, city: row['city']!,
  };
}

function relative(row: TableRow, index: number, side: 'parent' | 'branch'): TableRow {
  const of = (name: string): string => row[`${side}_${name}`]!;
  const isBlank = (index % 2 === 0) === (side === 'branch');
  return { rec_id: `F${index}${side[0]!}`, name: of('name'), uscc: isBlank ? '' : of('uscc'), address: of('address'), province: of('province'), city: of('city') };
}

/** Rows with a code as the register's, the others as a department's. */
async function withFiles<T>(rows: readonly TableRow[], work: (files: { feed: string; path: string }[]) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'jiku-look-alikes-'));
  try {
    const [register, department] = [join(folder, 'register.csv'), join(folder, 'department.csv')];
    await writeTable(register, columns.filter((name) => name !== 'source'), rows.filter(({ uscc }) => uscc !== ''));
    await writeTable(department, columns, rows.filter(({ uscc }) => uscc === '').map((row) => ({ ...row, source: '人社' })));
    return await work([{ feed: 'market_registry', path: register }, { feed: 'department_firm', path: department }]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Pairs of a parent and its own branch that are proposed as such. */
async function countRelated({ pool }: ResolutionHub): Promise<number> {
  const { rows } = await pool.query<{ related: number }>(`
select count(*)::integer as related from legal_person.candidate c
join legal_person.source_record a on a.record_id = c.record_id join legal_person.source_record b on b.record_id = c.other_id
where c.outcome = 'veto' and c.relation = 'branch_of' and a.source_key ~ '^F' and left(a.source_key, -1) = left(b.source_key, -1)`);
  return rows[0]!.related;
}
