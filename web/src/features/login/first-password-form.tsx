/** At the first login the password that was given is changed before anything else; the server allows nothing else either. */
import { Button, PasswordInput, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ChangeOperator, operatorSchema, PASSWORD_LENGTH_MIN, type Session } from '#contract';
import { sendJson } from '../../shared/api.js';
import { FaultView } from '../../shared/fault-view.js';
import { fieldFaults } from '../../shared/field-faults.js';
import { useFirstFocus } from '../../shared/first-focus.js';
import { useSession } from '../../shared/session.js';
import { toastDone } from '../../shared/toasts.js';

/** In the audit, which is in one language for all who read it. */
const REASON = 'own password, at the first login';

export function FirstPasswordForm({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const { refresh } = useSession();
  const field = useFirstFocus<HTMLInputElement>();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [isTried, setIsTried] = useState(false);
  const change = useMutation({
    mutationFn: () => {
      const body: ChangeOperator = {
        password,
        version: session.version,
        reason: REASON,
        ...(session.asksCurrentPassword && { currentPassword: current }),
      };
      return sendJson(operatorSchema, 'PATCH', `/api/v1/admin/operators/${encodeURIComponent(session.username)}`, body);
    },
    onSuccess: async () => {
      toastDone(t('password.done'));
      await refresh();
    },
    // A session grows old while one thinks about a password, and a version changes: what is asked for now is what counts.
    onError: () => void refresh(),
  });
  const isDifferent = isTried && password !== again;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (password === again) change.mutate();
  };
  const faults = fieldFaults(change.error);
  return (
    <form onSubmit={submit} noValidate data-testid="first-password-form">
      <Stack gap="md">
        <input type="text" name="username" autoComplete="username" value={session.username} readOnly hidden />
        {session.asksCurrentPassword && (
          <PasswordInput
            label={t('password.current')}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
            data-testid="current-password"
            value={current}
            error={faults.currentPassword}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
        )}
        <PasswordInput
          label={t('password.next')}
          description={t('password.nextHint', { count: PASSWORD_LENGTH_MIN })}
          ref={field}
          name="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
          data-testid="new-password"
          autoComplete="new-password"
          value={password}
          error={faults.password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('password.again')}
          name="new-password-again"
          visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
          data-testid="new-password-again"
          autoComplete="new-password"
          value={again}
          error={isDifferent ? t('password.differs') : undefined}
          onChange={(event) => setAgain(event.currentTarget.value)}
        />
        {change.isError && Object.keys(faults).length === 0 && <FaultView error={change.error} />}
        <Button type="submit" loading={change.isPending} fullWidth data-testid="confirm">
          {t('password.submit')}
        </Button>
      </Stack>
    </form>
  );
}
