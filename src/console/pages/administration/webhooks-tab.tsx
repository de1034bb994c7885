// The webhooks of one's agency: register, follow, pause, and send again what did not arrive.
import { useQuery } from '@tanstack/react-query';
import { Button, Empty, Modal, Skeleton, Table, Tag, Typography } from 'antd';
import { useState } from 'react';
import { formatCount, formatInstant } from '../../parts/format.ts';
import { settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useWords } from '../../parts/words.ts';
import { HookState, type Webhook } from './hook-state.tsx';
import { WebhookDialog } from './webhook-dialog.tsx';
import { WebhookDrawer } from './webhook-drawer.tsx';
import { words } from './words.ts';

const pollEvery = 2_000;

export function WebhooksTab() {
  const text = useWords(words);
  const api = useApi();
  const [isNew, setNew] = useState(false);
  const [opened, setOpened] = useState<string | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const { data, error } = useQuery({
    queryKey: ['webhooks'], queryFn: async () => (await settle(api.GET('/v1/webhooks'))).items,
    refetchInterval: ({ state: { data: known } }) => (known?.some(({ pending }) => pending > 0) ? pollEvery : false),
  });
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <Skeleton active />;
  const shown = data.find(({ webhookId }) => webhookId === opened);
  return (
    <div className="stack">
      <p className="quiet flat">{text.webhookWhy}</p>
      <div><Button type="primary" onClick={() => setNew(true)}>{text.newWebhook}</Button></div>
      <Table<Webhook>
        size="small" rowKey="webhookId" dataSource={data} pagination={false} tableLayout="fixed" locale={{ emptyText: <Empty description={text.noWebhooks} /> }}
        columns={[
          { title: text.url, render: (_, { url, description }) => <><span className="long">{url}</span>{description !== null && <div className="quiet small">{description}</div>}</> },
          { title: text.events, width: 220, render: (_, { eventTypes }) => <div className="tags">{eventTypes.map((type) => <Tag key={type}>{text[type]}</Tag>)}</div> },
          { title: text.state, width: 170, render: (_, webhook) => <HookState webhook={webhook} /> },
          { title: text.pending, width: 80, align: 'right', render: (_, { pending }) => formatCount(pending) },
          { title: text.dead, width: 90, align: 'right', render: (_, { dead }) => <span className={dead > 0 ? 'warn' : ''}>{formatCount(dead)}</span> },
          { title: text.createdAt, width: 145, render: (_, { createdAt }) => formatInstant(createdAt) },
          { title: '', width: 80, render: (_, { webhookId }) => <Button size="small" type="link" onClick={() => setOpened(webhookId)}>{text.open}</Button> },
        ]}
      />
      {isNew && <WebhookDialog webhook={null} onClose={() => setNew(false)} onSecret={setSecret} />}
      {shown !== undefined && <WebhookDrawer webhook={shown} onClose={() => setOpened(null)} onSecret={setSecret} />}
      {secret !== null && (
        <Modal open title={text.secretTitle} onCancel={() => setSecret(null)} footer={null} mask={{ closable: false }} zIndex={1_100}>
          <p>{text.secretWhy}</p>
          <Typography.Text code copyable className="long">{secret}</Typography.Text>
        </Modal>
      )}
    </div>
  );
}
