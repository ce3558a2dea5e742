/** What this node has answered, and how fast. */
import { Module } from '@nestjs/common';
import { DatabaseClock } from './database-clock.js';
import { TrafficService } from './traffic.service.js';

@Module({ providers: [DatabaseClock, TrafficService], exports: [DatabaseClock, TrafficService] })
export class TelemetryModule {}
