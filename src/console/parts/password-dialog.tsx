// Choosing a new password: of one's own will, or on the way in where the first one is to be replaced.
import { useMutation } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal } from 'antd';
import { settle, useApi } from './hub.ts';
import { ProblemNotice } from './problem-notice.tsx';
import type { SignInStep } from './session.ts';
import { defineWords, useWords } from './words.ts';

const words = defineWords({
  title: { zh: '修改密码', en: 'Change password' },
  current: { zh: '当前密码', en: 'Current password' },
  next: { zh: '新密码', en: 'New password' },
  again: { zh: '再输一次新密码', en: 'New password once more' },
  short: { zh: '至少 12 个字符', en: 'At least 12 characters' },
  needed: { zh: '必填', en: 'Required' },
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
  return (
    <Modal open title={text.title} onCancel={onClose} footer={null}>
      <PasswordForm onChanged={() => (void message.success(text.saved), onClose())} />
    </Modal>
  );
}

export function PasswordForm({ onChanged }: { onChanged: (step: SignInStep) => void }) {
  const text = useWords(words);
  const api = useApi();
  const change = useMutation({
    mutationFn: ({ current, next }: Given) => settle(api.POST('/v1/session/password', { body: { current, next } })),
    onSuccess: onChanged,
  });
  return (
    <Form<Given> layout="vertical" requiredMark={false} onFinish={(given) => change.mutate(given)}>
      {change.error !== null && <div className="spaced"><ProblemNotice error={change.error} /></div>}
      <Form.Item name="current" label={text.current} rules={[{ required: true, message: text.needed }]}><Input.Password autoComplete="current-password" autoFocus maxLength={200} /></Form.Item>
      <Form.Item name="next" label={text.next} rules={[{ required: true, min: 12, message: text.short }]}><Input.Password autoComplete="new-password" maxLength={200} /></Form.Item>
      <Form.Item
        name="again" label={text.again} dependencies={['next']}
        rules={[({ getFieldValue }) => ({ validator: async (_, value) => { if (value !== getFieldValue('next')) throw new Error(text.differs); } })]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={change.isPending}>{text.save}</Button>
    </Form>
  );
}
