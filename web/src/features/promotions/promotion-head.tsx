/** Name, state, and what can be done. */
import { Text, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PromotionDetail } from '#contract';
import { GatedButton } from '../../shared/gated-button.js';
import { useTimes } from '../../shared/times.js';
import { Crumbs } from './crumbs.js';
import { changeableFields, isLive } from './promotion-life.js';
import { StateBadge } from './state-badge.js';

const CancelDialog = lazy(async () => ({ default: (await import('./cancel-dialog.js')).CancelDialog }));

export function PromotionHead({ promotion }: { readonly promotion: PromotionDetail }) {
  const { t } = useTranslation();
  const { moment } = useTimes();
  const { name, state, detail, createdAt, createdBy, version } = promotion;
  const isBad = state === 'failed' || state === 'missed';
  return (
    <header className="page-head">
      <div>
        <Crumbs />
        <div className="promotion-title">
          <Title order={1} size="h2" className="page-title">
            {name}
          </Title>
          <StateBadge state={state} />
        </div>
        <Text c="dimmed" size="sm">
          {t(`promotions.stateHints.${state}`)} {detail !== null && !isBad && detail}
        </Text>
        <Text c="dimmed" size="xs">
          {t('promotions.facts.planned', { time: moment(createdAt), name: createdBy, version })}
        </Text>
      </div>
      <Actions promotion={promotion} />
    </header>
  );
}

function Actions({ promotion }: { readonly promotion: PromotionDetail }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [cancelling, setCancelling] = useState<'never' | 'open' | 'closed'>('never');
  const { id, state } = promotion;
  const canCancel = isLive(state) && state !== 'restoring';
  return (
    <div className="page-actions">
      {changeableFields(state).size > 0 && (
        <GatedButton
          needs="operator"
          variant="default"
          onClick={() => void navigate({ to: '/promotions/$id/edit', params: { id } })}
          data-testid="edit-promotion"
        >
          {t('promotions.edit')}
        </GatedButton>
      )}
      {!isLive(state) && (
        <GatedButton
          needs="operator"
          variant="default"
          onClick={() => void navigate({ to: '/promotions/new', search: { from: id } })}
          data-testid="plan-again"
        >
          {t('promotions.again')}
        </GatedButton>
      )}
      {canCancel && (
        <GatedButton
          needs="operator"
          variant="default"
          className="promotion-danger"
          onClick={() => setCancelling('open')}
          data-testid="cancel-promotion"
        >
          {t('promotions.cancel')}
        </GatedButton>
      )}
      {cancelling !== 'never' && (
        <Suspense>
          <CancelDialog opened={cancelling === 'open'} promotion={promotion} onClose={() => setCancelling('closed')} />
        </Suspense>
      )}
    </div>
  );
}
