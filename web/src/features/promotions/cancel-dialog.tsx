/** Calling a promotion off, at any moment. Who was overtaken by a change is told what it is now, and can confirm again. */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PromotionDetail, PromotionState } from '#contract';
import { asFault } from '../../shared/api.js';
import { Notice } from '../../shared/notice.js';
import { ReasonDialog } from '../../shared/reason-dialog.js';
import { toastDone } from '../../shared/toasts.js';
import { useCancelPromotion } from './promotions-query.js';

interface CancelDialogProps {
  readonly opened: boolean;
  readonly promotion: PromotionDetail;
  readonly onClose: () => void;
}

function consequenceOf(state: PromotionState): 'draft' | 'ahead' | 'underway' {
  if (state === 'draft') return 'draft';
  return state === 'scheduled' ? 'ahead' : 'underway';
}

export function CancelDialog({ opened, promotion, onClose }: CancelDialogProps) {
  const { t } = useTranslation();
  const { mutate, reset, error, isPending } = useCancelPromotion();
  const { id, name, state, version } = promotion;
  const isConflict = error !== null && asFault(error).code === 'VERSION_CONFLICT';
  const close = () => {
    reset();
    onClose();
  };
  const confirm = (reason: string) => {
    const onSuccess = () => {
      toastDone(t('promotions.cancelling.done', { name }));
      close();
    };
    mutate({ id, version, reason }, { onSuccess });
  };
  return (
    <ReasonDialog
      opened={opened}
      title={t('promotions.cancelling.title', { name })}
      confirmLabel={t('promotions.cancelling.confirm')}
      danger
      isPending={isPending}
      fault={isConflict ? null : error}
      onConfirm={confirm}
      onClose={close}
    >
      <Text size="sm">{t(`promotions.cancelling.${consequenceOf(state)}`)}</Text>
      {isConflict && (
        <Notice tone="danger" testId="cancel-conflict">
          {t('promotions.cancelling.conflict', { state: t(`promotions.states.${state}`) })}
        </Notice>
      )}
    </ReasonDialog>
  );
}
