// Registering a webhook, or changing where it leads and what it is told.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Checkbox, Form, Input, Modal } from 'antd';
import { settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useMay } from '../../parts/session.ts';
import { useWords } from '../../parts/words.ts';
import type { Webhook } from './hook-state.tsx';
import { words } from './words.ts';

interface Given {
  readonly url: string;
  readonly eventTypes: Webhook['eventTypes'];
  readonly description?: string | null;
}

interface Props {
  readonly webhook: Webhook | null;
  readonly onClose: () => void;
  readonly onSecret: (secret: string) => void;
}

export function WebhookDialog({ webhook, onClose, onSecret }: Props) {
  const text = useWords(words);
  const may = useMay();
  const api = useApi();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Given>();
  // An agency is told what it may ask about: departments of entries, bureaus of flags.
  const types = ([...(may('credit:events') ? ['credit.entry.began', 'credit.entry.changed', 'credit.entry.ended'] : []), ...(may('credit:flags') ? ['credit.flags.changed'] : [])]) as Webhook['eventTypes'];
  const save = useMutation({
    mutationFn: async ({ url, eventTypes, description }: Given): Promise<string | null> => {
      const stated = description?.trim() ?? '';
      if (webhook !== null) {
        await settle(api.PATCH('/v1/webhooks/{webhookId}', { params: { path: { webhookId: webhook.webhookId } }, body: { url: url.trim(), eventTypes, description: stated === '' ? null : stated } }));
        return null;
      }
      return (await settle(api.POST('/v1/webhooks', { body: { url: url.trim(), eventTypes, ...(stated === '' ? {} : { description: stated }) } }))).secret;
    },
    onSuccess: async (secret) => {
      await queries.invalidateQueries({ queryKey: ['webhooks'] });
      onClose();
      if (secret === null) void message.success(text.saved);
      else onSecret(secret);
    },
  });
  return (
    <Modal open title={webhook === null ? text.newWebhook : text.editWebhook} okText={text.save} onCancel={onClose} onOk={form.submit} confirmLoading={save.isPending}>
      {save.error !== null && <div className="spaced"><ProblemNotice error={save.error} /></div>}
      <Form<Given> form={form} layout="vertical" requiredMark={false} initialValues={webhook ?? { eventTypes: types }} onFinish={(given) => save.mutate(given)}>
        <Form.Item name="url" label={text.url} extra={text.urlHint} rules={[{ required: true, pattern: /^\s*https?:\/\/\S+\s*$/, message: text.urlRule }]}><Input autoComplete="off" maxLength={500} placeholder="https://" /></Form.Item>
        <Form.Item name="eventTypes" label={text.events} rules={[{ required: true, message: text.needed }]}><Checkbox.Group options={types.map((value) => ({ value, label: text[value] }))} /></Form.Item>
        <Form.Item name="description" label={text.description}><Input autoComplete="off" maxLength={200} /></Form.Item>
      </Form>
    </Modal>
  );
}
