/** A setting of a biz tag in words. */
import { useTranslation } from 'react-i18next';
import { grouped } from '../../shared/format.js';
import type { TagField, TagSettings } from './tag-draft.js';

export function useFieldText(): (settings: TagSettings, field: TagField) => string {
  const { t } = useTranslation();
  return (settings, field) => {
    const value = settings[field];
    if (typeof value === 'boolean') return t(value ? 'tag.conflict.yes' : 'tag.conflict.no');
    if (typeof value === 'number') return grouped(value);
    if (value !== null && value !== '') return value;
    return t(field === 'idLength' ? 'tag.anyDigits' : 'tag.conflict.nothing');
  };
}
