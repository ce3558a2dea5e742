/** The scopes of a token that is being filled in: which biz tags, and what may be done with them. */
import { Button, Checkbox, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ROLES, SCOPES_MAX, type Verb } from '#contract';
import { newScope, type ScopeDraft } from './token-draft.js';

interface ScopesEditorProps {
  readonly scopes: readonly ScopeDraft[];
  /** By field, such as `scopes.0.tags`. */
  readonly faults: Readonly<Record<string, string>>;
  readonly onChange: (scopes: readonly ScopeDraft[]) => void;
}

export function ScopesEditor({ scopes, faults, onChange }: ScopesEditorProps) {
  const { t } = useTranslation();
  const put = (index: number, change: Partial<ScopeDraft>) =>
    onChange(scopes.map((scope, at) => (at === index ? { ...scope, ...change } : scope)));
  const add = () => onChange([...scopes, newScope(String(Math.max(...scopes.map(({ key }) => Number(key))) + 1))]);
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        {t('tokens.form.scopes')}
      </Text>
      {scopes.map((scope, index) => (
        <ScopeFields
          key={scope.key}
          scope={scope}
          index={index}
          faults={faults}
          onChange={(change) => put(index, change)}
          onRemove={scopes.length > 1 ? () => onChange(scopes.filter((_, at) => at !== index)) : undefined}
        />
      ))}
      {faults.scopes !== undefined && (
        <Text size="sm" className="token-fault" role="alert">
          {faults.scopes}
        </Text>
      )}
      {scopes.length < SCOPES_MAX && (
        <Group>
          <Button size="compact-sm" variant="default" onClick={add} data-testid="add-scope">
            {t('tokens.form.addScope')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

interface ScopeFieldsProps {
  readonly scope: ScopeDraft;
  readonly index: number;
  readonly faults: ScopesEditorProps['faults'];
  readonly onChange: (change: Partial<ScopeDraft>) => void;
  /** Undefined where it is the only one: a token without a scope could do nothing. */
  readonly onRemove: (() => void) | undefined;
}

function ScopeFields({ scope, index, faults, onChange, onRemove }: ScopeFieldsProps) {
  const { t } = useTranslation();
  const fault = (field: string) => faults[`scopes.${index}.${field}`];
  const n = index + 1;
  return (
    <Fieldset legend={t('tokens.form.scope', { n })} className="token-scope" data-testid={`scope-${index}`}>
      <Stack gap="sm">
        <TextInput
          label={t('tokens.form.tags')}
          description={t('tokens.form.tagsHint')}
          placeholder="order*"
          value={scope.tags}
          error={fault('tags')}
          autoComplete="off"
          spellCheck={false}
          data-testid={`scope-${index}-tags`}
          onChange={(event) => onChange({ tags: event.currentTarget.value })}
        />
        <Verbs scope={scope} index={index} error={fault('verbs')} onChange={(verbs) => onChange({ verbs })} />
        <TextInput
          label={t('tokens.form.quota')}
          description={t('tokens.form.quotaHint')}
          value={scope.dailyQuota}
          error={fault('dailyQuota')}
          inputMode="numeric"
          data-testid={`scope-${index}-quota`}
          onChange={(event) => onChange({ dailyQuota: event.currentTarget.value })}
        />
        {onRemove !== undefined && (
          <Group justify="flex-end">
            <Button size="compact-sm" variant="subtle" color="red.9" onClick={onRemove} className="token-remove-scope">
              {t('tokens.form.removeScope', { n })}
            </Button>
          </Group>
        )}
      </Stack>
    </Fieldset>
  );
}

interface VerbsProps {
  readonly scope: ScopeDraft;
  readonly index: number;
  readonly error: string | undefined;
  readonly onChange: (verbs: readonly Verb[]) => void;
}

function Verbs({ scope: { verbs }, index, error, onChange }: VerbsProps) {
  const { t } = useTranslation();
  const box = (verb: Verb) => (
    <Checkbox
      key={verb}
      size="sm"
      label={t(`tokens.verbs.${verb}`)}
      description={t(`tokens.form.verbHints.${verb}`)}
      checked={verbs.includes(verb)}
      data-testid={`scope-${index}-${verb}`}
      onChange={({ currentTarget: { checked } }) =>
        onChange(checked ? [...verbs, verb] : verbs.filter((known) => known !== verb))
      }
    />
  );
  const hasRole = ROLES.some((role) => verbs.includes(role));
  return (
    <div>
      <div role="group" aria-label={t('tokens.form.verbs')} className="token-verbs">
        {(['id', 'lease'] as const).map(box)}
      </div>
      <details className="token-admin-verbs" open={hasRole || undefined}>
        <summary>{t('tokens.form.adminVerbs')}</summary>
        <div role="group" aria-label={t('tokens.form.adminVerbs')} className="token-verbs">
          {ROLES.map(box)}
        </div>
      </details>
      {error !== undefined && (
        <Text size="xs" className="token-fault" role="alert">
          {error}
        </Text>
      )}
    </div>
  );
}
