/** Who calls, and what they may do. A server that is open has no guard in force, and pays nothing for one. */
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { Config } from '../config.js';
import { TokenGuard } from './access.guard.js';

@Module({})
export class IdentityModule {
  static forRoot({ idApiAuth }: Pick<Config, 'idApiAuth'>): DynamicModule {
    const providers = idApiAuth === 'token' ? [{ provide: APP_GUARD, useClass: TokenGuard }] : [];
    return { module: IdentityModule, providers };
  }
}
