// Whom the record names, as the library declares its relations: branch of, legal representative, spouse. Followed by number, in the body.
// Below, what stands beside the record: relations that a steward decided, and who names this one.
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { App, Button, Empty, Tag } from 'antd';
import { Link, useNavigate } from 'react-router';
import type { components } from '../../../generated/openapi.ts';
import { shortId } from '../../parts/format.ts';
import { settle, useApi } from '../../parts/hub.ts';
import { lookupPath, relationsPath, sourceLabel, useAllLibraries, type Library, type Scalar } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { useMay } from '../../parts/session.ts';
import { Value } from '../../parts/value.tsx';
import { fill, useSay, useWords } from '../../parts/words.ts';
import type { RecordOf } from './use-record.ts';
import { words } from './words.ts';

type Relation = components['schemas']['Relations']['relations'][number];

interface Props {
  readonly of: RecordOf;
  readonly attributes: Readonly<Record<string, Scalar>>;
  readonly masked: readonly string[];
}

export function RelationsTab({ of, attributes, masked }: Props) {
  const { library } = of;
  const text = useWords(words);
  const beside = useBeside(of);
  const stated = library.relations.filter(({ identifier, name }) => [identifier?.attribute, name].some((code) => code !== undefined && attributes[code] != null && attributes[code] !== ''));
  if (stated.length === 0 && beside.data?.length === 0 && !beside.hasNextPage) return <Empty description={text.noRelations} />;
  return (
    <div className="stack">
      {beside.error !== null && <ProblemNotice error={beside.error} />}
      {stated.length > 0 && <Stated library={library} relations={stated} attributes={attributes} masked={masked} />}
      {beside.data !== undefined && beside.data.length > 0 && <Beside library={library} relations={beside.data} />}
      {beside.hasNextPage && <div><Button loading={beside.isFetchingNextPage} onClick={() => void beside.fetchNextPage()}>{text.moreRelations}</Button></div>}
    </div>
  );
}

interface StatedProps extends Omit<Props, 'of'> {
  readonly library: Library;
  readonly relations: Library['relations'];
}

function Stated({ library, relations, attributes, masked }: StatedProps) {
  const text = useWords(words);
  const say = useSay();
  const may = useMay();
  const api = useApi();
  const ask = useAsk();
  const go = useNavigate();
  const { message } = App.useApp();
  const libraries = useAllLibraries();
  const follow = useMutation({
    mutationFn: async ({ target, type, value }: { target: Library; type: string; value: string }) => {
      const { results } = await settle(api.POST(lookupPath(target.resource), { params: { header: ask }, body: { identifiers: [{ type, value }] } as never }));
      const found = results[0]?.record;
      if (found === undefined) void message.info(fill(text.findFailed, { library: say(target.label) }));
      else void go(`/records/${target.code}/${found.goldenId}`);
    },
  });
  return (
    <>
      {follow.error !== null && <ProblemNotice error={follow.error} />}
      <table className="compare">
        <tbody>
          {relations.map(({ type, label, target: code, name, identifier }) => {
            const target = libraries.find((one) => one.code === code);
            const number = identifier === undefined ? undefined : attributes[identifier.attribute];
            const isMasked = identifier !== undefined && masked.includes(identifier.attribute);
            const canFollow = target !== undefined && number != null && number !== '' && !isMasked && may(`${target.resource}:read`);
            return (
              <tr key={`${type}${identifier?.attribute ?? name}`}>
                <th scope="row">{say(label)}</th>
                <td>{name !== undefined && <Value library={library} attribute={name} value={attributes[name]} isMasked={masked.includes(name)} />}</td>
                <td>{identifier !== undefined && <Value library={library} attribute={identifier.attribute} value={number} isMasked={isMasked} />}</td>
                <td>
                  {say(target?.label, code)}{' '}
                  {canFollow && <Button size="small" type="link" loading={follow.isPending} onClick={() => follow.mutate({ target, type: identifier!.type, value: String(number) })}>{text.find}</Button>}
                  {isMasked && <span className="quiet small">{text.maskedNumber}</span>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

/** What the record itself does not state: relations that a steward decided, and records that name this one. */
function useBeside({ library, goldenId }: RecordOf) {
  const api = useApi();
  const ask = useAsk();
  return useInfiniteQuery({
    queryKey: ['golden', library.resource, goldenId, 'relations', ask], initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => settle(api.GET(relationsPath(library.resource), { params: { header: ask, path: { goldenId }, query: { limit: 50, after: pageParam } } })),
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap(({ relations }) => relations.filter(({ origin, direction }) => origin === 'decision' || direction === 'from')),
  });
}

function Beside({ library, relations }: { library: Library; relations: readonly Relation[] }) {
  const text = useWords(words);
  const say = useSay();
  return (
    <table className="compare" aria-label={text.relationsBeside}>
      <tbody>
        {relations.map(({ label, direction, library: code, goldenId, name, origin, source, validFrom, validTo }, place) => (
          <tr key={place}>
            <th scope="row">{say(label)}</th>
            <td>{direction === 'to' ? text.pointsThere : text.pointsHere}</td>
            <td>{goldenId === null ? <span className="quiet">{text.notShown}</span> : <Link to={`/records/${code}/${goldenId}`}>{name ?? shortId(goldenId)}</Link>}</td>
            <td>
              {origin === 'decision' ? <Tag color="blue">{text.decidedRelation}</Tag> : say(sourceLabel(library, source ?? ''))}
              {validFrom !== null && <span className="by">{validFrom}{validTo === null ? '' : ` – ${validTo}`}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
