/** Who did what when, and how late: the same words in the list and in the history of one promotion. */
import { useTranslation } from 'react-i18next';
import type { PromotionEvent } from '#contract';
import { useDurationText } from '../../shared/duration-text.js';
import { milliseconds } from '../../shared/format.js';
import { TimeText } from '../../shared/times.js';

/** Nodes look for what is due every few seconds: less than this is in time. */
const LATE_FROM_MS = 1_000;
const EXACT_UNTIL_MS = 10_000;

export function EventFacts({ event: { at, nodeId, lateMs } }: { readonly event: PromotionEvent }) {
  const { t } = useTranslation();
  return (
    <>
      {t('promotions.byNode', { nodeId })} · <TimeText at={at} />
      {lateMs >= LATE_FROM_MS && <Late ms={lateMs} />}
    </>
  );
}

function Late({ ms }: { readonly ms: number }) {
  const { t } = useTranslation();
  const durationText = useDurationText();
  const duration = ms < EXACT_UNTIL_MS ? milliseconds(Math.round(ms / 100) * 100) : durationText(ms);
  return (
    <>
      {' · '}
      <strong className="promotion-late">{t('promotions.late', { duration })}</strong>
    </>
  );
}
