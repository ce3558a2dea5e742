/**
 * Who may see what is behind: nobody without a login, nobody with a password that was only lent. A session that ended while a page was
 * open leaves the page standing under the login.
 */
import { Loader, Modal, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FirstPasswordForm } from '../features/login/first-password-form.js';
import { LoginForm } from '../features/login/login-form.js';
import { FaultView } from '../shared/fault-view.js';
import { useSession } from '../shared/session.js';
import mark from './banyan.svg';
import { LanguageSwitch, ThemeSwitch } from './settings.js';

export function Gate({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const { session, isLoading, error, endedFor, refresh } = useSession();
  if (isLoading) return <Waiting error={error} onRetry={() => void refresh()} />;
  if (session === null && endedFor === null) {
    return (
      <Doorstep title={t('login.title')} intro={t('login.intro')} foot={t('login.first')}>
        <LoginForm />
      </Doorstep>
    );
  }
  if (session?.mustChangePassword === true) {
    return (
      <Doorstep title={t('password.title')} intro={t('password.intro')}>
        <FirstPasswordForm session={session} />
      </Doorstep>
    );
  }
  return (
    <>
      {children}
      <LoginOver username={session === null ? endedFor : null} />
    </>
  );
}

function Waiting({ error, onRetry }: { readonly error: Error | null; readonly onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <main className="doorstep">
      {error === null ? <Loader aria-label={t('loading')} /> : <FaultView error={error} onRetry={onRetry} />}
    </main>
  );
}

interface DoorstepProps {
  readonly title: string;
  readonly intro: string;
  readonly foot?: string;
  readonly children: ReactNode;
}

function Doorstep({ title, intro, foot, children }: DoorstepProps) {
  return (
    <main className="doorstep" data-testid="doorstep">
      <div className="doorstep-card">
        <img src={mark} alt="" width={44} height={44} />
        <div>
          <Title order={1} size="h3">
            {title}
          </Title>
          <Text size="sm" c="dimmed">
            {intro}
          </Text>
        </div>
        {children}
        {foot !== undefined && (
          <Text size="xs" c="dimmed">
            {foot}
          </Text>
        )}
      </div>
      <div className="doorstep-settings">
        <ThemeSwitch />
        <LanguageSwitch />
      </div>
    </main>
  );
}

/** Above every other dialog, and with no way round it. */
function LoginOver({ username }: { readonly username: string | null }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={username !== null}
      onClose={() => undefined}
      title={t('login.endedTitle')}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      lockScroll={false}
      zIndex={500}
      size="sm"
      centered
      className="dialog"
    >
      <div data-testid="login-dialog">
        <Text size="sm" mb="md">
          {t('login.ended')}
        </Text>
        {username !== null && <LoginForm username={username} />}
      </div>
    </Modal>
  );
}
