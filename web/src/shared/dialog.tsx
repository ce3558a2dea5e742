/**
 * A modal as all of the console's are: it writes no style element (Mantine's scroll lock would, and the policy forbids it), it is not closed by a press beside it where something may have been typed, and Escape leaves it alone while
 * the login stands over it.
 */
import { Modal, type ModalProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from './session.js';

interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly children: ReactNode;
  readonly size?: ModalProps['size'];
  readonly testId?: string;
  /** Whether only a button of its own closes it, for what is shown once and never again. */
  readonly isHeld?: boolean;
}

export function Dialog({ opened, onClose, title, children, size = 'md', testId, isHeld = false }: DialogProps) {
  const { t } = useTranslation();
  const { endedFor } = useSession();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={size}
      lockScroll={false}
      closeOnClickOutside={false}
      closeOnEscape={endedFor === null && !isHeld}
      withCloseButton={!isHeld}
      trapFocus={endedFor === null}
      closeButtonProps={{ 'aria-label': t('close') }}
      className="dialog"
    >
      <div data-testid={testId}>{children}</div>
    </Modal>
  );
}
