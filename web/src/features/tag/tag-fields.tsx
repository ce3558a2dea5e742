/** The fields that creating and editing a biz tag share. */
import { Group, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DESCRIPTION_LENGTH_MAX, ID_LENGTH_MAX, ID_LENGTH_MIN } from '#contract';
import type { TagDraft } from './tag-draft.js';

const LENGTHS = Array.from({ length: ID_LENGTH_MAX - ID_LENGTH_MIN + 1 }, (_, index) => ID_LENGTH_MIN + index);

interface TagFieldsProps {
  readonly draft: TagDraft;
  readonly onChange: (change: Partial<TagDraft>) => void;
  /** By field, what the server said of it. */
  readonly faults: Readonly<Record<string, string>>;
  readonly stepMaxPlaceholder?: string;
}

export function TagFields({ draft, onChange, faults, stepMaxPlaceholder }: TagFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Textarea
        label={t('tags.form.description')}
        description={t('tags.form.descriptionHint')}
        value={draft.description}
        error={faults.description}
        rows={2}
        maxLength={DESCRIPTION_LENGTH_MAX}
        onChange={(event) => onChange({ description: event.currentTarget.value.replaceAll('\n', ' ') })}
        data-testid="field-description"
      />
      <Group grow align="flex-start" gap="md" className="field-pair">
        <TextInput
          label={t('tags.form.step')}
          description={t('tags.form.stepHint')}
          inputMode="numeric"
          autoComplete="off"
          value={draft.step}
          error={faults.step}
          onChange={(event) => onChange({ step: event.currentTarget.value })}
          data-testid="field-step"
        />
        <TextInput
          label={t('tags.form.stepMax')}
          description={t('tags.form.stepMaxHint')}
          inputMode="numeric"
          autoComplete="off"
          value={draft.stepMax}
          error={faults.stepMax}
          placeholder={stepMaxPlaceholder}
          onChange={(event) => onChange({ stepMax: event.currentTarget.value })}
          data-testid="field-stepMax"
        />
      </Group>
      <NativeSelect
        label={t('tags.form.idLength')}
        description={t('tags.form.idLengthHint')}
        value={draft.idLength}
        error={faults.idLength}
        data={[
          { value: '', label: t('tags.form.anyLength') },
          ...LENGTHS.map((n) => ({ value: String(n), label: t('tags.form.digits', { n }) })),
        ]}
        onChange={(event) => onChange({ idLength: event.currentTarget.value })}
        data-testid="field-idLength"
      />
    </>
  );
}
