// A place to drop a file: it is recognised by its header, shown for confirmation, and sent with its progress.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Form, Input, Modal, Progress, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { EncodingField } from '../../parts/encoding-field.tsx';
import { FileDrop } from '../../parts/file-drop.tsx';
import { headerOf } from '../../parts/file-head.ts';
import { dayOf, formatBytes } from '../../parts/format.ts';
import { useHub } from '../../parts/hub.ts';
import { useAllLibraries } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useSession } from '../../parts/session.ts';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { recognise, type FeedChoice, type Recognised } from './recognise.ts';
import { deliver } from './upload.ts';
import { words } from './words.ts';

interface Props {
  /** The feed of a load whose corrected rows come back; else the header tells. */
  readonly boundTo?: { readonly library: string; readonly feed: string };
}

interface Chosen {
  readonly file: File;
  readonly header: readonly string[] | null;
}

/** Those who run or steward the hub deliver for everyone; a department its own feeds. */
function useOwnFeeds(): FeedChoice[] {
  const { account } = useSession();
  const all = useAllLibraries().flatMap((library) => Object.values(library.feeds).map((feed) => ({ library, feed })));
  const isForAll = account.roles.some((role) => role === 'operator' || role === 'steward');
  return isForAll ? all : all.filter(({ feed }) => feed.source === account.agency.code);
}

export function DropZone({ boundTo }: Props) {
  const text = useWords(words);
  const choices = useOwnFeeds();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  return (
    <>
      <FileDrop
        title={boundTo === undefined ? text.drop : text.dropBack} hint={boundTo === undefined ? text.dropHint : text.dropBackHint}
        onFile={(file) => void headerOf(file).then((header) => setChosen({ file, header }))}
      />
      {chosen !== null && <DeliverDialog key={chosen.file.name} chosen={chosen} choices={choices} boundTo={boundTo} onClose={() => setChosen(null)} />}
    </>
  );
}

interface Given {
  readonly feed: string;
  readonly declaredDate: string;
  readonly encoding: string;
}

const nameOf = ({ library, feed }: FeedChoice): string => `${library.code} ${feed.code}`;

function DeliverDialog({ chosen: { file, header }, choices, boundTo, onClose }: { chosen: Chosen; choices: readonly FeedChoice[]; onClose: () => void } & Props) {
  const text = useWords(words);
  const say = useSay();
  const hub = useHub();
  const go = useNavigate();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [share, setShare] = useState(0);
  const [form] = Form.useForm<Given>();
  const fitting = header === null ? [] : recognise(header, choices);
  const bound = boundTo === undefined ? undefined : `${boundTo.library} ${boundTo.feed}`;
  const feed = Form.useWatch('feed', form) ?? bound ?? (fitting[0] && nameOf(fitting[0]));
  const found: Recognised | undefined = fitting.find((one) => nameOf(one) === feed);
  const send = useMutation({
    mutationFn: ({ feed: of, declaredDate, encoding }: Given) => {
      const [library = '', code = ''] = of.split(' ');
      return deliver(hub, { library, feed: code, file, declaredDate, encoding }, setShare);
    },
    onSuccess: async ({ loadId }) => {
      void message.success(fill(text.sent, { n: loadId }));
      await queries.invalidateQueries({ queryKey: ['loads'] });
      onClose();
      void go(`/loads/${loadId}`);
    },
  });
  const options = choices.map((one) => ({ value: nameOf(one), label: `${say(one.library.label)} · ${say(one.feed.label)}` }));
  return (
    <Modal open title={text.deliverTitle} okText={text.send} onCancel={onClose} onOk={form.submit} confirmLoading={send.isPending} mask={{ closable: false }}>
      <div className="stack">
        {send.error !== null && <ProblemNotice error={send.error} />}
        <div><strong className="long">{file.name}</strong> <span className="quiet">{formatBytes(file.size)}</span></div>
        {bound === undefined && header !== null && <Alert type={found === undefined ? 'warning' : 'success'} title={found === undefined ? text.notRecognised : fill(text.recognised, { n: found.fitting })} />}
        {found !== undefined && found.missing.length > 0 && <Alert type="error" title={fill(text.missing, { columns: found.missing.join('、') })} />}
        <Form<Given> form={form} layout="vertical" requiredMark={false} onFinish={(given) => send.mutate(given)} initialValues={{ feed: bound ?? (fitting[0] && nameOf(fitting[0])), declaredDate: dayOf(new Date()), encoding: '' }}>
          <Form.Item name="feed" label={text.feed} rules={[{ required: true, message: text.feedNeeded }]}><Select showSearch={{ optionFilterProp: 'label' }} options={options} disabled={bound !== undefined} /></Form.Item>
          <div className="grid-2">
            <Form.Item name="declaredDate" label={text.declaredDate} extra={text.declaredHint} rules={[{ pattern: /^\d{4}-\d{2}-\d{2}$/, message: 'YYYY-MM-DD' }]}><Input maxLength={10} placeholder="YYYY-MM-DD" /></Form.Item>
            <EncodingField />
          </div>
        </Form>
        {send.isPending && <Progress percent={Math.round(share * 100)} aria-label={fill(text.sending, { share: `${Math.round(share * 100)}%` })} />}
      </div>
    </Modal>
  );
}
