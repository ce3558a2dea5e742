/** What the settings typed so far would come to. */
import { useTranslation } from 'react-i18next';
import { useDurationText } from '../../shared/duration-text.js';
import { grouped } from '../../shared/format.js';
import { digitsOf, numberOrText } from '../tag/tag-draft.js';
import { lifetimeMs, spacePreview } from './space-preview.js';

/** A busy shop's order numbers. */
const RATE_PER_SECOND = 1_000;

interface CreatePreviewProps {
  readonly idLength: string;
  readonly maxId: string;
  readonly step: string;
}

export function CreatePreview({ idLength, maxId, step }: CreatePreviewProps) {
  const { t } = useTranslation();
  const durationText = useDurationText();
  const preview = spacePreview(idLength === '' ? null : Number(idLength), maxId === '' ? undefined : digitsOf(maxId));
  if (preview === undefined) return null;
  const rate = grouped(RATE_PER_SECOND);
  const lastsMs = lifetimeMs(preview.count, RATE_PER_SECOND);
  const numbers = grouped(String(preview.count));
  const stepCount = numberOrText(step);
  const isStep = typeof stepCount === 'number' && stepCount >= 1;
  return (
    <section className="create-preview" aria-label={t('tags.form.preview')} data-testid="create-preview">
      <strong>{t('tags.form.preview')}</strong>
      {preview.count === 0n ? (
        <p>{t('tags.form.previewNothing')}</p>
      ) : (
        <>
          <p>{t('tags.form.previewFirst', { first: grouped(String(preview.first)) })}</p>
          <p>
            {Number.isFinite(lastsMs)
              ? t('tags.form.previewSpace', { numbers, rate, duration: durationText(lastsMs) })
              : t('tags.form.previewEver', { numbers, rate })}
          </p>
        </>
      )}
      {isStep && (
        <p>
          {t('tags.form.previewStep', {
            step: grouped(stepCount),
            rate,
            duration: durationText((stepCount / RATE_PER_SECOND) * 1_000),
          })}
        </p>
      )}
    </section>
  );
}
