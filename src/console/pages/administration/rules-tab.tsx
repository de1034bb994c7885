// Credit lists with their measures, by edition and day; the administrator of the catalogue brings in an edition after a rehearsal.
import { useQuery } from '@tanstack/react-query';
import { Button, Empty, Input, Select, Skeleton, Table, Tag } from 'antd';
import { useState } from 'react';
import type { components } from '../../../generated/openapi.ts';
import { settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { saveFile } from '../../parts/save-file.ts';
import { useMay } from '../../parts/session.ts';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { documentOfEdition } from './edition-document.ts';
import { RulesImport } from './rules-import.tsx';
import { words } from './words.ts';

type Measure = components['schemas']['CreditMeasure'];

const everyMatter = (codes: readonly string[]): boolean => codes.includes('*');

export function RulesTab() {
  const text = useWords(words);
  const say = useSay();
  const api = useApi();
  const may = useMay();
  const [edition, setEdition] = useState<string | undefined>(undefined);
  const [on, setOn] = useState('');
  const [isImporting, setImporting] = useState(false);
  const { data, error } = useQuery({ queryKey: ['credit-rules'], staleTime: 60_000, queryFn: () => settle(api.GET('/v1/credit/rules')) });
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <Skeleton active />;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(on) ? on : null;
  const isShown = (row: { edition: string; validFrom: string; validTo: string | null }): boolean =>
    (edition === undefined || row.edition === edition) && (day === null || (row.validFrom <= day && (row.validTo === null || day <= row.validTo)));
  // An edition may hold the same code twice, for two spans of time: rows are told apart by their place.
  const measures = data.measures.map((measure, key) => ({ ...measure, key })).filter(isShown);
  const lists = data.lists.map((list, key) => ({ ...list, key })).filter(isShown);
  const measuresOf = (listCode: string) => measures.filter((measure) => measure.listCode === listCode);
  const editions = [...new Set([...data.lists, ...data.measures].map((row) => row.edition))].sort();
  return (
    <div className="stack">
      <div className="row">
        <Select allowClear className="w-160" aria-label={text.edition} placeholder={text.anyEdition} value={edition} onChange={setEdition} options={editions.map((value) => ({ value, label: value }))} />
        <Input allowClear className="w-220" aria-label={text.onDay} placeholder={text.onDay} maxLength={10} status={on !== '' && day === null ? 'warning' : ''} value={on} onChange={(event) => setOn(event.target.value.trim())} />
        <span className="quiet small">{fill(text.rulesCount, { lists: lists.length, measures: measures.length })}</span>
        <span className="grow" />
        {may('credit:rules') && edition !== undefined && <Button onClick={() => saveFile(new Blob([JSON.stringify(documentOfEdition(data, edition), null, 2)], { type: 'application/json' }), `credit-rules-${edition}.json`)}>{text.saveEdition}</Button>}
        {may('credit:rules') && <Button type="primary" onClick={() => setImporting(true)}>{text.importEdition}</Button>}
      </div>
      <Table
        size="small" rowKey="key" dataSource={lists} pagination={false} tableLayout="fixed" locale={{ emptyText: <Empty description={text.noRules} /> }}
        expandable={{
          rowExpandable: ({ listCode }) => measuresOf(listCode).length > 0,
          expandedRowRender: ({ listCode }) => (
            <Table
              size="small" rowKey="key" dataSource={measuresOf(listCode)} pagination={false} tableLayout="fixed"
              columns={[
                { title: text.measure, render: (_, one) => <><MeasureName measure={one} /><div className="quiet small">{one.contentZh}</div></> },
                { title: text.edition, width: 70, dataIndex: 'edition' },
                { title: text.reaches, width: 110, render: (_, { targetRole }) => text[targetRole] },
                { title: text.matters, width: 150, render: (_, { matters, departments }) => <>{everyMatter(matters) ? text.all : matters.join('、')}{!everyMatter(departments) && <div className="quiet small">{departments.join('、')}</div>}</> },
                { title: text.valid, width: 120, render: (_, { validFrom, validTo, repealedOn }) => <>{validFrom} –<br />{validTo ?? ''}{repealedOn !== null && <div className="warn small">{fill(text.repealed, { day: repealedOn })}</div>}</> },
                { title: text.basis, width: 230, dataIndex: 'legalBasis' },
              ]}
            />
          ),
        }}
        columns={[
          { title: text.list, render: (_, one) => <>{say({ zh: one.labelZh, en: one.labelEn })} {!one.isConfirmed && <Tag color="gold">{text.unconfirmed}</Tag>}</> },
          { title: text.edition, width: 80, dataIndex: 'edition' },
          { title: text.polarity, width: 90, render: (_, { polarity }) => <Tag color={polarity === 'punish' ? 'red' : polarity === 'incentive' ? 'blue' : 'default'}>{text[polarity as 'punish']}</Tag> },
          { title: text.term, width: 100, align: 'right', render: (_, { termMonths }) => termMonths ?? '–' },
          { title: text.valid, width: 200, render: (_, { validFrom, validTo }) => `${validFrom} – ${validTo ?? ''}` },
          { title: text.measures, width: 80, align: 'right', render: (_, { listCode }) => measuresOf(listCode).length },
          { title: text.basis, width: 260, ellipsis: true, dataIndex: 'legalBasis' },
        ]}
      />
      {isImporting && <RulesImport rules={data} onClose={() => setImporting(false)} />}
    </div>
  );
}

function MeasureName({ measure: { labelZh, labelEn, class: kind, isConfirmed } }: { measure: Measure }) {
  const text = useWords(words);
  const say = useSay();
  const classes = [text.class0, text.class1, text.class2, text.class3];
  return <>{say({ zh: labelZh, en: labelEn })} <Tag>{classes[kind] ?? kind}</Tag> {!isConfirmed && <Tag color="gold">{text.unconfirmed}</Tag>}</>;
}
