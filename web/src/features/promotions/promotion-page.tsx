/** One promotion: where it stands, how far the nodes are, what was done, and at the end what came of it. */
import './promotions.css';
import { Text, Title } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PromotionDetail } from '#contract';
import { Notice } from '../../shared/notice.js';
import { NodeProgress } from './node-progress.js';
import { PlanTable } from './plan-table.js';
import { Warnings } from './preview-panel.js';
import { PromotionEvents } from './promotion-events.js';
import { PromotionFacts } from './promotion-facts.js';
import { PromotionFault } from './promotion-fault.js';
import { PromotionHead } from './promotion-head.js';
import { isLive } from './promotion-life.js';
import { PromotionReportPanel } from './promotion-report.js';
import { usePromotion } from './promotions-query.js';

const route = getRouteApi('/promotions/$id');

export function PromotionPage() {
  const { id } = route.useParams();
  const promotion = usePromotion(id);
  if (promotion.data === undefined) return <PromotionFault query={promotion} />;
  return <PromotionView key={id} promotion={promotion.data} />;
}

function PromotionView({ promotion }: { readonly promotion: PromotionDetail }) {
  const { id, state, warnings, report } = promotion;
  const isUnderway = state === 'warming' || state === 'active';
  return (
    <div className="page" data-testid={`promotion-page-${id}`}>
      <PromotionHead promotion={promotion} />
      <StateNotice promotion={promotion} />
      <PromotionFacts promotion={promotion} />
      {isLive(state) && warnings.length > 0 && <Warnings warnings={warnings} />}
      {isUnderway && <NodeProgress nodes={promotion.progress} />}
      {report !== null && <PromotionReportPanel report={report} />}
      <Plan promotion={promotion} />
      <PromotionEvents events={promotion.events} />
    </div>
  );
}

const TONES = { failed: 'danger', missed: 'warning' } as const;

/** What went wrong, where something did. */
function StateNotice({ promotion: { state, detail } }: { readonly promotion: PromotionDetail }) {
  const { t } = useTranslation();
  if (state !== 'failed' && state !== 'missed') return null;
  return (
    <Notice tone={TONES[state]} testId="promotion-detail">
      <Text size="sm" fw={600}>
        {t(`promotions.stateHints.${state}`)}
      </Text>
      {detail}
    </Notice>
  );
}

function Plan({ promotion: { plan } }: { readonly promotion: PromotionDetail }) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-labelledby="plan">
      <Title order={2} size="h5" id="plan">
        {t('promotions.plan.title')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('promotions.plan.intro')}
      </Text>
      {plan.length === 0 ? <Text size="sm">{t('promotions.plan.none')}</Text> : <PlanTable plan={plan} />}
    </section>
  );
}
