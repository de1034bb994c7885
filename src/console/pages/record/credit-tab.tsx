// Records of other libraries about this subject, asked for with its number and name.
import { useQuery } from '@tanstack/react-query';
import { Alert, Skeleton } from 'antd';
import { settle, useApi } from '../../parts/hub.ts';
import { nameAttributeOf, subjectPath, uniqueAttributeOf, type Library, type Scalar } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { useSay, useWords } from '../../parts/words.ts';
import { RecordTable } from '../search/record-table.tsx';
import type { RecordOf } from './use-record.ts';
import { words } from './words.ts';

interface Props {
  readonly of: RecordOf;
  readonly attributes: Readonly<Record<string, Scalar>>;
  readonly masked: readonly string[];
  readonly libraries: readonly Library[];
}

export function CreditTab({ of, attributes, masked, libraries }: Props) {
  const text = useWords(words);
  const { library } = of;
  const [number, name] = [uniqueAttributeOf(library), nameAttributeOf(library)];
  const isBlind = number === undefined || name === undefined || masked.includes(number) || masked.includes(name) || attributes[number] == null || attributes[name] == null;
  if (isBlind) return <Alert type="info" showIcon title={text.creditMasked} />;
  const type = library.identifiers.find(({ attribute }) => attribute === number)?.types[0] ?? number;
  return (
    <div className="stack">
      {libraries.map((one) => <Entries key={one.code} library={one} subject={{ type, value: String(attributes[number]), name: String(attributes[name]) }} />)}
    </div>
  );
}

function Entries({ library, subject }: { library: Library; subject: { type: string; value: string; name: string } }) {
  const text = useWords(words);
  const say = useSay();
  const api = useApi();
  const ask = useAsk();
  const { data, error } = useQuery({
    queryKey: ['subject', library.resource, subject, ask],
    queryFn: () => settle(api.POST(subjectPath(library.resource), { params: { header: ask }, body: { subject } as never })),
  });
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <Skeleton active />;
  return (
    <section>
      <h2 className="h3">{say(library.label)}</h2>
      {data.records.length === 0 ? <p className="quiet">{text.noCredit}</p> : <RecordTable library={library} rows={data.records.map((record) => ({ key: record.goldenId, record }))} />}
    </section>
  );
}
