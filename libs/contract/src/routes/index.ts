/** Every address of the API: the one table that access, the OpenAPI document and the refusal of wrong methods are made from. */
import { FLEET_ROUTES } from './fleet-routes.js';
import { ID_ROUTES } from './id-routes.js';
import { PEOPLE_ROUTES } from './people-routes.js';
import { PROBE_ROUTES } from './probe-routes.js';
import { PROMOTION_ROUTES } from './promotion-routes.js';
import type { Route } from './route.js';
import { TAG_ROUTES } from './tag-routes.js';

const TABLE = [
  ...ID_ROUTES,
  ...TAG_ROUTES,
  ...PROMOTION_ROUTES,
  ...FLEET_ROUTES,
  ...PEOPLE_ROUTES,
  ...PROBE_ROUTES,
] as const;

export type OperationId = (typeof TABLE)[number]['operationId'];

export const ROUTES: readonly (Route & { readonly operationId: OperationId })[] = TABLE;
