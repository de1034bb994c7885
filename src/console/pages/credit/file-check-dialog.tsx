// A chosen file of subjects before it is sent: for which matter, for which department, and how far the upload is.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Modal, Progress } from 'antd';
import { useState } from 'react';
import type { components } from '../../../generated/openapi.ts';
import { EncodingField } from '../../parts/encoding-field.tsx';
import { formatBytes } from '../../parts/format.ts';
import { useHub } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { upload } from '../../parts/upload.ts';
import { fill, useWords } from '../../parts/words.ts';
import { words } from './words.ts';

export type FileCheck = components['schemas']['FileCheck'];

interface Given {
  readonly department?: string;
  readonly encoding: string;
}

interface Props {
  readonly file: File;
  /** Null: the browser cannot read its first line. */
  readonly header: readonly string[] | null;
  readonly onClose: () => void;
}

export function FileCheckDialog({ file, header, onClose }: Props) {
  const text = useWords(words);
  const hub = useHub();
  const ask = useAsk();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [share, setShare] = useState(0);
  const [form] = Form.useForm<Given>();
  const send = useMutation({
    mutationFn: ({ department = '', encoding }: Given) => {
      const query = new URLSearchParams({ fileName: file.name, ...(department.trim() === '' ? {} : { department: department.trim() }), ...(encoding === '' ? {} : { encoding }) });
      return upload<FileCheck>(hub, { url: `/v1/credit/file-checks?${query}`, file, headers: { ...ask } }, setShare);
    },
    onSuccess: async () => {
      void message.success(text.fileTaken);
      await queries.invalidateQueries({ queryKey: ['credit', 'file-checks'] });
      onClose();
    },
  });
  return (
    <Modal open title={text.fileTitle} okText={text.fileSend} onCancel={onClose} onOk={form.submit} confirmLoading={send.isPending} mask={{ closable: false }}>
      <div className="stack">
        {send.error !== null && <ProblemNotice error={send.error} />}
        <div><strong className="long">{file.name}</strong> <span className="quiet">{formatBytes(file.size)}</span></div>
        {header !== null && <p className="flat long">{fill(text.fileColumns, { columns: header.join('、') })}</p>}
        <p className="flat quiet">{fill(text.fileMatter, { purpose: ask['X-Purpose'], matter: ask['X-Matter-Code'] })}</p>
        <Form<Given> form={form} layout="vertical" requiredMark={false} className="grid-2" initialValues={{ encoding: '' }} onFinish={(given) => send.mutate(given)}>
          <Form.Item name="department" label={text.department}><Input autoComplete="off" maxLength={40} /></Form.Item>
          <EncodingField />
        </Form>
        {send.isPending && <Progress percent={Math.round(share * 100)} aria-label={fill(text.fileSending, { share: `${Math.round(share * 100)}%` })} />}
      </div>
    </Modal>
  );
}
