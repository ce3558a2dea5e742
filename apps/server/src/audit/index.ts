export { AuditModule } from './audit.module.js';
export { AuditService, type ChangeRequest } from './audit.service.js';
