export { TagManagementModule } from './tag-management.module.js';
export { TagSyncService } from './tag-sync.service.js';
