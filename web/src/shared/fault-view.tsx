/** A failure, told so that a person knows what to do: what the server says, the id to ask about, and a way to try again. */
import { Alert, Button, Code, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyTextButton } from './copy-button.js';
import { faultText } from './fault-text.js';
import { WarningIcon } from './icons.js';

interface FaultViewProps {
  readonly error: unknown;
  /** Left out where trying again is what the form beside it is for. */
  readonly onRetry?: () => void;
  readonly isRetrying?: boolean;
}

export function FaultView({ error, onRetry, isRetrying = false }: FaultViewProps) {
  const { t } = useTranslation();
  const { title, text, requestId } = faultText(t, error);
  const hasFoot = onRetry !== undefined || requestId !== undefined;
  return (
    <Alert color="red" variant="light" title={title} icon={<WarningIcon />} role="alert" data-testid="fault">
      <Text size="sm">{text}</Text>
      {hasFoot && (
        <Group mt="sm" gap="sm">
          {onRetry !== undefined && (
            <Button size="compact-sm" onClick={onRetry} loading={isRetrying}>
              {t('fault.retry')}
            </Button>
          )}
          {requestId !== undefined && (
            <Group gap={6}>
              <Text size="sm" component="span">
                {t('fault.requestId')} <Code>{requestId}</Code>
              </Text>
              <CopyTextButton text={requestId} label={t('fault.copyId')} />
            </Group>
          )}
        </Group>
      )}
    </Alert>
  );
}
