/** Promotions: what lies ahead, what is on, what has been. */
import './promotions.css';
import { SegmentedControl, Skeleton } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FaultView } from '../../shared/fault-view.js';
import { GatedButton } from '../../shared/gated-button.js';
import { PlusIcon } from '../../shared/icons.js';
import { EmptyState, PageHead, Pager } from '../../shared/page.js';
import { TextLink } from '../../shared/text-link.js';
import type { PromotionSearch } from './promotion-search.js';
import { PromotionTable } from './promotion-table.js';
import { PROMOTIONS_PER_PAGE, usePromotions } from './promotions-query.js';
import { PromotionTimeline } from './timeline.js';

const route = getRouteApi('/promotions');

export function PromotionsPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const promotions = usePromotions(search);
  const { data } = promotions;
  return (
    <div className="page" data-testid="promotions-page">
      <PageHead title={t('promotions.title')} intro={t('promotions.intro')} actions={<PlanButton />} />
      {promotions.isError && data === undefined && (
        <FaultView
          error={promotions.error}
          onRetry={() => void promotions.refetch()}
          isRetrying={promotions.isFetching}
        />
      )}
      {promotions.isPending && !promotions.isError && <Skeleton height={320} radius="md" aria-busy />}
      {data !== undefined && data.total === 0 && search.state === undefined && <NoneYet />}
      {data !== undefined && (data.total > 0 || search.state !== undefined) && (
        <>
          {(search.page ?? 1) === 1 && <PromotionTimeline promotions={data.items} />}
          <Filter search={search} />
          {data.items.length > 0 && <PromotionTable promotions={data.items} />}
          {data.items.length === 0 && <NothingThere search={search} total={data.total} />}
          <ListPager search={search} total={data.total} />
        </>
      )}
    </div>
  );
}

function PlanButton() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <GatedButton
      needs="operator"
      leftSection={<PlusIcon />}
      onClick={() => void navigate({ to: '/promotions/new' })}
      data-testid="plan-promotion"
    >
      {t('promotions.planNew')}
    </GatedButton>
  );
}

const SHOWN = ['all', 'live'] as const;

function Filter({ search }: { readonly search: PromotionSearch }) {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  return (
    <div className="promotion-filter">
      <SegmentedControl
        size="sm"
        aria-label={t('promotions.filter.label')}
        value={search.state ?? 'all'}
        onChange={(value) => void navigate({ search: value === 'live' ? { state: 'live' } : {}, replace: true })}
        data={SHOWN.map((value) => ({ value, label: t(`promotions.filter.${value}`) }))}
        data-testid="promotion-filter"
      />
    </div>
  );
}

function ListPager({ search, total }: { readonly search: PromotionSearch; readonly total: number }) {
  const navigate = route.useNavigate();
  return (
    <Pager
      page={search.page ?? 1}
      pageSize={PROMOTIONS_PER_PAGE}
      total={total}
      onPage={(page) => void navigate({ search: page > 1 ? { ...search, page } : withoutPage(search) })}
    />
  );
}

function withoutPage({ state }: PromotionSearch): PromotionSearch {
  return state === undefined ? {} : { state };
}

function NoneYet() {
  const { t } = useTranslation();
  return (
    <EmptyState
      title={t('promotions.emptyTitle')}
      text={t('promotions.empty')}
      action={<PlanButton />}
      testId="no-promotions"
    />
  );
}

function NothingThere({ search, total }: { readonly search: PromotionSearch; readonly total: number }) {
  const { t } = useTranslation();
  if (total > 0) {
    const toFirst = (
      <TextLink to="/promotions" search={withoutPage(search)}>
        {t('promotions.toFirst')}
      </TextLink>
    );
    return (
      <EmptyState title={t('promotions.pastEnd', { page: search.page ?? 1 })} action={toFirst} testId="past-end" />
    );
  }
  return (
    <EmptyState title={t('promotions.noneLive')} text={t('promotions.noneLiveText')} testId="no-live-promotions" />
  );
}
