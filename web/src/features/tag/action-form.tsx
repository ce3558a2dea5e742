/** What the three orders share around their own fields: what came of the last attempt, the reason, and the way on. */
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FaultView } from '../../shared/fault-view.js';
import { fieldFaults, otherFieldFaults } from '../../shared/field-faults.js';
import { Notice } from '../../shared/notice.js';
import { ReasonField } from '../../shared/reason-dialog.js';
import type { Wish } from './action-wish.js';
import { ConflictSeen } from './conflict-seen.js';
import type { TagAction } from './use-tag-action.js';

interface ActionFormProps {
  readonly action: TagAction;
  readonly wish: Wish;
  readonly confirmLabel: string;
  /** Fields that stand in the form, and show what is wrong with them themselves. */
  readonly ownFields: readonly string[];
  /** Nothing happens until this has been typed. */
  readonly typeToConfirm?: string;
  readonly isReasonFirst?: boolean;
  readonly children: ReactNode;
  readonly onClose: () => void;
}

export function ActionForm(props: ActionFormProps) {
  const { action, wish, confirmLabel, ownFields, typeToConfirm, isReasonFirst = false, children, onClose } = props;
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const form = useFaultInSight(action.error);
  const isConfirmed = typeToConfirm === undefined || typed === typeToConfirm;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isConfirmed) action.send(wish, reason);
  };
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack gap="md">
        {children}
        {typeToConfirm !== undefined && (
          <TextInput
            label={t('reason.type', { name: typeToConfirm })}
            value={typed}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-testid="type-to-confirm"
          />
        )}
        <ReasonField
          value={reason}
          onChange={setReason}
          error={fieldFaults(action.error).reason}
          isFirst={isReasonFirst}
        />
        <ActionFault error={action.error} ownFields={[...ownFields, 'reason']} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={action.isPending} disabled={!isConfirmed} data-testid="confirm">
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function ActionFault({ error, ownFields }: Pick<TagAction, 'error'> & Pick<ActionFormProps, 'ownFields'>) {
  if (error === null) return null;
  const others = otherFieldFaults(error, ownFields);
  const isOfFields = Object.keys(fieldFaults(error)).length > 0;
  return (
    <>
      {!isOfFields && <FaultView error={error} />}
      <ConflictSeen error={error} />
      {others.length > 0 && <Notice tone="danger">{others.join(' · ')}</Notice>}
    </>
  );
}

/** Brings what went wrong into sight: the field it is about, or else what stands above the buttons. @returns the form */
function useFaultInSight(error: Error | null): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error === null) return;
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (field === null || field === undefined) form.current?.scrollIntoView({ block: 'end' });
    else field.focus();
  }, [error]);
  return form;
}
