// Free text over names, best hits first, page by page.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { settle, useApi } from '../../parts/hub.ts';
import { namesPath, type Library } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { useWords } from '../../parts/words.ts';
import { RecordTable } from './record-table.tsx';
import { words } from './words.ts';

export function NameSearch({ library }: { library: Library }) {
  const text = useWords(words);
  const api = useApi();
  const ask = useAsk();
  const [name, setName] = useState('');
  const { data, error, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['names', library.resource, name, ask], enabled: name !== '', initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => settle(api.GET(namesPath(library.resource), { params: { header: ask, query: { name, limit: 20, after: pageParam } } })),
    getNextPageParam: ({ next }) => next,
  });
  const rows = data?.pages.flatMap(({ items }) => items.map((record) => ({ key: record.goldenId, record })));
  return (
    <div className="stack">
      <Form<{ name: string }> layout="vertical" requiredMark={false} className="ask-form" onFinish={(given) => setName(given.name.trim())}>
        <Form.Item name="name" label={text.name} extra={text.nameHint} rules={[{ required: true, min: 2, whitespace: true, message: text.short }]}><Input.Search maxLength={100} autoComplete="off" enterButton={text.ask} loading={isFetching} onSearch={(_, event) => (event?.currentTarget as HTMLElement | undefined)?.closest('form')?.requestSubmit()} /></Form.Item>
      </Form>
      {error !== null && <ProblemNotice error={error} />}
      {rows !== undefined && <RecordTable library={library} rows={rows} footer={hasNextPage ? () => <Button type="link" loading={isFetching} onClick={() => void fetchNextPage()}>{text.more}</Button> : undefined} />}
    </div>
  );
}
