/**
 * English and Chinese, of which only the one that is read is loaded. The Chinese dictionary has the shape of the English one and
 * texts-type.d.ts tells i18next of it, so neither a missing text nor a misspelt name compiles.
 */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { keepChoice, readChoice } from './stored-choice.js';
import type { Texts } from './texts-en.js';

const CHOICE = 'banyan.language';

export type Language = 'en' | 'zh';

const DICTIONARIES: Readonly<Record<Language, () => Promise<Texts>>> = {
  en: async () => (await import('./texts-en.js')).en,
  zh: async () => (await import('./texts-zh.js')).zh,
};

function isLanguage(text: string | null): text is Language {
  return text !== null && text in DICTIONARIES;
}

function firstLanguage(): Language {
  const wanted = [readChoice(CHOICE), ...navigator.languages.map((language) => language.slice(0, 2))];
  return wanted.find(isLanguage) ?? 'en';
}

export const i18n = i18next.createInstance();

/** Before anything is drawn. */
export async function startI18n(): Promise<void> {
  const lng = firstLanguage();
  await i18n.use(initReactI18next).init({
    resources: { [lng]: { translation: await DICTIONARIES[lng]() } },
    lng,
    fallbackLng: false,
    supportedLngs: Object.keys(DICTIONARIES),
    showSupportNotice: false,
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = lng;
}

export async function chooseLanguage(language: Language): Promise<void> {
  if (!i18n.hasResourceBundle(language, 'translation')) {
    i18n.addResourceBundle(language, 'translation', await DICTIONARIES[language]());
  }
  await i18n.changeLanguage(language);
  keepChoice(CHOICE, language);
  document.documentElement.lang = language;
}
