// Name and password or the unit's own sign-in, then the second factor; on the first visit that is set up. What the hub answers decides the step.
import { useMutation } from '@tanstack/react-query';
import { Button, Card, Form, Input, QRCode, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { settle, useHub } from '../../parts/hub.ts';
import { PasswordForm } from '../../parts/password-dialog.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { prepareStep, useRenewSession, type SignInStep } from '../../parts/session.ts';
import { LanguageButton, ShadeButton } from '../../parts/shell.tsx';
import { defineWords, useWords } from '../../parts/words.ts';
import { BroughtProblem, OutsideButton, useBroughtProblem } from './outside-entry.tsx';

const words = defineWords({
  product: { zh: '基库', en: 'Jiku' },
  tagline: { zh: '人口、法人、信用基础库', en: 'Base libraries: population, legal persons, credit' },
  name: { zh: '账号', en: 'Account' },
  password: { zh: '密码', en: 'Password' },
  needed: { zh: '必填', en: 'Required' },
  signIn: { zh: '登录', en: 'Sign in' },
  secondTitle: { zh: '第二因素', en: 'Second factor' },
  secondWhy: { zh: '打开手机上的验证器，输入此账号当前的 6 位数字。', en: 'Open the authenticator on your phone and type the 6 digits it shows for this account.' },
  enrolTitle: { zh: '绑定验证器', en: 'Set up the second factor' },
  enrolWhy: { zh: '用手机上的验证器（支持 TOTP）扫描下图，再输入它显示的 6 位数字。只需做一次。', en: 'Scan this with an authenticator (TOTP) on your phone, then type the 6 digits it shows. Once only.' },
  secret: { zh: '不能扫描？手工输入密钥：', en: 'Cannot scan? Type this key:' },
  code: { zh: '6 位验证码', en: '6-digit code' },
  confirm: { zh: '确认', en: 'Confirm' },
  restart: { zh: '换一个账号', en: 'Another account' },
  passwordTitle: { zh: '设置新密码', en: 'Choose a new password' },
  passwordWhy: { zh: '首次登录须更换初始密码，至少 12 个字符。', en: 'The first password is to be replaced: at least 12 characters.' },
  recoveryTitle: { zh: '恢复码', en: 'Recovery codes' },
  recoveryWhy: { zh: '手机不在身边时，每个码可代替一次验证码。只显示这一次，请抄下或打印后收好。', en: 'Without your phone, each of these replaces one code, once. They are shown this once: write them down or print them.' },
  recoveryKept: { zh: '已收好，进入', en: 'I have kept them' },
  recoveryUse: { zh: '手机不在身边？可输入一个恢复码。', en: 'Without your phone, type a recovery code.' },
});

/** `resumed`: the step at which the person was when the page was opened anew. */
export default function SignInPage({ resumed }: { resumed: SignInStep | null }) {
  const text = useWords(words);
  const hub = useHub();
  const { api } = hub;
  const renew = useRenewSession();
  const [step, setStep] = useState(resumed);
  const brought = useBroughtProblem();
  const proceed = async (answer: SignInStep): Promise<void> => {
    const next = await prepareStep(hub, answer);
    if (next.recoveryCodes === undefined && next.state === 'signed_in') return renew();
    setStep(next);
  };
  const open = useMutation({ mutationFn: async (given: { name: string; password: string }) => proceed(await settle(api.POST('/v1/session', { body: given }))) });
  const prove = useMutation({ mutationFn: async ({ code }: { code: string }) => proceed(await settle(api.POST('/v1/session/second-factor', { body: { code: code.trim() } }))) });
  // Ended on the hub too; where that fails, what is left there cannot be used without the code, and ends by itself.
  const restart = useMutation({
    mutationFn: () => api.DELETE('/v1/session'),
    onSettled: () => {
      open.reset();
      prove.reset();
      hub.setCsrfToken(null);
      setStep(null);
    },
  });
  useEffect(() => {
    document.title = `${text.signIn} · ${text.product}`;
  }, [text]);
  return (
    <main className="sign-in">
      <div className="sign-in-tools"><ShadeButton /><LanguageButton /></div>
      <Card className="sign-in-card">
        <header className="sign-in-head">
          <img src={new URL('../../mark.svg', import.meta.url).href} alt="" width={40} height={40} />
          <div>
            <Typography.Title level={1} className="h1">{text.product}</Typography.Title>
            <Typography.Text type="secondary">{text.tagline}</Typography.Text>
          </div>
        </header>
        {step === null && brought !== null && open.isIdle && <BroughtProblem code={brought} />}
        {step === null && <NameForm error={open.error} isBusy={open.isPending} onGiven={(given) => open.mutate(given)} />}
        {step === null && <OutsideButton />}
        {step?.recoveryCodes !== undefined && <RecoveryCodes codes={step.recoveryCodes} onKept={() => void proceed({ ...step, recoveryCodes: undefined })} />}
        {step !== null && step.recoveryCodes === undefined && step.state === 'change_password' && (
          <>
            <Typography.Title level={2} className="h2">{text.passwordTitle}</Typography.Title>
            <Typography.Paragraph>{text.passwordWhy}</Typography.Paragraph>
            <PasswordForm onChanged={(next) => void proceed(next)} />
          </>
        )}
        {step !== null && step.recoveryCodes === undefined && step.state !== 'change_password' && (
          <CodeForm step={step} error={prove.error} isBusy={prove.isPending} onGiven={(given) => prove.mutate(given)} />
        )}
        {step !== null && step.recoveryCodes === undefined && <Button type="link" block loading={restart.isPending} onClick={() => restart.mutate()}>{text.restart}</Button>}
      </Card>
    </main>
  );
}

interface FormProps<Given> {
  readonly error: unknown;
  readonly isBusy: boolean;
  readonly onGiven: (given: Given) => void;
}

function NameForm({ error, isBusy, onGiven }: FormProps<{ name: string; password: string }>) {
  const text = useWords(words);
  return (
    <Form layout="vertical" requiredMark={false} onFinish={onGiven} size="large">
      {error !== null && <div className="spaced"><ProblemNotice error={error} /></div>}
      <Form.Item name="name" label={text.name} rules={[{ required: true, message: text.needed }]}><Input autoComplete="username" autoFocus maxLength={64} /></Form.Item>
      <Form.Item name="password" label={text.password} rules={[{ required: true, message: text.needed }]}><Input.Password autoComplete="current-password" maxLength={200} /></Form.Item>
      <Button type="primary" htmlType="submit" block loading={isBusy}>{text.signIn}</Button>
    </Form>
  );
}

function CodeForm({ step, error, isBusy, onGiven }: FormProps<{ code: string }> & { step: SignInStep }) {
  const text = useWords(words);
  const isEnrolling = step.state === 'enrol_second_factor' && step.otpauthUri !== undefined;
  const [form] = Form.useForm<{ code: string }>();
  useEffect(() => {
    if (error !== null) form.resetFields();
  }, [error, form]);
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={onGiven} size="large">
      <Typography.Title level={2} className="h2">{isEnrolling ? text.enrolTitle : text.secondTitle}</Typography.Title>
      <Typography.Paragraph>{isEnrolling ? text.enrolWhy : text.secondWhy}</Typography.Paragraph>
      {isEnrolling && (
        <div className="enrol">
          <QRCode value={step.otpauthUri!} size={168} type="svg" color="#000" bgColor="#fff" />
          <Typography.Paragraph className="small">{text.secret}<br /><Typography.Text code copyable>{secretOf(step.otpauthUri!)}</Typography.Text></Typography.Paragraph>
        </div>
      )}
      {error !== null && <div className="spaced"><ProblemNotice error={error} /></div>}
      <Form.Item name="code" label={text.code} extra={isEnrolling ? undefined : text.recoveryUse} rules={[{ required: true, min: 6, message: text.code }]}>
        <Input inputMode={isEnrolling ? 'numeric' : 'text'} autoComplete="one-time-code" maxLength={40} autoFocus className="one-time" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={isBusy}>{text.confirm}</Button>
    </Form>
  );
}

function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const text = useWords(words);
  return (
    <div className="stack">
      <Typography.Title level={2} className="h2">{text.recoveryTitle}</Typography.Title>
      <Typography.Paragraph>{text.recoveryWhy}</Typography.Paragraph>
      <Typography.Text copyable={{ text: codes.join('\n') }}><span className="codes mono">{codes.map((code) => <span key={code}>{code}</span>)}</span></Typography.Text>
      <Button type="primary" size="large" block autoFocus onClick={onKept}>{text.recoveryKept}</Button>
    </div>
  );
}

const secretOf = (uri: string): string => new URL(uri).searchParams.get('secret')?.replace(/(.{4})(?=.)/g, '$1 ') ?? '';
