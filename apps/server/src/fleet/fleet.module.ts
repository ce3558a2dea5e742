/** The nodes of the fleet: each tells what it holds, and the console sees them all. */
import { Module } from '@nestjs/common';
import { AllocatorModule } from '../allocator/index.js';
import { TagManagementModule } from '../tag-management/index.js';
import { FiguresService } from './figures.service.js';
import { FiguresStream } from './figures-stream.js';
import { FleetController } from './fleet.controller.js';
import { HeartbeatService } from './heartbeat.service.js';

@Module({
  imports: [AllocatorModule, TagManagementModule],
  controllers: [FleetController],
  providers: [HeartbeatService, FiguresService, FiguresStream],
  exports: [HeartbeatService],
})
export class FleetModule {}
