/** Who is logged in, what they may do, when the session ends, and their password. */
import './account.css';
import { Badge, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ROLES, type Role, type Session } from '#contract';
import { useDurationText } from '../../shared/duration-text.js';
import { CheckIcon } from '../../shared/icons.js';
import { PageHead } from '../../shared/page.js';
import { useSession } from '../../shared/session.js';
import { TimeText } from '../../shared/times.js';
import { PasswordForm } from './password-form.js';

interface AccountPageProps {
  /** The shell's own switches, under their names. */
  readonly settings: readonly { readonly name: string; readonly control: ReactNode }[];
}

export function AccountPage({ settings }: AccountPageProps) {
  const { t } = useTranslation();
  const { refresh } = useSession();
  const session = useLastSession();
  useEffect(() => void refresh(), [refresh]);
  if (session === null) return null;
  return (
    <div className="page" data-testid="account-page">
      <PageHead title={t('account.title')} intro={t('account.intro')} />
      <div className="account">
        <Card title={t('account.you')}>
          <Who session={session} />
        </Card>
        <Card title={t('account.password')} isTall>
          <PasswordForm session={session} />
        </Card>
        <Card title={t('account.session')}>
          <SessionTimes session={session} />
        </Card>
        <Card title={t('account.here')}>
          <Text size="sm" c="dimmed">
            {t('account.hereHint')}
          </Text>
          {settings.map(({ name, control }) => (
            <div key={name} className="account-choice">
              <Text size="sm">{name}</Text>
              {control}
            </div>
          ))}
        </Card>
      </div>
    </div>
  );
}

/** While a session that ended is being renewed, the page stays as it was, and what was typed in it. */
function useLastSession(): Session | null {
  const { session } = useSession();
  const [last, setLast] = useState(session);
  useEffect(() => {
    if (session !== null) setLast(session);
  }, [session]);
  return session ?? last;
}

interface CardProps {
  readonly title: string;
  /** Beside as many others as there is room for. */
  readonly isTall?: boolean;
  readonly children: ReactNode;
}

function Card({ title, isTall = false, children }: CardProps) {
  return (
    <section className="account-card" data-tall={isTall}>
      <Title order={2} size="h5">
        {title}
      </Title>
      {children}
    </section>
  );
}

const ABILITIES: readonly { readonly name: 'read' | 'tags' | 'people'; readonly role: Role }[] = [
  { name: 'read', role: 'viewer' },
  { name: 'tags', role: 'operator' },
  { name: 'people', role: 'admin' },
];

function Who({ session: { username, role } }: { readonly session: Session }) {
  const { t } = useTranslation();
  const may = ({ role: needed }: (typeof ABILITIES)[number]) => ROLES.indexOf(role) >= ROLES.indexOf(needed);
  const refused = ABILITIES.filter((ability) => !may(ability));
  return (
    <>
      <div className="account-name">
        <Text fw={600} size="lg" data-testid="account-name">
          {username}
        </Text>
        <Badge color="teal.9" tt="none" data-testid="account-role">
          {t(`role.names.${role}`)}
        </Badge>
      </div>
      <Abilities title={t('account.may')} names={ABILITIES.filter(may).map(({ name }) => name)} isGranted />
      {refused.length > 0 && (
        <>
          <Abilities title={t('account.mayNot')} names={refused.map(({ name }) => name)} isGranted={false} />
          <Text size="sm" c="dimmed">
            {t('account.askAdmin')}
          </Text>
        </>
      )}
    </>
  );
}

interface AbilitiesProps {
  readonly title: string;
  readonly names: readonly (typeof ABILITIES)[number]['name'][];
  readonly isGranted: boolean;
}

function Abilities({ title, names, isGranted }: AbilitiesProps) {
  const { t } = useTranslation();
  return (
    <div>
      <Text size="xs" c="dimmed">
        {title}
      </Text>
      <ul className="account-abilities" data-granted={isGranted}>
        {names.map((name) => (
          <li key={name}>
            {isGranted && <CheckIcon />} {t(`account.abilities.${name}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function SessionTimes({ session: { expiresAt, idleExpiresAt } }: { readonly session: Session }) {
  const { t } = useTranslation();
  return (
    <>
      <dl className="account-times">
        <SessionEnd name={t('account.idleEnds')} at={idleExpiresAt} />
        <SessionEnd name={t('account.ends')} at={expiresAt} />
      </dl>
      <Text size="sm" c="dimmed">
        {t('account.sessionHint')}
      </Text>
    </>
  );
}

function SessionEnd({ name, at }: { readonly name: string; readonly at: string }) {
  const { t } = useTranslation();
  const durationText = useDurationText();
  const leftMs = Date.parse(at) - Date.now();
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {leftMs > 0 ? t('account.in', { duration: durationText(leftMs) }) : t('account.over')}{' '}
        <span className="account-at">
          <TimeText at={at} />
        </span>
      </dd>
    </div>
  );
}
