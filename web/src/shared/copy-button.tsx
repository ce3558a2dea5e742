/** Puts a text on the clipboard and says so, to screen readers too. */
import { Button, CopyButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CheckIcon, CopyIcon } from './icons.js';

interface CopyTextButtonProps {
  readonly text: string;
  readonly label: string;
  /** Where it does not stand beside what it copies. */
  readonly isLabelShown?: boolean;
}

export function CopyTextButton({ text, label, isLabelShown = false }: CopyTextButtonProps) {
  const { t } = useTranslation();
  return (
    <CopyButton value={text} timeout={2_000}>
      {({ copied, copy }) => (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={copied ? <CheckIcon /> : <CopyIcon />}
          onClick={copy}
          aria-label={copied ? t('copied') : label}
        >
          <span aria-live="polite">{copied ? t('copied') : isLabelShown ? label : t('copy')}</span>
        </Button>
      )}
    </CopyButton>
  );
}
