/** A failure in words: what kind it is, in the reader's language, and what the server itself said of it. */
import type { TFunction } from 'i18next';
import { asFault } from './api.js';

export interface FaultText {
  readonly title: string;
  /** The server's own sentence, or advice where it gave none. */
  readonly text: string;
  readonly requestId: string | undefined;
}

export function faultText(t: TFunction, error: unknown): FaultText {
  const { code, detail, requestId, retryAfterSeconds } = asFault(error);
  const advice = code === 'UNREACHABLE' || code === 'UNREADABLE' ? t(`fault.advice.${code}`) : '';
  const wait = code === 'RATE_LIMITED' && retryAfterSeconds !== undefined;
  const text = wait ? t('fault.waitSeconds', { count: retryAfterSeconds }) : sentence(detail ?? advice);
  return { title: t(`fault.titles.${code}`), text, requestId };
}

/** The server's sentences begin small, for they can stand after a colon. */
function sentence(text: string): string {
  if (text === '') return '';
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?。]$/.test(begun) ? begun : `${begun}.`;
}
