/** A page that could not be shown: most often the server was updated, and the files this console was loaded with are gone. */
import { Button } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../shared/page.js';

export function FaultPage({ error }: ErrorComponentProps) {
  const { t } = useTranslation();
  return (
    <EmptyState
      title={t('pageFault.title')}
      text={
        <>
          {t('pageFault.text')} <code>{error instanceof Error ? error.message : String(error)}</code>
        </>
      }
      action={<Button onClick={() => window.location.reload()}>{t('pageFault.reload')}</Button>}
      testId="page-fault"
    />
  );
}
