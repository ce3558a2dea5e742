/** What can be done to a biz tag. Loaded when the first of them is opened. */
import type { BizTagFigure } from '#contract';
import { DeleteDialog } from './delete-dialog.js';
import { EditDialog } from './edit-dialog.js';
import { PauseDialog } from './pause-dialog.js';

export type OpenDialog = 'never' | 'none' | 'edit' | 'pause' | 'delete';

interface TagDialogsProps {
  readonly open: OpenDialog;
  readonly onClose: () => void;
  readonly tag: BizTagFigure;
}

export function TagDialogs({ open, onClose, tag }: TagDialogsProps) {
  return (
    <>
      <EditDialog opened={open === 'edit'} onClose={onClose} tag={tag} />
      <PauseDialog opened={open === 'pause'} onClose={onClose} tag={tag} />
      <DeleteDialog opened={open === 'delete'} onClose={onClose} tag={tag} />
    </>
  );
}
