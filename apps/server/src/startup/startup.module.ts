import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/index.js';
import { TagManagementModule } from '../tag-management/index.js';
import { StartupService } from './startup.service.js';

@Module({ imports: [IdentityModule, TagManagementModule], providers: [StartupService], exports: [StartupService] })
export class StartupModule {}
