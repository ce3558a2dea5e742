/** The promotions that ask for a higher least step than the tag's own; the highest holds the floor. */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BizTagDetail } from '#contract';
import { grouped } from '../../shared/format.js';
import { TextLink } from '../../shared/text-link.js';

interface FloorHoldersProps {
  /** The highest first. */
  readonly promotions: BizTagDetail['promotions'];
  readonly stepMax: number;
}

export function FloorHolders({ promotions, stepMax }: FloorHoldersProps) {
  const { t } = useTranslation();
  return promotions.map(({ id, name, step }, place) => (
    <Text key={id} size="sm" data-testid={`floor-${id}`}>
      <TextLink to="/promotions/$id" params={{ id }}>
        {name}
      </TextLink>{' '}
      {t(place === 0 ? 'tag.law.holds' : 'tag.law.asks', { step: grouped(step) })}
      {step > stepMax && ` ${t('tag.law.cut', { stepMax: grouped(stepMax) })}`}
    </Text>
  ));
}
