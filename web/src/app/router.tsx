/** The pages, each loaded when it is first looked at, and what of their state is kept in the address. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { readAuditSearch } from '../features/audit/audit-search.js';
import { readGrantSearch } from '../features/grants/grant-search.js';
import { readInspectorSearch } from '../features/inspector/inspector-search.js';
import { readPlannerSearch, readPromotionSearch } from '../features/promotions/promotion-search.js';
import { readTagSearch } from '../features/tags/tag-search.js';
import { formatAddress, parseAddress } from './address.js';
import { FaultPage } from './fault-page.js';
import { NotFoundPage } from './not-found-page.js';
import { Shell } from './shell.js';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });
const getParentRoute = () => root;

const overview = createRoute({
  getParentRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../features/overview/overview-page.js'), 'OverviewPage'),
});
const tags = createRoute({
  getParentRoute,
  path: '/tags',
  validateSearch: readTagSearch,
  component: lazyRouteComponent(() => import('../features/tags/tags-page.js'), 'TagsPage'),
});
const tag = createRoute({
  getParentRoute,
  path: '/tags/$bizTag',
  component: lazyRouteComponent(() => import('../features/tag/tag-page.js'), 'TagPage'),
});
const promotions = createRoute({
  getParentRoute,
  path: '/promotions',
  validateSearch: readPromotionSearch,
  component: lazyRouteComponent(() => import('../features/promotions/promotions-page.js'), 'PromotionsPage'),
});
const newPromotion = createRoute({
  getParentRoute,
  path: '/promotions/new',
  validateSearch: readPlannerSearch,
  component: lazyRouteComponent(() => import('../features/promotions/planner-page.js'), 'NewPromotionPage'),
});
const promotion = createRoute({
  getParentRoute,
  path: '/promotions/$id',
  component: lazyRouteComponent(() => import('../features/promotions/promotion-page.js'), 'PromotionPage'),
});
const editPromotion = createRoute({
  getParentRoute,
  path: '/promotions/$id/edit',
  component: lazyRouteComponent(() => import('../features/promotions/planner-page.js'), 'EditPromotionPage'),
});
const nodes = createRoute({
  getParentRoute,
  path: '/nodes',
  component: lazyRouteComponent(() => import('../features/nodes/nodes-page.js'), 'NodesPage'),
});
const grants = createRoute({
  getParentRoute,
  path: '/grants',
  validateSearch: readGrantSearch,
  component: lazyRouteComponent(() => import('../features/grants/grants-page.js'), 'GrantsPage'),
});
const inspector = createRoute({
  getParentRoute,
  path: '/inspector',
  validateSearch: readInspectorSearch,
  component: lazyRouteComponent(() => import('../features/inspector/inspector-page.js'), 'InspectorPage'),
});
const audit = createRoute({
  getParentRoute,
  path: '/audit',
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import('../features/audit/audit-page.js'), 'AuditPage'),
});
const tokens = createRoute({
  getParentRoute,
  path: '/tokens',
  component: lazyRouteComponent(() => import('../features/tokens/tokens-page.js'), 'TokensPage'),
});
const operators = createRoute({
  getParentRoute,
  path: '/operators',
  component: lazyRouteComponent(() => import('../features/operators/operators-page.js'), 'OperatorsPage'),
});
const account = createRoute({
  getParentRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('./account-with-settings.js'), 'AccountWithSettings'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    overview,
    tags,
    tag,
    promotions,
    newPromotion,
    promotion,
    editPromotion,
    nodes,
    grants,
    inspector,
    audit,
    tokens,
    operators,
    account,
  ]),
  parseSearch: parseAddress,
  stringifySearch: formatAddress,
  defaultPreload: 'intent',
  defaultErrorComponent: FaultPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
