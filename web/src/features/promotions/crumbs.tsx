/** The way back to the list. */
import { useTranslation } from 'react-i18next';
import { TextLink } from '../../shared/text-link.js';

export function Crumbs() {
  const { t } = useTranslation();
  return (
    <nav className="promotion-crumbs" aria-label={t('promotions.crumbs')}>
      <TextLink to="/promotions">{t('promotions.title')}</TextLink>
      <span aria-hidden> / </span>
    </nav>
  );
}
