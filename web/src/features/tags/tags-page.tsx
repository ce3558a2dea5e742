/** Every biz tag, and what each node holds of it. */
import './tags.css';
import { Alert, Button, Code, Group, Skeleton, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BizTagFigure } from '#contract';
import { CopyTextButton } from '../../shared/copy-button.js';
import { FaultView } from '../../shared/fault-view.js';
import { timeOfDay } from '../../shared/format.js';
import { WarningIcon } from '../../shared/icons.js';
import { useConnection } from '../../shared/live-figures.js';
import { TagCard } from './tag-card.js';
import { shownTags } from './tag-figures.js';
import type { TagSearch } from './tag-search.js';
import { TagSearchForm } from './tag-search-form.js';
import { Legend, TagSummary } from './tag-summary.js';
import { useTags } from './tags-query.js';

interface TagsPageProps {
  readonly search: TagSearch;
  readonly onSearch: (search: TagSearch) => void;
}

export function TagsPage({ search, onSearch }: TagsPageProps) {
  const { t } = useTranslation();
  const tags = useTags();
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <Title order={1} size="h2">
            {t('tags.title')}
          </Title>
          <Text c="dimmed" size="sm">
            {t('tags.intro')}
          </Text>
        </div>
        <TagSearchForm search={search} onSearch={onSearch} />
      </div>
      {tags.isError && tags.data === undefined && (
        <FaultView error={tags.error} onRetry={() => void tags.refetch()} isRetrying={tags.isFetching} />
      )}
      {tags.isPending && !tags.isError && <LoadingCards />}
      {tags.data !== undefined && <Tags tags={tags.data.items} search={search} onSearch={onSearch} />}
    </div>
  );
}

function LoadingCards() {
  return (
    <div className="page" aria-busy="true">
      <Skeleton height={74} radius="md" />
      {[0, 1, 2].map((card) => (
        <Skeleton key={card} height={190} radius="md" />
      ))}
    </div>
  );
}

interface TagsProps extends TagsPageProps {
  readonly tags: readonly BizTagFigure[];
}

function Tags({ tags, search, onSearch }: TagsProps) {
  const { t } = useTranslation();
  if (tags.length === 0) return <NoTags />;
  const shown = shownTags(tags, search);
  return (
    <>
      <StaleNotice />
      <TagSummary tags={tags} onPick={(q) => onSearch({ ...search, q })} />
      <Legend />
      {shown.length === 0 && (
        <Group>
          <Text>{t('tags.none', { q: search.q })}</Text>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => onSearch({ ...(search.sort && { sort: search.sort }) })}
          >
            {t('tags.clearSearch')}
          </Button>
        </Group>
      )}
      <TagCards tags={shown} totalCount={tags.length} />
    </>
  );
}

/** Cards drawn at first, and with each press of the button. */
const CARDS_PER_PRESS = 60;

function TagCards({ tags, totalCount }: { readonly tags: readonly BizTagFigure[]; readonly totalCount: number }) {
  const { t } = useTranslation();
  const { state } = useConnection();
  const [drawnCount, setDrawnCount] = useState(CARDS_PER_PRESS);
  const restCount = tags.length - drawnCount;
  return (
    <>
      {tags.slice(0, drawnCount).map((tag) => (
        <TagCard key={tag.bizTag} tag={tag} isLive={state === 'live'} />
      ))}
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {t('tags.shown', { shown: Math.min(drawnCount, tags.length), total: totalCount })}
        </Text>
        {restCount > 0 && (
          <Button variant="default" onClick={() => setDrawnCount(drawnCount + CARDS_PER_PRESS)}>
            {t('tags.more', { count: Math.min(restCount, CARDS_PER_PRESS) })}
          </Button>
        )}
      </Group>
    </>
  );
}

function StaleNotice() {
  const { t } = useTranslation();
  const { state, lastHeardAt } = useConnection();
  if (state !== 'stale' || lastHeardAt === null) return null;
  return (
    <Alert color="orange" variant="light" icon={<WarningIcon />} data-testid="stale-notice">
      {t('tags.stale', { time: timeOfDay(lastHeardAt) })}
    </Alert>
  );
}

function NoTags() {
  const { t } = useTranslation();
  const statement =
    "INSERT INTO leaf_alloc (biz_tag, max_id, step, description) VALUES ('order', 1, 10000, 'Order numbers');";
  return (
    <div className="nothing" data-testid="no-tags">
      <Title order={2} size="h4">
        {t('tags.emptyTitle')}
      </Title>
      <Text size="sm">{t('tags.empty')}</Text>
      <Code block>{statement}</Code>
      <CopyTextButton text={statement} label={t('tags.copyInsert')} />
    </div>
  );
}
