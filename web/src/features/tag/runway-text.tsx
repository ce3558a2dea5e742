/** A runway in words. */
import { useTranslation } from 'react-i18next';
import { useDurationText } from '../../shared/duration-text.js';

/** @returns a function from a runway in ms, null where nothing is being taken, to words */
export function useRunwayText(): (runwayMs: number | null) => string {
  const { t } = useTranslation();
  const durationText = useDurationText();
  return (runwayMs) => {
    if (runwayMs === null) return t('tag.noRate');
    return runwayMs <= 0 ? t('tag.out') : t('tag.lasts', { duration: durationText(runwayMs) });
  };
}
