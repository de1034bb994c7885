// Making or changing one account.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal, Popconfirm, Select, Switch } from 'antd';
import { settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { fill, useSay, useWords } from '../../parts/words.ts';
import type { Account } from './accounts-tab.tsx';
import { useAgencies } from './parties-tabs.tsx';
import { words } from './words.ts';

interface Given {
  readonly name: string;
  readonly displayName: string;
  readonly agencyCode: string;
  readonly roles: string[];
  readonly language: 'zh' | 'en';
  readonly isActive?: boolean;
}

interface Props {
  readonly account: Account | null;
  readonly onClose: () => void;
  readonly onPassword: (made: { name: string; password: string }) => void;
}

/** The roles that a hub knows; the API refuses those that may not go together. */
const roles = ['supplier', 'agency', 'verify-only', 'credit-check', 'bureau', 'steward', 'catalogue-admin', 'security-auditor', 'subject-service', 'operator', 'account-admin'];

type Change = { readonly unlock: true } | { readonly resetPassword: true } | { readonly resetSecondFactor: true } | Omit<Given, 'name'>;

export function AccountDialog({ account, onClose, onPassword }: Props) {
  const text = useWords(words);
  const say = useSay();
  const api = useApi();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const agencies = useAgencies().data ?? [];
  const [form] = Form.useForm<Given>();
  const done = async ({ name, password }: { name: string; password?: string }): Promise<void> => {
    void message.success(text.saved);
    await queries.invalidateQueries({ queryKey: ['accounts'] });
    onClose();
    if (password !== undefined) onPassword({ name, password });
  };
  const make = useMutation({ mutationFn: (given: Given) => settle(api.POST('/v1/accounts', { body: given })), onSuccess: done });
  const change = useMutation({ mutationFn: (changes: Change) => settle(api.PATCH('/v1/accounts/{name}', { params: { path: { name: account?.name ?? '' } }, body: changes })), onSuccess: done });
  const error = make.error ?? change.error;
  const must = [{ required: true, message: text.needed }];
  const finish = ({ name, ...changes }: Given): void => (account === null ? make.mutate({ name, ...changes }) : change.mutate(changes));
  return (
    <Modal open title={account === null ? text.newAccount : fill(text.editAccount, { name: account.name })} okText={text.save} onCancel={onClose} onOk={form.submit} confirmLoading={make.isPending || change.isPending}>
      {error !== null && <ProblemNotice error={error} />}
      <Form<Given> form={form} layout="vertical" requiredMark={false} initialValues={account ?? { language: 'zh', roles: [] }} onFinish={finish}>
        {account === null && <Form.Item name="name" label={text.name} rules={[{ required: true, pattern: /^[a-z0-9][a-z0-9._-]{1,39}$/, message: text.nameRule }]} extra={text.nameRule}><Input autoComplete="off" /></Form.Item>}
        <Form.Item name="displayName" label={text.displayName} rules={must}><Input autoComplete="off" maxLength={100} /></Form.Item>
        <Form.Item name="agencyCode" label={text.agency} rules={must}>
          {agencies.length === 0 ? <Input /> : <Select showSearch={{ optionFilterProp: 'label' }} options={agencies.map(({ code, nameZh, nameEn }) => ({ value: code, label: say({ zh: nameZh, en: nameEn }) }))} />}
        </Form.Item>
        <Form.Item name="roles" label={text.roles} rules={must}><Select mode="multiple" options={roles.map((value) => ({ value, label: value }))} /></Form.Item>
        <Form.Item name="language" label={text.language}><Select options={[{ value: 'zh', label: '中文' }, { value: 'en', label: 'English' }]} /></Form.Item>
        {account !== null && <Form.Item name="isActive" label={text.inUse} valuePropName="checked"><Switch /></Form.Item>}
      </Form>
      {account !== null && (
        <div className="row">
          {account.lockedUntil !== null && <Button onClick={() => change.mutate({ unlock: true })}>{text.unlock}</Button>}
          <Popconfirm title={text.sure} onConfirm={() => change.mutate({ resetPassword: true })}><Button>{text.resetPassword}</Button></Popconfirm>
          <Popconfirm title={text.sure} onConfirm={() => change.mutate({ resetSecondFactor: true })}><Button>{text.resetFactor}</Button></Popconfirm>
        </div>
      )}
    </Modal>
  );
}
