// The credit profile of a subject, from whose entries a repair or an objection is filed, and the report that is issued.
import { useMutation } from '@tanstack/react-query';
import { Button, Form, Tag } from 'antd';
import { useState } from 'react';
import type { components, operations } from '../../../generated/openapi.ts';
import { dayOf } from '../../parts/format.ts';
import { newKey, settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { useMay } from '../../parts/session.ts';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { FileCaseDialog, type CaseAbout } from './file-case-dialog.tsx';
import { IssuedReport } from './issued-report.tsx';
import { SubjectFields, useSubjectKinds, type SubjectGiven } from './subject-fields.tsx';
import { words } from './words.ts';

type Profile = operations['createCreditProfile']['responses']['200']['content']['application/json'];
type Entry = components['schemas']['CreditEntryView'];

export function ReportDesk() {
  const text = useWords(words);
  const api = useApi();
  const ask = useAsk();
  const kinds = useSubjectKinds();
  const [form] = Form.useForm<SubjectGiven>();
  const subjectOf = ({ type, value, name }: SubjectGiven) => ({ subject: { type, value: value.trim(), name: name.trim() } });
  const profile = useMutation({ mutationFn: (given: SubjectGiven) => settle(api.POST('/v1/credit/profiles', { params: { header: ask }, body: subjectOf(given) })) });
  const report = useMutation({ mutationFn: (given: SubjectGiven) => settle(api.POST('/v1/credit/reports', { params: { header: { ...ask, 'Idempotency-Key': newKey() } }, body: subjectOf(given) })) });
  if (kinds.length === 0) return null;
  const issue = async (): Promise<void> => report.mutate(await form.validateFields());
  return (
    <div className="stack">
      <Form<SubjectGiven> form={form} layout="vertical" requiredMark={false} className="field-grid" initialValues={{ type: kinds[0]?.value }} onFinish={(given) => (report.reset(), profile.mutate(given))}>
        <SubjectFields />
        <div className="row at-end">
          <Button type="primary" htmlType="submit" loading={profile.isPending}>{text.showProfile}</Button>
          <Button loading={report.isPending} onClick={() => void issue()}>{text.issue}</Button>
        </div>
      </Form>
      {profile.error !== null && <ProblemNotice error={profile.error} />}
      {report.error !== null && <ProblemNotice error={report.error} />}
      {report.data !== undefined && <IssuedReport reportNo={report.data.reportNo} />}
      {report.data === undefined && profile.data !== undefined && <ProfileView profile={profile.data} subject={profile.variables} onFiled={() => profile.mutate(profile.variables)} />}
    </div>
  );
}

function ProfileView({ profile, subject, onFiled }: { profile: Profile; subject: SubjectGiven; onFiled: () => void }) {
  const text = useWords(words);
  const say = useSay();
  const [held, empty] = [profile.sections.filter(({ count }) => count > 0), profile.sections.filter(({ count }) => count === 0)];
  const aboutOf = (entry: Entry): CaseAbout => ({ subject, entryId: entry.entryId, label: say(entry.listLabel), documentNo: documentOf(entry) });
  const [filing, setFiling] = useState<{ kind: 'repair' | 'objection'; about: CaseAbout } | null>(null);
  return (
    <div className="stack">
      <h2 className="h2">{profile.subject.name} <span className="quiet number">{profile.subject.number}</span></h2>
      {held.map(({ section, label, count, entries }) => (
        <section key={section} className="panel">
          <h3 className="h3">{say(label)} · {count}</h3>
          <ul className="lines">
            {entries.map((entry) => <ProfileEntry key={entry.entryId} entry={entry} onFile={(kind) => setFiling({ kind, about: aboutOf(entry) })} />)}
          </ul>
        </section>
      ))}
      {empty.length > 0 && <p className="quiet flat">{fill(text.nothingIn, { sections: empty.map(({ label }) => say(label)).join('、') })}</p>}
      {filing !== null && <FileCaseDialog kind={filing.kind} about={filing.about} onFiled={onFiled} onClose={() => setFiling(null)} />}
    </div>
  );
}

/** As the grant shows it. */
const documentOf = ({ attributes }: Entry): string | null => {
  const value = (attributes as Readonly<Record<string, unknown>>)['document_no'];
  return typeof value === 'string' ? value : null;
};

function ProfileEntry({ entry, onFile }: { entry: Entry; onFile: (kind: 'repair' | 'objection') => void }) {
  const text = useWords(words);
  const say = useSay();
  const may = useMay();
  const isEarly = entry.repair !== null && dayOf(new Date()) < entry.repair.from;
  return (
    <li>
      <div className="row">
        <strong>{say(entry.listLabel)}</strong>
        {entry.isInForce && <Tag color={entry.polarity === 'punish' ? 'red' : 'blue'}>{text.inForce}</Tag>}
        {entry.isDisputed && <Tag color="gold">{text.disputed}</Tag>}
        {entry.isSuspended && <Tag color="gold">{text.suspended}</Tag>}
        <span className="quiet">{fill(text.from, { day: entry.beginsOn })} · {entry.until === null ? text.open : fill(text.until, { day: entry.until })}</span>
        <span className="grow" />
        {may('credit:cases') && (
          <>
            {entry.repair !== null && <Button size="small" disabled={isEarly} onClick={() => onFile('repair')}>{isEarly ? fill(text.repairFrom, { day: entry.repair.from }) : text.newRepair}</Button>}
            <Button size="small" onClick={() => onFile('objection')}>{text.newObjection}</Button>
          </>
        )}
      </div>
      <span className="quiet small">{[documentOf(entry), `${text.basis}：${entry.legalBasis}`, fill(text.edition, { n: entry.edition })].filter((part) => part !== null).join(' · ')}</span>
    </li>
  );
}
