/** What every page stands in: name, navigation, whether the figures are live, theme and language. */
import {
  AppShell,
  Badge,
  Box,
  Container,
  Group,
  NavLink,
  SegmentedControl,
  Text,
  useMantineColorScheme,
} from '@mantine/core';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { timeOfDay } from '../shared/format';
import { useConnection } from '../shared/live-figures';
import mark from './banyan.svg';

const PAGES = [
  { to: '/', label: 'nav.tags' },
  { to: '/nodes', label: 'nav.nodes' },
] as const;

export function Shell() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  return (
    <AppShell header={{ height: { base: 104, sm: 56 } }} padding="md">
      <a className="skip-link" href="#main">
        {t('shell.skip')}
      </a>
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" gap="xs" wrap="wrap">
          <Group gap="xs" wrap="nowrap">
            <img src={mark} alt="" width={28} height={28} />
            <Text fw={700} size="lg" visibleFrom="xs">
              Banyan
            </Text>
            <Group component="nav" gap={4} aria-label={t('nav.label')} wrap="nowrap">
              {PAGES.map(({ to, label }) => (
                <NavLink
                  key={to}
                  component={Link}
                  to={to}
                  label={t(label)}
                  active={pathname === to}
                  variant="filled"
                  aria-current={pathname === to ? 'page' : undefined}
                  w="auto"
                  py={6}
                  px="sm"
                />
              ))}
            </Group>
          </Group>
          <Group gap="xs">
            <ConnectionBadge />
            <ThemeSwitch />
            <LanguageSwitch />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Main id="main" tabIndex={-1}>
        <Container size="xl" px={0}>
          <Outlet />
        </Container>
      </AppShell.Main>
    </AppShell>
  );
}

function ConnectionBadge() {
  const { t } = useTranslation();
  const { isLive, staleSince } = useConnection();
  return (
    <Box role="status" aria-live="polite">
      <Badge color={isLive ? 'teal.9' : 'orange.9'} variant="filled" data-testid="connection" tt="none">
        {isLive
          ? t('shell.live')
          : staleSince === null
            ? t('shell.connecting')
            : t('shell.stale', { time: timeOfDay(staleSince) })}
      </Badge>
    </Box>
  );
}

function ThemeSwitch() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('shell.theme')}
      value={colorScheme}
      onChange={(value) => setColorScheme(value as typeof colorScheme)}
      data={(['light', 'auto', 'dark'] as const).map((value) => ({ value, label: t(`shell.themes.${value}`) }))}
    />
  );
}

function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('shell.language')}
      value={i18n.resolvedLanguage ?? 'en'}
      onChange={(value) => void i18n.changeLanguage(value)}
      data={[
        { value: 'en', label: 'EN' },
        { value: 'zh', label: '中文' },
      ]}
    />
  );
}
