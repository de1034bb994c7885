// Asks once for what and in which matter, before the first question about a subject, and shows it from then on.
import { Alert, AutoComplete, Button, Card, Form, Input, Popover, Typography } from 'antd';
import { FileProtectOutlined } from '@ant-design/icons';
import { useMemo, useState, type ReactNode } from 'react';
import { AskContext, codePattern, recentPurposes, usePurpose, type Purpose } from './purpose.ts';
import { useSession } from './session.ts';
import { defineWords, useWords } from './words.ts';

const words = defineWords({
  title: { zh: '为何查询', en: 'What is this for?' },
  why: { zh: '每次查看主体数据都要记录用途和事项。填一次即可，直到办理下一件事项。', en: 'Whoever looks at a subject’s data states a purpose and a matter. Once is enough, until you turn to another matter.' },
  purpose: { zh: '用途代码', en: 'Purpose' },
  purposeHint: { zh: '共享协议中的用途代码；没有协议的工作填本单位的代码，如 audit', en: 'As the share agreement names it; for work that needs none a code of your own, such as audit' },
  matter: { zh: '事项编号', en: 'Matter' },
  matterHint: { zh: '业务系统中的办件编号；不要填证件号码', en: 'The file number of what you are handling; never a person’s number' },
  code: { zh: '字母、数字和 . _ : / -，不超过 64 个字符', en: 'Letters, digits and . _ : / -, at most 64 characters' },
  start: { zh: '开始', en: 'Start' },
  change: { zh: '更换', en: 'Change' },
  current: { zh: '用途与事项', en: 'Purpose and matter' },
  subjectNumber: { zh: '看起来像证件号码，请改填办件编号', en: 'This looks like a person’s number; give the file number instead' },
});

export function PurposeForm({ onStated }: { onStated?: () => void }) {
  const text = useWords(words);
  const { stated, state } = usePurpose();
  const { account } = useSession();
  // Beside those of the agreements: what needs none (audit, answers to challenges) is asked under a purpose of the agency's own.
  const offered = [...new Set([...account.purposes, ...recentPurposes()])];
  const rules = [{ required: true, pattern: codePattern, message: text.code }];
  const notNumber = { validator: async (_: unknown, value: string) => { if (/\d{17}[\dXx]/.test(value ?? '')) throw new Error(text.subjectNumber); } };
  return (
    <Form<Purpose>
      layout="vertical" requiredMark={false} initialValues={stated ?? { purpose: recentPurposes()[0] ?? (account.purposes.length === 1 ? account.purposes[0] : undefined), matter: '' }}
      onFinish={(given) => {
        state(given);
        onStated?.();
      }}
    >
      <Form.Item name="purpose" label={text.purpose} rules={rules} extra={text.purposeHint}>
        <AutoComplete defaultOpen={stated === null && offered.length > 1} options={offered.map((value) => ({ value }))} showSearch={{ filterOption: false }} autoFocus={stated === null} />
      </Form.Item>
      <Form.Item name="matter" label={text.matter} rules={[...rules, notNumber]} extra={text.matterHint}>
        <Input autoComplete="off" maxLength={64} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block>{text.start}</Button>
    </Form>
  );
}

/** Its children may ask about subjects; before a purpose is stated it asks for that. */
export function PurposeGate({ children, note, isInline = false }: { children: ReactNode; note?: ReactNode; isInline?: boolean }) {
  const text = useWords(words);
  const { stated } = usePurpose();
  const { account } = useSession();
  const headers = useMemo(
    () => (stated === null ? null : { 'X-Purpose': stated.purpose, 'X-Matter-Code': stated.matter, 'X-Operator-Id': account.name }),
    [stated, account.name],
  );
  if (headers !== null) return <AskContext value={headers}>{children}</AskContext>;
  if (isInline) return <Alert type="info" title={note} action={<PurposePopover><Button size="small">{text.title}</Button></PurposePopover>} />;
  return (
    <div className="narrow">
      <Card>
        <Typography.Title level={1} className="h2">{text.title}</Typography.Title>
        <Typography.Paragraph type="secondary">{text.why}</Typography.Paragraph>
        {note !== undefined && <Alert type="info" title={note} className="spaced" />}
        <PurposeForm />
      </Card>
    </div>
  );
}

function PurposePopover({ children }: { children: ReactNode }) {
  const text = useWords(words);
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      trigger="click" open={isOpen} onOpenChange={setOpen} destroyOnHidden title={text.current}
      content={<div className="purpose-form"><PurposeForm onStated={() => setOpen(false)} /></div>}
    >
      {children}
    </Popover>
  );
}

/** The stated purpose and matter in the frame's head, to be changed there. */
export function PurposeTag() {
  const text = useWords(words);
  const { stated } = usePurpose();
  if (stated === null) return null;
  return (
    <PurposePopover>
      <Button type="text" size="small" icon={<FileProtectOutlined />} aria-label={`${text.current}: ${stated.purpose} ${stated.matter}. ${text.change}`} className="purpose-tag">
        <span className="cut">{stated.purpose} · {stated.matter}</span>
      </Button>
    </PurposePopover>
  );
}
