// The audit trail for the security auditor: whom an operator looked at, who looked in a matter or at a record, what was refused.
import { useQuery } from '@tanstack/react-query';
import { AutoComplete, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { AuditTable, type AuditQuestion } from '../../parts/audit-table.tsx';
import { dayOf } from '../../parts/format.ts';
import { settle, useApi } from '../../parts/hub.ts';
import { useLibraries } from '../../parts/library.ts';
import { useOperationLabels } from '../../parts/operations.ts';
import { codePattern } from '../../parts/purpose.ts';
import { useMay } from '../../parts/session.ts';
import { useSay, useWords } from '../../parts/words.ts';
import { useAgencies } from './parties-tabs.tsx';
import { words } from './words.ts';

interface Given extends Omit<AuditQuestion, 'from' | 'to'> {
  /** Civil days in Shanghai, both of them included. */
  readonly fromDay?: string;
  readonly toDay?: string;
}

const day = 86_400_000;
const longestDays = 92;

export function AuditSearch() {
  const text = useWords(words);
  const [form] = Form.useForm<Given>();
  const [asked, setAsked] = useState<AuditQuestion | null>(null);
  const askAbout = (library: string, goldenId: string): void => {
    form.resetFields();
    form.setFieldsValue({ library, goldenId, fromDay: '', toDay: '' });
    form.submit();
  };
  return (
    <div className="stack">
      <p className="quiet flat">{text.auditWhy}</p>
      <Form<Given>
        form={form} layout="vertical" requiredMark={false} className="field-grid" onFinish={(given) => setAsked(questionOf(given))}
        initialValues={{ fromDay: dayOf(new Date(Date.now() - 6 * day)), toDay: dayOf(new Date()) }}
      >
        <Fields />
        <div className="row at-end"><Button type="primary" htmlType="submit">{text.ask}</Button><Button onClick={() => (form.resetFields(), setAsked(null))}>{text.reset}</Button></div>
      </Form>
      {asked !== null && <AuditTable question={asked} onRecord={askAbout} />}
    </div>
  );
}

function Fields() {
  const text = useWords(words);
  const say = useSay();
  const libraries = useLibraries().data ?? [];
  const agencies = useAgencies().data ?? [];
  const clients = useClientIds();
  const labels = useOperationLabels();
  const code = [{ pattern: codePattern, message: text.codeRule }, { pattern: /^(?!.*\d{17}[\dXx])/, message: text.noNumber }];
  const byLabel = { showSearch: { optionFilterProp: 'label' }, allowClear: true };
  return (
    <>
      <Form.Item name="fromDay" label={text.fromDay} dependencies={['toDay', 'goldenId']} rules={[({ getFieldsValue }) => ({ validator: async () => requirePeriod(getFieldsValue() as Given, text) })]}><Input type="date" /></Form.Item>
      <Form.Item name="toDay" label={text.toDay}><Input type="date" /></Form.Item>
      <Form.Item name="outcome" label={text.outcome}>
        <Select allowClear placeholder={text.any} options={[{ value: 'answered', label: text.answered }, { value: 'refused', label: text.refused }]} />
      </Form.Item>
      <Form.Item name="operation" label={text.operation}><Select {...byLabel} placeholder={text.any} options={[...labels].map(([value, label]) => ({ value, label: `${say(label)} · ${value}` }))} /></Form.Item>
      <Form.Item name="agency" label={text.agency}><Select {...byLabel} placeholder={text.any} options={agencies.map((one) => ({ value: one.code, label: `${say({ zh: one.nameZh, en: one.nameEn })} · ${one.code}` }))} /></Form.Item>
      <Form.Item name="operator" label={text.staffCode} rules={code}><Input autoComplete="off" maxLength={64} placeholder={text.any} /></Form.Item>
      <Form.Item name="client" label={text.clientOrAccount} rules={code}><AutoComplete allowClear placeholder={text.any} options={clients.map((value) => ({ value }))} showSearch={{ filterOption: (typed, option) => option?.value.includes(typed) === true }} /></Form.Item>
      <Form.Item name="matterCode" label={text.matter} rules={code}><Input autoComplete="off" maxLength={64} placeholder={text.any} /></Form.Item>
      <Form.Item name="purpose" label={text.purpose} rules={code}><Input autoComplete="off" maxLength={64} placeholder={text.any} /></Form.Item>
      <Form.Item name="library" label={text.library} dependencies={['goldenId']} rules={[({ getFieldValue }) => ({ validator: async (_, value) => { if (getFieldValue('goldenId') && !value) throw new Error(text.libraryToo); } })]}>
        <Select allowClear placeholder={text.any} options={libraries.map((one) => ({ value: one.code, label: say(one.label) }))} />
      </Form.Item>
      <Form.Item name="goldenId" label={text.goldenId} rules={[{ pattern: /^\s*[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\s*$/, message: text.goldenIdRule }]}><Input autoComplete="off" placeholder={text.any} /></Form.Item>
    </>
  );
}

/** Clients and accounts by the id that events carry. */
function useClientIds(): readonly string[] {
  const api = useApi();
  const may = useMay();
  const clients = useQuery({ queryKey: ['clients'], enabled: may('clients:read'), queryFn: async () => (await settle(api.GET('/v1/clients'))).items }).data ?? [];
  const accounts = useQuery({ queryKey: ['accounts', 'first'], enabled: may('accounts:read'), queryFn: async () => (await settle(api.GET('/v1/accounts', { params: { query: { limit: 100 } } }))).items }).data ?? [];
  return [...accounts.map(({ name }) => `account:${name}`), ...clients.map(({ clientId }) => clientId)];
}

/** What the hub would refuse too; without a record it searches no more than a quarter. */
function requirePeriod({ fromDay, toDay, goldenId }: Given, text: { readonly periodRule: string; readonly periodOrder: string }): void {
  if (fromDay && toDay && fromDay > toDay) throw new Error(text.periodOrder);
  if (goldenId) return;
  if (!fromDay || !toDay || (Date.parse(toDay) - Date.parse(fromDay)) / day + 1 > longestDays) throw new Error(text.periodRule);
}

function questionOf({ fromDay, toDay, ...given }: Given): AuditQuestion {
  const stated = Object.entries(given).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const).filter(([, value]) => value);
  return {
    ...Object.fromEntries(stated),
    ...(fromDay ? { from: `${fromDay}T00:00:00+08:00` } : {}),
    ...(toDay ? { to: new Date(Date.parse(`${toDay}T00:00:00+08:00`) + day).toISOString() } : {}),
  };
}
