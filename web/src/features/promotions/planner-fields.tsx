/** The fields of the planner that are of the whole promotion: its name, when it is, how well prepared it is to be. */
import { Fieldset, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PROMOTION_NAME_LENGTH_MAX } from '#contract';
import type { PromotionDraft, PromotionField } from './promotion-draft.js';
import { ZoneField } from './zone-field.js';
import { ZonedMomentField } from './zoned-moment-field.js';

export interface PlannerFieldsProps {
  readonly draft: PromotionDraft;
  readonly onChange: (change: Partial<PromotionDraft>) => void;
  /** By field, what the server said of it. */
  readonly faults: Readonly<Record<string, string>>;
  /** By field, what it warned of. */
  readonly warnings: ReadonlyMap<string, readonly string[]>;
  readonly changeable: ReadonlySet<PromotionField>;
}

export function NameField({ draft, onChange, faults, changeable }: PlannerFieldsProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t('promotions.planner.name')}
      placeholder={t('promotions.planner.namePlaceholder')}
      value={draft.name}
      error={faults.name}
      maxLength={PROMOTION_NAME_LENGTH_MAX}
      autoComplete="off"
      disabled={!changeable.has('name')}
      onChange={(event) => onChange({ name: event.currentTarget.value })}
      data-testid="promotion-name"
    />
  );
}

export function WhenFields({ draft, onChange, faults, warnings, changeable }: PlannerFieldsProps) {
  const { t } = useTranslation();
  const { zone } = draft;
  const fixedOf = (field: PromotionField) => (changeable.has(field) ? undefined : t('promotions.planner.fixed'));
  return (
    <Fieldset legend={t('promotions.planner.when')} className="planner-fields">
      <ZoneField
        value={zone}
        fault={faults.zone}
        fixed={fixedOf('zone')}
        onChange={(chosen) => onChange({ zone: chosen })}
      />
      <div className="planner-pair">
        <ZonedMomentField
          label={t('promotions.planner.starts')}
          zone={zone}
          value={draft.startsAt}
          fault={faults.startsAt}
          fixed={fixedOf('startsAt')}
          onChange={(startsAt) => onChange({ startsAt })}
          testId="promotion-starts"
        />
        <ZonedMomentField
          label={t('promotions.planner.ends')}
          zone={zone}
          value={draft.endsAt}
          fault={faults.endsAt}
          fixed={fixedOf('endsAt')}
          onChange={(endsAt) => onChange({ endsAt })}
          testId="promotion-ends"
        />
      </div>
      <FieldWarnings warnings={[...(warnings.get('startsAt') ?? []), ...(warnings.get('endsAt') ?? [])]} />
    </Fieldset>
  );
}

const SHAPES = [
  { field: 'leadMinutes', words: 'lead', testId: 'promotion-lead' },
  { field: 'safetyFactor', words: 'safety', testId: 'promotion-safety' },
  { field: 'runwayMinutes', words: 'runway', testId: 'promotion-runway' },
] as const;

export function ShapeFields({ draft, onChange, faults, warnings, changeable }: PlannerFieldsProps) {
  const { t } = useTranslation();
  return (
    <Fieldset legend={t('promotions.planner.shape')} className="planner-fields">
      <div className="planner-three">
        {SHAPES.map(({ field, words, testId }) => (
          <TextInput
            key={field}
            label={t(`promotions.planner.${words}`)}
            description={changeable.has(field) ? t(`promotions.planner.${words}Hint`) : t('promotions.planner.fixed')}
            inputMode="decimal"
            autoComplete="off"
            value={draft[field]}
            error={faults[field]}
            disabled={!changeable.has(field)}
            onChange={(event) => onChange({ [field]: event.currentTarget.value })}
            data-testid={testId}
          />
        ))}
      </div>
      <FieldWarnings warnings={SHAPES.flatMap(({ field }) => warnings.get(field) ?? [])} />
    </Fieldset>
  );
}

const WARNINGS_SHOWN = 3;

/** What the plan warns of, beside what it is about. */
export function FieldWarnings({ warnings }: { readonly warnings: readonly string[] }) {
  const { t } = useTranslation();
  const different = [...new Set(warnings)];
  const restCount = different.length - WARNINGS_SHOWN;
  if (different.length === 0) return null;
  return (
    <ul className="field-warnings" data-testid="field-warnings">
      {different.slice(0, WARNINGS_SHOWN).map((warning) => (
        <li key={warning}>{warning}</li>
      ))}
      {restCount > 0 && <li>{t('promotions.moreWarnings', { count: restCount })}</li>}
    </ul>
  );
}
