// One webhook: try it out, pause it, change its secret, and what became of every message.
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Empty, InputNumber, Popconfirm, Segmented, Skeleton, Table, Tag } from 'antd';
import { useState } from 'react';
import type { components } from '../../../generated/openapi.ts';
import { formatCount, formatInstant, shortId } from '../../parts/format.ts';
import { settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { fill, useWords } from '../../parts/words.ts';
import { HookState, type Webhook } from './hook-state.tsx';
import { WebhookDialog } from './webhook-dialog.tsx';
import { words } from './words.ts';

type Delivery = components['schemas']['WebhookDelivery'];

interface Props {
  readonly webhook: Webhook;
  readonly onClose: () => void;
  readonly onSecret: (secret: string) => void;
}

const pollEvery = 2_000;

export function WebhookDrawer({ webhook, onClose, onSecret }: Props) {
  const text = useWords(words);
  return (
    <Drawer open size={900} title={<span className="long">{webhook.url}</span>} onClose={onClose}>
      <div className="stack">
        <div className="row">
          <HookState webhook={webhook} />
          {webhook.eventTypes.map((type) => <Tag key={type}>{text[type]}</Tag>)}
          {webhook.description !== null && <span className="quiet">{webhook.description}</span>}
        </div>
        {webhook.formerSecretUntil !== null && <span className="quiet">{fill(text.formerUntil, { at: formatInstant(webhook.formerSecretUntil) })}</span>}
        <Deeds webhook={webhook} onClose={onClose} onSecret={onSecret} />
        <Deliveries webhook={webhook} />
      </div>
    </Drawer>
  );
}

function Deeds({ webhook: { webhookId, state }, webhook, onClose, onSecret }: Props) {
  const text = useWords(words);
  const api = useApi();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [isEdited, setEdited] = useState(false);
  const [overlapHours, setOverlap] = useState(24);
  const params = { path: { webhookId } };
  const renew = () => queries.invalidateQueries({ queryKey: ['webhooks'] });
  const test = useMutation({ mutationFn: () => settle(api.POST('/v1/webhooks/{webhookId}/test', { params })), onSuccess: () => (void message.success(text.testSent), renew()) });
  const turn = useMutation({ mutationFn: (active: boolean) => settle(api.PATCH('/v1/webhooks/{webhookId}', { params, body: { active } })), onSuccess: () => (void message.success(text.saved), renew()) });
  const rotate = useMutation({ mutationFn: () => settle(api.POST('/v1/webhooks/{webhookId}/secret', { params, body: { overlapHours } })), onSuccess: ({ secret }) => (onSecret(secret), renew()) });
  const remove = useMutation({ mutationFn: () => settle(api.DELETE('/v1/webhooks/{webhookId}', { params })), onSuccess: () => (onClose(), renew()) });
  const error = test.error ?? turn.error ?? rotate.error ?? remove.error;
  return (
    <>
      {error !== null && <ProblemNotice error={error} />}
      <div className="row">
        <Button type="primary" loading={test.isPending} onClick={() => test.mutate()}>{text.test}</Button>
        <Button loading={turn.isPending} onClick={() => turn.mutate(state !== 'active')}>{state === 'active' ? text.pause : text.resume}</Button>
        <Button onClick={() => setEdited(true)}>{text.edit}</Button>
        <Popconfirm
          title={text.rotate} onConfirm={() => rotate.mutate()}
          description={<div className="stack"><label htmlFor="overlap-hours">{text.overlap}</label><InputNumber id="overlap-hours" min={0} max={168} precision={0} value={overlapHours} onChange={(hours) => setOverlap(hours ?? 24)} /></div>}
        >
          <Button loading={rotate.isPending}>{text.rotate}</Button>
        </Popconfirm>
        <span className="grow" />
        <Popconfirm title={text.removeSure} onConfirm={() => remove.mutate()}><Button danger loading={remove.isPending}>{text.remove}</Button></Popconfirm>
      </div>
      {isEdited && <WebhookDialog webhook={webhook} onClose={() => setEdited(false)} onSecret={onSecret} />}
    </>
  );
}

const colours = { pending: 'gold', delivered: 'green', dead: 'red' } as const;

/** The dead first where there are any: they wait for somebody. */
function Deliveries({ webhook: { webhookId, pending, dead } }: { webhook: Webhook }) {
  const text = useWords(words);
  const api = useApi();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [state, setState] = useState<'all' | Delivery['state']>(dead > 0 ? 'dead' : 'all');
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    // Whatever moved is counted at the webhook, which is asked again while anything waits: then every list of messages is another.
    queryKey: ['webhooks', webhookId, state, pending, dead], placeholderData: keepPreviousData, initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => {
      const query = { ...(state === 'all' ? {} : { state }), limit: 50, after: pageParam };
      return settle(api.GET('/v1/webhooks/{webhookId}/deliveries', { params: { path: { webhookId }, query } }));
    },
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state: { data: known } }) => (known?.pages.some(({ items }) => items.some((one) => one.state === 'pending')) ? pollEvery : false),
  });
  const onSent = async (count: number): Promise<void> => {
    void message.success(fill(text.resent, { n: formatCount(count) }));
    await queries.invalidateQueries({ queryKey: ['webhooks'] });
  };
  const resend = useMutation({ mutationFn: (deliveryId: string) => settle(api.POST('/v1/webhooks/deliveries/{deliveryId}/resend', { params: { path: { deliveryId } } })), onSuccess: () => onSent(1) });
  const resendAll = useMutation({ mutationFn: () => settle(api.POST('/v1/webhooks/{webhookId}/resend', { params: { path: { webhookId } } })), onSuccess: ({ count }) => onSent(count) });
  const failure = error ?? resend.error ?? resendAll.error;
  const states: Readonly<Record<Delivery['state'], string>> = { pending: text.pending, delivered: text.delivered, dead: text.dead };
  const faults: Readonly<Record<string, string>> = { timeout: text.timeout, target: text.target, dns: text.dns, tls: text.tls, connection: text.connection, redirect: text.redirect, status: text.status };
  return (
    <section className="stack">
      <div className="row">
        <h3 className="h3 flat">{text.deliveries}</h3>
        <Segmented value={state} onChange={setState} aria-label={text.state} options={[{ value: 'all', label: text.anyState }, ...(['pending', 'delivered', 'dead'] as const).map((value) => ({ value, label: states[value] }))]} />
        <span className="grow" />
        {dead > 0 && <Button loading={resendAll.isPending} onClick={() => resendAll.mutate()}>{fill(text.resendAll, { n: formatCount(dead) })}</Button>}
      </div>
      {failure !== null && <ProblemNotice error={failure} />}
      {data === undefined ? error === null && <Skeleton active /> : (
        <Table<Delivery>
          size="small" rowKey="deliveryId" dataSource={data.pages.flatMap(({ items }) => items)} pagination={false} tableLayout="fixed" locale={{ emptyText: <Empty description={text.noDeliveries} /> }}
          columns={[
            { title: text.message, render: (_, { type, deliveryId, createdAt }) => <>{(text as Readonly<Record<string, string>>)[type] ?? type}<div className="quiet small"><span className="mono" title={deliveryId}>{shortId(deliveryId)}</span> · {formatInstant(createdAt)}</div></> },
            { title: text.state, width: 90, render: (_, one) => <Tag color={colours[one.state]}>{states[one.state]}</Tag> },
            { title: text.attempts, width: 75, align: 'right', render: (_, { attempts }) => formatCount(attempts) },
            { title: text.lastAttempt, width: 200, render: (_, { lastAt, lastStatus, lastFault }) => <>{formatInstant(lastAt)}<div className="quiet small">{[lastStatus, lastFault === null ? null : (faults[lastFault] ?? lastFault)].filter((part) => part !== null).join(' · ')}</div></> },
            { title: text.nextAttempt, width: 145, render: (_, one) => (one.state === 'pending' ? formatInstant(one.nextAt) : '') },
            { title: '', width: 85, render: (_, one) => one.state !== 'pending' && <Button size="small" type="link" loading={resend.isPending && resend.variables === one.deliveryId} onClick={() => resend.mutate(one.deliveryId)}>{text.resend}</Button> },
          ]}
          footer={hasNextPage ? () => <Button type="link" loading={isFetching} onClick={() => void fetchNextPage()}>{text.more}</Button> : undefined}
        />
      )}
    </section>
  );
}
