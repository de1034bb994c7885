// The way in through an outside provider, shown where the hub has one, and what is said when the provider sends somebody back.
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Divider, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { settle, useApi } from '../../parts/hub.ts';
import { defineWords, useSay, useWords, type Label } from '../../parts/words.ts';

const words = defineWords({
  or: { zh: '或', en: 'or' },
  outside: { zh: '单位统一认证登录', en: 'Sign in through your unit' },
});

const refusals = defineWords({
  SESSION_REFUSED: { zh: '统一认证已通过，但您在基库没有可用的账号', en: 'Your unit vouches for you, but no account here is yours' },
  OUTSIDE_SIGN_IN_REFUSED: { zh: '统一认证登录未成功', en: 'Signing in through your unit did not succeed' },
  OUTSIDE_SIGN_IN_UNAVAILABLE: { zh: '统一认证平台暂时连不上', en: 'Your unit’s sign-in cannot be reached at present' },
  other: { zh: '登录未成功', en: 'Signing in did not succeed' },
});

const remedies = defineWords({
  SESSION_REFUSED: { zh: '请联系账号管理员，为您建立账号或登记您在统一认证平台的标识。', en: 'Ask the administrator of accounts to make you one, or to note by which name your unit knows you.' },
  OUTSIDE_SIGN_IN_REFUSED: { zh: '请再登录一次；途中停留不要超过 10 分钟。仍不成功时请联系统一认证平台的管理人员。', en: 'Try once more, within ten minutes. If it stays, ask those who run your unit’s sign-in.' },
  OUTSIDE_SIGN_IN_UNAVAILABLE: { zh: '请稍后再试，或用本地账号和密码登录。', en: 'Try again later, or sign in with a local account and its password.' },
  other: { zh: '请再登录一次；仍不成功时请把下面的代码告知运行人员。', en: 'Try once more; if it stays, tell the operators the code below.' },
});

export function OutsideButton() {
  const text = useWords(words);
  const api = useApi();
  const { data } = useQuery({ queryKey: ['sign-in-options'], queryFn: () => settle(api.GET('/v1/session/options')) });
  if (data?.outside !== true) return null;
  return (
    <>
      <Divider plain>{text.or}</Divider>
      <Button size="large" block href="/v1/session/oidc">{text.outside}</Button>
    </>
  );
}

/** The code that the address brings, taken out of it at once: a reload, or the page's address sent on, does not say it again. */
export function useBroughtProblem(): string | null {
  const [search, setSearch] = useSearchParams();
  const [problem] = useState(() => search.get('problem'));
  useEffect(() => {
    if (search.has('problem')) setSearch((given) => (given.delete('problem'), given), { replace: true });
  }, [search, setSearch]);
  return problem !== null && /^[A-Z_]{3,64}$/.test(problem) ? problem : null;
}

export function BroughtProblem({ code }: { code: string }) {
  const say = useSay();
  const of = (table: Readonly<Record<string, Label>>): string => say(table[code] ?? table['other']);
  return (
    <Alert
      type="warning" showIcon role="alert" className="spaced" title={of(refusals)}
      description={<><div>{of(remedies)}</div><Typography.Text type="secondary" className="small">{code}</Typography.Text></>}
    />
  );
}
