// Filing a repair or an objection for a subject who is at the window.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Modal, Radio, Select } from 'antd';
import { newKey, settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { fill, useWords } from '../../parts/words.ts';
import { SubjectFields, useSubjectKinds, type SubjectGiven } from './subject-fields.tsx';
import { words } from './words.ts';

interface Given extends SubjectGiven {
  readonly documentNo: string;
  readonly applicantName: string;
  readonly capacity: 'self' | 'legal_representative' | 'agent';
  readonly authorisation?: string;
  readonly statement: string;
  readonly promise?: string;
  readonly ground?: 'error' | 'omission' | 'past_period' | 'wrongly_listed' | 'not_removed';
  readonly evidence: string;
}

/** An entry that the clerk has in sight: subject and entry need not be typed again. */
export interface CaseAbout {
  readonly subject: SubjectGiven;
  readonly entryId: string;
  readonly label: string;
  readonly documentNo: string | null;
}

interface Props {
  readonly kind: 'repair' | 'objection';
  readonly about?: CaseAbout;
  readonly onFiled?: () => void;
  readonly onClose: () => void;
}

export function FileCaseDialog({ kind, about, onFiled, onClose }: Props) {
  const text = useWords(words);
  const api = useApi();
  const ask = useAsk();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const kinds = useSubjectKinds();
  const [form] = Form.useForm<Given>();
  const capacity = Form.useWatch('capacity', form);
  const file = useMutation({
    mutationFn: ({ applicantName, capacity: as, authorisation, statement, promise = '', ground = 'error', evidence, ...typed }: Given) => {
      const { type, value, name } = about?.subject ?? typed;
      const params = { header: { ...ask, 'Idempotency-Key': newKey() } };
      const common = {
        subject: { type, value: value.trim(), name: name.trim() }, ...(about === undefined ? { documentNo: typed.documentNo.trim() } : { entryId: about.entryId }), statement, evidence: evidence.split('\n').map((reference) => reference.trim()).filter(Boolean).map((reference) => ({ reference })),
        applicant: { name: applicantName.trim(), capacity: as, ...(as === 'agent' ? { authorisation: authorisation?.trim() ?? '' } : {}) },
      };
      return kind === 'repair' ? settle(api.POST('/v1/credit/repairs', { params, body: { ...common, promise } as never })) : settle(api.POST('/v1/credit/objections', { params, body: { ...common, ground } as never }));
    },
    onSuccess: async () => {
      void message.success(text.filed);
      await queries.invalidateQueries({ queryKey: ['credit'] });
      onClose();
      onFiled?.();
    },
  });
  const must = [{ required: true, whitespace: true, message: text.needed }];
  // The form takes its first kind of number when it opens: not before the kinds are known.
  if (kinds.length === 0) return null;
  return (
    <Modal open width={720} title={kind === 'repair' ? text.newRepair : text.newObjection} okText={text.file} onCancel={onClose} onOk={form.submit} confirmLoading={file.isPending}>
      {file.error !== null && <div className="spaced"><ProblemNotice error={file.error} /></div>}
      <Form<Given> form={form} layout="vertical" requiredMark={false} initialValues={{ type: kinds[0]?.value, capacity: 'self', ground: 'error' }} onFinish={(given) => file.mutate(given)}>
        {about !== undefined && <p><strong>{fill(text.aboutEntry, { name: about.subject.name, list: about.label })}</strong>{about.documentNo !== null && <span className="quiet"> {about.documentNo}</span>}</p>}
        <div className="field-grid">
          {about === undefined && (
            <>
              <SubjectFields />
              <Form.Item name="documentNo" label={text.documentNo} rules={must}><Input autoComplete="off" maxLength={200} /></Form.Item>
            </>
          )}
          <Form.Item name="applicantName" label={text.applicant} rules={must}><Input autoComplete="off" maxLength={100} /></Form.Item>
          <Form.Item name="capacity" label={text.capacity}><Select options={[{ value: 'self', label: text.self }, { value: 'legal_representative', label: text.legal_representative }, { value: 'agent', label: text.agent }]} /></Form.Item>
          {capacity === 'agent' && <Form.Item name="authorisation" label={text.authorisation} rules={must}><Input autoComplete="off" maxLength={200} /></Form.Item>}
        </div>
        {kind === 'objection' && (
          <Form.Item name="ground" label={text.ground}>
            <Radio.Group options={(['error', 'omission', 'past_period', 'wrongly_listed', 'not_removed'] as const).map((value) => ({ value, label: text[value] }))} />
          </Form.Item>
        )}
        <Form.Item name="statement" label={text.statement} rules={must}><Input.TextArea maxLength={2000} autoSize={{ minRows: 2 }} /></Form.Item>
        {kind === 'repair' && <Form.Item name="promise" label={text.promise} rules={must}><Input.TextArea maxLength={2000} autoSize={{ minRows: 2 }} /></Form.Item>}
        <Form.Item name="evidence" label={text.evidence} rules={must}><Input.TextArea autoSize={{ minRows: 1 }} maxLength={2000} /></Form.Item>
      </Form>
    </Modal>
  );
}
