/** In the place of a promotion that is not there yet, or not at all. */
import { Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PromotionDetail } from '#contract';
import { asFault } from '../../shared/api.js';
import { FaultView } from '../../shared/fault-view.js';
import { EmptyState } from '../../shared/page.js';
import { TextLink } from '../../shared/text-link.js';

export function PromotionFault({ query }: { readonly query: UseQueryResult<PromotionDetail> }) {
  const { t } = useTranslation();
  const { error, isFetching, refetch } = query;
  if (error === null) {
    return (
      <div className="page" aria-busy="true">
        <Skeleton height={60} radius="md" />
        <Skeleton height={90} radius="md" />
        <Skeleton height={240} radius="md" />
      </div>
    );
  }
  const code = asFault(error).code;
  if (code !== 'NOT_FOUND' && code !== 'INVALID_REQUEST') {
    return <FaultView error={error} onRetry={() => void refetch()} isRetrying={isFetching} />;
  }
  return (
    <EmptyState
      title={t('promotions.goneTitle')}
      text={t('promotions.gone')}
      action={<TextLink to="/promotions">{t('promotions.back')}</TextLink>}
      testId="promotion-gone"
    />
  );
}
