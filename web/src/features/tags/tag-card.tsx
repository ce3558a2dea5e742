/** One biz tag: its settings, its figures over all nodes, and the buffers of each node. */
import { Badge, Button, Card, Code, CopyButton, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BizTagFigure } from '#contract';
import { useDurationText } from '../../shared/duration-text';
import { grouped, ratePerSecond } from '../../shared/format';
import { BufferBars } from './buffer-bars';
import { rateOf, runwayOf } from './tag-figures';

export function TagCard({ tag }: { readonly tag: BizTagFigure }) {
  const { t } = useTranslation();
  return (
    <Card withBorder padding="md" component="section" aria-label={tag.bizTag} data-testid={`tag-${tag.bizTag}`}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <div>
            <Group gap="xs">
              <Title order={2} size="h4">
                {tag.bizTag}
              </Title>
              {tag.paused && <Badge color="orange.9">{t('tags.paused')}</Badge>}
            </Group>
            {tag.description !== null && (
              <Text size="sm" c="dimmed">
                {tag.description}
              </Text>
            )}
          </div>
          <TagFigures tag={tag} />
        </Group>
        {tag.buffers.length === 0 && <UntouchedHint bizTag={tag.bizTag} />}
        <SimpleGrid cols={{ base: 1, md: tag.buffers.length > 1 ? 2 : 1 }} spacing="lg">
          {tag.buffers.map((buffer) => (
            <BufferBars key={buffer.nodeId} buffer={buffer} />
          ))}
        </SimpleGrid>
      </Stack>
    </Card>
  );
}

function TagFigures({ tag }: { readonly tag: BizTagFigure }) {
  const { t } = useTranslation();
  const durationText = useDurationText();
  const runway = runwayOf(tag);
  const figures = [
    [t('tags.rate'), t('tags.perSecond', { rate: ratePerSecond(rateOf(tag)) })],
    [t('tags.runway'), runway === null ? t('tags.noRate') : t('tags.lasts', { duration: durationText(runway) })],
    [t('tags.maxId'), grouped(tag.maxId)],
    [t('tags.step'), grouped(tag.step)],
    [t('tags.digits'), tag.idLength === null ? t('tags.anyDigits') : String(tag.idLength)],
  ] as const;
  return (
    <Group component="dl" gap="lg" m={0} className="numbers">
      {figures.map(([name, value]) => (
        <div key={name}>
          <Text component="dt" size="xs" c="dimmed">
            {name}
          </Text>
          <Text component="dd" size="sm" fw={500} m={0}>
            {value}
          </Text>
        </div>
      ))}
    </Group>
  );
}

function UntouchedHint({ bizTag }: { readonly bizTag: string }) {
  const { t } = useTranslation();
  const command = `curl ${window.location.origin}/api/v1/ids/${bizTag}`;
  return (
    <Group gap="xs">
      <Text size="sm">{t('tags.untouched')}</Text>
      <Code>{command}</Code>
      <CopyButton value={command}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="default" onClick={copy}>
            {copied ? t('copy.copied') : t('copy.copy')}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
