/** Another role or password for somebody. Whoever saved first meanwhile is told, and what was chosen here stays. */
import { Alert, Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Operator } from '#contract';
import { asFault } from '../../shared/api.js';
import { Dialog } from '../../shared/dialog.js';
import { FaultView } from '../../shared/fault-view.js';
import { fieldFaults } from '../../shared/field-faults.js';
import { WarningIcon } from '../../shared/icons.js';
import { ReasonField } from '../../shared/reason-dialog.js';
import { useSession } from '../../shared/session.js';
import { TextLink } from '../../shared/text-link.js';
import { toastDone } from '../../shared/toasts.js';
import { changeOf, draftOf, type OperatorDraft } from './operator-change.js';
import { useChangeOperator } from './operators-query.js';
import { PasswordField } from './password-field.js';
import { RoleField } from './role-field.js';

interface EditOperatorDialogProps {
  /** As the list has it now. */
  readonly operator: Operator;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function EditOperatorDialog({ operator, opened, onClose }: EditOperatorDialogProps) {
  const { t } = useTranslation();
  const { session, refresh } = useSession();
  const change = useChangeOperator();
  const [draft, setDraft] = useState(() => draftOf(operator));
  const { username } = operator;
  const isSelf = session?.username === username;
  const body = changeOf(draft, operator);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (body === undefined || change.isPending) return;
    const onSuccess = () => {
      toastDone(t('operators.changed', { name: username }));
      if (isSelf) void refresh();
      onClose();
    };
    change.mutate({ username, body }, { onSuccess });
  };
  const faults = fieldFaults(change.error);
  const isConflict = change.isError && asFault(change.error).code === 'VERSION_CONFLICT';
  const put = (changed: Partial<OperatorDraft>) => setDraft((now) => ({ ...now, ...changed }));
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('operators.editing.title', { name: username })}
      testId="operator-dialog"
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {isConflict && <Conflict operator={operator} />}
          <RoleField value={draft.role} error={faults.role} onChange={(role) => put({ role })} />
          {isSelf && draft.role !== operator.role && (
            <Text size="sm" className="operator-warning">
              {t('operators.editing.ownRole')}
            </Text>
          )}
          {isSelf ? (
            <OwnPassword />
          ) : (
            <NewPassword draft={draft} username={username} fault={faults.password} onChange={put} />
          )}
          <ReasonField value={draft.reason} error={faults.reason} onChange={(reason) => put({ reason })} />
          {change.isError && !isConflict && Object.keys(faults).length === 0 && <FaultView error={change.error} />}
          <Group justify="flex-end" gap="sm">
            {body === undefined && (
              <Text size="sm" c="dimmed" id="operator-unchanged">
                {t('operators.editing.unchanged')}
              </Text>
            )}
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button
              type="submit"
              disabled={body === undefined}
              loading={change.isPending}
              aria-describedby={body === undefined ? 'operator-unchanged' : undefined}
              data-testid="operator-submit"
            >
              {t('operators.editing.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function Conflict({ operator: { username, role, mustChangePassword } }: { readonly operator: Operator }) {
  const { t } = useTranslation();
  const name = t(`role.names.${role}`);
  return (
    <Alert
      color="var(--warning-text)"
      variant="light"
      role="alert"
      icon={<WarningIcon />}
      title={t('operators.conflict.title', { name: username })}
      data-testid="operator-conflict"
    >
      {t('operators.conflict.text', {
        role: mustChangePassword ? t('operators.conflict.mustChange', { role: name }) : name,
      })}
    </Alert>
  );
}

function OwnPassword() {
  const { t } = useTranslation();
  return (
    <Text size="sm" c="dimmed">
      {t('operators.editing.ownPassword')}{' '}
      <TextLink to="/account" underline="always">
        {t('nav.account')}
      </TextLink>
    </Text>
  );
}

interface NewPasswordProps {
  readonly draft: OperatorDraft;
  readonly username: string;
  readonly fault: string | undefined;
  readonly onChange: (change: Partial<OperatorDraft>) => void;
}

function NewPassword({ draft, username, fault, onChange }: NewPasswordProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      <Checkbox
        label={t('operators.editing.setPassword')}
        description={t('operators.editing.setPasswordHint', { name: username })}
        checked={draft.setsPassword}
        data-testid="operator-set-password"
        onChange={(event) => onChange({ setsPassword: event.currentTarget.checked })}
      />
      {draft.setsPassword && (
        <Stack gap="sm" pl="xl">
          <PasswordField value={draft.password} error={fault} onChange={(password) => onChange({ password })} />
          <Checkbox
            label={t('operators.form.mustChange')}
            description={t('operators.form.mustChangeHint')}
            checked={draft.mustChangePassword}
            data-testid="operator-must-change"
            onChange={(event) => onChange({ mustChangePassword: event.currentTarget.checked })}
          />
        </Stack>
      )}
    </Stack>
  );
}
