/** Somebody more who can log in. */
import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CreateOperator } from '#contract';
import { Dialog } from '../../shared/dialog.js';
import { FaultView } from '../../shared/fault-view.js';
import { fieldFaults } from '../../shared/field-faults.js';
import { ReasonField } from '../../shared/reason-dialog.js';
import { toastDone } from '../../shared/toasts.js';
import { useCreateOperator } from './operators-query.js';
import { PasswordField } from './password-field.js';
import { RoleField } from './role-field.js';

interface CreateOperatorDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

const BLANK: Required<CreateOperator> = {
  username: '',
  password: '',
  role: 'viewer',
  mustChangePassword: true,
  reason: '',
};

export function CreateOperatorDialog({ opened, onClose }: CreateOperatorDialogProps) {
  const { t } = useTranslation();
  const create = useCreateOperator();
  const [draft, setDraft] = useState(BLANK);
  const put = (change: Partial<CreateOperator>) => setDraft((now) => ({ ...now, ...change }));
  const close = () => {
    create.reset();
    setDraft(BLANK);
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (create.isPending) return;
    const onSuccess = ({ username }: { readonly username: string }) => {
      toastDone(t('operators.made', { name: username }));
      close();
    };
    create.mutate(draft, { onSuccess });
  };
  const faults = fieldFaults(create.error);
  return (
    <Dialog opened={opened} onClose={close} title={t('operators.form.title')} testId="operator-dialog">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextInput
            label={t('operators.name')}
            description={t('operators.form.nameHint')}
            value={draft.username}
            error={faults.username}
            maxLength={64}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            data-autofocus
            data-testid="operator-name"
            onChange={(event) => put({ username: event.currentTarget.value })}
          />
          <PasswordField value={draft.password} error={faults.password} onChange={(password) => put({ password })} />
          <Checkbox
            label={t('operators.form.mustChange')}
            description={t('operators.form.mustChangeHint')}
            checked={draft.mustChangePassword}
            data-testid="operator-must-change"
            onChange={(event) => put({ mustChangePassword: event.currentTarget.checked })}
          />
          <RoleField value={draft.role} error={faults.role} onChange={(role) => put({ role })} />
          <ReasonField value={draft.reason} error={faults.reason} onChange={(reason) => put({ reason })} />
          {create.isError && Object.keys(faults).length === 0 && <FaultView error={create.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={create.isPending} data-testid="operator-submit">
              {t('operators.form.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
