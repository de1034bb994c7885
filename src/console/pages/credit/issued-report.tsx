// A report as it was issued: the hub's own document, shown, printed and handed over as it is, so that whoever verifies it finds it unchanged.
import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useRef, useState } from 'react';
import { settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { saveFile } from '../../parts/save-file.ts';
import { fill, useLanguage, useWords } from '../../parts/words.ts';
import { words } from './words.ts';

interface Page {
  readonly file: Blob;
  readonly html: string;
}

export function IssuedReport({ reportNo }: { reportNo: string }) {
  const text = useWords(words);
  const api = useApi();
  const ask = useAsk();
  const { language } = useLanguage();
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(600);
  const { data, error } = useQuery({
    queryKey: ['credit', 'report', reportNo, language, ask], staleTime: Infinity,
    queryFn: async (): Promise<Page> => {
      const file = (await settle(api.GET('/v1/credit/reports/{reportNo}', { params: { header: ask, path: { reportNo } }, headers: { Accept: 'text/html' }, parseAs: 'blob' }))) as unknown as Blob;
      return { file, html: await file.text() };
    },
  });
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <Skeleton active />;
  return (
    <div className="stack">
      <div className="row">
        <Button icon={<PrinterOutlined />} type="primary" onClick={() => frame.current?.contentWindow?.print()}>{text.print}</Button>
        <Button icon={<DownloadOutlined />} onClick={() => saveFile(data.file, `${reportNo}.html`)}>{text.saveReport}</Button>
        <span className="quiet">{fill(text.reportNo, { n: reportNo })}</span>
      </div>
      <iframe
        ref={frame} className="report-frame" title={text.reportTitle} srcDoc={data.html} sandbox="allow-same-origin allow-modals" style={{ height }}
        onLoad={() => setHeight((frame.current?.contentDocument?.documentElement.scrollHeight ?? 600) + 2)}
      />
    </div>
  );
}
