/** The zone in which a promotion is planned: found by a part of its name. */
import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

const OFFERED_MAX = 60;

/** @returns the zone that this browser's clock is in */
export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';
}

interface ZoneFieldProps {
  readonly value: string;
  readonly onChange: (zone: string) => void;
  readonly fault: string | undefined;
  readonly fixed: string | undefined;
}

export function ZoneField({ value, onChange, fault, fixed }: ZoneFieldProps) {
  const { t } = useTranslation();
  // Browsers list neither UTC nor the older names of zones, and either may be what is set.
  const zones = useMemo(() => [...new Set([value, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort(), [value]);
  return (
    <Select
      label={t('promotions.planner.zone')}
      description={fixed ?? t('promotions.planner.zoneHint')}
      data={zones}
      value={value}
      error={fault}
      disabled={fixed !== undefined}
      searchable
      allowDeselect={false}
      limit={OFFERED_MAX}
      nothingFoundMessage={t('promotions.planner.zoneNone')}
      onChange={(zone) => {
        if (zone !== null) onChange(zone);
      }}
      data-testid="promotion-zone"
    />
  );
}
