/** What an operator should look at in a biz tag, the gravest first, each with what it means where a pointer rests. */
import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '#contract';

const COLORS: Readonly<Record<Trouble, string>> = {
  broken: 'red.9',
  exhausted: 'red.9',
  waiting: 'red.9',
  failing: 'var(--warning-fill)',
  short: 'var(--warning-fill)',
  space: 'var(--warning-fill)',
  paused: 'gray.7',
};

interface TroubleBadgesProps {
  readonly troubles: readonly Trouble[];
  /** Where there is room for some only. */
  readonly shownMax?: number;
}

export function TroubleBadges({ troubles, shownMax = troubles.length }: TroubleBadgesProps) {
  const { t } = useTranslation();
  const restCount = troubles.length - shownMax;
  return (
    <span className="troubles">
      {troubles.slice(0, shownMax).map((trouble) => (
        <Badge
          key={trouble}
          size="sm"
          color={COLORS[trouble]}
          tt="none"
          title={t(`tags.troubleHints.${trouble}`)}
          data-trouble={trouble}
        >
          {t(`tags.troubles.${trouble}`)}
        </Badge>
      ))}
      {restCount > 0 && <span className="troubles-rest">+{restCount}</span>}
    </span>
  );
}
