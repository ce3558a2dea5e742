export { AccessCheck } from './access-check.service.js';
export { type FirstAdmin, FirstAdminService } from './first-admin.service.js';
export { IdentityModule } from './identity.module.js';
export type { LiveToken } from './live-token.js';
export { SessionService } from './session.service.js';
export { Spending } from './spending.service.js';
export { TokenRegistry } from './token-registry.service.js';
