/** The ways to the planner: from nothing, from a promotion that is to come again, and from one that is to be changed. */
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PromotionDetail } from '#contract';
import { Notice } from '../../shared/notice.js';
import { PageHead } from '../../shared/page.js';
import { Crumbs } from './crumbs.js';
import { Planner } from './planner.js';
import { againOf, draftOf, newDraft } from './promotion-draft.js';
import { PromotionFault } from './promotion-fault.js';
import { changeableFields } from './promotion-life.js';
import { usePromotion } from './promotions-query.js';
import { browserZone } from './zone-field.js';

const newRoute = getRouteApi('/promotions/new');
const editRoute = getRouteApi('/promotions/$id/edit');
const nothing = () => undefined;

export function NewPromotionPage() {
  const { t } = useTranslation();
  const { from } = newRoute.useSearch();
  const earlier = usePromotion(from);
  const { data } = earlier;
  const title =
    data === undefined ? t('promotions.planner.title') : t('promotions.planner.againTitle', { name: data.name });
  if (from !== undefined && data === undefined) return <PromotionFault query={earlier} />;
  return (
    <PlannerFrame title={title} intro={t('promotions.planner.intro')}>
      <NewPlanner key={from ?? ''} earlier={data} />
    </PlannerFrame>
  );
}

function NewPlanner({ earlier }: { readonly earlier: PromotionDetail | undefined }) {
  const [draft] = useState(() =>
    earlier === undefined ? newDraft(browserZone(), Date.now()) : againOf(earlier, Date.now()),
  );
  return <Planner draft={draft} base={undefined} latest={undefined} onLoadLatest={nothing} />;
}

export function EditPromotionPage() {
  const { t } = useTranslation();
  const { id } = editRoute.useParams();
  const promotion = usePromotion(id);
  if (promotion.data === undefined) return <PromotionFault query={promotion} />;
  return (
    <PlannerFrame
      title={t('promotions.planner.editTitle', { name: promotion.data.name })}
      intro={t('promotions.planner.editIntro')}
    >
      <EditPlanner key={id} latest={promotion.data} read={async () => (await promotion.refetch()).data} />
    </PlannerFrame>
  );
}

interface EditPlannerProps {
  readonly latest: PromotionDetail;
  readonly read: () => Promise<PromotionDetail | undefined>;
}

/** What was there when the page was opened stays the base of the change, until what is there now is asked for. */
function EditPlanner({ latest, read }: EditPlannerProps) {
  const { t } = useTranslation();
  const [{ base, serial }, setOpened] = useState({ base: latest, serial: 0 });
  const load = async () => {
    const there = await read();
    if (there !== undefined) setOpened({ base: there, serial: serial + 1 });
  };
  const state = t(`promotions.states.${latest.state}`);
  if (changeableFields(latest.state).size === 0) {
    return <Notice tone="info">{t('promotions.planner.over', { state })}</Notice>;
  }
  return (
    <>
      {!changeableFields(latest.state).has('startsAt') && (
        <Notice tone="info" testId="fixed-notice">
          {t('promotions.planner.fixedNotice', { state })}
        </Notice>
      )}
      <Planner key={serial} draft={draftOf(base)} base={base} latest={latest} onLoadLatest={() => void load()} />
    </>
  );
}

interface PlannerFrameProps {
  readonly title: string;
  readonly intro: string;
  readonly children: ReactNode;
}

function PlannerFrame({ title, intro, children }: PlannerFrameProps) {
  return (
    <div className="page" data-testid="planner-page">
      <div>
        <Crumbs />
        <PageHead title={title} intro={intro} />
      </div>
      {children}
    </div>
  );
}
