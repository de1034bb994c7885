// Decisions about the record under every id that it had; one in force can be undone.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Empty, Input, Modal, Skeleton, Table, Tag } from 'antd';
import { useState } from 'react';
import type { components } from '../../../generated/openapi.ts';
import { formatInstant } from '../../parts/format.ts';
import { newKey, settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { useMay } from '../../parts/session.ts';
import { useWords } from '../../parts/words.ts';
import type { RecordOf } from './use-record.ts';
import { words } from './words.ts';

type Decision = components['schemas']['Decision'];

export function DecisionsTab({ of: { library, goldenId } }: { of: RecordOf }) {
  const text = useWords(words);
  const api = useApi();
  const ask = useAsk();
  const may = useMay();
  const [undoing, setUndoing] = useState<Decision | null>(null);
  const { data, error } = useQuery({
    queryKey: ['golden', library.resource, goldenId, 'decisions', ask],
    queryFn: async () => (await settle(api.GET('/v1/decisions', { params: { header: ask, query: { library: library.code, goldenId, limit: 50 } } }))).items,
  });
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <Skeleton active />;
  if (data.length === 0) return <Empty description={text.noDecisions} />;
  const kinds: Record<Decision['kind'], string> = { ...text, pin: text.pinKind, undo: text.undoKind };
  const states: Record<Decision['state'], string> = { in_force: text.inForce, proposed: text.proposedState, undone: text.undoneState, declined: text.declined, done: text.done };
  return (
    <>
      <Table<Decision>
        size="small" rowKey="decisionId" dataSource={data} pagination={false}
        columns={[
          { title: text.at, width: 150, render: (_, { decidedAt }) => formatInstant(decidedAt) },
          { title: text.kind, width: 110, render: (_, { kind }) => kinds[kind] },
          { title: text.state, width: 90, render: (_, { state }) => <Tag color={state === 'in_force' ? 'green' : state === 'proposed' ? 'gold' : 'default'}>{states[state]}</Tag> },
          { title: text.reason, dataIndex: 'reason' },
          { title: text.by, width: 140, dataIndex: 'operatorId' },
          { title: '', width: 80, render: (_, decision) => may('decisions:write') && decision.state === 'in_force' && <Button size="small" onClick={() => setUndoing(decision)}>{text.undo}</Button> },
        ]}
      />
      {undoing !== null && <UndoDialog decision={undoing} onClose={() => setUndoing(null)} />}
    </>
  );
}

function UndoDialog({ decision, onClose }: { decision: Decision; onClose: () => void }) {
  const text = useWords(words);
  const { message } = App.useApp();
  const api = useApi();
  const ask = useAsk();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const undo = useMutation({
    mutationFn: () => settle(api.POST('/v1/decisions/{decisionId}/undo', { params: { header: { ...ask, 'Idempotency-Key': newKey() }, path: { decisionId: decision.decisionId } }, body: { reason: reason.trim() } })),
    onSuccess: ({ state }) => {
      void message.success(state === 'proposed' ? text.pinProposed : text.undone);
      void queries.invalidateQueries();
      onClose();
    },
  });
  return (
    <Modal open title={text.undoTitle} okText={text.undo} onCancel={onClose} onOk={() => undo.mutate()} okButtonProps={{ disabled: reason.trim() === '', danger: true }} confirmLoading={undo.isPending}>
      <p>{text.undoWhy}</p>
      {undo.error !== null && <ProblemNotice error={undo.error} />}
      <Input autoFocus value={reason} maxLength={500} aria-label={text.reason} placeholder={text.reason} onChange={(event) => setReason(event.target.value)} />
    </Modal>
  );
}
