// Who saw a golden record: for the security auditor, by the record's id.
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { AuditTable } from '../../parts/audit-table.tsx';
import { useLibraries } from '../../parts/library.ts';
import { useSay, useWords } from '../../parts/words.ts';
import { words } from './words.ts';

interface Given {
  readonly library: string;
  readonly goldenId: string;
}

export function AuditSearch() {
  const text = useWords(words);
  const say = useSay();
  const libraries = useLibraries().data ?? [];
  const [asked, setAsked] = useState<Given | null>(null);
  if (libraries.length === 0) return null;
  return (
    <div className="stack">
      <p className="quiet flat">{text.auditWhy}</p>
      <Form<Given> layout="vertical" requiredMark={false} className="field-grid" initialValues={{ library: libraries[0]?.code }} onFinish={({ library, goldenId }) => setAsked({ library, goldenId: goldenId.trim() })}>
        <Form.Item name="library" label={text.library}><Select options={libraries.map(({ code, label }) => ({ value: code, label: say(label) }))} /></Form.Item>
        <Form.Item name="goldenId" label={text.goldenId} rules={[{ required: true, pattern: /^\s*[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\s*$/, message: text.goldenIdRule }]}><Input autoComplete="off" /></Form.Item>
        <Button type="primary" htmlType="submit" className="at-end">{text.ask}</Button>
      </Form>
      {asked !== null && <AuditTable library={asked.library} goldenId={asked.goldenId} />}
    </div>
  );
}
