export { AllocatorModule } from './allocator.module.js';
