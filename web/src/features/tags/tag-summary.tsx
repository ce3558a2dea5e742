/** All tags in one line, for whoever has one look to spare; and what the colours of the bars below mean. */
import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BizTagFigure } from '#contract';
import { useDurationText } from '../../shared/duration-text.js';
import { ratePerSecond } from '../../shared/format.js';
import { WarningIcon } from '../../shared/icons.js';
import { type Summary, summaryOf } from './tag-figures.js';

interface TagSummaryProps {
  readonly tags: readonly BizTagFigure[];
  /** Shows one tag alone. */
  readonly onPick: (bizTag: string) => void;
}

export function TagSummary({ tags, onPick }: TagSummaryProps) {
  const { t } = useTranslation();
  const durationText = useDurationText();
  const { ratePerSecond: rate, first, troubled } = summaryOf(tags);
  return (
    <dl className="summary" aria-label={t('summary.label')}>
      <div>
        <dt>{t('summary.rate')}</dt>
        <dd>{t('tag.perSecond', { rate: ratePerSecond(rate) })}</dd>
      </div>
      <div>
        <dt>{t('summary.runway')}</dt>
        <dd>
          {first === undefined ? (
            t('tag.noRate')
          ) : (
            <>
              {durationText(first.runwayMs)} <span className="summary-of">{first.bizTag}</span>
            </>
          )}
        </dd>
      </div>
      <div data-trouble={troubled.length > 0} data-testid="trouble">
        <dt>{t('summary.trouble')}</dt>
        <dd>{troubled.length === 0 ? t('summary.noTrouble') : <Troubled troubled={troubled} onPick={onPick} />}</dd>
      </div>
    </dl>
  );
}

const TROUBLED_SHOWN_MAX = 4;

function Troubled({
  troubled,
  onPick,
}: {
  readonly troubled: Summary['troubled'];
  readonly onPick: (bizTag: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <ul className="troubled">
      {troubled.slice(0, TROUBLED_SHOWN_MAX).map(({ bizTag, troubles }) => (
        <li key={bizTag}>
          <WarningIcon />{' '}
          <Anchor component="button" type="button" size="sm" onClick={() => onPick(bizTag)}>
            {bizTag}
          </Anchor>{' '}
          <Text span size="sm">
            {troubles.map((trouble) => t(`summary.${trouble}`)).join(', ')}
          </Text>
        </li>
      ))}
      {troubled.length > TROUBLED_SHOWN_MAX && <li>+{troubled.length - TROUBLED_SHOWN_MAX}</li>}
    </ul>
  );
}

const LEGEND = ['idle', 'used', 'next', 'low', 'mark'] as const;

export function Legend() {
  const { t } = useTranslation();
  return (
    <ul className="legend" aria-label={t('legend.label')}>
      {LEGEND.map((part) => (
        <li key={part}>
          <span className="legend-swatch" data-part={part} />
          {t(`legend.${part}`)}
        </li>
      ))}
    </ul>
  );
}
