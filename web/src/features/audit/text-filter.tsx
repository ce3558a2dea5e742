/**
 * A filter that is typed. What is typed lives here and goes from here to the address, once typing rests; what the address says (back
 * button, a link) comes in when nobody is typing. So neither the caret nor an unfinished Chinese word is lost to the way round.
 */
import { TextInput, type TextInputProps } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';

const RESTS_AFTER_MS = 250;

interface TextFilterProps extends Pick<TextInputProps, 'type' | 'label' | 'placeholder' | 'leftSection' | 'className'> {
  readonly value: string;
  readonly onValue: (value: string) => void;
  /** Whether the slash key leads here. */
  readonly hasSlash?: boolean;
  readonly testId: string;
}

export function TextFilter({ value, onValue, hasSlash = false, testId, ...shown }: TextFilterProps) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const tell = useDebouncedCallback(onValue, { delay: RESTS_AFTER_MS, flushOnUnmount: false });
  useEffect(() => {
    if (document.activeElement !== field.current) setTyped(value);
  }, [value]);
  return (
    <TextInput
      {...shown}
      ref={field}
      value={typed}
      maxLength={128}
      autoComplete="off"
      spellCheck={false}
      data-testid={testId}
      data-slash={hasSlash || undefined}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        tell(event.currentTarget.value);
      }}
      onBlur={() => tell.flush()}
      onKeyDown={(event) => event.key === 'Enter' && tell.flush()}
    />
  );
}
