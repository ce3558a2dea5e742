/** Both buffers of every node that has touched the tag. */
import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BizTagFigure } from '#contract';
import { CurlHint } from '../../shared/curl-hint.js';
import { EmptyState } from '../../shared/page.js';
import { BufferRow } from './buffer-row.js';
import { Legend } from './legend.js';

interface BuffersProps {
  readonly tag: BizTagFigure;
  readonly isLive: boolean;
}

export function Buffers({ tag, isLive }: BuffersProps) {
  const { t } = useTranslation();
  const { bizTag, buffers } = tag;
  if (buffers.length === 0) {
    return (
      <EmptyState
        title={t('tag.untouchedTitle')}
        text={t('tag.untouched')}
        action={<CurlHint bizTag={bizTag} />}
        testId="untouched"
      />
    );
  }
  const sorted = buffers.toSorted((a, b) => (a.nodeId < b.nodeId ? -1 : 1));
  return (
    <section className="panel" aria-labelledby="buffers">
      <div className="panel-head">
        <div>
          <Title order={2} size="h5" id="buffers">
            {t('tag.buffers')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('tag.buffersIntro')}
          </Text>
        </div>
        <Legend />
      </div>
      {sorted.map((buffer) => (
        <BufferRow key={buffer.nodeId} buffer={buffer} tag={tag} isLive={isLive} />
      ))}
    </section>
  );
}
