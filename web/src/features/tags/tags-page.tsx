/** Every biz tag, ten thousand of them if need be: found, sorted and filtered by the server, drawn where one looks, live there. */
import './tags.css';
import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { GatedButton } from '../../shared/gated-button.js';
import { PlusIcon } from '../../shared/icons.js';
import { EmptyState, PageHead } from '../../shared/page.js';
import { CreateTagDialog } from './create-tag-dialog.js';
import { TagFilterForm } from './tag-filter-form.js';
import type { TagFilter } from './tag-search.js';
import { TagTable } from './tag-table.js';

const route = getRouteApi('/tags');

export function TagsPage() {
  const { t } = useTranslation();
  const { create = false, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const setFilter = useCallback(
    (search: TagFilter) => void navigate({ search, replace: true, resetScroll: false }),
    [navigate],
  );
  const openCreate = () => void navigate({ search: { ...filter, create: true } });
  const closeCreate = () => void navigate({ search: filter, replace: true, resetScroll: false });
  const isFiltered = filter.q !== undefined || filter.state !== undefined;
  const createButton = (
    <GatedButton needs="operator" leftSection={<PlusIcon />} onClick={openCreate} data-testid="create-tag">
      {t('tags.create')}
    </GatedButton>
  );
  return (
    <div className="page">
      <PageHead title={t('tags.title')} intro={t('tags.intro')} actions={createButton} />
      <TagFilterForm filter={filter} onFilter={setFilter} />
      <TagTable
        filter={filter}
        onFilter={setFilter}
        whenNone={
          isFiltered ? (
            <EmptyState
              title={t('tags.none')}
              text={t('tags.noneHint')}
              action={
                <Button variant="default" onClick={() => setFilter(filter.sort ? { sort: filter.sort } : {})}>
                  {t('tags.clear')}
                </Button>
              }
              testId="no-match"
            />
          ) : (
            <EmptyState title={t('tags.emptyTitle')} text={t('tags.empty')} action={createButton} testId="no-tags" />
          )
        }
      />
      <CreateTagDialog opened={create} onClose={closeCreate} />
    </div>
  );
}
