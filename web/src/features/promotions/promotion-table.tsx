/** The promotions as a table, the latest start first. */
import { useTranslation } from 'react-i18next';
import type { Promotion } from '#contract';
import { type Column, DataTable } from '../../shared/data-table.js';
import { grouped } from '../../shared/format.js';
import { TextLink } from '../../shared/text-link.js';
import { EventFacts } from './event-text.js';
import { isLive } from './promotion-life.js';
import { StateBadge } from './state-badge.js';
import { useZoneTimes, WhenText, ZoneTime } from './zone-times.js';

const TAGS_SHOWN = 3;

export function PromotionTable({ promotions }: { readonly promotions: readonly Promotion[] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t('promotions.title')}
      columns={useColumns()}
      rows={promotions}
      keyOf={({ id }) => id}
      testIdOf={({ id }) => `promotion-${id}`}
      isDimmed={({ state }) => !isLive(state)}
      toneOf={({ state }) => (state === 'failed' || state === 'missed' ? 'danger' : undefined)}
    />
  );
}

function useColumns(): Column<Promotion>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'name',
      head: t('promotions.name'),
      isTitle: true,
      cell: ({ id, name }) => (
        <TextLink to="/promotions/$id" params={{ id }} className="data-table-name">
          {name}
        </TextLink>
      ),
    },
    { key: 'state', head: t('promotions.state'), cell: ({ state }) => <StateBadge state={state} /> },
    { key: 'when', head: t('promotions.whenHead'), cell: (promotion) => <When promotion={promotion} /> },
    { key: 'tags', head: t('promotions.tags'), cell: (promotion) => <Tags promotion={promotion} /> },
    {
      key: 'step',
      head: t('promotions.step'),
      align: 'end',
      cell: ({ plan }) => (plan.length === 0 ? null : grouped(Math.max(...plan.map(({ step }) => step)))),
    },
    { key: 'last', head: t('promotions.lastHead'), cell: (promotion) => <LastDone promotion={promotion} /> },
  ];
}

function When({ promotion }: { readonly promotion: Promotion }) {
  const { t } = useTranslation();
  const { startsAt, endsAt, zone } = promotion;
  const { moment, zoneName } = useZoneTimes(zone);
  return (
    <>
      <div>
        <strong>
          <WhenText promotion={promotion} />
        </strong>
      </div>
      <div>
        <ZoneTime at={startsAt} zone={zone} />
      </div>
      <div className="data-table-sub">
        {t('promotions.until', { time: moment(endsAt) })} · {zoneName(startsAt)}
      </div>
    </>
  );
}

/** Those the plan covers; before there is a plan, what was asked for. */
function Tags({ promotion: { plan, items } }: { readonly promotion: Promotion }) {
  const { t } = useTranslation();
  const names = plan.length > 0 ? plan.map(({ bizTag }) => bizTag) : items.map(({ bizTag }) => bizTag);
  const restCount = names.length - TAGS_SHOWN;
  return (
    <>
      <div className="promotion-tags">{names.slice(0, TAGS_SHOWN).join(', ')}</div>
      {restCount > 0 && <div className="data-table-sub">{t('promotions.moreTags', { count: restCount })}</div>}
    </>
  );
}

function LastDone({ promotion: { last } }: { readonly promotion: Promotion }) {
  const { t } = useTranslation();
  if (last === null) return t('promotions.nothingYet');
  return (
    <>
      <div>{t(`promotions.states.${last.state}`)}</div>
      <div className="data-table-sub">
        <EventFacts event={last} />
      </div>
    </>
  );
}
