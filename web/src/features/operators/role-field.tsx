/** A role to choose, each with what it may do. */
import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ROLES, type Role } from '#contract';

interface RoleFieldProps {
  readonly value: Role;
  readonly error: string | undefined;
  readonly onChange: (role: Role) => void;
}

export function RoleField({ value, error, onChange }: RoleFieldProps) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      label={t('operators.role')}
      value={value}
      error={error}
      onChange={(chosen) => onChange(ROLES.find((role) => role === chosen) ?? value)}
    >
      <Stack gap="xs" mt={6} mb={error === undefined ? 0 : 6}>
        {ROLES.map((role) => (
          <Radio
            key={role}
            value={role}
            label={t(`role.names.${role}`)}
            description={t(`operators.roleHints.${role}`)}
            data-testid={`role-${role}`}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
