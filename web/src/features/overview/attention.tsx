/** The biz tags that need somebody, the gravest first, each with why. */
import { Anchor, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { FleetFigure } from '#contract';
import { useDurationText } from '../../shared/duration-text.js';
import { CheckIcon } from '../../shared/icons.js';
import { TroubleBadges } from '../../shared/trouble-badges.js';

export function Attention({ fleet: { attention, attentionCount } }: { readonly fleet: FleetFigure }) {
  const { t } = useTranslation();
  const durationText = useDurationText();
  const restCount = attentionCount - attention.length;
  return (
    <section className="attention" aria-labelledby="attention" data-testid="attention">
      <Title order={2} size="h5" id="attention">
        {t('overview.attention')} {attentionCount > 0 && <span className="attention-count">{attentionCount}</span>}
      </Title>
      {attention.length === 0 ? (
        <div className="attention-none">
          <CheckIcon />
          <div>
            <Text size="sm" fw={500}>
              {t('overview.attentionNone')}
            </Text>
            <Text size="sm" c="dimmed">
              {t('overview.attentionNoneHint')}
            </Text>
          </div>
        </div>
      ) : (
        <ul className="attention-list">
          {attention.map(({ bizTag, troubles, runwayMs }) => (
            <li key={bizTag} data-testid={`attention-${bizTag}`}>
              <Link to="/tags/$bizTag" params={{ bizTag }} className="attention-link">
                {bizTag}
              </Link>
              <TroubleBadges troubles={troubles} />
              {runwayMs !== null && (
                <span className="attention-runway">{t('overview.runwayOf', { duration: durationText(runwayMs) })}</span>
              )}
            </li>
          ))}
        </ul>
      )}
      {attentionCount > 0 && (
        <Text size="sm">
          {restCount > 0 && `${t('overview.attentionMore', { count: restCount })} · `}
          <Anchor renderRoot={(props) => <Link {...props} to="/tags" search={{ state: 'attention' }} />} size="sm">
            {t('overview.attentionAll')}
          </Anchor>
        </Text>
      )}
    </section>
  );
}
