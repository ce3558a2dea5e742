/** Biz tags made, changed and deleted by operators. */
import { Module } from '@nestjs/common';
import { FleetModule } from '../fleet/index.js';
import { TagManagementModule } from '../tag-management/index.js';
import { TagChangeController } from './tag-change.controller.js';
import { TagChangeService } from './tag-change.service.js';
import { TagPreviewService } from './tag-preview.service.js';

@Module({
  imports: [TagManagementModule, FleetModule],
  controllers: [TagChangeController],
  providers: [TagChangeService, TagPreviewService],
})
export class TagChangesModule {}
