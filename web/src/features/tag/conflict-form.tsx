/** Two people changed one tag: both states side by side, and for each field a choice. */
import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BizTagState } from '#contract';
import { Notice } from '../../shared/notice.js';
import { useFieldText } from './field-text.js';
import { type Choice, conflictOf, settled, type TagField, type TagSettings } from './tag-draft.js';

interface ConflictFormProps {
  readonly bizTag: string;
  /** What this person's change was based on. */
  readonly base: TagSettings;
  readonly current: BizTagState;
  readonly attempted: BizTagState;
  readonly isPending: boolean;
  readonly onSave: (settings: TagSettings) => void;
  readonly onStartOver: () => void;
  readonly onClose: () => void;
}

export function ConflictForm(props: ConflictFormProps) {
  const { bizTag, base, current, attempted, isPending, onSave, onStartOver, onClose } = props;
  const { t } = useTranslation();
  const disputed = conflictOf(base, current, attempted);
  const [choices, setChoices] = useState<Partial<Record<TagField, Choice>>>(() =>
    Object.fromEntries(disputed.map(({ field, choice }) => [field, choice])),
  );
  const isMine = disputed.some(({ field }) => choices[field] === 'attempted');
  return (
    <Stack gap="md" data-testid="conflict">
      <Notice tone="warning">
        <Text size="sm" fw={600}>
          {t('tag.conflict.title', { bizTag })}
        </Text>
        <Text size="sm">{t('tag.conflict.text')}</Text>
      </Notice>
      {disputed.length === 0 ? (
        <Text size="sm">{t('tag.conflict.same')}</Text>
      ) : (
        disputed.map(({ field }) => (
          <DisputedField
            key={field}
            field={field}
            current={current}
            attempted={attempted}
            choice={choices[field] ?? 'current'}
            onChoice={(choice) => setChoices({ ...choices, [field]: choice })}
          />
        ))
      )}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onStartOver} mr="auto" data-testid="start-over">
          {t('tag.conflict.startOver')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button loading={isPending} onClick={() => onSave(settled(current, attempted, choices))} data-testid="confirm">
          {t(isMine ? 'tag.conflict.keepMine' : 'tag.conflict.takeTheirs')}
        </Button>
      </Group>
    </Stack>
  );
}

interface DisputedFieldProps extends Pick<ConflictFormProps, 'current' | 'attempted'> {
  readonly field: TagField;
  readonly choice: Choice;
  readonly onChoice: (choice: Choice) => void;
}

function DisputedField({ field, current, attempted, choice, onChoice }: DisputedFieldProps) {
  const { t } = useTranslation();
  const fieldText = useFieldText();
  const sides = [
    { side: 'current', settings: current },
    { side: 'attempted', settings: attempted },
  ] as const;
  return (
    <Radio.Group
      label={t(`tag.fields.${field}`)}
      value={choice}
      onChange={(value) => onChoice(value === 'attempted' ? 'attempted' : 'current')}
    >
      <div className="conflict-sides">
        {sides.map(({ side, settings }) => (
          <Radio.Card key={side} value={side} className="conflict-side" data-testid={`conflict-${field}-${side}`}>
            <Radio.Indicator />
            <span>
              <span className="conflict-whose">{t(`tag.conflict.${side}`)}</span>
              <span className="conflict-value">{fieldText(settings, field)}</span>
            </span>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}
