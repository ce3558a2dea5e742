/** Tells i18next which texts there are: a name that is not among them does not compile. */
import 'i18next';
import type { Texts } from './texts-en.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Texts };
  }
}
