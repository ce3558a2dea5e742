/** Who is logged in, what they set for themselves, and the way out. */
import { Avatar, Badge, Button, Divider, Popover, Stack, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LogoutIcon, PersonIcon } from '../shared/icons.js';
import { useSession } from '../shared/session.js';
import { toastFault } from '../shared/toasts.js';
import { LanguageSwitch, ThemeSwitch, ZoneSwitch } from './settings.js';

export function AccountMenu() {
  const { t } = useTranslation();
  const { session, endedFor, logout } = useSession();
  const [isOpen, setOpen] = useState(false);
  const name = session?.username ?? endedFor ?? '';
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" shadow="md" withRoles={false} trapFocus>
      <Popover.Target>
        <UnstyledButton
          className="account-button"
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          data-testid="account"
        >
          <VisuallyHidden>{t('shell.account', { name })}</VisuallyHidden>
          <Avatar size={30} radius="xl" color="teal.9" variant="filled" name={name} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t('shell.account', { name })} data-testid="account-menu">
        <Stack gap="sm">
          <div className="account-who">
            <Text fw={600} size="sm">
              {name}
            </Text>
            {session !== null && (
              <Badge color="teal.9" tt="none" data-testid="role">
                {t(`role.names.${session.role}`)}
              </Badge>
            )}
          </div>
          <Divider />
          <Setting label={t('shell.zone')}>
            <ZoneSwitch />
          </Setting>
          <Setting label={t('shell.theme')}>
            <ThemeSwitch />
          </Setting>
          <Setting label={t('shell.language')}>
            <LanguageSwitch />
          </Setting>
          <Divider />
          <Button
            component={Link}
            to="/account"
            variant="subtle"
            color="gray"
            size="sm"
            justify="flex-start"
            leftSection={<PersonIcon />}
            onClick={() => setOpen(false)}
          >
            {t('nav.account')}
          </Button>
          <Button
            variant="subtle"
            color="gray"
            size="sm"
            justify="flex-start"
            leftSection={<LogoutIcon />}
            onClick={() => void logout().catch(toastFault)}
            data-testid="logout"
          >
            {t('shell.logout')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Setting({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="account-setting">
      <Text size="sm">{label}</Text>
      {children}
    </div>
  );
}
