/** One biz tag: its settings, its figures over all nodes, and the buffers of each node. Renders anew only when its figures changed. */
import { Badge, Code, Group, Paper, Text, Title } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BizTagFigure } from '#contract';
import { CopyTextButton } from '../../shared/copy-button.js';
import { grouped, ratePerSecond } from '../../shared/format.js';
import { BufferRow } from './buffer-row.js';
import { useRunwayText } from './runway-text.js';
import { rateOf, runwayOf } from './tag-figures.js';

interface TagCardProps {
  readonly tag: BizTagFigure;
  readonly isLive: boolean;
}

export const TagCard = memo(function TagCard({ tag, isLive }: TagCardProps) {
  const { t } = useTranslation();
  return (
    <Paper withBorder className="tag" component="section" aria-label={tag.bizTag} data-testid={`tag-${tag.bizTag}`}>
      <div className="tag-head">
        <div className="tag-name">
          <Group gap="xs">
            <Title order={2} size="h4">
              {tag.bizTag}
            </Title>
            {tag.paused && (
              <Badge color="var(--warning-fill)" tt="none">
                {t('tag.paused')}
              </Badge>
            )}
          </Group>
          {tag.description !== null && (
            <Text size="sm" c="dimmed">
              {tag.description}
            </Text>
          )}
        </div>
        <TagFigures tag={tag} />
      </div>
      {tag.buffers.length === 0 && <UntouchedHint bizTag={tag.bizTag} />}
      {tag.buffers.map((buffer) => (
        <BufferRow key={buffer.nodeId} buffer={buffer} isLive={isLive} />
      ))}
    </Paper>
  );
});

function TagFigures({ tag }: { readonly tag: BizTagFigure }) {
  const { t } = useTranslation();
  const runwayText = useRunwayText();
  const figures = [
    [t('tag.rate'), t('tag.perSecond', { rate: ratePerSecond(rateOf(tag)) })],
    [t('tag.runway'), runwayText(runwayOf(tag))],
    [t('tag.maxId'), grouped(tag.maxId)],
    [t('tag.step'), grouped(tag.step)],
    [t('tag.digits'), tag.idLength === null ? t('tag.anyDigits') : String(tag.idLength)],
  ] as const;
  return (
    <dl className="figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function UntouchedHint({ bizTag }: { readonly bizTag: string }) {
  const { t } = useTranslation();
  const command = `curl ${window.location.origin}/api/v1/ids/${bizTag}`;
  return (
    <Group gap="xs" className="hint">
      <Text size="sm">{t('tags.untouched')}</Text>
      <Code>{command}</Code>
      <CopyTextButton text={command} label={t('tags.copyCommand')} />
    </Group>
  );
}
