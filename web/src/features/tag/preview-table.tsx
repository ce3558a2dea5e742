/** What an action would do: before and after, what is lost, and what to think of first. */
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TagOutlook, TagPreview } from '#contract';
import { asFault } from '../../shared/api.js';
import { useDurationText } from '../../shared/duration-text.js';
import { faultText } from '../../shared/fault-text.js';
import { grouped, percent, ratePerSecond } from '../../shared/format.js';
import { Notice } from '../../shared/notice.js';
import type { PreviewNow } from './preview-query.js';
import { breakable, previewRows, type RowName, rarePerHour } from './preview-rows.js';

interface PreviewPanelProps {
  readonly shown: PreviewNow;
  /** What stands at the field already. */
  readonly told?: string | undefined;
  /** What else there is to say of it. */
  readonly children?: ReactNode;
}

export function PreviewPanel({ shown, told, children }: PreviewPanelProps) {
  const { t } = useTranslation();
  const { preview, error, isStale } = shown;
  const warnings = preview?.warnings.filter(({ message }) => message !== told) ?? [];
  return (
    <section className="preview" aria-label={t('tag.preview.title')} aria-busy={isStale} data-testid="preview">
      <Text size="sm" fw={600}>
        {t('tag.preview.title')}
      </Text>
      {preview === undefined ? (
        <Text size="sm" c="dimmed">
          <NoPreview error={error} />
        </Text>
      ) : (
        <>
          <PreviewTable preview={preview} />
          {children}
          <p data-figure="abandoned">
            {t(preview.abandoned === '0' ? 'tag.preview.noneLost' : 'tag.preview.lost', {
              numbers: grouped(preview.abandoned),
            })}
          </p>
        </>
      )}
      {warnings.length > 0 && <Warnings warnings={warnings} />}
    </section>
  );
}

function NoPreview({ error }: Pick<PreviewNow, 'error'>) {
  const { t } = useTranslation();
  if (error === null) return t('tag.preview.none');
  if (asFault(error).fields.length > 0) return t('tag.preview.refused');
  const { title, text } = faultText(t, error);
  return `${t('tag.preview.failed')} ${title}. ${text}`;
}

function PreviewTable({ preview }: { readonly preview: TagPreview }) {
  const { t } = useTranslation();
  const figureText = useFigureText();
  const { now, after } = preview;
  return (
    <table className="preview-table">
      <thead>
        <tr>
          <td />
          <th scope="col">{t('tag.preview.now')}</th>
          <th scope="col">{t('tag.preview.after')}</th>
        </tr>
      </thead>
      <tbody>
        {previewRows(preview).map((name) => {
          const [is, willBe] = [figureText(now, name), figureText(after, name)];
          return (
            <tr key={name} data-figure={name} data-changed={is !== willBe}>
              <th scope="row">{t(`tag.preview.rows.${name}`)}</th>
              <td data-when="now">{is}</td>
              <td data-when="after">{willBe}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function useFigureText(): (outlook: TagOutlook, name: RowName) => string {
  const { t } = useTranslation();
  const durationText = useDurationText();
  return (outlook, name) => {
    if (name === 'runwayMs') {
      return outlook.runwayMs === null ? t('tag.preview.noRate') : durationText(outlook.runwayMs);
    }
    if (name === 'spaceUsed') return percent(outlook.spaceUsed);
    if (name === 'writesPerHour') return rarePerHour(outlook.writesPerHour) ?? ratePerSecond(outlook.writesPerHour);
    return breakable(grouped(outlook[name]));
  };
}

/** The server's own sentences; those about a field begin as if its name stood before them. */
function Warnings({ warnings }: Pick<TagPreview, 'warnings'>) {
  const { t } = useTranslation();
  return (
    <Notice tone="warning" testId="preview-warnings">
      <ul className="preview-warnings">
        {warnings.map(({ field, message }) => (
          <li key={`${field} ${message}`} data-field={field}>
            {field === 'step' || field === 'maxId' ? `${t(`tag.preview.rows.${field}`)}: ${message}` : message}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
