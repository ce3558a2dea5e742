/** The control plane of biz tags. */
import { Module } from '@nestjs/common';
import { AllocatorModule } from '../allocator/index.js';
import { TagSyncService } from './tag-sync.service.js';

@Module({ imports: [AllocatorModule], providers: [TagSyncService], exports: [TagSyncService] })
export class TagManagementModule {}
