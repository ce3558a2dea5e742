/** The whole fleet at one look: how it does, and which biz tags need somebody. */
import './overview.css';
import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FleetFigure, Overview } from '#contract';
import { FaultView } from '../../shared/fault-view.js';
import { useFleet } from '../../shared/live-figures.js';
import { PageHead } from '../../shared/page.js';
import { Attention } from './attention.js';
import { NoTags, NoTraffic } from './first-steps.js';
import { FleetStats } from './fleet-stats.js';
import { HourCharts } from './hour-charts.js';
import { useOverview } from './overview-query.js';

export function OverviewPage() {
  const { t } = useTranslation();
  const overview = useOverview();
  const live = useFleet();
  const fleet = live ?? overview.data?.fleet;
  return (
    <div className="page" data-testid="overview">
      <PageHead title={t('overview.title')} intro={t('overview.intro')} />
      {fleet === undefined && overview.isError && (
        <FaultView error={overview.error} onRetry={() => void overview.refetch()} isRetrying={overview.isFetching} />
      )}
      {fleet === undefined && !overview.isError && <Loading />}
      {fleet !== undefined && (
        <Fleet fleet={fleet} history={overview.data?.history ?? []} isRead={overview.isSuccess} />
      )}
    </div>
  );
}

interface FleetProps {
  readonly fleet: FleetFigure;
  readonly history: Overview['history'];
  /** Whether the history has been read. */
  readonly isRead: boolean;
}

function Fleet({ fleet, history, isRead }: FleetProps) {
  const isQuiet = isRead && fleet.traffic.requestsPerSecond === 0 && history.every(({ requests }) => requests === 0);
  const hasTags = fleet.tags.total > 0;
  return (
    <>
      <FleetStats fleet={fleet} />
      {!hasTags && <NoTags />}
      {hasTags && isQuiet && <NoTraffic />}
      <div className="overview-body">
        <HourCharts history={history} traffic={fleet.traffic} />
        {hasTags && <Attention fleet={fleet} />}
      </div>
    </>
  );
}

function Loading() {
  return (
    <div className="page" aria-busy="true">
      <Skeleton height={96} radius="md" />
      <Skeleton height={320} radius="md" />
    </div>
  );
}
