/** Puts the caret where a page that is one form begins. */
import { type RefObject, useEffect, useRef } from 'react';

export function useFirstFocus<T extends HTMLElement>(isWanted = true): RefObject<T | null> {
  const field = useRef<T>(null);
  useEffect(() => {
    if (isWanted) field.current?.focus();
  }, [isWanted]);
  return field;
}
