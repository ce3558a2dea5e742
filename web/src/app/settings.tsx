/** What each reader sets for their own browser: theme, language, time zone. */
import { SegmentedControl, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../shared/i18n.js';
import { AutoIcon, MoonIcon, SunIcon } from '../shared/icons.js';
import { useTimes, ZONES } from '../shared/times.js';

export const THEMES = ['light', 'auto', 'dark'] as const;
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

export const LANGUAGES = [
  { value: 'en', name: 'English' },
  { value: 'zh', name: '中文' },
] as const;

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('shell.language')}
      value={i18n.resolvedLanguage ?? 'en'}
      onChange={(value) => void chooseLanguage(value === 'zh' ? 'zh' : 'en')}
      data={LANGUAGES.map(({ value, name }) => ({ value, label: <span lang={value}>{name}</span> }))}
    />
  );
}

export function ZoneSwitch() {
  const { t } = useTranslation();
  const { zone, setZone } = useTimes();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('shell.zone')}
      value={zone}
      onChange={(value) => setZone(ZONES.find((known) => known === value) ?? 'local')}
      data={ZONES.map((value) => ({ value, label: t(`shell.zones.${value}`) }))}
    />
  );
}
