// The answer of a check: the verdict, then every list entry with its measures and the feedback on each.
import { Alert, Tag } from 'antd';
import type { components } from '../../../generated/openapi.ts';
import { useMay } from '../../parts/session.ts';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { FeedbackForm } from './feedback-form.tsx';
import { words } from './words.ts';

export type Entry = components['schemas']['CreditEntryShown'];
type Result = components['schemas']['CreditResult'];

interface Props {
  readonly checkId: string;
  readonly result: Result;
  readonly entries: readonly Entry[];
  /** How each entry stands now, in a replay. */
  readonly now?: Readonly<Record<string, string>>;
}

const shades: Readonly<Record<Result, 'success' | 'error' | 'info' | 'warning'>> = { none: 'success', punish: 'error', incentive: 'info', unknown: 'warning', identity_mismatch: 'warning', invalid: 'warning' };

export function CheckAnswer({ checkId, result, entries, now = {} }: Props) {
  const text = useWords(words);
  const may = useMay();
  return (
    <div className="stack" aria-live="polite">
      <Alert type={shades[result]} showIcon title={<strong>{text[result]}</strong>} description={<span className="mono">{fill(text.checkNo, { id: checkId })}</span>} />
      {entries.map((entry) => <EntryCard key={`${entry.entryId} ${entry.targetRole}`} entry={entry} now={now[entry.entryId]} />)}
      {entries.length > 0 && may('credit:feedback') && <FeedbackForm checkId={checkId} entries={entries} />}
    </div>
  );
}

function EntryCard({ entry, now }: { entry: Entry; now: string | undefined }) {
  const text = useWords(words);
  const say = useSay();
  const classes = [text.class0, text.class1, text.class2, text.class3];
  const states: Readonly<Record<string, string>> = { suspended: text.suspended, not_yet: text.not_yet, ended: text.ended, moved: text.moved, gone: text.gone };
  return (
    <article className={`panel entry ${entry.polarity}`}>
      <div className="row">
        <h3 className="h3">{say(entry.list.label)}</h3>
        <span className="quiet">{fill(text.from, { day: entry.beginsOn })} · {entry.until === null ? text.open : fill(text.until, { day: entry.until })}</span>
        {entry.disputed && <Tag color="gold">{text.disputed}</Tag>}
        {entry.via !== undefined && <Tag>{fill(text.via, { name: entry.via.name, role: text[entry.targetRole] })}</Tag>}
        {now !== undefined && <Tag color={now === 'in_force' ? 'green' : 'default'}>{now === 'in_force' ? text.nowInForce : fill(text.nowChanged, { state: states[now] ?? now })}</Tag>}
      </div>
      <p className="quiet small flat">{text.basis}：{entry.list.legalBasis} · {fill(text.edition, { n: entry.list.edition })}</p>
      <ul className="measures">
        {entry.measures.map((measure) => (
          <li key={measure.code}>
            <strong>{say(measure.label)}</strong> <Tag>{classes[measure.class] ?? measure.class}</Tag>{measure.unverified && <Tag color="gold">{text.unverified}</Tag>}
            <div className="small">{measure.content}</div>
            <div className="quiet small">{measure.legalBasis} · {fill(text.edition, { n: measure.edition })}</div>
          </li>
        ))}
      </ul>
    </article>
  );
}
