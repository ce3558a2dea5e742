/** The one process: every part of the server, put together. */
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { StorageModule } from '#storage';
import { AllocatorModule } from './allocator/index.js';
import { AuditModule } from './audit/index.js';
import { ConsoleModule } from './console/index.js';
import { FleetModule } from './fleet/index.js';
import { GrantsModule } from './grants/index.js';
import { HealthModule } from './health/index.js';
import { ProblemFilter } from './http/index.js';
import { IdentityModule } from './identity/index.js';
import { NodeModule, type NodeModuleOptions } from './node/index.js';
import { PromotionModule } from './promotion/index.js';
import { StartupModule } from './startup/index.js';
import { TagChangesModule } from './tag-changes/index.js';
import { TagManagementModule } from './tag-management/index.js';

@Module({})
export class AppModule {
  static forRoot(options: NodeModuleOptions): DynamicModule {
    const { config, identity } = options;
    const storage = {
      ...(config.databaseUrl !== undefined && { databaseUrl: config.databaseUrl }),
      dataDir: config.dataDir,
      nodeId: identity.nodeId,
    };
    return {
      module: AppModule,
      imports: [
        NodeModule.forRoot(options),
        StorageModule.forRoot(storage),
        ScheduleModule.forRoot(),
        IdentityModule,
        AuditModule,
        AllocatorModule,
        TagManagementModule,
        FleetModule,
        TagChangesModule,
        PromotionModule,
        GrantsModule,
        HealthModule,
        ConsoleModule,
        StartupModule,
      ],
      providers: [{ provide: APP_FILTER, useClass: ProblemFilter }],
    };
  }
}
