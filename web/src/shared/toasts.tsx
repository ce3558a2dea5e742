/** Short news in the corner: that something is done, or what went wrong, with the request's id to give to whoever runs the server. */
import { Code, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { asFault } from './api.js';
import { CopyTextButton } from './copy-button.js';
import { faultText } from './fault-text.js';
import { i18n } from './i18n.js';
import { CheckIcon, WarningIcon } from './icons.js';

const DONE_FOR_MS = 5_000;
/** Long enough to read it and to copy the id. */
const FAULT_FOR_MS = 20_000;

export function toastDone(text: string): void {
  notifications.show({
    message: text,
    color: 'teal',
    icon: <CheckIcon />,
    autoClose: DONE_FOR_MS,
    closeButtonProps: { 'aria-label': i18n.t('close') },
    'data-testid': 'toast-done',
  });
}

/** That nobody is logged in is told by the login that comes up; here it would only be in the way. */
export function toastFault(error: unknown): void {
  if (asFault(error).code === 'UNAUTHENTICATED') return;
  const { title, text, requestId } = faultText(i18n.t, error);
  notifications.show({
    title,
    message: <FaultMessage text={text} requestId={requestId} />,
    color: 'red.9',
    icon: <WarningIcon />,
    autoClose: FAULT_FOR_MS,
    closeButtonProps: { 'aria-label': i18n.t('close') },
    role: 'alert',
    'data-testid': 'toast-fault',
  });
}

function FaultMessage({ text, requestId }: { readonly text: string; readonly requestId: string | undefined }) {
  return (
    <>
      <Text size="sm" span>
        {text}
      </Text>
      {requestId !== undefined && (
        <Group gap={6} mt={4}>
          <Text size="xs" span>
            {i18n.t('fault.requestId')} <Code>{requestId}</Code>
          </Text>
          <CopyTextButton text={requestId} label={i18n.t('fault.copyId')} />
        </Group>
      )}
    </>
  );
}
