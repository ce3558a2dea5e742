/** The pages, at the side; where there is no room, under the menu button. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PAGE_GROUPS } from './pages.js';

export function Navigation() {
  const { t } = useTranslation();
  return (
    <nav id="navigation" className="shell-nav" aria-label={t('nav.label')}>
      {PAGE_GROUPS.map((pages) => (
        <ul key={pages[0]?.name}>
          {pages.map(({ name, to, icon }) => (
            <li key={name}>
              <Link to={to} activeOptions={{ exact: to === '/', includeSearch: false }} data-testid={`nav-${name}`}>
                {icon}
                {t(`nav.${name}`)}
              </Link>
            </li>
          ))}
        </ul>
      ))}
    </nav>
  );
}
