/** Who changed what, when, from where and why; and who was refused. */
import './audit.css';
import { Button, Skeleton } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FaultView } from '../../shared/fault-view.js';
import { EmptyState, PageHead, Pager } from '../../shared/page.js';
import { TextLink } from '../../shared/text-link.js';
import { AuditFilters } from './audit-filters.js';
import { ENTRIES_PER_PAGE, useAudit } from './audit-query.js';
import { type AuditSearch, auditFilePath, isFiltered, readAuditSearch } from './audit-search.js';
import { AuditTable } from './audit-table.js';

const route = getRouteApi('/audit');

export function AuditPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const audit = useAudit(search);
  const items = audit.data?.items;
  const total = audit.data?.total ?? 0;
  return (
    <div className="page" data-testid="audit-page">
      <PageHead
        title={t('audit.title')}
        intro={t('audit.intro')}
        actions={
          <Button
            component="a"
            variant="default"
            href={auditFilePath(search)}
            download="banyan-audit.csv"
            title={t('audit.downloadHint')}
            data-testid="audit-csv"
          >
            {t('audit.download')}
          </Button>
        }
      />
      <AuditFilters
        search={search}
        // What is typed while another filter is on its way must not bring back what that one took away.
        onChange={(change) =>
          void navigate({ search: (now) => readAuditSearch({ ...now, ...change, page: undefined }), replace: true })
        }
        onClear={() => void navigate({ search: {} })}
      />
      {audit.isError && items === undefined && (
        <FaultView error={audit.error} onRetry={() => void audit.refetch()} isRetrying={audit.isFetching} />
      )}
      {audit.isPending && !audit.isError && <Skeleton height={360} radius="md" aria-busy />}
      {items?.length === 0 && <NoEntries search={search} total={total} />}
      {items !== undefined && items.length > 0 && (
        <>
          <AuditTable entries={items} search={search} />
          <Pager
            page={search.page ?? 1}
            pageSize={ENTRIES_PER_PAGE}
            total={total}
            onPage={(page) => void navigate({ search: readAuditSearch({ ...search, page }) })}
          />
        </>
      )}
    </div>
  );
}

function NoEntries({ search, total }: { readonly search: AuditSearch; readonly total: number }) {
  const { t } = useTranslation();
  if (total > 0) {
    const toFirst = (
      <TextLink to="/audit" search={readAuditSearch({ ...search, page: undefined })}>
        {t('audit.toFirst')}
      </TextLink>
    );
    return <EmptyState title={t('audit.pastEnd', { page: search.page })} action={toFirst} testId="past-end" />;
  }
  return isFiltered(search) ? (
    <EmptyState title={t('audit.noneTitle')} text={t('audit.none')} testId="no-entries" />
  ) : (
    <EmptyState title={t('audit.emptyTitle')} text={t('audit.empty')} testId="no-entries" />
  );
}
