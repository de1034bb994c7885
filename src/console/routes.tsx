// Signed out: the sign-in, whatever the address. Signed in: the pages that the account may see, each loaded when it is opened.
import { Button, Result, Skeleton } from 'antd';
import { lazy, Suspense, useEffect, type ComponentType } from 'react';
import { Navigate, Route, Routes, useNavigate } from 'react-router';
import { pagesOf, type PageCode } from './access.ts';
import { PageBoundary } from './parts/page-boundary.tsx';
import { ProblemNotice } from './parts/problem-notice.tsx';
import { SessionContext, useEntryQuery, type Session } from './parts/session.ts';
import { Shell } from './parts/shell.tsx';
import { defineWords, useWords } from './parts/words.ts';

const SignIn = lazy(() => import('./pages/sign-in/sign-in-page.tsx'));
const RecordScreen = lazy(() => import('./pages/record/record-page.tsx'));

const loaders: Readonly<Record<PageCode, () => Promise<{ default: ComponentType }>>> = {
  today: () => import('./pages/today/today-page.tsx'),
  search: () => import('./pages/search/search-page.tsx'),
  tasks: () => import('./pages/tasks/tasks-page.tsx'),
  challenges: () => import('./pages/challenges/challenges-page.tsx'),
  loads: () => import('./pages/loads/loads-page.tsx'),
  credit: () => import('./pages/credit/credit-page.tsx'),
  administration: () => import('./pages/administration/administration-page.tsx'),
};

const screens = Object.fromEntries(Object.entries(loaders).map(([code, load]) => [code, lazy(load)])) as unknown as Readonly<Record<PageCode, ComponentType>>;

const words = defineWords({
  nothing: { zh: '没有这个页面', en: 'There is no such page' },
  nothingWhy: { zh: '地址有误，或您的岗位不使用此页。', en: 'The address is wrong, or your role does not use this page.' },
  home: { zh: '回到首页', en: 'Back to the start' },
  noPages: { zh: '您的账号还没有可用的页面', en: 'Your account has no page yet' },
  noPagesWhy: { zh: '请联系账号管理员分配岗位。', en: 'Ask the administrator of accounts for a role.' },
});

export function Entrance() {
  const { data: entry, error, isPending, refetch } = useEntryQuery();
  if (isPending) return null;
  if (error !== null) return <div className="alone"><ProblemNotice error={error} onRetry={() => void refetch()} /></div>;
  if (entry.session === null) return <Suspense fallback={null}><SignIn resumed={entry.step} /></Suspense>;
  return <SessionContext value={entry.session}><SignedIn session={entry.session} /></SessionContext>;
}

function SignedIn({ session }: { session: Session }) {
  const text = useWords(words);
  const pages = pagesOf(session.account.scopes);
  const first = pages[0];
  return (
    <Shell pages={pages}>
      <Suspense fallback={<Skeleton active className="page" />}>
        <Routes>
          {pages.map(({ code, path }) => {
            const Screen = screens[code];
            return <Route key={code} path={`${path}/*`} element={<PageBoundary key={code}><Screen /></PageBoundary>} />;
          })}
          {pages.some(({ code }) => code === 'search') && <Route path="/records/:library/:goldenId" element={<PageBoundary><RecordScreen /></PageBoundary>} />}
          {first !== undefined && <Route path="/" element={<Navigate to={first.path} replace />} />}
          <Route path="*" element={first === undefined ? <Result title={text.noPages} subTitle={text.noPagesWhy} /> : <NotThere home={first.path} />} />
        </Routes>
      </Suspense>
    </Shell>
  );
}

function NotThere({ home }: { home: string }) {
  const text = useWords(words);
  const go = useNavigate();
  useEffect(() => {
    document.title = text.nothing;
  }, [text]);
  return <Result status="404" title={text.nothing} subTitle={text.nothingWhy} extra={<Button type="primary" onClick={() => void go(home)}>{text.home}</Button>} />;
}
