/** The secret of a token that has just been made: here and never again. It is nowhere but on this screen. */
import { Alert, Button, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CreatedToken } from '#contract';
import { CopyTextButton } from '../../shared/copy-button.js';
import { WarningIcon } from '../../shared/icons.js';
import { curlExample } from './token-facts.js';

export function TokenSecret({ made, onDone }: { readonly made: CreatedToken; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const example = curlExample(location.origin, made.scopes);
  return (
    <Stack gap="md" data-testid="token-secret">
      <Alert color="var(--warning-text)" variant="light" icon={<WarningIcon />} className="token-warning">
        {t('tokens.secret.warning')}
      </Alert>
      <div className="token-secret">
        <TextInput
          label={t('tokens.secret.label')}
          value={made.token}
          readOnly
          data-autofocus
          spellCheck={false}
          autoComplete="off"
          data-testid="secret"
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyTextButton text={made.token} label={t('tokens.secret.copy')} />
      </div>
      <Stack gap={6}>
        <Text size="sm" fw={500}>
          {t('tokens.secret.try')}
        </Text>
        <Text size="sm" c="dimmed">
          {t('tokens.secret.tryHint')}
        </Text>
        <Code block className="token-example">
          {example}
        </Code>
        <Group>
          <CopyTextButton text={example} label={t('tokens.secret.copyCommand')} />
        </Group>
      </Stack>
      <Group justify="flex-end">
        <Button onClick={onDone} data-testid="secret-stored">
          {t('tokens.secret.done')}
        </Button>
      </Group>
    </Stack>
  );
}
