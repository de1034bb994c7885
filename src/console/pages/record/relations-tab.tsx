// Whom the record names, as the library declares its relations: branch of, legal representative, spouse. Followed by number, in the body.
import { useMutation } from '@tanstack/react-query';
import { App, Button, Empty } from 'antd';
import { useNavigate } from 'react-router';
import { settle, useApi } from '../../parts/hub.ts';
import { lookupPath, useAllLibraries, type Library, type Scalar } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAsk } from '../../parts/purpose.ts';
import { useMay } from '../../parts/session.ts';
import { Value } from '../../parts/value.tsx';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { words } from './words.ts';

interface Props {
  readonly library: Library;
  readonly attributes: Readonly<Record<string, Scalar>>;
  readonly masked: readonly string[];
}

export function RelationsTab({ library, attributes, masked }: Props) {
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
  const stated = library.relations.filter(({ identifier, name }) => [identifier?.attribute, name].some((code) => code !== undefined && attributes[code] != null && attributes[code] !== ''));
  if (stated.length === 0) return <Empty description={text.noRelations} />;
  return (
    <div className="stack">
      {follow.error !== null && <ProblemNotice error={follow.error} />}
      <table className="compare">
        <tbody>
          {stated.map(({ type, label, target: code, name, identifier }) => {
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
    </div>
  );
}
