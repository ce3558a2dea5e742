/** The data plane: libs/segment wired to the database below and to HTTP above. */
import { Module } from '@nestjs/common';
import { IdAllocator, systemClock } from '#segment';
import { Storage } from '#storage';
import { CONFIG, type Config } from '../config.js';
import { IdentityModule } from '../identity/index.js';
import { LOGGER, type Logger } from '../logging/index.js';
import { TelemetryModule } from '../telemetry/index.js';
import { logBufferEvent } from './allocator-log.js';
import { IdController } from './id.controller.js';

@Module({
  imports: [IdentityModule, TelemetryModule],
  controllers: [IdController],
  providers: [
    {
      provide: IdAllocator,
      inject: [CONFIG, LOGGER, Storage],
      useFactory: (config: Config, logger: Logger, storage: Storage) =>
        new IdAllocator({
          source: storage.source,
          clock: systemClock,
          limits: { batchMax: config.batchMax, waitTimeoutMs: config.allocateTimeoutMs },
          observe: (event) => logBufferEvent(logger, event),
        }),
    },
  ],
  exports: [IdAllocator],
})
export class AllocatorModule {}
