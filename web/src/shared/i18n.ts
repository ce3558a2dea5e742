/**
 * English and Chinese. The Chinese dictionary has the shape of the English one and texts-type.d.ts tells i18next of it, so neither a
 * missing text nor a misspelt name compiles.
 */
import i18next, { type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { keepChoice, readChoice } from './stored-choice.js';
import { en } from './texts-en.js';
import { zh } from './texts-zh.js';

const CHOICE = 'banyan.language';
const LANGUAGES = ['en', 'zh'];

function firstLanguage(): string {
  const wanted = [readChoice(CHOICE), ...navigator.languages.map((language) => language.slice(0, 2))];
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
  showSupportNotice: false,
  interpolation: { escapeValue: false },
});

document.documentElement.lang = i18n.resolvedLanguage ?? 'en';
i18n.on('languageChanged', (language) => {
  keepChoice(CHOICE, language);
  document.documentElement.lang = language;
});
