// The golden records as they would stand after a decision, read inside the transaction that is then rolled back.
import { sql, type Query } from '../../store/sql.ts';
import { goldenColumns, type GoldenRow, type Reach } from '../query/reach.ts';
import type { Outcome, Work } from './carry-out.ts';
import type { DecidedRelation } from './decision.ts';

/** The columns and rows that the reader may see. */
export type Look = Reach;

export interface PreviewRecord {
  /** Handle of the record. */
  readonly record: string;
  readonly goldenId: string | null;
  readonly source: string;
  readonly feed: string;
  readonly effectiveDate: string;
  readonly linkRule: string | null;
  readonly linkOrigin: string | null;
}

export interface PreviewGolden {
  readonly goldenId: string;
  readonly version: number;
  readonly isNew: boolean;
  /** Null outside the reader's reach. */
  readonly row: GoldenRow | null;
  readonly records: readonly PreviewRecord[];
}

export interface Preview {
  readonly goldens: readonly PreviewGolden[];
  /** Golden ids that would end, and where they would lead. */
  readonly ended: readonly { readonly goldenId: string; readonly redirectTo: string | null }[];
  /** Relations that decisions make between these golden records and others of the library. */
  readonly relations: readonly DecidedRelation[];
  readonly needsSecondPerson: boolean;
}

export async function readPreview(
  { client, lib }: Work,
  { before, after }: Outcome,
  { look, needsSecondPerson }: { look: Look | null; needsSecondPerson: boolean },
): Promise<Preview> {
  const ids = after.map(({ goldenId }) => goldenId);
  const read = async <Row extends object>(query: Query): Promise<Row[]> => (await client.query<Row>(query)).rows;
  const rows = look === null ? [] : await read<GoldenRow>(sql`
    select ${goldenColumns(look)} from ${lib.table('golden_record')} g where g.golden_id = any (${ids}::uuid[]) and ${look.filter}`);
  const records = await read<PreviewRecord>(sql`
    select home_id as record, golden_id as "goldenId", source, feed, effective_date as "effectiveDate", link_rule as "linkRule", link_origin as "linkOrigin"
    from ${lib.table('source_record')} where golden_id = any (${ids}::uuid[]) and not is_withdrawn order by effective_date desc, source, feed, home_id`);
  const gone = before.filter(({ goldenId }) => !ids.includes(goldenId)).map(({ goldenId }) => goldenId);
  return {
    goldens: after.map(({ goldenId, version }) => ({
      goldenId, version, isNew: !before.some((mark) => mark.goldenId === goldenId),
      row: rows.find((row) => row['@golden_id'] === goldenId) ?? null,
      records: records.filter((record) => record.goldenId === goldenId),
    })),
    ended: await read(sql`
      select golden_id as "goldenId", redirect_to as "redirectTo" from ${lib.table('golden_record')} where golden_id = any (${gone}::uuid[]) order by golden_id`),
    relations: await read(sql`
      select type, golden_id as "from", target_golden_id as "to" from ${lib.table('relation')}
      where decision_id is not null and (golden_id = any (${ids}::uuid[]) or target_golden_id = any (${ids}::uuid[])) order by type, golden_id, target_golden_id`),
    needsSecondPerson,
  };
}
