import { useTranslation } from 'react-i18next';
import { durationOf } from './format';

/** A duration in words of the present language. */
export function useDurationText(): (ms: number) => string {
  const { t } = useTranslation();
  return (ms) => {
    const { unit, n } = durationOf(ms);
    return t(`duration.${unit}`, { n });
  };
}
