// Running the hub: each tab only where the account may.
import { Empty, Tabs, type TabsProps } from 'antd';
import { Route, Routes, useNavigate, useParams } from 'react-router';
import { PurposeGate } from '../../parts/purpose-gate.tsx';
import { useMay } from '../../parts/session.ts';
import { useWords } from '../../parts/words.ts';
import { AccountsTab } from './accounts-tab.tsx';
import { AgenciesTab, AgreementsTab, ClientsTab } from './parties-tabs.tsx';
import { AuditSearch } from './audit-search.tsx';
import { FeedsTab } from './feeds-tab.tsx';
import { LinksExport } from './links-export.tsx';
import { ModelsTab } from './models-tab.tsx';
import { RulesTab } from './rules-tab.tsx';
import { WebhooksTab } from './webhooks-tab.tsx';
import { words } from './words.ts';

export default function AdministrationPage() {
  return <Routes><Route path=":tab?/:item?" element={<Administration />} /></Routes>;
}

function useTabs(): NonNullable<TabsProps['items']> {
  const text = useWords(words);
  const may = useMay();
  return [
    ...(may('feeds:read') ? [{ key: 'feeds', label: text.feeds, children: <FeedsTab /> }] : []),
    ...(may('models:read') ? [{ key: 'models', label: text.models, children: <ModelsTab /> }] : []),
    ...(may('export:links') && may('libraries:read') ? [{ key: 'links', label: text.links, children: <LinksExport /> }] : []),
    ...(may('libraries:read') ? [{ key: 'rules', label: text.rules, children: <RulesTab /> }] : []),
    ...(may('accounts:read') ? [{ key: 'accounts', label: text.accounts, children: <AccountsTab /> }] : []),
    ...(may('agencies:read') ? [{ key: 'agencies', label: text.agencies, children: <AgenciesTab /> }] : []),
    ...(may('clients:read') ? [{ key: 'clients', label: text.clients, children: <ClientsTab /> }] : []),
    ...(may('agreements:read') ? [{ key: 'agreements', label: text.agreements, children: <AgreementsTab /> }] : []),
    ...(may('webhooks:manage') ? [{ key: 'webhooks', label: text.webhooks, children: <WebhooksTab /> }] : []),
    ...(may('audit:read') ? [{ key: 'audit', label: text.audit, children: <PurposeGate><AuditSearch /></PurposeGate> }] : []),
  ];
}

function Administration() {
  const text = useWords(words);
  const go = useNavigate();
  const { tab } = useParams();
  const items = useTabs();
  const current = items.find(({ key }) => key === tab) ?? items[0];
  if (current === undefined) return <div className="page"><Empty description={text.noPage} /></div>;
  return (
    <div className="page stack">
      <h1 className="h1">{text.title}</h1>
      <Tabs className="panel" activeKey={current.key} onChange={(key) => void go(`/administration/${key}`)} items={items} destroyOnHidden />
    </div>
  );
}
