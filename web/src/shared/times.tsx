/** Moments in the time zone that was chosen in this browser: its own, UTC, or Shanghai's. */
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keepChoice, readChoice } from './stored-choice.js';

export const ZONES = ['local', 'utc', 'shanghai'] as const;
export type Zone = (typeof ZONES)[number];

const CHOICE = 'banyan.zone';
const NAMES: Readonly<Record<Zone, string | undefined>> = { local: undefined, utc: 'UTC', shanghai: 'Asia/Shanghai' };

type Moment = string | number | Date | null | undefined;

export interface Times {
  readonly zone: Zone;
  /** As the Intl objects call it; undefined for the browser's own. */
  readonly zoneName: string | undefined;
  setZone(zone: Zone): void;
  /** Day and time, to the second; a dash for null. */
  moment(at: Moment): string;
  day(at: Moment): string;
  time(at: Moment): string;
}

const ZoneContext = createContext<{ readonly zone: Zone; setZone(zone: Zone): void }>({
  zone: 'local',
  setZone: () => undefined,
});

export function TimesProvider({ children }: { readonly children: ReactNode }) {
  const [zone, setZone] = useState<Zone>(() => ZONES.find((known) => known === readChoice(CHOICE)) ?? 'local');
  const choose = useCallback((chosen: Zone) => {
    setZone(chosen);
    keepChoice(CHOICE, chosen);
  }, []);
  const value = useMemo(() => ({ zone, setZone: choose }), [zone, choose]);
  return <ZoneContext value={value}>{children}</ZoneContext>;
}

export function useTimes(): Times {
  const { zone, setZone } = useContext(ZoneContext);
  const { i18n } = useTranslation();
  const language = i18n.resolvedLanguage === 'zh' ? 'zh-CN' : 'en-GB';
  return useMemo(() => {
    const timeZone = NAMES[zone];
    const format = (options: Intl.DateTimeFormatOptions) => {
      const formatter = new Intl.DateTimeFormat(language, { ...options, ...(timeZone !== undefined && { timeZone }) });
      return (at: Moment) => (at === null || at === undefined ? '–' : formatter.format(new Date(at)));
    };
    return {
      zone,
      setZone,
      zoneName: timeZone,
      moment: format({ dateStyle: 'medium', timeStyle: 'medium' }),
      day: format({ dateStyle: 'medium' }),
      time: format({ timeStyle: 'medium' }),
    };
  }, [zone, setZone, language]);
}

/** A moment as a time element, which says the exact one where a pointer rests. */
export function TimeText({ at }: { readonly at: string | Date | null }) {
  const { moment } = useTimes();
  if (at === null) return <>–</>;
  const iso = typeof at === 'string' ? at : at.toISOString();
  return (
    <time dateTime={iso} title={iso}>
      {moment(at)}
    </time>
  );
}
