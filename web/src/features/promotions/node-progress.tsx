/** How far each node is: for how many biz tags it holds two segments of the plan, and what the others are waiting for. */
import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PromotionNode } from '#contract';
import { useDurationText } from '../../shared/duration-text.js';
import { TagLink } from '../../shared/text-link.js';

export function NodeProgress({ nodes }: { readonly nodes: readonly PromotionNode[] }) {
  const { t } = useTranslation();
  const isAllWarm = nodes.length > 0 && nodes.every(({ warmCount, tagCount }) => warmCount === tagCount);
  return (
    <section className="panel" aria-labelledby="progress" data-testid="progress">
      <Title order={2} size="h5" id="progress">
        {t('promotions.progress.title')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('promotions.progress.intro')}
      </Text>
      {nodes.length === 0 && <Text size="sm">{t('promotions.progress.none')}</Text>}
      <div className="node-progress-list">
        {nodes.map((node) => (
          <Node key={node.nodeId} node={node} />
        ))}
      </div>
      <Text size="sm" role="status" data-testid="all-warm">
        {isAllWarm && t('promotions.progress.all')}
      </Text>
    </section>
  );
}

function Node({ node }: { readonly node: PromotionNode }) {
  const { t } = useTranslation();
  const durationText = useDurationText();
  const { nodeId, tagCount, warmCount, runwayMs, waiting } = node;
  const words = t('promotions.progress.warm', { warm: warmCount, total: tagCount });
  const isWarm = warmCount === tagCount;
  return (
    <article className="node-progress" data-testid={`progress-${nodeId}`} data-warm={isWarm}>
      <div className="node-progress-head">
        <strong className="node-progress-name">{nodeId}</strong>
        <span>{words}</span>
        <span className="data-table-sub">
          {runwayMs === null
            ? t('promotions.progress.idle')
            : t('promotions.progress.runway', { duration: durationText(runwayMs) })}
        </span>
      </div>
      <div
        className="node-progress-bar"
        role="meter"
        aria-label={t('promotions.progress.meter', { nodeId })}
        aria-valuemin={0}
        aria-valuemax={tagCount}
        aria-valuenow={warmCount}
        aria-valuetext={words}
      >
        <span
          className="node-progress-fill"
          style={{ transform: `scaleX(${tagCount === 0 ? 1 : warmCount / tagCount})` }}
        />
      </div>
      {waiting.length > 0 && (
        <ul className="node-progress-waiting" aria-label={t('promotions.progress.waiting')}>
          {waiting.map(({ bizTag, state }) => (
            <li key={bizTag}>
              <TagLink bizTag={bizTag} /> {t(`promotions.progress.states.${state}`)}
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}
