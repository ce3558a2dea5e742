/** The pages and what of their state is kept in the address. */
import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { NodesPage } from '../features/nodes/nodes-page.js';
import { readTagSearch } from '../features/tags/tag-search.js';
import { TagsPage } from '../features/tags/tags-page.js';
import { formatAddress, parseAddress } from './address.js';
import { NotFoundPage } from './not-found-page.js';
import { Shell } from './shell.js';

const rootRoute = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });

const tagsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  validateSearch: readTagSearch,
  component: () => {
    const search = tagsRoute.useSearch();
    const navigate = tagsRoute.useNavigate();
    return <TagsPage search={search} onSearch={(next) => void navigate({ search: next, replace: true })} />;
  },
});

const nodesRoute = createRoute({ getParentRoute: () => rootRoute, path: '/nodes', component: NodesPage });

export const router = createRouter({
  routeTree: rootRoute.addChildren([tagsRoute, nodesRoute]),
  parseSearch: parseAddress,
  stringifySearch: formatAddress,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
