// Changing one's own password.
import { useMutation } from '@tanstack/react-query';
import { App, Form, Input, Modal } from 'antd';
import { settle, useApi } from './hub.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { defineWords, useWords } from './words.ts';

const words = defineWords({
  title: { zh: '修改密码', en: 'Change password' },
  current: { zh: '当前密码', en: 'Current password' },
  next: { zh: '新密码', en: 'New password' },
  again: { zh: '再输一次新密码', en: 'New password once more' },
  short: { zh: '至少 12 个字符', en: 'At least 12 characters' },
  differs: { zh: '两次输入不一致', en: 'The two are not the same' },
  save: { zh: '保存', en: 'Save' },
  saved: { zh: '密码已修改', en: 'Password changed' },
});

interface Given {
  readonly current: string;
  readonly next: string;
  readonly again: string;
}

export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const text = useWords(words);
  const { message } = App.useApp();
  const api = useApi();
  const [form] = Form.useForm<Given>();
  const change = useMutation({
    mutationFn: ({ current, next }: Given) => settle(api.POST('/v1/session/password' as never, { body: { current, next } } as never)),
    onSuccess: () => {
      void message.success(text.saved);
      onClose();
    },
  });
  return (
    <Modal open title={text.title} okText={text.save} onCancel={onClose} onOk={form.submit} confirmLoading={change.isPending}>
      {change.error !== null && <ProblemNotice error={change.error} />}
      <PasswordFields form={form} onFinish={(given) => change.mutate(given)} />
    </Modal>
  );
}

function PasswordFields({ form, onFinish }: { form: ReturnType<typeof Form.useForm<Given>>[0]; onFinish: (given: Given) => void }) {
  const text = useWords(words);
  return (
    <Form<Given> form={form} layout="vertical" requiredMark={false} onFinish={onFinish}>
      <Form.Item name="current" label={text.current} rules={[{ required: true, message: text.current }]}><Input.Password autoComplete="current-password" autoFocus /></Form.Item>
      <Form.Item name="next" label={text.next} rules={[{ required: true, min: 12, message: text.short }]}><Input.Password autoComplete="new-password" /></Form.Item>
      <Form.Item
        name="again" label={text.again} dependencies={['next']}
        rules={[({ getFieldValue }) => ({ validator: async (_, value) => { if (value !== getFieldValue('next')) throw new Error(text.differs); } })]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </Form>
  );
}
