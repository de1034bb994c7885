// Authorisations of persons: those that a bureau registered, and, at a service window, those that a person gave, to be withdrawn.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Empty, Form, Input, Popconfirm, Skeleton, Table, Tag, type TableProps } from 'antd';
import { useState } from 'react';
import type { components } from '../../../generated/openapi.ts';
import { formatInstant } from '../../parts/format.ts';
import { settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { useSay, useWords } from '../../parts/words.ts';
import { AuthorisationDialog, useListNames } from './authorisation-dialog.tsx';
import { SubjectFields, useSubjectKinds, type SubjectGiven } from './subject-fields.tsx';
import { words } from './words.ts';

type Authorisation = components['schemas']['Authorisation'];

export function OwnAuthorisations() {
  const text = useWords(words);
  const api = useApi();
  const ask = useAsk();
  const [reference, setReference] = useState('');
  const [inForce, setInForce] = useState(true);
  const [isNew, setNew] = useState(false);
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery({
    queryKey: ['credit', 'authorisations', reference, inForce, ask], initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => settle(api.GET('/v1/credit/authorisations', { params: { header: ask, query: { ...(reference === '' ? {} : { reference }), ...(inForce ? { inForce } : {}), limit: 50, after: pageParam } } })),
    getNextPageParam: ({ next }) => next,
  });
  return (
    <div className="stack">
      <p className="quiet flat">{text.authWhy}</p>
      <div className="row">
        <Input.Search allowClear className="w-220" aria-label={text.anyReference} placeholder={text.anyReference} maxLength={64} onSearch={(value) => setReference(value.trim())} />
        <Checkbox checked={inForce} onChange={(event) => setInForce(event.target.checked)}>{text.onlyInForce}</Checkbox>
        <span className="grow" />
        <Button type="primary" onClick={() => setNew(true)}>{text.register}</Button>
      </div>
      {error !== null ? <ProblemNotice error={error} /> : data === undefined ? <Skeleton active /> : (
        <AuthorisationTable
          items={data.pages.flatMap(({ items }) => items)} onEnded={() => void refetch()}
          footer={hasNextPage ? () => <Button type="link" loading={isFetching} onClick={() => void fetchNextPage()}>{text.more}</Button> : undefined}
        />
      )}
      {isNew && <AuthorisationDialog onClose={() => setNew(false)} />}
    </div>
  );
}

export function PersonAuthorisations() {
  const text = useWords(words);
  const api = useApi();
  const ask = useAsk();
  const kinds = useSubjectKinds();
  const find = useMutation({
    mutationFn: ({ type, value, name }: SubjectGiven) => settle(api.POST('/v1/credit/authorisations/search', { params: { header: ask }, body: { subject: { type, value: value.trim(), name: name.trim() } } })),
  });
  if (kinds.length === 0) return null;
  return (
    <div className="stack">
      <p className="quiet flat">{text.authWindowWhy}</p>
      <Form<SubjectGiven> layout="vertical" requiredMark={false} className="field-grid" initialValues={{ type: kinds[0]?.value }} onFinish={(given) => find.mutate(given)}>
        <SubjectFields />
        <Button type="primary" htmlType="submit" loading={find.isPending} className="at-end">{text.findAuthorisations}</Button>
      </Form>
      {find.error !== null && <ProblemNotice error={find.error} />}
      {find.data !== undefined && <AuthorisationTable items={find.data.items} isOfPerson onEnded={() => find.variables !== undefined && find.mutate(find.variables)} />}
    </div>
  );
}

interface TableOf {
  readonly items: readonly Authorisation[];
  /** Of several bureaus, for the person who gave them. */
  readonly isOfPerson?: boolean;
  readonly onEnded: () => void;
  readonly footer?: TableProps<Authorisation>['footer'];
}

function AuthorisationTable({ items, isOfPerson = false, onEnded, footer }: TableOf) {
  const text = useWords(words);
  const api = useApi();
  const ask = useAsk();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const say = useSay();
  const listName = useListNames();
  const end = useMutation({
    mutationFn: (authorisationId: string) => settle(api.DELETE('/v1/credit/authorisations/{authorisationId}', { params: { header: ask, path: { authorisationId } } })),
    onSuccess: async () => {
      void message.success(text.done);
      await queries.invalidateQueries({ queryKey: ['credit', 'authorisations'] });
      onEnded();
    },
  });
  const causes: Readonly<Record<string, string>> = { revoked: text.revoked, expired: text.expired, withdrawn: text.withdrawnByPerson };
  const scopeOf = ({ lists, sections }: Authorisation): string =>
    [...(lists ?? []).map(listName), ...(sections ?? []).map((section) => (text as Readonly<Record<string, string>>)[section] ?? section)].join('、') || text.all;
  return (
    <>
      {end.error !== null && <ProblemNotice error={end.error} />}
      <Table<Authorisation>
        size="small" rowKey="authorisationId" dataSource={[...items]} pagination={isOfPerson ? { pageSize: 20, hideOnSinglePage: true } : false} tableLayout="fixed" footer={footer}
        locale={{ emptyText: <Empty description={text.noAuthorisations} /> }}
        columns={[
          ...(isOfPerson ? [{ title: text.bureau, width: 200, ellipsis: true, render: (_: unknown, { agency, agencyLabel }: Authorisation) => say(agencyLabel, agency) }] : []),
          { title: text.reference, ellipsis: true, dataIndex: 'reference' },
          { title: text.scope, ellipsis: true, render: (_, one) => scopeOf(one) },
          { title: text.lastDay, width: 120, dataIndex: 'until' },
          { title: text.registeredAt, width: 150, render: (_, { registeredAt }) => formatInstant(registeredAt) },
          { title: text.state, width: 170, render: (_, { inForce, endedCause }) => <Tag color={inForce ? 'green' : 'default'}>{inForce ? text.inForce : (causes[endedCause ?? 'expired'] ?? text.expired)}</Tag> },
          { title: '', width: 90, render: (_, { authorisationId, inForce }) => inForce && <Popconfirm title={text.revokeSure} onConfirm={() => end.mutate(authorisationId)}><Button size="small" danger type="link" loading={end.isPending && end.variables === authorisationId}>{text.revoke}</Button></Popconfirm> },
        ]}
      />
    </>
  );
}
