/** One biz tag: how it does on every node, how long it lives without the database, and what can be done to it. */
import './tag.css';
import './step-law.css';
import { Anchor, Skeleton } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { BizTagDetail, BizTagFigure } from '#contract';
import { FaultView } from '../../shared/fault-view.js';
import { useConnection } from '../../shared/live-figures.js';
import { EmptyState } from '../../shared/page.js';
import { Buffers } from './buffers.js';
import { JumpStrip } from './jump-strip.js';
import { LastGrants } from './last-grants.js';
import { RunwayBanner } from './runway-banner.js';
import { StepLawText } from './step-law-text.js';
import { TagHead } from './tag-head.js';
import { TagHistory } from './tag-history.js';
import { useTag } from './tag-query.js';
import { TagStats } from './tag-stats.js';

const route = getRouteApi('/tags/$bizTag');

export function TagPage() {
  const { t } = useTranslation();
  const { bizTag } = route.useParams();
  const { figure, detail, isGone, error, isFetching, retry } = useTag(bizTag);
  if (isGone) {
    return (
      <EmptyState
        title={t('tag.goneTitle', { bizTag })}
        text={t('tag.gone')}
        action={
          <Anchor component={Link} to="/tags" size="sm">
            {t('tag.goneBack')}
          </Anchor>
        }
        testId="tag-gone"
      />
    );
  }
  if (figure === undefined) {
    return error === null ? <Loading /> : <FaultView error={error} onRetry={retry} isRetrying={isFetching} />;
  }
  return <Tag key={bizTag} figure={figure} detail={detail} />;
}

interface TagProps {
  readonly figure: BizTagFigure;
  readonly detail: BizTagDetail | undefined;
}

function Tag({ figure, detail }: TagProps) {
  const { state } = useConnection();
  return (
    <div className="page" data-testid={`tag-page-${figure.bizTag}`}>
      <TagHead tag={figure} />
      <RunwayBanner tag={figure} />
      <JumpStrip tag={figure} />
      <TagStats tag={figure} detail={detail} />
      <Buffers tag={figure} isLive={state === 'live'} />
      <TagHistory tag={figure} />
      <div className="tag-foot">
        <StepLawText tag={figure} detail={detail} />
        <LastGrants bizTag={figure.bizTag} />
      </div>
    </div>
  );
}

function Loading() {
  return (
    <div className="page" aria-busy="true">
      <Skeleton height={60} radius="md" />
      <Skeleton height={90} radius="md" />
      <Skeleton height={220} radius="md" />
    </div>
  );
}
