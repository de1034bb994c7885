// Credit lists with their measures, by edition.
import { useQuery } from '@tanstack/react-query';
import { Skeleton, Table, Tag } from 'antd';
import { settle, useApi } from '../../parts/hub.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useSay, useWords } from '../../parts/words.ts';
import { words } from './words.ts';

export function RulesTab() {
  const text = useWords(words);
  const say = useSay();
  const api = useApi();
  const { data, error } = useQuery({ queryKey: ['credit-rules'], staleTime: 60_000, queryFn: () => settle(api.GET('/v1/credit/rules')) });
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <Skeleton active />;
  const measuresOf = (listCode: string) => data.measures.filter((measure) => measure.listCode === listCode);
  return (
    <Table
      size="small" rowKey={({ listCode, edition }) => `${listCode} ${edition}`} dataSource={data.lists} pagination={false} tableLayout="fixed"
      expandable={{
        rowExpandable: ({ listCode }) => measuresOf(listCode).length > 0,
        expandedRowRender: ({ listCode }) => (
          <Table
            size="small" rowKey={({ measureCode, edition }) => `${measureCode} ${edition}`} dataSource={measuresOf(listCode)} pagination={false} tableLayout="fixed"
            columns={[
              { title: text.measure, render: (_, one) => <>{say({ zh: one.labelZh, en: one.labelEn })}<div className="quiet small">{one.contentZh}</div></> },
              { title: text.edition, width: 90, dataIndex: 'edition' },
              { title: text.matters, width: 220, render: (_, { matters }) => matters.join('、') },
              { title: text.basis, width: 260, dataIndex: 'legalBasis' },
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
  );
}
