/** The page of one's own account, with the shell's own switches on it: a feature can't reach for them itself. */
import { useTranslation } from 'react-i18next';
import { AccountPage } from '../features/account/account-page.js';
import { LanguageSwitch, ThemeSwitch, ZoneSwitch } from './settings.js';

export function AccountWithSettings() {
  const { t } = useTranslation();
  return (
    <AccountPage
      settings={[
        { name: t('shell.zone'), control: <ZoneSwitch /> },
        { name: t('shell.theme'), control: <ThemeSwitch /> },
        { name: t('shell.language'), control: <LanguageSwitch /> },
      ]}
    />
  );
}
