/** A failure, told so that a person knows what to do: what the server says, the id to ask about, and a way to try again. */
import { Alert, Button, Code, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Fault } from './api.js';
import { CopyTextButton } from './copy-button.js';
import { WarningIcon } from './icons.js';

interface FaultViewProps {
  readonly error: Error;
  readonly onRetry: () => void;
  readonly isRetrying: boolean;
}

export function FaultView({ error, onRetry, isRetrying }: FaultViewProps) {
  const { t } = useTranslation();
  const fault = error instanceof Fault ? error : new Fault('unreadable');
  const { problem, isAccess } = fault;
  const title = isAccess
    ? t(problem?.status === 403 ? 'fault.forbidden' : 'fault.token')
    : (problem?.title ?? t(`fault.${fault.kind}`));
  return (
    <Alert
      color={isAccess ? 'blue' : 'red'}
      variant="light"
      title={title}
      icon={<WarningIcon />}
      role="alert"
      data-testid="fault"
    >
      <Text size="sm">{problem?.detail ?? t(`fault.${fault.kind}Advice`)}</Text>
      {isAccess && (
        <Text size="sm" mt="xs">
          {t('fault.accessAdvice')}
        </Text>
      )}
      <Group mt="sm" gap="sm">
        <Button size="compact-sm" onClick={onRetry} loading={isRetrying}>
          {t('fault.retry')}
        </Button>
        {problem !== undefined && (
          <Group gap={6}>
            <Text size="sm" component="span">
              {t('fault.requestId')} <Code>{problem.requestId}</Code>
            </Text>
            <CopyTextButton text={problem.requestId} label={t('fault.copyId')} />
          </Group>
        )}
      </Group>
    </Alert>
  );
}
