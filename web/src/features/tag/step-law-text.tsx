/** Why the step is what it is, with this tag's own figures. */
import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BizTagFigure } from '#contract';
import { useDurationText } from '../../shared/duration-text.js';
import { grouped, ratePerSecond } from '../../shared/format.js';
import { stepLawOf } from './step-law.js';

export function StepLawText({ tag }: { readonly tag: BizTagFigure }) {
  const { t } = useTranslation();
  const durationText = useDurationText();
  const { step, stepMax, buffers } = tag;
  const law = stepLawOf(buffers, tag);
  const bounds = { step: grouped(step), stepMax: grouped(stepMax) };
  return (
    <section className="panel" aria-labelledby="law" data-testid="step-law">
      <Title order={2} size="h5" id="law">
        {t('tag.law.title')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('tag.law.intro')}
      </Text>
      {law === undefined ? (
        <Text size="sm">{t('tag.law.idle', bounds)}</Text>
      ) : (
        <>
          <Text size="sm" fw={500}>
            {t('tag.law.now', {
              rate: ratePerSecond(law.ratePerSecond),
              nodeId: law.nodeId,
              step: grouped(law.step),
              duration: durationText(law.lifetimeMs),
            })}
          </Text>
          <Text size="sm">{t(`tag.law.${law.verdict}`, { ...bounds, next: grouped(law.nextStep) })}</Text>
        </>
      )}
    </section>
  );
}
