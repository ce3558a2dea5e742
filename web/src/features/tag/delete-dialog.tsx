/** Deleting, which takes typing the name. */
import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { BizTagFigure } from '#contract';
import { sendJson } from '../../shared/api.js';
import { ratePerSecond } from '../../shared/format.js';
import { Notice } from '../../shared/notice.js';
import { ReasonDialog } from '../../shared/reason-dialog.js';
import { toastDone } from '../../shared/toasts.js';
import { ConflictSeen, versionNow } from './conflict-seen.js';
import { tagPath } from './tag-query.js';

interface DeleteDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly tag: BizTagFigure;
}

export function DeleteDialog({ opened, onClose, tag }: DeleteDialogProps) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { bizTag } = tag;
  const removal = useMutation({
    mutationFn: ({ reason, version }: { readonly reason: string; readonly version: number }): Promise<null> => {
      const query = new URLSearchParams({ version: String(version), reason });
      return sendJson(null, 'DELETE', `${tagPath(bizTag)}?${query}`);
    },
    onSuccess: async () => {
      toastDone(t('tag.removeDone', { bizTag }));
      await navigate({ to: '/tags' });
      queryClient.removeQueries({ queryKey: ['tag', bizTag] });
      for (const queryKey of [['tags'], ['overview']]) void queryClient.invalidateQueries({ queryKey });
    },
  });
  const { reset } = removal;
  useEffect(() => {
    if (opened) reset();
  }, [opened, reset]);
  return (
    <ReasonDialog
      opened={opened}
      onClose={onClose}
      title={t('tag.removeTitle', { bizTag })}
      confirmLabel={t('tag.remove')}
      danger
      typeToConfirm={bizTag}
      isPending={removal.isPending}
      fault={removal.error}
      onConfirm={(reason) => removal.mutate({ reason, version: versionNow(tag, removal.error) })}
    >
      <Text size="sm">{t('tag.removeText')}</Text>
      {tag.ratePerSecond > 0 && (
        <Notice tone="warning">{t('tag.removeBusy', { rate: ratePerSecond(tag.ratePerSecond) })}</Notice>
      )}
      <ConflictSeen error={removal.error} />
    </ReasonDialog>
  );
}
