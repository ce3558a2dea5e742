/** Everything one could want, by name: pages, biz tags, actions. Loaded when it is first opened. */
import '@mantine/spotlight/styles.css';
import { Modal, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bizTagListSchema } from '#contract';
import { fetchJson } from '../shared/api.js';
import { chooseLanguage } from '../shared/i18n.js';
import { GlobeIcon, MoonIcon, PlusIcon, SearchIcon, TagIcon } from '../shared/icons.js';
import { useMay } from '../shared/session.js';
import { useTimes, ZONES } from '../shared/times.js';
import { PAGES } from './pages.js';
import { LANGUAGES, THEMES } from './settings.js';

const [store, spotlight] = createSpotlight();
const TAGS_SHOWN_MAX = 8;
const TYPED_AFTER_MS = 150;

interface PaletteProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

interface Entry {
  readonly id: string;
  readonly label: string;
  readonly description?: string | undefined;
  readonly icon: ReactNode;
  readonly run: () => void;
}

export function Palette({ opened, onClose }: PaletteProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const pages = useMatching(usePageEntries(), query);
  const actions = useMatching(useActionEntries(), query);
  const tags = useTagEntries(query);
  useEffect(() => (opened ? spotlight.open() : spotlight.close()), [opened]);
  const groups = [
    { name: 'pages', entries: pages },
    { name: 'tags', entries: tags },
    { name: 'actions', entries: actions },
  ] as const;
  const isEmpty = groups.every(({ entries }) => entries.length === 0);
  useFirstSelected(opened, groups.flatMap(({ entries }) => entries.map(({ id }) => id)).join());
  return (
    <Spotlight.Root
      store={store}
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      lockScroll={false}
      overlayProps={{ blur: 0, backgroundOpacity: 0.6 }}
      transitionProps={{ duration: 0 }}
      scrollable
      maxHeight="min(26rem, 70vh)"
      data-testid="palette"
    >
      <VisuallyHidden>
        <Modal.Title>{t('palette.label')}</Modal.Title>
      </VisuallyHidden>
      <Spotlight.Search
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.placeholder')}
        leftSection={<SearchIcon />}
      />
      <Spotlight.ActionsList data-palette>
        {groups.map(({ name, entries }) =>
          entries.length === 0 ? null : (
            <Spotlight.ActionsGroup key={name} label={t(`palette.${name}`)}>
              {entries.map(({ id, label, description, icon, run }) => (
                <Spotlight.Action
                  key={id}
                  label={label}
                  {...(description !== undefined && { description })}
                  leftSection={icon}
                  onClick={run}
                  data-testid={`palette-${id}`}
                />
              ))}
            </Spotlight.ActionsGroup>
          ),
        )}
        {isEmpty && <Spotlight.Empty>{t('palette.none')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
      <Spotlight.Footer className="palette-foot">{t('palette.hint')}</Spotlight.Footer>
    </Spotlight.Root>
  );
}

/** Enter goes to the best match without an arrow key before it. Spotlight marks what is selected in the document, so this does too. */
function useFirstSelected(opened: boolean, ids: string): void {
  useEffect(() => {
    if (!opened || ids === '') return;
    const actions = document.querySelectorAll('[data-palette] [data-action]');
    for (const action of actions) action.removeAttribute('data-selected');
    actions[0]?.setAttribute('data-selected', 'true');
    store.updateState((state) => ({ ...state, selected: 0 }));
  }, [opened, ids]);
}

function useMatching(entries: readonly Entry[], query: string): readonly Entry[] {
  const wanted = query.trim().toLowerCase();
  return entries.filter(({ label }) => label.toLowerCase().includes(wanted));
}

function usePageEntries(): readonly Entry[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return PAGES.map(({ name, to, icon }) => ({
    id: `page-${name}`,
    label: t(`nav.${name}`),
    icon,
    run: () => void navigate({ to }),
  }));
}

/** Found by the server, by name and description. */
function useTagEntries(query: string): readonly Entry[] {
  const navigate = useNavigate();
  const [typed] = useDebouncedValue(query.trim(), TYPED_AFTER_MS);
  const { data } = useQuery({
    queryKey: ['tags', 'palette', typed],
    queryFn: ({ signal }) => {
      const search = new URLSearchParams({ q: typed.slice(0, 128), pageSize: String(TAGS_SHOWN_MAX) });
      return fetchJson(bizTagListSchema, `/api/v1/admin/tags?${search}`, { signal });
    },
    enabled: typed !== '',
    placeholderData: (before) => before,
  });
  if (typed === '' || query.trim() === '') return [];
  return (data?.items ?? []).map(({ bizTag, description }) => ({
    id: `tag-${bizTag}`,
    label: bizTag,
    description: description ?? undefined,
    icon: <TagIcon />,
    run: () => void navigate({ to: '/tags/$bizTag', params: { bizTag } }),
  }));
}

function useActionEntries(): readonly Entry[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const { setZone } = useTimes();
  const { may, why } = useMay('operator');
  return [
    {
      id: 'create-tag',
      label: t('palette.createTag'),
      description: may ? undefined : why,
      icon: <PlusIcon />,
      run: () => void navigate({ to: '/tags', search: { create: true } }),
    },
    ...THEMES.map((value) => ({
      id: `theme-${value}`,
      label: t('palette.theme', { name: t(`shell.themes.${value}`) }),
      icon: <MoonIcon />,
      run: () => setColorScheme(value),
    })),
    ...LANGUAGES.map(({ value, name }) => ({
      id: `language-${value}`,
      label: t('palette.language', { name }),
      icon: <GlobeIcon />,
      run: () => void chooseLanguage(value),
    })),
    ...ZONES.map((value) => ({
      id: `zone-${value}`,
      label: t('palette.zone', { name: t(`shell.zones.${value}`) }),
      icon: <GlobeIcon />,
      run: () => setZone(value),
    })),
  ];
}
