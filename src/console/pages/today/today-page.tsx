// What a steward or clerk needs to see at nine in the morning.
import { Segmented } from 'antd';
import { useState } from 'react';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { PurposeGate } from '../../parts/purpose-gate.tsx';
import { useMay, useSession } from '../../parts/session.ts';
import { fill, useWords } from '../../parts/words.ts';
import { Charts } from './charts.tsx';
import { LoadLists } from './load-lists.tsx';
import { LoadTiles, TaskTiles } from './tiles.tsx';
import { useActivity } from './use-today.ts';
import { words } from './words.ts';

const spans = [7, 14, 30];

export default function TodayPage() {
  const text = useWords(words);
  const may = useMay();
  const { account } = useSession();
  const [days, setDays] = useState(14);
  const activity = useActivity(days);
  const hasDuties = may('tasks:read', 'challenges:read', 'credit:feedback');
  return (
    <div className="page stack">
      <div className="page-head">
        <h1 className="h1">{fill(text.hello, { name: account.displayName })}</h1>
        {may('loads:read') && <Segmented value={days} onChange={setDays} aria-label={fill(text.days, { n: days })} options={spans.map((value) => ({ value, label: fill(text.days, { n: value }) }))} />}
      </div>
      {activity.error !== null && <ProblemNotice error={activity.error} />}
      <div className="tiles">
        {hasDuties && <PurposeGate isInline note={text.purposeNote}><TaskTiles /></PurposeGate>}
        {may('loads:read') && <LoadTiles />}
      </div>
      {may('loads:read') && <Charts activity={activity.data} seesTasks={may('tasks:read')} />}
      {may('loads:read') && <LoadLists />}
    </div>
  );
}
