/** Which range was reserved when, of which biz tag and by which node. */
import { Skeleton } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grant } from '#contract';
import { CopyIconButton } from '../../shared/copy-icon-button.js';
import { CurlHint } from '../../shared/curl-hint.js';
import { type Column, DataTable } from '../../shared/data-table.js';
import { FaultView } from '../../shared/fault-view.js';
import { grouped } from '../../shared/format.js';
import { EmptyState, PageHead, Pager } from '../../shared/page.js';
import { TagLink, TextLink } from '../../shared/text-link.js';
import { TimeText } from '../../shared/times.js';
import { GrantFilter } from './grant-filter.js';
import type { GrantSearch } from './grant-search.js';
import { GRANTS_PER_PAGE, useGrants } from './grants-query.js';

const route = getRouteApi('/grants');

export function GrantsPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const grants = useGrants(search);
  const items = grants.data?.items;
  return (
    <div className="page" data-testid="grants-page">
      <PageHead
        title={t('grants.title')}
        intro={t('grants.intro')}
        actions={
          <GrantFilter
            bizTag={search.bizTag}
            onBizTag={(bizTag) => void navigate({ search: bizTag === undefined ? {} : { bizTag } })}
          />
        }
      />
      {grants.isError && items === undefined && (
        <FaultView error={grants.error} onRetry={() => void grants.refetch()} isRetrying={grants.isFetching} />
      )}
      {grants.isPending && !grants.isError && <Skeleton height={360} radius="md" aria-busy />}
      {items?.length === 0 && <NoGrants search={search} total={grants.data?.total ?? 0} />}
      {items !== undefined && items.length > 0 && (
        <>
          <GrantTable grants={items} />
          <Pager
            page={search.page ?? 1}
            pageSize={GRANTS_PER_PAGE}
            total={grants.data?.total ?? 0}
            onPage={(page) => void navigate({ search: { ...search, page } })}
          />
        </>
      )}
    </div>
  );
}

function GrantTable({ grants }: { readonly grants: readonly Grant[] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t('grants.title')}
      columns={useColumns()}
      rows={grants}
      keyOf={({ bizTag, start }) => `${bizTag} ${start}`}
      testIdOf={({ bizTag, start }) => `grant-${bizTag}-${start}`}
    />
  );
}

function useColumns(): Column<Grant>[] {
  const { t } = useTranslation();
  return [
    { key: 'time', head: t('grants.time'), isNarrow: true, cell: ({ grantedAt }) => <TimeText at={grantedAt} /> },
    { key: 'tag', head: t('grants.tag'), isTitle: true, cell: ({ bizTag }) => <TagLink bizTag={bizTag} /> },
    {
      key: 'range',
      head: t('grants.range'),
      isNarrow: true,
      cell: ({ start, end }) => {
        const last = lastOf(end);
        return (
          <span className="grant-range">
            <span>
              {grouped(start)} <span className="data-table-sub">{t('grants.to')}</span> {grouped(last)}
            </span>
            <CopyIconButton text={`${start}-${last}`} label={t('grants.copy', { start, end: last })} />
          </span>
        );
      },
    },
    { key: 'count', head: t('grants.count'), align: 'end', cell: ({ count }) => grouped(count) },
    { key: 'node', head: t('grants.node'), cell: ({ nodeId }) => nodeId },
    {
      key: 'actions',
      head: t('grants.actions'),
      align: 'end',
      isNarrow: true,
      cell: ({ bizTag, start }) => (
        <TextLink
          to="/inspector"
          search={{ id: start, bizTag }}
          aria-label={t('grants.inspectLabel', { id: start, bizTag })}
        >
          {t('grants.inspect')}
        </TextLink>
      ),
    },
  ];
}

/** A range is told as people say it, from the first to the last number; on the wire `end` is the first past it. */
function lastOf(end: string): string {
  return String(BigInt(end) - 1n);
}

function NoGrants({ search: { bizTag }, total }: { readonly search: GrantSearch; readonly total: number }) {
  const { t } = useTranslation();
  const toFirst = (
    <TextLink to="/grants" search={bizTag === undefined ? {} : { bizTag }}>
      {t('grants.toFirst')}
    </TextLink>
  );
  if (total > 0) return <PastEnd toFirst={toFirst} />;
  if (bizTag !== undefined) {
    return <EmptyState title={t('grants.noneOfTag', { bizTag })} text={t('grants.noneOfTagText')} testId="no-grants" />;
  }
  return (
    <EmptyState
      testId="no-grants"
      title={t('grants.emptyTitle')}
      text={t('grants.empty')}
      action={<CurlHint bizTag="order" />}
    />
  );
}

function PastEnd({ toFirst }: { readonly toFirst: ReactNode }) {
  const { t } = useTranslation();
  const { page = 1 } = route.useSearch();
  return <EmptyState title={t('grants.pastEnd', { page })} action={toFirst} testId="past-end" />;
}
