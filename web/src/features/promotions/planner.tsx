/** Planning a promotion, or changing one: the form on one side, what would come of it on the other. */
import './promotions.css';
import './planner.css';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PromotionDetail } from '#contract';
import { asFault } from '../../shared/api.js';
import { fieldFaults } from '../../shared/field-faults.js';
import { ReasonField } from '../../shared/reason-dialog.js';
import { toastDone } from '../../shared/toasts.js';
import { ItemsEditor } from './items-editor.js';
import { Conflict, OtherFaults } from './planner-faults.js';
import { NameField, ShapeFields, WhenFields } from './planner-fields.js';
import { type PlannedState, PlannerForm } from './planner-form.js';
import { PreviewPanel } from './preview-panel.js';
import { changesOf, draftOf, type PromotionDraft, wishOf } from './promotion-draft.js';
import { changeableFields } from './promotion-life.js';
import { byField } from './promotion-warnings.js';
import { useSavePromotion } from './promotions-query.js';
import { shownFaults } from './shown-faults.js';
import { useDraftPreview } from './use-draft-preview.js';

interface PlannerProps {
  readonly draft: PromotionDraft;
  /** What the change is based on; undefined for a new promotion. */
  readonly base: PromotionDetail | undefined;
  /** As it is by now. */
  readonly latest: PromotionDetail | undefined;
  readonly onLoadLatest: () => void;
}

export function Planner({ draft: first, base, latest, onLoadLatest }: PlannerProps) {
  const [draft, setDraft] = useState(first);
  const [reason, setReason] = useState('');
  const [refused, setRefused] = useState<PromotionDraft>();
  const { error, isPending, save } = useSave(base);
  const state = useDraftPreview(draft, base?.id);
  const faults = shownFaults(draft, {
    saved: fieldFaults(error),
    isSavedFresh: refused === draft,
    isTried: refused !== undefined,
    previewed: fieldFaults(state.error),
  });
  const changeable = changeableFields(latest?.state ?? base?.state ?? 'draft');
  const isConflict = error !== null && asFault(error).code === 'VERSION_CONFLICT';
  const isStale = base !== undefined && latest !== undefined && latest.version !== base.version;
  const changes = base === undefined ? undefined : changesOf(wishOf(draft), wishOf(draftOf(base)));
  const submit = (planned: PlannedState | undefined) => {
    setRefused(draft);
    save({ ...(changes ?? wishOf(draft)), ...(planned !== undefined && { state: planned }), reason });
  };
  const fields = {
    draft,
    faults,
    warnings: byField(state.preview?.warnings ?? []),
    changeable,
    onChange: (change: Partial<PromotionDraft>) => setDraft((now) => ({ ...now, ...change })),
  };
  const isUnchanged = changes !== undefined && Object.keys(changes).length === 0;
  return (
    <div className="planner">
      <PlannerForm base={base} isUnchanged={isUnchanged} isPending={isPending} onSubmit={submit}>
        {(isConflict || isStale) && base !== undefined && <Conflict version={base.version} onLoad={onLoadLatest} />}
        <NameField {...fields} />
        <WhenFields {...fields} />
        <ItemsEditor {...fields} plan={state.preview?.plan} />
        <ShapeFields {...fields} />
        <ReasonField value={reason} onChange={setReason} error={faults.reason} />
        <OtherFaults faults={faults} isTried={refused !== undefined} error={isConflict ? null : error} />
      </PlannerForm>
      <PreviewPanel draft={draft} state={state} />
    </div>
  );
}

function useSave(base: PromotionDetail | undefined) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { mutate, error, isPending } = useSavePromotion();
  const save = (change: Readonly<Record<string, unknown>>) => {
    const body = base === undefined ? change : { ...change, version: base.version };
    const onSuccess = ({ id, name, state }: PromotionDetail) => {
      const isScheduled = state === 'scheduled' && base?.state !== 'scheduled';
      toastDone(t(isScheduled ? 'promotions.planner.scheduled' : 'promotions.planner.saved', { name }));
      void navigate({ to: '/promotions/$id', params: { id } });
    };
    mutate({ id: base?.id, body }, { onSuccess });
  };
  return { error, isPending, save };
}
