/** Why the step is what it is, with this tag's own figures: the rule, what comes next, who holds the floor, and each node's past. */
import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BizTagDetail, BizTagFigure } from '#contract';
import { useDurationText } from '../../shared/duration-text.js';
import { grouped, ratePerSecond } from '../../shared/format.js';
import { FloorHolders } from './floor-holders.js';
import { floorInForce, stepLawOf } from './step-law.js';
import { StepNodes } from './step-nodes.js';

interface StepLawTextProps {
  readonly tag: BizTagFigure;
  readonly detail: BizTagDetail | undefined;
}

export function StepLawText({ tag, detail }: StepLawTextProps) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-labelledby="law" data-testid="step-law">
      <Title order={2} size="h5" id="law">
        {t('tag.law.title')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('tag.law.intro')}
      </Text>
      <Prediction tag={tag} />
      <FloorHolders promotions={detail?.promotions ?? []} stepMax={tag.stepMax} />
      <StepNodes tag={tag} />
    </section>
  );
}

function Prediction({ tag }: Pick<StepLawTextProps, 'tag'>) {
  const { t } = useTranslation();
  const durationText = useDurationText();
  const law = stepLawOf(tag.buffers, tag);
  const floor = law?.floor ?? floorInForce(tag, tag.stepFloor);
  const bounds = { step: grouped(floor), stepMax: grouped(tag.stepMax) };
  if (law === undefined) return <Text size="sm">{t('tag.law.idle', bounds)}</Text>;
  return (
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
  );
}
