/** What can be done to a biz tag. Loaded when the first of them is opened. */
import './tag-dialogs.css';
import type { BizTagFigure } from '#contract';
import { BumpDialog } from './bump-dialog.js';
import { DeleteDialog } from './delete-dialog.js';
import { EditDialog } from './edit-dialog.js';
import { JumpDialog } from './jump-dialog.js';
import { PauseDialog } from './pause-dialog.js';
import { SkipDialog } from './skip-dialog.js';

export type OpenDialog = 'never' | 'none' | 'bump' | 'jump' | 'skip' | 'edit' | 'pause' | 'delete';

interface TagDialogsProps {
  readonly open: OpenDialog;
  readonly onClose: () => void;
  readonly tag: BizTagFigure;
}

export function TagDialogs({ open, onClose, tag }: TagDialogsProps) {
  return (
    <>
      <BumpDialog opened={open === 'bump'} onClose={onClose} tag={tag} />
      <JumpDialog opened={open === 'jump'} onClose={onClose} tag={tag} />
      <SkipDialog opened={open === 'skip'} onClose={onClose} tag={tag} />
      <EditDialog opened={open === 'edit'} onClose={onClose} tag={tag} />
      <PauseDialog opened={open === 'pause'} onClose={onClose} tag={tag} />
      <DeleteDialog opened={open === 'delete'} onClose={onClose} tag={tag} />
    </>
  );
}
