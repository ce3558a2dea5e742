/** The nodes of the fleet: each tells what it holds, and the console sees them all. */
import { Module } from '@nestjs/common';
import { AllocatorModule } from '../allocator/index.js';
import { IdentityModule } from '../identity/index.js';
import { TagManagementModule } from '../tag-management/index.js';
import { TelemetryModule } from '../telemetry/index.js';
import { FiguresService } from './figures.service.js';
import { FiguresStream } from './figures-stream.js';
import { FleetController } from './fleet.controller.js';
import { FleetReader } from './fleet-reader.js';
import { HeartbeatService } from './heartbeat.service.js';
import { HistoryService } from './history.service.js';
import { MinuteWriter } from './minute-writer.service.js';
import { OwnBuffers } from './own-buffers.js';
import { OwnWord } from './own-word.js';
import { TagController } from './tag.controller.js';
import { TagDetailService } from './tag-detail.service.js';

@Module({
  imports: [AllocatorModule, IdentityModule, TagManagementModule, TelemetryModule],
  controllers: [TagController, FleetController],
  providers: [
    FiguresService,
    FiguresStream,
    FleetReader,
    HeartbeatService,
    HistoryService,
    MinuteWriter,
    OwnBuffers,
    OwnWord,
    TagDetailService,
  ],
  exports: [FiguresService, FleetReader, HeartbeatService, MinuteWriter, OwnBuffers],
})
export class FleetModule {}
