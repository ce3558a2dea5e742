/** Sends one of the three orders. It is based on what the person has been shown: at first when the dialog opened, then the conflict. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type BizTagFigure, bizTagFigureSchema } from '#contract';
import { sendJson } from '../../shared/api.js';
import { toastDone } from '../../shared/toasts.js';
import type { Wish } from './action-wish.js';
import { versionNow } from './conflict-seen.js';
import { tagPath, useChangedTag } from './tag-query.js';

export interface TagAction {
  readonly error: Error | null;
  /** What was sent last; what was said of it stands at a field while that still holds the same. */
  readonly sent: Wish | undefined;
  readonly isPending: boolean;
  send(wish: Wish, reason: string): void;
}

interface TagActionOptions {
  readonly path: 'step' | 'jump' | 'skip';
  readonly tag: BizTagFigure;
  /** What is said once it is ordered. */
  readonly doneText: (tag: BizTagFigure) => string;
  readonly onClose: () => void;
}

export function useTagAction({ path, tag, doneText, onClose }: TagActionOptions): TagAction {
  const changed = useChangedTag();
  const [basis, setBasis] = useState(tag);
  const { mutate, error, variables, isPending } = useMutation({
    mutationFn: (body: Wish) => sendJson(bizTagFigureSchema, 'POST', `${tagPath(tag.bizTag)}/${path}`, body),
    onSuccess: (figure) => {
      changed(figure);
      toastDone(doneText(figure));
      onClose();
    },
    // A conflict that was shown stays seen, also when the next attempt fails for another reason.
    onError: (fault) => setBasis((before) => ({ ...before, version: versionNow(before, fault) })),
  });
  return {
    error,
    sent: variables,
    isPending,
    send: (wish, reason) => {
      if (!isPending) mutate({ ...wish, reason, version: basis.version });
    },
  };
}
