/** What the colours of the bars mean. */
import { useTranslation } from 'react-i18next';

const LEGEND = ['idle', 'used', 'next', 'low', 'mark'] as const;

export function Legend() {
  const { t } = useTranslation();
  return (
    <ul className="legend" aria-label={t('tag.legend.label')}>
      {LEGEND.map((part) => (
        <li key={part}>
          <span className="legend-swatch" data-part={part} />
          {t(`tag.legend.${part}`)}
        </li>
      ))}
    </ul>
  );
}
