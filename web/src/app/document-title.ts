/** What the browser's tab says. */
import { useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { PAGES } from './pages.js';

const TAG_PREFIX = '/tags/';
const PROMOTIONS = '/promotions';

export function useDocumentTitle(): void {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const listed = pathname.startsWith(`${PROMOTIONS}/`) ? PROMOTIONS : pathname;
  const page = PAGES.find(({ to }) => to === listed);
  const other = pathname === '/account' ? t('nav.account') : t('notFound.title');
  const named = pathname.startsWith(TAG_PREFIX) ? decoded(pathname.slice(TAG_PREFIX.length)) : other;
  const title = page === undefined ? named : t(`nav.${page.name}`);
  useEffect(() => {
    document.title = `${title} · Banyan`;
  }, [title]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
