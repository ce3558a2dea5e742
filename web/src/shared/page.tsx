/** What every page is put together from: its head, its pages of a list, and what stands there when there is nothing. */
import { Pagination, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { grouped } from './format.js';

interface PageHeadProps {
  readonly title: ReactNode;
  readonly intro?: ReactNode;
  readonly actions?: ReactNode;
}

export function PageHead({ title, intro, actions }: PageHeadProps) {
  return (
    <div className="page-head">
      <div>
        <Title order={1} size="h2" className="page-title">
          {title}
        </Title>
        {intro !== undefined && (
          <Text c="dimmed" size="sm" component="div">
            {intro}
          </Text>
        )}
      </div>
      {actions !== undefined && <div className="page-actions">{actions}</div>}
    </div>
  );
}

interface PagerProps {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
}

export function Pager({ page, pageSize, total, onPage }: PagerProps) {
  const { t } = useTranslation();
  const pageCount = Math.max(1, Math.ceil(total / pageSize));
  const first = total === 0 ? 0 : (page - 1) * pageSize + 1;
  const last = Math.min(total, page * pageSize);
  return (
    <div className="pager">
      <Text size="sm" c="dimmed" role="status">
        {t('pager.shown', { first: grouped(first), last: grouped(last), total: grouped(total) })}
      </Text>
      {pageCount > 1 && (
        <Pagination
          size="sm"
          total={pageCount}
          value={Math.min(page, pageCount)}
          onChange={onPage}
          aria-label={t('pager.label')}
          getItemProps={(item) => ({ 'aria-label': t('pager.page', { page: item }) })}
          getControlProps={(control) => ({ 'aria-label': t(`pager.${control}`) })}
        />
      )}
    </div>
  );
}

interface EmptyStateProps {
  readonly title: string;
  readonly text?: ReactNode;
  readonly action?: ReactNode;
  readonly testId?: string;
}

export function EmptyState({ title, text, action, testId }: EmptyStateProps) {
  return (
    <div className="nothing" data-testid={testId ?? 'empty'}>
      <Title order={2} size="h4">
        {title}
      </Title>
      {text !== undefined && (
        <Text size="sm" component="div">
          {text}
        </Text>
      )}
      {action}
    </div>
  );
}
