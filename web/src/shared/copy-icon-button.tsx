/** Puts a text on the clipboard, where a table has no room for words. */
import { ActionIcon, CopyButton, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CheckIcon, CopyIcon } from './icons.js';

export function CopyIconButton({ text, label }: { readonly text: string; readonly label: string }) {
  const { t } = useTranslation();
  return (
    <CopyButton value={text} timeout={2_000}>
      {({ copied, copy }) => (
        <ActionIcon variant="subtle" color="gray" size="sm" onClick={copy} aria-label={label} title={label}>
          {copied ? <CheckIcon /> : <CopyIcon />}
          <VisuallyHidden aria-live="polite">{copied ? t('copied') : ''}</VisuallyHidden>
        </ActionIcon>
      )}
    </CopyButton>
  );
}
