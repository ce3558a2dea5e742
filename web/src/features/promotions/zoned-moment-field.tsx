/**
 * A day and a time as the clocks of a zone show it. A time that spring skips is told at once; of one that autumn says twice the first is
 * meant unless the later is chosen.
 */
import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { offsetName, readMoment, type TypedMoment } from './zoned-moment.js';

interface ZonedMomentFieldProps {
  readonly label: string;
  readonly zone: string;
  readonly value: TypedMoment;
  readonly onChange: (value: TypedMoment) => void;
  /** What the server said of it. */
  readonly fault: string | undefined;
  /** Why it can't be changed; undefined where it can. */
  readonly fixed: string | undefined;
  readonly testId: string;
}

export function ZonedMomentField({ label, zone, value, onChange, fault, fixed, testId }: ZonedMomentFieldProps) {
  const { t } = useTranslation();
  const reading = readMoment(zone, value);
  const choices = reading.kind === 'moment' ? reading.choices : [];
  const hint = reading.kind === 'moment' ? offsetName(zone, reading.ms) : zone;
  const empty = fault === undefined ? undefined : t('promotions.planner.noMoment');
  const errors = { skipped: t('promotions.planner.skipped'), empty, moment: fault };
  return (
    <div className="planner-moment">
      <TextInput
        type="datetime-local"
        label={label}
        description={fixed ?? hint}
        value={value.text}
        error={errors[reading.kind]}
        disabled={fixed !== undefined}
        onChange={(event) => onChange({ text: event.currentTarget.value, isLater: false })}
        data-testid={testId}
      />
      {choices.length > 1 && (
        <NativeSelect
          label={t('promotions.planner.twice')}
          description={t('promotions.planner.twiceHint')}
          value={value.isLater ? 'later' : 'first'}
          disabled={fixed !== undefined}
          data={choices.map((ms, index) => ({
            value: index === 0 ? 'first' : 'later',
            label: t(index === 0 ? 'promotions.planner.first' : 'promotions.planner.second', {
              offset: offsetName(zone, ms),
            }),
          }))}
          onChange={(event) => onChange({ ...value, isLater: event.currentTarget.value === 'later' })}
          data-testid={`${testId}-which`}
        />
      )}
    </div>
  );
}
