/** Pausing, and resuming. What was asked for when the dialog opened is what is done, whatever somebody else does meanwhile. */
import { Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BizTagFigure, bizTagFigureSchema, type ChangeTag } from '#contract';
import { sendJson } from '../../shared/api.js';
import { ReasonDialog } from '../../shared/reason-dialog.js';
import { toastDone } from '../../shared/toasts.js';
import { ConflictSeen, versionNow } from './conflict-seen.js';
import { tagPath, useChangedTag } from './tag-query.js';

interface PauseDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly tag: BizTagFigure;
}

export function PauseDialog({ opened, onClose, tag }: PauseDialogProps) {
  const { t } = useTranslation();
  const changed = useChangedTag();
  const [isPausing, setPausing] = useState(!tag.paused);
  const { bizTag } = tag;
  const change = useMutation({
    mutationFn: (asked: Pick<ChangeTag, 'reason' | 'version'>) =>
      sendJson(bizTagFigureSchema, 'PATCH', tagPath(bizTag), { ...asked, paused: isPausing }),
    onSuccess: (figure) => {
      changed(figure);
      toastDone(t(isPausing ? 'tag.pauseDone' : 'tag.resumeDone', { bizTag }));
      onClose();
    },
  });
  const { reset } = change;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only opening decides, not what changes while it is open
  useEffect(() => {
    if (!opened) return;
    setPausing(!tag.paused);
    reset();
  }, [opened]);
  const action = isPausing ? 'pause' : 'resume';
  return (
    <ReasonDialog
      opened={opened}
      onClose={onClose}
      title={t(`tag.${action}Title`, { bizTag })}
      confirmLabel={t(`tag.${action}`)}
      isPending={change.isPending}
      fault={change.error}
      onConfirm={(reason) => change.mutate({ reason, version: versionNow(tag, change.error) })}
    >
      <Text size="sm">{t(`tag.${action}Text`)}</Text>
      <ConflictSeen error={change.error} />
    </ReasonDialog>
  );
}
