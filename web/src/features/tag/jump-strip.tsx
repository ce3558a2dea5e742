/** A jump on its way: how many nodes are on a fresh segment, and which are not. It goes away when all are. */
import { useTranslation } from 'react-i18next';
import type { BizTagFigure } from '#contract';
import { jumpProgress } from './jump-progress.js';

export function JumpStrip({ tag }: { readonly tag: BizTagFigure }) {
  const { t } = useTranslation();
  const progress = jumpProgress(tag);
  if (progress === undefined) return null;
  const { doneCount, nodeCount, waiting } = progress;
  return (
    <div className="jump-strip" role="status" data-testid="jump-strip">
      <strong>{t('tag.jump.progress', { done: doneCount, count: nodeCount })}</strong>
      <ul aria-label={t('tag.jump.waiting')}>
        {waiting.map(({ nodeId, delay }) => (
          <li key={nodeId} data-delay={delay}>
            <span className="jump-strip-node">{nodeId}</span>
            {': '}
            {t(`tag.jump.delays.${delay}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}
