/** The shell's right side: whether figures are live, theme, language. */
import { SegmentedControl, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { timeOfDay } from '../shared/format.js';
import { AutoIcon, MoonIcon, SunIcon } from '../shared/icons.js';
import { useConnection } from '../shared/live-figures.js';

export function ConnectionBadge() {
  const { t } = useTranslation();
  const { state, lastHeardAt } = useConnection();
  const words =
    state === 'stale' && lastHeardAt !== null
      ? t('shell.stale', { time: timeOfDay(lastHeardAt) })
      : t(`shell.${state === 'stale' ? 'connecting' : state}`);
  return (
    <div className="connection" role="status" data-testid="connection" data-state={state}>
      <span className="connection-dot" />
      <span>{words}</span>
    </div>
  );
}

const THEMES = ['light', 'auto', 'dark'] as const;
const THEME_ICONS: Readonly<Record<(typeof THEMES)[number], ReactNode>> = {
  light: <SunIcon />,
  auto: <AutoIcon />,
  dark: <MoonIcon />,
};

export function ThemeSwitch() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('shell.theme')}
      value={colorScheme}
      onChange={(value) => setColorScheme(THEMES.find((theme) => theme === value) ?? 'auto')}
      data={THEMES.map((value) => ({
        value,
        label: (
          <span className="theme-choice" title={t(`shell.themes.${value}`)}>
            {THEME_ICONS[value]}
            <VisuallyHidden>{t(`shell.themes.${value}`)}</VisuallyHidden>
          </span>
        ),
      }))}
    />
  );
}

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('shell.language')}
      value={i18n.resolvedLanguage ?? 'en'}
      onChange={(value) => void i18n.changeLanguage(value)}
      data={[
        { value: 'en', label: <span lang="en">English</span> },
        { value: 'zh', label: <span lang="zh">中文</span> },
      ]}
    />
  );
}
