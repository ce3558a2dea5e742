import { Module } from '@nestjs/common';
import { TagManagementModule } from '../tag-management/index.js';
import { StartupService } from './startup.service.js';

@Module({ imports: [TagManagementModule], providers: [StartupService], exports: [StartupService] })
export class StartupModule {}
