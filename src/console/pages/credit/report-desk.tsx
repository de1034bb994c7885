// The credit profile of a subject, and the report that is issued and printed.
import { PrinterOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Form, Tag } from 'antd';
import type { components, operations } from '../../../generated/openapi.ts';
import { formatInstant } from '../../parts/format.ts';
import { newKey, settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { SubjectFields, useSubjectKinds, type SubjectGiven } from './subject-fields.tsx';
import { words } from './words.ts';

type Profile = operations['createCreditProfile']['responses']['200']['content']['application/json'];
type Report = components['schemas']['CreditReport'];

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
      <Form<SubjectGiven> form={form} layout="vertical" requiredMark={false} className="field-grid no-print" initialValues={{ type: kinds[0]?.value }} onFinish={(given) => (report.reset(), profile.mutate(given))}>
        <SubjectFields />
        <div className="row at-end">
          <Button type="primary" htmlType="submit" loading={profile.isPending}>{text.showProfile}</Button>
          <Button loading={report.isPending} onClick={() => void issue()}>{text.issue}</Button>
        </div>
      </Form>
      {profile.error !== null && <ProblemNotice error={profile.error} />}
      {report.error !== null && <ProblemNotice error={report.error} />}
      {report.data !== undefined ? <PrintedReport report={report.data} /> : profile.data !== undefined && <ProfileView profile={profile.data} />}
    </div>
  );
}

function ProfileView({ profile }: { profile: Profile }) {
  const text = useWords(words);
  const say = useSay();
  return (
    <div className="stack">
      <h2 className="h2">{profile.subject.name} <span className="quiet number">{profile.subject.number}</span></h2>
      {profile.sections.map(({ section, label, count, entries }) => (
        <section key={section} className="panel">
          <h3 className="h3">{say(label)} · {count}</h3>
          {entries.length === 0 ? <p className="quiet flat">{text.noEntries}</p> : (
            <ul className="lines">
              {entries.map((entry) => (
                <li key={entry.entryId}>
                  <span><strong>{say(entry.listLabel)}</strong> {entry.isInForce && <Tag color={entry.polarity === 'punish' ? 'red' : 'blue'}>{text.inForce}</Tag>}{entry.isDisputed && <Tag color="gold">{text.disputed}</Tag>}{entry.isSuspended && <Tag color="gold">{text.suspended}</Tag>}</span>
                  <span className="quiet">{fill(text.from, { day: entry.beginsOn })} · {entry.until === null ? text.open : fill(text.until, { day: entry.until })}</span>
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  );
}

function PrintedReport({ report }: { report: Report }) {
  const text = useWords(words);
  const say = useSay();
  return (
    <article className="report">
      <Button className="no-print" icon={<PrinterOutlined />} type="primary" onClick={() => window.print()}>{text.print}</Button>
      <h2 className="report-title">{text.reportTitle}</h2>
      <p><strong>{report.subject.name}</strong> <span className="number">{report.subject.number}</span></p>
      <p className="quiet">{fill(text.reportNo, { n: report.reportNo })} · {fill(text.checkCode, { n: report.checkCode })} · {fill(text.asOf, { day: report.asOf })} · {formatInstant(report.issuedAt)}</p>
      {report.sections.map(({ code, label, count, entries }) => (
        <section key={code}>
          <h3 className="h3">{say(label)}（{count}）</h3>
          {entries.length === 0 && <p className="quiet">{text.noEntries}</p>}
          {entries.map((entry, index) => (
            <table key={index} className="compare report-entry">
              <caption>{say(entry.list)}</caption>
              <tbody>{entry.items.map((item) => <tr key={item.label.zh}><th scope="row">{say(item.label)}</th><td>{say(item.value)}</td></tr>)}</tbody>
            </table>
          ))}
        </section>
      ))}
      <ul className="small quiet">{report.notes.map((note) => <li key={note.zh}>{say(note)}</li>)}</ul>
      <p className="small long">{text.verifyAt} {report.verifyAt}</p>
    </article>
  );
}
