/** What every page stands in: name, navigation, whether the figures are live, theme and language. */
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import mark from './banyan.svg';
import { ConnectionBadge, LanguageSwitch, ThemeSwitch } from './shell-controls.js';

const PAGES = [
  { to: '/', label: 'nav.tags' },
  { to: '/nodes', label: 'nav.nodes' },
] as const;

export function Shell() {
  const { t } = useTranslation();
  useDocumentTitle();
  return (
    <>
      <a className="skip-link" href="#main">
        {t('shell.skip')}
      </a>
      <header className="shell-head">
        <div className="shell-bar">
          <Link to="/" className="shell-name">
            <img src={mark} alt="" width={28} height={28} />
            <span>Banyan</span>
          </Link>
          <Navigation />
          <div className="shell-controls">
            <ConnectionBadge />
            <ThemeSwitch />
            <LanguageSwitch />
          </div>
        </div>
      </header>
      <main id="main" className="shell-main" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}

function Navigation() {
  const { t } = useTranslation();
  return (
    <nav className="shell-nav" aria-label={t('nav.label')}>
      {PAGES.map(({ to, label }) => (
        <Link key={to} to={to} activeOptions={{ exact: true, includeSearch: false }}>
          {t(label)}
        </Link>
      ))}
    </nav>
  );
}

function useDocumentTitle(): void {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const page = PAGES.find(({ to }) => to === pathname);
  const title = page === undefined ? t('notFound.title') : t(page.label);
  useEffect(() => {
    document.title = `${title} · Banyan`;
  }, [title]);
}
