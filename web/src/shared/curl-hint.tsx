/** A command that takes a number, to copy. The server may ask for a token, which the console doesn't know of itself. */
import { Anchor, Code, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CopyTextButton } from './copy-button.js';

export function CurlHint({ bizTag }: { readonly bizTag: string }) {
  const { t } = useTranslation();
  const command = `curl ${window.location.origin}/api/v1/ids/${bizTag}`;
  return (
    <div className="curl-hint">
      <div className="curl-hint-line">
        <Code>{command}</Code>
        <CopyTextButton text={command} label={t('curl.copy')} />
      </div>
      <Text size="xs" c="dimmed">
        {t('curl.token')} <Code>-H "Authorization: Bearer bny_…"</Code>{' '}
        <Anchor component={Link} to="/tokens" size="xs">
          {t('nav.tokens')}
        </Anchor>
      </Text>
    </div>
  );
}
