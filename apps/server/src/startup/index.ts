export { StartupModule } from './startup.module.js';
export { StartupService } from './startup.service.js';
