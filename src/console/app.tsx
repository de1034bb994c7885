// Language, shade, the way to the hub and the session, around the pages.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, useMemo, useState } from 'react';
import { BrowserRouter } from 'react-router';
import { HubContext, openHubDoor } from './parts/hub.ts';
import { keep, recall } from './parts/keep.ts';
import { ProblemError } from './parts/problem.ts';
import { nobody, sessionKey } from './parts/session.ts';
import { ShadeContext, themeOf, type Shade } from './parts/theme.ts';
import { LanguageContext, type Language } from './parts/words.ts';
import { Entrance } from './routes.tsx';

/** A refusal stays one; what else failed is asked once more. */
const openQueries = (): QueryClient => new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, refetchOnWindowFocus: false, retry: (count, error) => count < 1 && !(error instanceof ProblemError) },
  },
});

export function App() {
  const [language, setLanguage] = useState<Language>(recall('language') === 'en' ? 'en' : 'zh');
  const [shade, setShade] = useState<Shade>(() => recallShade());
  const [queries] = useState(openQueries);
  const [hub] = useState(() => {
    const door = openHubDoor();
    door.onSignedOut(() => queries.setQueryData(sessionKey, nobody));
    return door;
  });
  hub.setLanguage(language);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.documentElement.dataset['shade'] = shade;
    document.documentElement.style.colorScheme = shade;
  }, [language, shade]);
  const languageChoice = useMemo(() => ({ language, choose: (chosen: Language) => (keep('language', chosen), setLanguage(chosen)) }), [language]);
  const shadeChoice = useMemo(() => ({ shade, choose: (chosen: Shade) => (keep('shade', chosen), setShade(chosen)) }), [shade]);
  return (
    <LanguageContext value={languageChoice}>
      <ShadeContext value={shadeChoice}>
        <ConfigProvider locale={language === 'zh' ? zhCN : enUS} theme={themeOf(shade)} button={{ autoInsertSpace: false }}>
          <AntApp component={false} message={{ maxCount: 3 }}>
            <HubContext value={hub}>
              <QueryClientProvider client={queries}>
                <BrowserRouter>
                  <Entrance />
                </BrowserRouter>
              </QueryClientProvider>
            </HubContext>
          </AntApp>
        </ConfigProvider>
      </ShadeContext>
    </LanguageContext>
  );
}

function recallShade(): Shade {
  const kept = recall('shade');
  if (kept === 'light' || kept === 'dark') return kept;
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
