// An edition of lists and measures from a file: what it would change is rehearsed by the hub and read before anything is kept.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Modal, Statistic, Table } from 'antd';
import { useState } from 'react';
import type { components, operations } from '../../../generated/openapi.ts';
import { FileDrop } from '../../parts/file-drop.tsx';
import { formatCount } from '../../parts/format.ts';
import { newKey, settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { words } from './words.ts';

type Rules = operations['readCreditRules']['responses']['200']['content']['application/json'];
type Document = components['schemas']['CreditRulesDocument'];

interface Rehearsed {
  readonly fileName: string;
  readonly document: Document;
  readonly change: operations['changeCreditRules']['responses']['200']['content']['application/json'];
}

export function RulesImport({ rules, onClose }: { rules: Rules; onClose: () => void }) {
  const text = useWords(words);
  const api = useApi();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [unread, setUnread] = useState<string | null>(null);
  const send = (document: Document, query: { rehearse: true } | { epoch: number }) => settle(api.POST('/v1/credit/rules', { params: { query, header: { 'Idempotency-Key': newKey() } }, body: document }));
  const rehearse = useMutation({
    mutationFn: async (file: File): Promise<Rehearsed | null> => {
      setUnread(null);
      keep.reset();
      const document = await documentOf(file);
      if (document === null) {
        setUnread(file.name);
        return null;
      }
      return { fileName: file.name, document, change: await send(document, { rehearse: true }) };
    },
  });
  const keep = useMutation({
    // What was rehearsed is what is imported: not where somebody changed the rules meanwhile.
    mutationFn: ({ document, change: { epoch } }: Rehearsed) => send(document, { epoch }),
    onSuccess: async ({ lists, measures, entries }) => {
      void message.success(fill(text.imported, { lists, measures, entries: formatCount(entries) }));
      await queries.invalidateQueries({ queryKey: ['credit-rules'] });
      onClose();
    },
  });
  const rehearsed = rehearse.data ?? null;
  return (
    <Modal
      open width={760} title={text.importEdition} onCancel={onClose} mask={{ closable: false }}
      footer={[
        <Button key="cancel" onClick={onClose}>{text.cancel}</Button>,
        <Button key="keep" type="primary" disabled={rehearsed === null || rehearse.isPending} loading={keep.isPending} onClick={() => rehearsed !== null && keep.mutate(rehearsed)}>{text.importNow}</Button>,
      ]}
    >
      <div className="stack">
        <FileDrop title={text.rulesDrop} hint={text.rulesHint} accept=".yaml,.yml,.json" onFile={(file) => rehearse.mutate(file)} />
        {rehearse.isPending && <Alert type="info" title={text.rehearsing} />}
        {unread !== null && <Alert type="warning" showIcon role="alert" title={fill(text.rulesUnread, { name: unread })} description={text.rulesUnreadWhy} />}
        {rehearse.error !== null && <ProblemNotice error={rehearse.error} />}
        {keep.error !== null && <ProblemNotice error={keep.error} />}
        {rehearsed !== null && !rehearse.isPending && <Effect rehearsed={rehearsed} rules={rules} />}
      </div>
    </Modal>
  );
}

function Effect({ rehearsed: { fileName, document, change }, rules }: { rehearsed: Rehearsed; rules: Rules }) {
  const text = useWords(words);
  const say = useSay();
  const nameOf = (code: string): string => {
    const [zh = '', en = ''] = document.lists.find((list) => list.code === code)?.label.split('|') ?? [];
    const known = rules.lists.findLast(({ listCode }) => listCode === code);
    return say(zh !== '' ? { zh, en } : known && { zh: known.labelZh, en: known.labelEn }, code);
  };
  return (
    <section className="stack" aria-live="polite">
      <Alert type="info" showIcon title={fill(text.rehearsed, { name: fileName, edition: document.edition })} description={text.rehearsedWhy} />
      <div className="figures">
        <Statistic title={text.rowsLists} value={change.lists} />
        <Statistic title={text.rowsMeasures} value={change.measures} />
        <Statistic title={text.entriesMoved} value={change.entries} />
      </div>
      {change.inForce.length === 0 ? <p className="quiet flat">{text.sameInForce}</p> : (
        <Table
          size="small" rowKey="listCode" dataSource={change.inForce} pagination={{ pageSize: 8, hideOnSinglePage: true }}
          columns={[
            { title: text.list, render: (_, { listCode }) => nameOf(listCode) },
            { title: text.before, width: 110, align: 'right', render: (_, { before }) => formatCount(before) },
            { title: text.after, width: 110, align: 'right', render: (_, { after }) => formatCount(after) },
            { title: text.difference, width: 110, align: 'right', render: (_, { before, after }) => <span className={after < before ? 'warn' : 'strong'}>{after > before ? '+' : '−'}{formatCount(Math.abs(after - before))}</span> },
          ]}
        />
      )}
    </section>
  );
}

/** The file as the API takes it; JSON is read as the YAML that it is. Null: it is neither. The hub judges what it says. */
async function documentOf(file: File): Promise<Document | null> {
  const { parseDocument } = await import('yaml');
  const read = parseDocument(await file.text());
  return read.errors.length > 0 ? null : (read.toJS() as Document);
}
