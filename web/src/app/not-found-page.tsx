/** What stands in the shell at an address that no page has. */
import { Anchor, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <div className="page" data-testid="not-found">
      <Title order={1} size="h2">
        {t('notFound.title')}
      </Title>
      <Text>{t('notFound.text')}</Text>
      <Text>
        <Anchor component={Link} to="/">
          {t('notFound.back')}
        </Anchor>
      </Text>
    </div>
  );
}
