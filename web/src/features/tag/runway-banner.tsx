/** The one thing to know before a promotion: how long the tag goes on if the database dies in this moment. */
import { useTranslation } from 'react-i18next';
import type { BizTagFigure } from '#contract';
import { useDurationText } from '../../shared/duration-text.js';

const SHORT_MS = 60_000;

export function RunwayBanner({ tag }: { readonly tag: BizTagFigure }) {
  const { t } = useTranslation();
  const durationText = useDurationText();
  const { paused, buffers } = tag;
  const running = buffers.flatMap(({ nodeId, runwayMs }) => (runwayMs === null ? [] : [{ nodeId, runwayMs }]));
  const least = running.toSorted((a, b) => a.runwayMs - b.runwayMs)[0];
  // A rate lingers for a while after the last number was taken.
  const runwayMs = paused ? null : (least?.runwayMs ?? tag.runwayMs);
  const words =
    runwayMs === null ? (
      <strong>{t(paused ? 'tag.runwayPaused' : 'tag.runwayIdle')}</strong>
    ) : (
      <>
        <strong>
          {runwayMs <= 0 ? t('tag.runwayOut') : t('tag.runwaySentence', { duration: durationText(runwayMs) })}
        </strong>
        {least !== undefined && <> {t('tag.runwayWhere', { nodeId: least.nodeId })}</>}
      </>
    );
  const isShort = runwayMs !== null && runwayMs < SHORT_MS;
  return (
    <p className="runway" data-tone={isShort ? 'warning' : 'calm'} data-testid="runway">
      {t('tag.runwayTitle')} {words}
      {t('tag.sentenceEnd')}
    </p>
  );
}
