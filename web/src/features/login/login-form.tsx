/** Name and password. What goes wrong is told at the form: a wrong password plainly, too many attempts with how long to wait. */
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asFault } from '../../shared/api.js';
import { useDurationText } from '../../shared/duration-text.js';
import { FaultView } from '../../shared/fault-view.js';
import { fieldFaults } from '../../shared/field-faults.js';
import { useFirstFocus } from '../../shared/first-focus.js';
import { Notice } from '../../shared/notice.js';
import { useSession } from '../../shared/session.js';

interface LoginFormProps {
  /** Whose session ended, where one did. */
  readonly username?: string;
}

export function LoginForm({ username: known = '' }: LoginFormProps) {
  const { t } = useTranslation();
  const { login } = useSession();
  const field = useFirstFocus<HTMLInputElement>(known === '');
  const [username, setUsername] = useState(known);
  const [password, setPassword] = useState('');
  const attempt = useMutation({ mutationFn: () => login(username, password) });
  useEffect(() => {
    if (attempt.isError) setPassword('');
  }, [attempt.isError]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate();
  };
  const faults = fieldFaults(attempt.error);
  return (
    <form onSubmit={submit} noValidate data-testid="login-form">
      <Stack gap="md">
        <TextInput
          label={t('login.username')}
          name="username"
          data-testid="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={username}
          error={faults.username}
          ref={field}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('login.password')}
          name="password"
          visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
          data-testid="password"
          autoComplete="current-password"
          value={password}
          error={faults.password}
          data-autofocus={known !== '' || undefined}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {attempt.isError && <LoginFault error={attempt.error} />}
        <Button type="submit" loading={attempt.isPending} fullWidth data-testid="login">
          {t('login.submit')}
        </Button>
      </Stack>
    </form>
  );
}

function LoginFault({ error }: { readonly error: Error }) {
  const { t } = useTranslation();
  const durationText = useDurationText();
  const { code, fields, retryAfterSeconds } = asFault(error);
  if (code === 'UNAUTHENTICATED') return <Notice tone="danger">{t('login.wrong')}</Notice>;
  if (code === 'RATE_LIMITED') {
    const duration = durationText((retryAfterSeconds ?? 60) * 1_000);
    return <Notice tone="danger">{t('login.throttled', { duration })}</Notice>;
  }
  return fields.length > 0 ? null : <FaultView error={error} />;
}
