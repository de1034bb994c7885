// The credit desk: check, feed back, repair and object, report. Each tab only where the account may.
import { Empty, Tabs } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { Route, Routes } from 'react-router';
import { PurposeGate } from '../../parts/purpose-gate.tsx';
import { useMay } from '../../parts/session.ts';
import { useWords } from '../../parts/words.ts';
import { OwnAuthorisations, PersonAuthorisations } from './authorisations.tsx';
import { CaseList } from './case-list.tsx';
import { CheckForm } from './check-form.tsx';
import { CheckList } from './check-list.tsx';
import { FileChecks } from './file-checks.tsx';
import { FeedbackDue } from './feedback-due.tsx';
import { FlagFiles } from './flag-files.tsx';
import { ReportDesk } from './report-desk.tsx';
import { words } from './words.ts';

export default function CreditPage() {
  return (
    <PurposeGate>
      <Routes>
        <Route path=":tab?" element={<Desk />} />
      </Routes>
    </PurposeGate>
  );
}

function Desk() {
  const text = useWords(words);
  const may = useMay();
  const go = useNavigate();
  const { tab } = useParams();
  const items = [
    ...(may('credit:check') ? [{ key: 'check', label: text.check, children: <CheckForm /> }] : []),
    ...(may('credit:check', 'credit:replay') ? [{ key: 'files', label: text.files, children: <FileChecks /> }] : []),
    ...(may('credit:replay') ? [{ key: 'due', label: text.due, children: <FeedbackDue /> }, { key: 'checks', label: text.checks, children: <CheckList /> }] : []),
    ...(may('credit:read-cases') ? [{ key: 'cases', label: text.cases, children: <CaseList /> }] : []),
    ...(may('credit:report') ? [{ key: 'report', label: text.report, children: <ReportDesk /> }] : []),
    ...(may('credit:flags') ? [{ key: 'flags', label: text.flags, children: <FlagFiles /> }] : []),
    ...(may('credit:flags') && may('credit:authorise') ? [{ key: 'authorisations', label: text.authorisations, children: <OwnAuthorisations /> }] : []),
    ...(may('credit:withdraw') ? [{ key: 'withdrawals', label: text.authorisations, children: <PersonAuthorisations /> }] : []),
  ];
  return (
    <div className="page stack">
      <h1 className="h1">{text.title}</h1>
      {items.length === 0 ? <Empty description={text.noWay} /> : <Tabs className="panel" activeKey={tab ?? items[0]!.key} onChange={(key) => void go(`/credit/${key}`)} destroyOnHidden={false} items={items} />}
    </div>
  );
}
