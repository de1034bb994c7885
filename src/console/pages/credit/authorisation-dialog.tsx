// Registering the authorisation that a person gave to the bureau.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Modal, Select } from 'antd';
import { newKey, settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { useSay, useWords } from '../../parts/words.ts';
import { SubjectFields, useSubjectKinds, type SubjectGiven } from './subject-fields.tsx';
import { words } from './words.ts';

const sections = ['permit', 'penalty', 'severe_list', 'abnormal', 'red_list', 'commitment', 'evaluation', 'judicial', 'other'] as const;

interface Given extends SubjectGiven {
  readonly reference: string;
  readonly until: string;
  readonly lists?: string[];
  readonly sections?: (typeof sections)[number][];
}

function useCreditLists() {
  const api = useApi();
  return useQuery({ queryKey: ['credit-rules'], staleTime: 60_000, queryFn: () => settle(api.GET('/v1/credit/rules')) }).data?.lists ?? [];
}

/** What a list is called, by its code. */
export function useListNames(): (code: string) => string {
  const say = useSay();
  const lists = useCreditLists();
  return (code) => {
    const list = lists.find(({ listCode }) => listCode === code);
    return list === undefined ? code : say({ zh: list.labelZh, en: list.labelEn });
  };
}

export function AuthorisationDialog({ onClose }: { onClose: () => void }) {
  const text = useWords(words);
  const api = useApi();
  const ask = useAsk();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const kinds = useSubjectKinds();
  const listName = useListNames();
  const codes = [...new Set(useCreditLists().filter(({ isPublished }) => isPublished).map(({ listCode }) => listCode))];
  const [form] = Form.useForm<Given>();
  const register = useMutation({
    mutationFn: ({ type, value, name, reference, until, lists = [], sections: chosen = [] }: Given) => settle(api.POST('/v1/credit/authorisations', {
      params: { header: { ...ask, 'Idempotency-Key': newKey() } },
      body: {
        subject: { type, value: value.trim(), name: name.trim() }, reference: reference.trim(), until,
        ...(lists.length + chosen.length === 0 ? {} : { scope: { ...(lists.length === 0 ? {} : { lists }), ...(chosen.length === 0 ? {} : { sections: chosen }) } }),
      },
    })),
    onSuccess: async () => {
      void message.success(text.registered);
      await queries.invalidateQueries({ queryKey: ['credit', 'authorisations'] });
      onClose();
    },
  });
  const must = [{ required: true, whitespace: true, message: text.needed }];
  // The form takes its first kind of number when it opens: not before the kinds are known.
  if (kinds.length === 0) return null;
  return (
    <Modal open width={720} title={text.register} okText={text.register} onCancel={onClose} onOk={form.submit} confirmLoading={register.isPending}>
      {register.error !== null && <div className="spaced"><ProblemNotice error={register.error} /></div>}
      <Form<Given> form={form} layout="vertical" requiredMark={false} initialValues={{ type: kinds[0]?.value }} onFinish={(given) => register.mutate(given)}>
        <div className="field-grid">
          <SubjectFields />
          <Form.Item name="reference" label={text.reference} rules={must} tooltip={text.referenceHint}><Input autoComplete="off" maxLength={64} /></Form.Item>
          <Form.Item name="until" label={text.lastDay} rules={[{ required: true, pattern: /^\d{4}-\d{2}-\d{2}$/, message: 'YYYY-MM-DD' }]}><Input autoComplete="off" maxLength={10} placeholder="YYYY-MM-DD" /></Form.Item>
        </div>
        <Form.Item name="sections" label={text.scopeSections}><Select mode="multiple" options={sections.map((value) => ({ value, label: text[value] }))} /></Form.Item>
        <Form.Item name="lists" label={text.scopeLists}><Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={codes.map((value) => ({ value, label: listName(value) }))} /></Form.Item>
      </Form>
    </Modal>
  );
}
