/** The slash key: to the page's own search where it has one, to the palette where it hasn't. A page marks its search with data-slash. */
import { useWindowEvent } from '@mantine/hooks';

export function useSlash(onNoSearch: () => void): void {
  useWindowEvent('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target)) return;
    event.preventDefault();
    const field = document.querySelector<HTMLInputElement>('input[data-slash]');
    if (field === null) onNoSearch();
    field?.focus();
    field?.select();
  });
}

/** Somebody types, or a dialog stands over the page. */
function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"][aria-modal="true"]') !== null) return true;
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;
}
