/** The pages of the navigation, in groups. */
import type { ReactNode } from 'react';
import {
  AuditIcon,
  GrantsIcon,
  InspectorIcon,
  KeyIcon,
  NodesIcon,
  OverviewIcon,
  PeopleIcon,
  PromotionsIcon,
  TagIcon,
} from '../shared/icons.js';

export type PageName =
  | 'overview'
  | 'tags'
  | 'promotions'
  | 'nodes'
  | 'grants'
  | 'inspector'
  | 'audit'
  | 'tokens'
  | 'operators';

export interface NavigationPage {
  readonly name: PageName;
  readonly to: string;
  readonly icon: ReactNode;
}

export const PAGE_GROUPS: readonly (readonly NavigationPage[])[] = [
  [
    { name: 'overview', to: '/', icon: <OverviewIcon /> },
    { name: 'tags', to: '/tags', icon: <TagIcon /> },
    { name: 'promotions', to: '/promotions', icon: <PromotionsIcon /> },
    { name: 'nodes', to: '/nodes', icon: <NodesIcon /> },
  ],
  [
    { name: 'grants', to: '/grants', icon: <GrantsIcon /> },
    { name: 'inspector', to: '/inspector', icon: <InspectorIcon /> },
  ],
  [
    { name: 'audit', to: '/audit', icon: <AuditIcon /> },
    { name: 'tokens', to: '/tokens', icon: <KeyIcon /> },
    { name: 'operators', to: '/operators', icon: <PeopleIcon /> },
  ],
];

export const PAGES = PAGE_GROUPS.flat();
