/** English and Chinese. The Chinese dictionary has the shape of the English one, so a missing text does not compile. */
import i18next, { type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './texts-en';
import { zh } from './texts-zh';

const STORED = 'banyan.language';
const LANGUAGES = ['en', 'zh'];

function firstLanguage(): string {
  const wanted = [localStorage.getItem(STORED), ...navigator.languages.map((language) => language.slice(0, 2))];
  return wanted.find((language) => language !== null && LANGUAGES.includes(language)) ?? 'en';
}

export const i18n = i18next.createInstance();

const resources: Resource = { en: { translation: en }, zh: { translation: zh } };

void i18n.use(initReactI18next).init({
  resources,
  lng: firstLanguage(),
  fallbackLng: 'en',
  supportedLngs: LANGUAGES,
  initAsync: false,
  interpolation: { escapeValue: false },
});

document.documentElement.lang = i18n.resolvedLanguage ?? 'en';
i18n.on('languageChanged', (language) => {
  localStorage.setItem(STORED, language);
  document.documentElement.lang = language;
});
