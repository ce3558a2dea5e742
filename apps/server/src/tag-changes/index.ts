export { TagChangesModule } from './tag-changes.module.js';
