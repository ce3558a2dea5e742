/** What was done, by which node, how late, and who asked for it. */
import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PromotionEvent } from '#contract';
import { EventFacts } from './event-text.js';

const SYSTEM = 'system';

export function PromotionEvents({ events }: { readonly events: readonly PromotionEvent[] }) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-labelledby="events" data-testid="promotion-events">
      <Title order={2} size="h5" id="events">
        {t('promotions.events.title')}
      </Title>
      {events.length === 0 && <Text size="sm">{t('promotions.events.none')}</Text>}
      <ol className="promotion-events">
        {events.map((event) => (
          <li key={`${event.at} ${event.from} ${event.state} ${event.detail}`} data-state={event.state}>
            <EventLine event={event} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function EventLine({ event }: { readonly event: PromotionEvent }) {
  const { t } = useTranslation();
  const { state, actor, detail } = event;
  const name = t(`promotions.states.${state}`);
  const words = {
    created: t('promotions.events.created', { state: name }),
    replanned: t('promotions.events.replanned', { state: name }),
    moved: name,
  };
  return (
    <>
      <div>
        <strong>{words[kindOf(event)]}</strong>
        {actor !== SYSTEM && ` · ${t('promotions.events.askedBy', { actor })}`}
      </div>
      <div className="data-table-sub">
        <EventFacts event={event} />
      </div>
      {detail !== null && <div className="promotion-event-detail">{detail}</div>}
    </>
  );
}

function kindOf({ from, state }: PromotionEvent): 'created' | 'replanned' | 'moved' {
  if (from === null) return 'created';
  return from === state ? 'replanned' : 'moved';
}
