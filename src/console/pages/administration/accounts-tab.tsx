// Accounts of people: make, change, unlock, reset. A password is shown once, to be handed over.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Modal, Skeleton, Table, Tag, Typography } from 'antd';
import { useState } from 'react';
import type { components } from '../../../generated/openapi.ts';
import { formatInstant } from '../../parts/format.ts';
import { settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useMay } from '../../parts/session.ts';
import { useWords } from '../../parts/words.ts';
import { AccountDialog } from './account-dialog.tsx';
import { useAgencyName } from './parties-tabs.tsx';
import { words } from './words.ts';

export type Account = components['schemas']['Account'];

export function AccountsTab() {
  const text = useWords(words);
  const api = useApi();
  const may = useMay();
  const agencyName = useAgencyName();
  const [edited, setEdited] = useState<Account | 'new' | null>(null);
  const [password, setPassword] = useState<{ name: string; password: string } | null>(null);
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['accounts'], initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => settle(api.GET('/v1/accounts', { params: { query: { limit: 100, after: pageParam } } })), getNextPageParam: ({ next }) => next,
  });
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <Skeleton active />;
  return (
    <div className="stack">
      {may('accounts:write') && <div><Button type="primary" onClick={() => setEdited('new')}>{text.newAccount}</Button></div>}
      <Table<Account>
        size="small" rowKey="name" dataSource={data.pages.flatMap(({ items }) => items)} pagination={false} tableLayout="fixed"
        columns={[
          { title: text.name, width: 150, ellipsis: true, dataIndex: 'name' }, { title: text.displayName, width: 130, ellipsis: true, dataIndex: 'displayName' },
          { title: text.agency, ellipsis: true, render: (_, { agencyCode }) => agencyName(agencyCode) },
          { title: text.roles, render: (_, { roles }) => roles.map((role) => <Tag key={role}>{role}</Tag>) },
          { title: text.security, width: 260, render: (_, account) => <Security account={account} /> },
          { title: text.signedIn, width: 145, render: (_, { signedInAt }) => formatInstant(signedInAt) },
          ...(may('accounts:write') ? [{ title: '', width: 75, render: (_: unknown, account: Account) => <Button size="small" type="link" onClick={() => setEdited(account)}>{text.edit}</Button> }] : []),
        ]}
        footer={hasNextPage ? () => <Button type="link" loading={isFetching} onClick={() => void fetchNextPage()}>{text.more}</Button> : undefined}
      />
      {edited !== null && <AccountDialog account={edited === 'new' ? null : edited} onClose={() => setEdited(null)} onPassword={setPassword} />}
      {password !== null && (
        <Modal open title={`${text.passwordTitle} · ${password.name}`} onCancel={() => setPassword(null)} footer={null}>
          <p>{text.passwordWhy}</p>
          <Typography.Text code copyable className="one-password">{password.password}</Typography.Text>
        </Modal>
      )}
    </div>
  );
}

function Security({ account: { isActive, lockedUntil, mustChangePassword, hasSecondFactor } }: { account: Account }) {
  const text = useWords(words);
  const isLocked = lockedUntil !== null && Date.parse(lockedUntil) > Date.now();
  return (
    <>
      <Tag color={isActive ? 'green' : 'default'}>{isActive ? text.inUse : text.stopped}</Tag>
      {isLocked && <Tag color="red">{text.locked}</Tag>}
      {mustChangePassword && <Tag color="gold">{text.mustChange}</Tag>}
      {!hasSecondFactor && <Tag>{text.noFactor}</Tag>}
    </>
  );
}
