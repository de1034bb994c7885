// Every feed against its promised cycle; the worst first.
import { useQuery } from '@tanstack/react-query';
import { Checkbox, Skeleton, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { settle, useApi } from '../../parts/hub.ts';
import { feedLabel, sourceLabel, useAllLibraries } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { words } from './words.ts';

const order = ['failed', 'held', 'late', 'never', 'ok'] as const;
const colours = { ok: 'green', late: 'red', failed: 'red', held: 'gold', never: 'default' } as const;

export function FeedsTab() {
  const text = useWords(words);
  const say = useSay();
  const api = useApi();
  const libraries = useAllLibraries();
  const [onlyTrouble, setOnly] = useState(false);
  const { data, error } = useQuery({ queryKey: ['feeds'], queryFn: async () => (await settle(api.GET('/v1/feeds'))).items });
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <Skeleton active />;
  const rows = data.filter(({ state }) => !onlyTrouble || state !== 'ok').toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state) || other.daysLate - one.daysLate);
  const of = (code: string) => libraries.find((library) => library.code === code);
  return (
    <div className="stack">
      <Checkbox checked={onlyTrouble} onChange={(event) => setOnly(event.target.checked)}>{text.onlyTrouble}</Checkbox>
      <Table
        size="small" rowKey={({ library, feed }) => `${library} ${feed}`} dataSource={rows} pagination={false} tableLayout="fixed"
        columns={[
          { title: text.feed, ellipsis: true, render: (_, { library, feed }) => <Link to={`/loads?library=${library}&feed=${feed}`}>{say(feedLabel(of(library), feed))}</Link> },
          { title: text.library, width: 170, ellipsis: true, render: (_, { library }) => say(of(library)?.label, library) },
          { title: text.department, width: 150, ellipsis: true, render: (_, { library, department }) => say(sourceLabel(of(library), department)) },
          { title: text.state, width: 200, render: (_, { state, daysLate }) => <><Tag color={colours[state]}>{text[state]}</Tag>{daysLate > 0 && <span className="warn">{fill(text.daysLate, { n: daysLate })}</span>}</> },
          { title: text.cycle, width: 110, render: (_, { cycle }) => text[cycle] },
          { title: text.lastData, width: 120, dataIndex: 'lastDeclaredDate' },
          { title: text.due, width: 110, dataIndex: 'dueOn' },
          { title: text.lastLoad, width: 90, render: (_, { lastLoad }) => lastLoad !== null && <Link to={`/loads/${lastLoad.loadId}`}>{lastLoad.loadId}</Link> },
        ]}
      />
    </div>
  );
}
