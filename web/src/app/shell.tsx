/** What every page stands in: name, navigation, whether the figures are live, search, and who is logged in. */
import { ActionIcon, UnstyledButton } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CloseIcon, MenuIcon, SearchIcon } from '../shared/icons.js';
import { AccountMenu } from './account-menu.js';
import mark from './banyan.svg';
import { ConnectionBadge, ConnectionNotice } from './connection.js';
import { useDocumentTitle } from './document-title.js';
import { Gate } from './gate.js';
import { Navigation } from './navigation.js';
import { useSlash } from './slash.js';

const Palette = lazy(async () => ({ default: (await import('./palette.js')).Palette }));

export function Shell() {
  return (
    <Gate>
      <Frame />
    </Gate>
  );
}

function Frame() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const [palette, setPalette] = useState<'never' | 'open' | 'closed'>('never');
  const openPalette = () => setPalette('open');
  useDocumentTitle();
  useHotkeys([['mod+K', openPalette]], []);
  useSlash(openPalette);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes when the page changes, whoever changed it
  useEffect(() => setMenuOpen(false), [pathname]);
  return (
    <div className="shell" data-menu={isMenuOpen}>
      <a className="skip-link" href="#main">
        {t('shell.skip')}
      </a>
      <header className="shell-head">
        <ActionIcon
          className="shell-menu"
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t(isMenuOpen ? 'nav.close' : 'nav.open')}
          aria-expanded={isMenuOpen}
          aria-controls="navigation"
          onClick={() => setMenuOpen(!isMenuOpen)}
          data-testid="menu"
        >
          {isMenuOpen ? <CloseIcon /> : <MenuIcon />}
        </ActionIcon>
        <Link to="/" className="shell-name">
          <img src={mark} alt="" width={28} height={28} />
          <span>Banyan</span>
        </Link>
        <PaletteButton onOpen={openPalette} />
        <div className="shell-controls">
          <ConnectionBadge />
          <AccountMenu />
        </div>
      </header>
      <Navigation />
      <main id="main" className="shell-main" tabIndex={-1}>
        <ConnectionNotice />
        <Outlet />
      </main>
      {palette !== 'never' && (
        <Suspense>
          <Palette opened={palette === 'open'} onClose={() => setPalette('closed')} />
        </Suspense>
      )}
    </div>
  );
}

function PaletteButton({ onOpen }: { readonly onOpen: () => void }) {
  const { t } = useTranslation();
  return (
    <UnstyledButton
      className="palette-button"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={onOpen}
      data-testid="open-palette"
    >
      <SearchIcon />
      <span className="palette-button-words">{t('shell.search')}</span>
      <kbd aria-hidden>Ctrl K</kbd>
    </UnstyledButton>
  );
}
