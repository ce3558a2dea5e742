/** One's own password, changed. Other sessions end with the old one, and that is said before. */
import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ChangeOperator, operatorSchema, PASSWORD_LENGTH_MIN, type Session } from '#contract';
import { sendJson } from '../../shared/api.js';
import { FaultView } from '../../shared/fault-view.js';
import { fieldFaults } from '../../shared/field-faults.js';
import { useSession } from '../../shared/session.js';
import { toastDone } from '../../shared/toasts.js';

/** In the audit, which is in one language for all who read it. */
const REASON = 'own password';
const BLANK = { current: '', fresh: '', repeated: '' };

export function PasswordForm({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const { refresh } = useSession();
  const [typed, setTyped] = useState(BLANK);
  const [isTried, setTried] = useState(false);
  const change = useMutation({
    mutationFn: (body: ChangeOperator) =>
      sendJson(operatorSchema, 'PATCH', `/api/v1/admin/operators/${encodeURIComponent(session.username)}`, body),
    gcTime: 0,
    onSuccess: async () => {
      toastDone(t('account.changed'));
      setTyped(BLANK);
      setTried(false);
      await refresh();
    },
    // A session grows old while one thinks about a password, and a version changes: what is asked for now is what counts.
    onError: () => void refresh(),
  });
  const faults = fieldFaults(change.error);
  const asksCurrent = session.asksCurrentPassword || faults.currentPassword !== undefined;
  const isDifferent = typed.fresh !== typed.repeated;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isDifferent || change.isPending) return;
    const current = asksCurrent ? { currentPassword: typed.current } : {};
    change.mutate({ password: typed.fresh, ...current, version: session.version, reason: REASON });
  };
  const field = (name: keyof typeof BLANK) => ({
    value: typed[name],
    visibilityToggleButtonProps: { 'aria-label': t('account.show') },
    'data-testid': `password-${name}`,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
      const { value } = event.currentTarget;
      setTyped((now) => ({ ...now, [name]: value }));
    },
  });
  return (
    <form onSubmit={submit} noValidate data-testid="password-form">
      <Stack gap="md">
        <Text size="sm">{t('account.passwordText')}</Text>
        <input type="text" name="username" autoComplete="username" value={session.username} readOnly hidden />
        {asksCurrent && (
          <PasswordInput
            {...field('current')}
            label={t('account.current')}
            error={faults.currentPassword}
            autoComplete="current-password"
          />
        )}
        <PasswordInput
          {...field('fresh')}
          label={t('account.fresh')}
          description={t('account.freshHint', { count: PASSWORD_LENGTH_MIN })}
          error={faults.password}
          autoComplete="new-password"
        />
        <PasswordInput
          {...field('repeated')}
          label={t('account.repeat')}
          error={isTried && isDifferent && t('account.differs')}
          autoComplete="new-password"
        />
        {change.isError && Object.keys(faults).length === 0 && <FaultView error={change.error} />}
        <div>
          <Button type="submit" loading={change.isPending} data-testid="password-submit">
            {t('account.submit')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
