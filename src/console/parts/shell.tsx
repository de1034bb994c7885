// The frame of every page: where one is, what one may open, as whom, for what purpose, in which language.
import {
  AuditOutlined, BankOutlined, BulbOutlined, CloudUploadOutlined, HomeOutlined, QuestionCircleOutlined, SearchOutlined, SettingOutlined, TranslationOutlined, UserOutlined,
} from '@ant-design/icons';
import { Button, Dropdown, Menu, Tooltip } from 'antd';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import type { Page, PageCode } from '../access.ts';
import { settle, useApi } from './hub.ts';
import { PasswordDialog } from './password-dialog.tsx';
import { PurposeTag } from './purpose-gate.tsx';
import { keepPurpose, PurposeContext, recallPurpose, type Purpose } from './purpose.ts';
import { useRenewSession, useSession } from './session.ts';
import { useShade } from './theme.ts';
import { defineWords, useLanguage, useSay, useWords } from './words.ts';

const icons: Readonly<Record<PageCode, ReactNode>> = {
  today: <HomeOutlined />, search: <SearchOutlined />, tasks: <AuditOutlined />, challenges: <QuestionCircleOutlined />, loads: <CloudUploadOutlined />, credit: <BankOutlined />,
  administration: <SettingOutlined />,
};

const words = defineWords({
  product: { zh: '基库', en: 'Jiku' },
  toContent: { zh: '跳到正文', en: 'Skip to content' },
  pages: { zh: '页面', en: 'Pages' },
  language: { zh: 'English', en: '中文' },
  languageHint: { zh: '换成英文 / Switch to English', en: '换成中文 / Switch to Chinese' },
  dark: { zh: '深色', en: 'Dark' },
  light: { zh: '浅色', en: 'Light' },
  shade: { zh: '深色或浅色', en: 'Dark or light' },
  account: { zh: '账号', en: 'Account' },
  password: { zh: '修改密码', en: 'Change password' },
  signOut: { zh: '退出', en: 'Sign out' },
});

export function Shell({ pages, children }: { pages: readonly Page[]; children: ReactNode }) {
  const text = useWords(words);
  const say = useSay();
  const { pathname } = useLocation();
  const [stated, setStated] = useState<Purpose | null>(recallPurpose);
  const current = pages.find(({ path }) => pathname.startsWith(path))?.code ?? (pathname.startsWith('/records') ? 'search' : undefined);
  const choice = useMemo(() => ({ stated, state: (purpose: Purpose | null) => (keepPurpose(purpose), setStated(purpose)) }), [stated]);
  const title = pages.find(({ code }) => code === current)?.label;
  useEffect(() => {
    document.title = title === undefined ? text.product : `${say(title)} · ${text.product}`;
  }, [title, say, text]);
  return (
    <PurposeContext value={choice}>
      <a className="skip" href="#content">{text.toContent}</a>
      <div className="frame">
        <header className="frame-head">
          <Link to="/" className="mark"><img src={new URL('../mark.svg', import.meta.url).href} alt="" width={24} height={24} />{text.product}</Link>
          <nav aria-label={text.pages} className="frame-nav">
            <Menu
              mode="horizontal" theme="dark" selectedKeys={current === undefined ? [] : [current]} disabledOverflow
              items={pages.map(({ code, path, label }) => ({ key: code, icon: icons[code], label: <Link to={path}>{say(label)}</Link> }))}
            />
          </nav>
          <div className="frame-tools">
            <PurposeTag />
            <ShadeButton />
            <LanguageButton />
            <AccountMenu />
          </div>
        </header>
        <main id="content" tabIndex={-1} className="frame-content">{children}</main>
      </div>
    </PurposeContext>
  );
}

export function LanguageButton() {
  const text = useWords(words);
  const { language, choose } = useLanguage();
  return (
    <Tooltip title={text.languageHint}>
      <Button type="text" size="small" icon={<TranslationOutlined />} lang={language === 'zh' ? 'en' : 'zh-CN'} onClick={() => choose(language === 'zh' ? 'en' : 'zh')}>{text.language}</Button>
    </Tooltip>
  );
}

export function ShadeButton() {
  const text = useWords(words);
  const { shade, choose } = useShade();
  return (
    <Tooltip title={shade === 'dark' ? text.light : text.dark}>
      <Button type="text" size="small" icon={<BulbOutlined />} aria-label={text.shade} onClick={() => choose(shade === 'dark' ? 'light' : 'dark')} />
    </Tooltip>
  );
}

function AccountMenu() {
  const text = useWords(words);
  const say = useSay();
  const api = useApi();
  const renew = useRenewSession();
  const { account } = useSession();
  const [isChanging, setChanging] = useState(false);
  const signOut = async (): Promise<void> => {
    keepPurpose(null);
    await settle(api.DELETE('/v1/session'));
    await renew();
  };
  const agency = say({ zh: account.agency.nameZh, en: account.agency.nameEn });
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'who', type: 'group', label: <>{account.name} · {agency}</> },
            { key: 'password', label: text.password, onClick: () => setChanging(true) },
            { key: 'out', label: text.signOut, onClick: () => void signOut() },
          ],
        }}
      >
        <Button type="text" size="small" icon={<UserOutlined />} aria-label={`${text.account} ${account.displayName}`}><span className="account-name">{account.displayName}</span></Button>
      </Dropdown>
      {isChanging && <PasswordDialog onClose={() => setChanging(false)} />}
    </>
  );
}
