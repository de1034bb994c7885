// Found records, drawn from the definition: the name, the number, and what else the caller may see, as far as there is room.
import { Empty, Table, Tag, type TableProps } from 'antd';
import { Link } from 'react-router';
import { nameAttributeOf, uniqueAttributeOf, type Library, type Scalar } from '../../parts/library.ts';
import { Value } from '../../parts/value.tsx';
import { useSay, useWords } from '../../parts/words.ts';
import { words } from './words.ts';

export interface FoundRecord {
  readonly goldenId: string;
  readonly attributes: object;
  readonly masked?: readonly string[];
  readonly conflicts?: readonly string[];
}

export interface FoundRow {
  readonly key: string;
  /** What the answer says where there may be no record. */
  readonly result?: string;
  readonly record?: FoundRecord;
}

const shownColumns = 6;

export function RecordTable({ library, rows, footer }: { library: Library; rows: readonly FoundRow[]; footer?: TableProps<FoundRow>['footer'] }) {
  const text = useWords(words);
  const say = useSay();
  if (rows.length === 0) return <Empty description={<>{text.nothing}<br /><span className="quiet">{text.nothingWhy}</span></>} />;
  const hasResults = rows.some(({ result }) => result !== undefined);
  const columns: TableProps<FoundRow>['columns'] = [
    ...(hasResults ? [{ title: text.result, width: 130, render: (_: unknown, { result, record }: FoundRow) => <Tag color={record === undefined ? 'default' : 'green'}>{result}</Tag> }] : []),
    ...columnsOf(library, rows).map((code, index) => ({
      title: say(library.attributes[code]?.label, code), ellipsis: index > 1,
      render: (_: unknown, { record }: FoundRow) => {
        if (record === undefined) return null;
        const value = <Value library={library} attribute={code} value={valueOf(record, code)} isMasked={record.masked?.includes(code)} />;
        return index === 0 ? <Link to={`/records/${library.code}/${record.goldenId}`}>{value}</Link> : value;
      },
    })),
  ];
  return <Table<FoundRow> size="small" rowKey="key" columns={columns} dataSource={[...rows]} pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }} footer={footer} tableLayout="fixed" />;
}

const valueOf = (record: FoundRecord, code: string): Scalar | undefined => (record.attributes as Readonly<Record<string, Scalar>>)[code];

function columnsOf(library: Library, rows: readonly FoundRow[]): string[] {
  const isStated = (code: string): boolean => rows.some(({ record }) => record !== undefined && valueOf(record, code) != null);
  const first = [nameAttributeOf(library), uniqueAttributeOf(library)].filter((code): code is string => code !== undefined);
  const others = Object.keys(library.attributes).filter((code) => !first.includes(code) && library.attributes[code]?.type !== 'identifier');
  const stated = [...first, ...others].filter(isStated).slice(0, shownColumns);
  return stated.length > 0 ? stated : first.slice(0, 1);
}
