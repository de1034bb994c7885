// Agencies, API clients and share agreements, as they stand.
import { useQuery } from '@tanstack/react-query';
import { Skeleton, Table, Tag } from 'antd';
import { formatCount } from '../../parts/format.ts';
import { settle, useApi } from '../../parts/hub.ts';
import { useAllLibraries } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useMay } from '../../parts/session.ts';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { words } from './words.ts';

export function useAgencies() {
  const api = useApi();
  const may = useMay();
  return useQuery({ queryKey: ['agencies'], enabled: may('agencies:read'), queryFn: async () => (await settle(api.GET('/v1/agencies'))).items });
}

/** The name of an agency by its code; the code where it may not be read. */
export function useAgencyName(): (code: string) => string {
  const say = useSay();
  const agencies = useAgencies().data ?? [];
  return (code) => {
    const agency = agencies.find((one) => one.code === code);
    return agency === undefined ? code : say({ zh: agency.nameZh, en: agency.nameEn });
  };
}

export function AgenciesTab() {
  const text = useWords(words);
  const { data, error } = useAgencies();
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <Skeleton active />;
  const kinds = { department: text.departmentKind, window: text.window, bureau: text.bureau, operator: text.operator };
  return (
    <Table
      size="small" rowKey="code" dataSource={data} pagination={{ pageSize: 20, hideOnSinglePage: true }}
      columns={[
        { title: text.code, width: 220, render: (_, { code }) => <span className="mono">{code}</span> }, { title: text.displayName, dataIndex: 'nameZh' }, { title: 'English', dataIndex: 'nameEn' },
        { title: text.kind, width: 120, render: (_, { kind }) => kinds[kind] },
        { title: text.state, width: 100, render: (_, { isActive }) => <Tag color={isActive ? 'green' : 'default'}>{isActive ? text.inUse : text.stopped}</Tag> },
      ]}
    />
  );
}

export function ClientsTab() {
  const text = useWords(words);
  const api = useApi();
  const agencyName = useAgencyName();
  const { data, error } = useQuery({ queryKey: ['clients'], queryFn: async () => (await settle(api.GET('/v1/clients'))).items });
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <Skeleton active />;
  return (
    <Table
      size="small" rowKey="clientId" dataSource={data} pagination={{ pageSize: 20, hideOnSinglePage: true }} tableLayout="fixed"
      columns={[
        { title: text.client, width: 220, ellipsis: true, render: (_, { clientId }) => <span className="mono">{clientId}</span> }, { title: text.agency, ellipsis: true, render: (_, { agencyCode }) => agencyName(agencyCode) },
        { title: text.roles, render: (_, { roles }) => roles.map((role) => <Tag key={role}>{role}</Tag>) },
        { title: text.rate, width: 130, align: 'right', render: (_, { ratePerMinute }) => formatCount(ratePerMinute) },
        { title: text.credentials, width: 150, render: (_, { hasSecret, keyCount }) => <>{hasSecret && <Tag>{text.secret}</Tag>}{keyCount > 0 && <Tag>{fill(text.keys, { n: keyCount })}</Tag>}</> },
        { title: text.state, width: 90, render: (_, { isActive }) => <Tag color={isActive ? 'green' : 'default'}>{isActive ? text.inUse : text.stopped}</Tag> },
      ]}
    />
  );
}

export function AgreementsTab() {
  const text = useWords(words);
  const say = useSay();
  const api = useApi();
  const agencyName = useAgencyName();
  const libraries = useAllLibraries();
  const { data, error } = useQuery({ queryKey: ['agreements'], queryFn: async () => (await settle(api.GET('/v1/agreements'))).items });
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <Skeleton active />;
  const of = (code: string) => libraries.find((library) => library.code === code);
  return (
    <Table
      size="small" rowKey="agreementId" dataSource={data} pagination={{ pageSize: 20, hideOnSinglePage: true }} tableLayout="fixed"
      expandable={{
        expandedRowRender: ({ library, attributes, rowFilter }) => (
          <div className="stack">
            <div>{Object.entries(attributes).map(([code, visibility]) => <Tag key={code} color={visibility === 'clear' ? 'gold' : 'default'}>{say(of(library)?.attributes[code]?.label, code)} · {text[visibility as 'clear']}</Tag>)}</div>
            {rowFilter.length > 0 && <div className="quiet">{text.rows}：{rowFilter.map(({ attribute, op, values }) => `${say(of(library)?.attributes[attribute]?.label, attribute)} ${op} ${values.join('、')}`).join('；')}</div>}
          </div>
        ),
      }}
      columns={[
        { title: text.agency, ellipsis: true, render: (_, { agencyCode }) => agencyName(agencyCode) }, { title: text.library, width: 170, ellipsis: true, render: (_, { library }) => say(of(library)?.label, library) },
        { title: text.purposes, render: (_, { purposes }) => purposes.map((purpose) => <Tag key={purpose}>{purpose}</Tag>) },
        { title: text.operations, width: 220, render: (_, { operations }) => operations.join('、') },
        { title: text.attributes, width: 80, align: 'right', render: (_, { attributes }) => Object.keys(attributes).length },
        { title: text.basis, width: 130, ellipsis: true, dataIndex: 'legalBasis' },
        { title: text.period, width: 200, render: (_, { validFrom, validTo }) => `${validFrom} – ${validTo}` },
        { title: text.state, width: 90, render: (_, { isInForce }) => <Tag color={isInForce ? 'green' : 'default'}>{isInForce ? text.inForce : text.notInForce}</Tag> },
      ]}
    />
  );
}
