/** The people who can log in. */
import './operators.css';
import { Skeleton, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Operator } from '#contract';
import { FaultView } from '../../shared/fault-view.js';
import { GatedButton } from '../../shared/gated-button.js';
import { EmptyState, PageHead } from '../../shared/page.js';
import { ReasonDialog } from '../../shared/reason-dialog.js';
import { toastDone } from '../../shared/toasts.js';
import { CreateOperatorDialog } from './create-operator-dialog.js';
import { EditOperatorDialog } from './edit-operator-dialog.js';
import { OperatorTable } from './operator-table.js';
import { useOperators, useRemoveOperator } from './operators-query.js';

export function OperatorsPage() {
  const { t } = useTranslation();
  const operators = useOperators();
  const [isCreating, setCreating] = useState(false);
  /** The serial makes each opening a form of its own. */
  const [editing, setEditing] = useState({ serial: 0, username: '', isOpen: false });
  const [removing, setRemoving] = useState('');
  const items = operators.data?.items;
  const named = (username: string) => items?.find((operator) => operator.username === username);
  const edited = named(editing.username);
  return (
    <div className="page" data-testid="operators-page">
      <PageHead
        title={t('operators.title')}
        intro={t('operators.intro')}
        actions={
          <GatedButton needs="admin" onClick={() => setCreating(true)} data-testid="create-operator">
            {t('operators.create')}
          </GatedButton>
        }
      />
      {operators.isError && items === undefined && (
        <FaultView error={operators.error} onRetry={() => void operators.refetch()} isRetrying={operators.isFetching} />
      )}
      {operators.isPending && !operators.isError && <Skeleton height={180} radius="md" aria-busy />}
      {items !== undefined && (
        <OperatorTable
          operators={items}
          onEdit={({ username }) => setEditing({ serial: editing.serial + 1, username, isOpen: true })}
          onRemove={({ username }) => setRemoving(username)}
        />
      )}
      {items?.length === 1 && (
        <EmptyState title={t('operators.onlyYou')} text={t('operators.onlyYouText')} testId="only-operator" />
      )}
      <CreateOperatorDialog opened={isCreating} onClose={() => setCreating(false)} />
      {edited !== undefined && (
        <EditOperatorDialog
          key={editing.serial}
          operator={edited}
          opened={editing.isOpen}
          onClose={() => setEditing({ ...editing, isOpen: false })}
        />
      )}
      <RemoveDialog operator={named(removing)} onClose={() => setRemoving('')} />
    </div>
  );
}

interface RemoveDialogProps {
  /** As the list has them now; undefined while nobody is being removed. */
  readonly operator: Operator | undefined;
  readonly onClose: () => void;
}

function RemoveDialog({ operator, onClose }: RemoveDialogProps) {
  const { t } = useTranslation();
  const remove = useRemoveOperator();
  const name = operator?.username ?? '';
  const close = () => {
    remove.reset();
    onClose();
  };
  const confirm = (reason: string) => {
    if (operator === undefined) return;
    const onSuccess = () => {
      toastDone(t('operators.removed', { name }));
      close();
    };
    remove.mutate({ operator, reason }, { onSuccess });
  };
  return (
    <ReasonDialog
      opened={operator !== undefined}
      title={t('operators.removing.title', { name })}
      confirmLabel={t('operators.removing.confirm')}
      typeToConfirm={name}
      danger
      isPending={remove.isPending}
      fault={remove.error}
      onConfirm={confirm}
      onClose={close}
    >
      <Text size="sm">{t('operators.removing.text', { name })}</Text>
    </ReasonDialog>
  );
}
