/** Durations in words of the language that is chosen. */
import { useTranslation } from 'react-i18next';
import { durationOf } from './format.js';

/** @returns a function from ms to words */
export function useDurationText(): (ms: number) => string {
  const { t } = useTranslation();
  return (ms) => {
    const { unit, n } = durationOf(ms);
    return t(`duration.${unit}`, { n });
  };
}
