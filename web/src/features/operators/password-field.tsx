/** A password for somebody else: typed, or made up here and copied from here, for it is shown nowhere again. */
import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PASSWORD_LENGTH_MIN } from '#contract';
import { CopyTextButton } from '../../shared/copy-button.js';
import { generatedPassword } from './generated-password.js';

interface PasswordFieldProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (password: string) => void;
}

export function PasswordField({ value, error, onChange }: PasswordFieldProps) {
  const { t } = useTranslation();
  const [isVisible, setVisible] = useState(false);
  const generate = () => {
    onChange(generatedPassword((count) => crypto.getRandomValues(new Uint8Array(count))));
    setVisible(true);
  };
  return (
    <Stack gap={6}>
      <PasswordInput
        label={t('operators.form.password')}
        description={t('operators.form.passwordHint', { count: PASSWORD_LENGTH_MIN })}
        value={value}
        error={error}
        visible={isVisible}
        onVisibilityChange={setVisible}
        visibilityToggleButtonProps={{ 'aria-label': t('operators.form.show') }}
        autoComplete="new-password"
        spellCheck={false}
        data-testid="operator-password"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Group gap="xs">
        <Button size="compact-sm" variant="default" onClick={generate} data-testid="generate-password">
          {t('operators.form.generate')}
        </Button>
        {value !== '' && <CopyTextButton text={value} label={t('operators.form.copyPassword')} />}
      </Group>
    </Stack>
  );
}
