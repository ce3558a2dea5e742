import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { AllocatorModule } from '../allocator/index.js';
import { HealthController } from './health.controller.js';

@Module({
  imports: [TerminusModule.forRoot({ logger: false }), AllocatorModule],
  controllers: [HealthController],
})
export class HealthModule {}
