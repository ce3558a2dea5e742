/** Who reserved which numbers. */
import { Module } from '@nestjs/common';
import { AllocatorModule } from '../allocator/index.js';
import { FleetModule } from '../fleet/index.js';
import { GrantsController } from './grants.controller.js';
import { InspectorService } from './inspector.service.js';

@Module({ imports: [AllocatorModule, FleetModule], controllers: [GrantsController], providers: [InspectorService] })
export class GrantsModule {}
