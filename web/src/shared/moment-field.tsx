/**
 * A day and a time, in the zone chosen in this browser. What is typed lives here: while it is unfinished there is no moment, and what
 * comes from outside (back button, a link) comes in when nobody is typing.
 */
import { TextInput, type TextInputProps } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTimes } from './times.js';
import { fieldTextOf, momentOf } from './wall-clock.js';

interface MomentFieldProps extends Pick<TextInputProps, 'className' | 'error'> {
  readonly label: string;
  /** ISO 8601. */
  readonly value: string | undefined;
  readonly onMoment: (moment: string | undefined) => void;
  readonly testId: string;
}

export function MomentField({ label, value, onMoment, testId, ...shown }: MomentFieldProps) {
  const { t } = useTranslation();
  const { zone } = useTimes();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(() => fieldTextOf(value, zone));
  useEffect(() => {
    if (document.activeElement !== field.current) setTyped(fieldTextOf(value, zone));
  }, [value, zone]);
  return (
    <TextInput
      {...shown}
      ref={field}
      type="datetime-local"
      label={`${label} (${t(`shell.zones.${zone}`)})`}
      value={typed}
      data-testid={testId}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onMoment(momentOf(event.currentTarget.value, zone));
      }}
    />
  );
}
