/** Asks why before something is changed, for the audit; for what can't be taken back, to type the name of what it is done to as well. */
import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { REASON_LENGTH_MAX } from '#contract';
import { Dialog } from './dialog.js';
import { FaultView } from './fault-view.js';
import { fieldFaults } from './field-faults.js';

interface ReasonDialogProps {
  readonly opened: boolean;
  readonly title: string;
  readonly children?: ReactNode;
  readonly confirmLabel: string;
  readonly danger?: boolean;
  /** Nothing happens until this has been typed. */
  readonly typeToConfirm?: string;
  readonly isPending?: boolean;
  /** What came of the last attempt. */
  readonly fault?: unknown;
  readonly onConfirm: (reason: string) => void;
  readonly onClose: () => void;
}

export function ReasonDialog(props: ReasonDialogProps) {
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={props.title} testId="reason-dialog">
      <ReasonForm {...props} />
    </Dialog>
  );
}

function ReasonForm(props: ReasonDialogProps) {
  const { opened, children, confirmLabel, danger = false, typeToConfirm, isPending = false, fault } = props;
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  useEffect(() => {
    if (!opened) return;
    setReason('');
    setTyped('');
  }, [opened]);
  const isConfirmed = typeToConfirm === undefined || typed === typeToConfirm;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isConfirmed && !isPending) props.onConfirm(reason);
  };
  const reasonFault = fieldFaults(fault).reason;
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {children}
        {typeToConfirm !== undefined && (
          <TextInput
            label={t('reason.type', { name: typeToConfirm })}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-testid="type-to-confirm"
          />
        )}
        <ReasonField value={reason} onChange={setReason} error={reasonFault} isFirst={typeToConfirm === undefined} />
        {fault !== null && fault !== undefined && reasonFault === undefined && <FaultView error={fault} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={props.onClose}>
            {t('cancel')}
          </Button>
          <Button
            type="submit"
            {...(danger && { color: 'red.9' })}
            loading={isPending}
            disabled={!isConfirmed}
            data-testid="confirm"
          >
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface ReasonFieldProps {
  readonly value: string;
  readonly onChange: (reason: string) => void;
  readonly error?: string | undefined;
  readonly isFirst?: boolean;
}

/** The field alone, for forms that ask for more than the reason. */
export function ReasonField({ value, onChange, error, isFirst = false }: ReasonFieldProps) {
  const { t } = useTranslation();
  return (
    <Textarea
      label={t('reason.label')}
      description={t('reason.description')}
      placeholder={t('reason.placeholder')}
      value={value}
      error={error}
      rows={2}
      maxLength={REASON_LENGTH_MAX}
      data-autofocus={isFirst || undefined}
      data-testid="reason"
      onChange={(event) => onChange(event.currentTarget.value.replaceAll('\n', ' '))}
    />
  );
}
