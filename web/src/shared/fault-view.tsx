/** A refusal of the server, with what it says and the id to ask about. */
import { Alert, Button, Code, CopyButton, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Fault } from './api';

export function FaultView({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const { t } = useTranslation();
  const problem = error instanceof Fault ? error.problem : undefined;
  return (
    <Alert color="red" title={problem?.title ?? t('fault.title')} role="alert">
      <Text>{problem?.detail ?? t('fault.network')}</Text>
      <Group mt="sm">
        <Button size="xs" onClick={onRetry}>
          {t('fault.retry')}
        </Button>
        {problem !== undefined && (
          <>
            <Text size="sm">
              <Code>{t('fault.requestId', { id: problem.requestId })}</Code>
            </Text>
            <CopyButton value={problem.requestId}>
              {({ copied, copy }) => (
                <Button size="xs" variant="default" onClick={copy}>
                  {copied ? t('copy.copied') : t('fault.copyId')}
                </Button>
              )}
            </CopyButton>
          </>
        )}
      </Group>
    </Alert>
  );
}
