/** Changing a biz tag's settings. It is based on what stood there when it was opened; who was faster is told, field by field. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BizTagFigure, bizTagFigureSchema } from '#contract';
import { sendJson } from '../../shared/api.js';
import { Dialog } from '../../shared/dialog.js';
import { FaultView } from '../../shared/fault-view.js';
import { fieldFaults, otherFieldFaults } from '../../shared/field-faults.js';
import { Notice } from '../../shared/notice.js';
import { ReasonField } from '../../shared/reason-dialog.js';
import { toastDone } from '../../shared/toasts.js';
import { ConflictForm } from './conflict-form.js';
import { conflictStates } from './conflict-seen.js';
import { changesOf, draftOf, TAG_FIELDS, type TagSettings } from './tag-draft.js';
import { TagFields } from './tag-fields.js';
import { tagPath, useChangedTag } from './tag-query.js';

interface EditDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly tag: BizTagFigure;
}

export function EditDialog({ opened, onClose, tag }: EditDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('tag.form.title', { bizTag: tag.bizTag })}
      size="lg"
      testId="edit-dialog"
    >
      {opened && <EditForm onClose={onClose} tag={tag} />}
    </Dialog>
  );
}

interface Change {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly version: number;
}

function EditForm({ onClose, tag }: Omit<EditDialogProps, 'opened'>) {
  const { t } = useTranslation();
  const changed = useChangedTag();
  const { bizTag } = tag;
  const [base, setBase] = useState<TagSettings & { readonly version: number }>(tag);
  const [draft, setDraft] = useState(() => draftOf(tag));
  const [reason, setReason] = useState('');
  const save = useMutation({
    mutationFn: ({ settings, version }: Change) =>
      sendJson(bizTagFigureSchema, 'PATCH', tagPath(bizTag), { ...settings, version, reason }),
    onSuccess: (figure) => {
      changed(figure);
      toastDone(t('tag.form.done', { bizTag }));
      onClose();
    },
  });
  const conflict = conflictStates(save.error);
  if (conflict !== undefined) {
    return (
      <ConflictForm
        bizTag={bizTag}
        base={base}
        {...conflict}
        isPending={save.isPending}
        onSave={(settings) => {
          const settledChanges = changesOf(draftOf(settings), conflict.current);
          if (Object.keys(settledChanges).length === 0) onClose();
          else save.mutate({ settings: settledChanges, version: conflict.current.version });
        }}
        onStartOver={() => {
          setBase(conflict.current);
          setDraft(draftOf(conflict.current));
          save.reset();
        }}
        onClose={onClose}
      />
    );
  }
  const changes = changesOf(draft, base);
  const isUnchanged = Object.keys(changes).length === 0;
  const faults = fieldFaults(save.error);
  const others = otherFieldFaults(save.error, [...TAG_FIELDS, 'reason']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isUnchanged) save.mutate({ settings: changes, version: base.version });
  };
  return (
    <form onSubmit={submit} noValidate data-testid="edit-form">
      <Stack gap="md">
        <TagFields draft={draft} onChange={(change) => setDraft({ ...draft, ...change })} faults={faults} />
        <ReasonField value={reason} onChange={setReason} error={faults.reason} />
        {others.length > 0 && <Notice tone="danger">{others.join(' · ')}</Notice>}
        {save.isError && Object.keys(faults).length === 0 && <FaultView error={save.error} />}
        <Group justify="flex-end" gap="sm">
          {isUnchanged && (
            <Text size="sm" c="dimmed" mr="auto">
              {t('tag.form.nothing')}
            </Text>
          )}
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={isUnchanged} data-testid="confirm">
            {t('tag.form.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
