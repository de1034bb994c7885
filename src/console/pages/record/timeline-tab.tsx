// How the record came to be, and what every version changed of what the caller may see.
import { Skeleton, Timeline } from 'antd';
import { Link } from 'react-router';
import { formatInstant } from '../../parts/format.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Value } from '../../parts/value.tsx';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { useHistory, useHow, type RecordOf } from './use-record.ts';
import { words } from './words.ts';

const colours = { record: 'blue', redirect: 'orange', decision: 'red', version: 'gray' } as const;

export function TimelineTab({ of, masked }: { of: RecordOf; masked: readonly string[] }) {
  const text = useWords(words);
  const say = useSay();
  const how = useHow(of);
  return (
    <div className="grid-2 wide-first">
      <section>
        <h2 className="h3">{text.versionsOf}</h2>
        <Versions of={of} masked={masked} />
      </section>
      {how.isEnabled && (
        <section>
          <h2 className="h3">{text.eventsOf}</h2>
          {how.error !== null && <ProblemNotice error={how.error} />}
          {how.data === undefined ? <Skeleton active /> : <Timeline items={how.data.map((event) => ({ color: colours[event.kind], content: say(event.sentence) }))} />}
        </section>
      )}
    </div>
  );
}

function Versions({ of, masked }: { of: RecordOf; masked: readonly string[] }) {
  const text = useWords(words);
  const say = useSay();
  const { data, error } = useHistory(of);
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <Skeleton active />;
  const { library } = of;
  return (
    <Timeline
      items={data.map(({ version, recordedAt, cause, changes }) => ({
        content: (
          <>
            <div><strong>{fill(text.version, { n: version })}</strong> <span className="quiet">{formatInstant(recordedAt, { withSeconds: true })} · <Cause cause={cause} /></span></div>
            {changes.length === 0 && <div className="quiet">{text.nothingChanged}</div>}
            {changes.map(({ attribute, from, to }) => (
              <div key={attribute}>
                <span className="quiet">{say(library.attributes[attribute]?.label, attribute)}：</span>
                <Value library={library} attribute={attribute} value={from} isMasked={masked.includes(attribute)} /> → <Value library={library} attribute={attribute} value={to} isMasked={masked.includes(attribute)} against={from ?? undefined} />
              </div>
            ))}
          </>
        ),
      }))}
    />
  );
}

function Cause({ cause }: { cause: string }) {
  const text = useWords(words);
  const [kind, id = ''] = cause.split(':');
  if (kind === 'load') return <Link to={`/loads/${id}`}>{fill(text.byLoad, { n: id })}</Link>;
  if (kind === 'decision') return <>{text.byDecision}</>;
  return <>{cause}</>;
}
