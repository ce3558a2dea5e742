/** Who calls, and what they may do. */
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { AccessCheck } from './access-check.service.js';
import { FirstAdminService } from './first-admin.service.js';
import { LoginService } from './login.service.js';
import { OperatorService } from './operator.service.js';
import { PeopleController } from './people.controller.js';
import { SessionController } from './session.controller.js';
import { SessionService } from './session.service.js';
import { Spending } from './spending.service.js';
import { TokenService } from './token.service.js';
import { TokenRegistry } from './token-registry.service.js';

@Module({
  controllers: [SessionController, PeopleController],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    AccessCheck,
    FirstAdminService,
    LoginService,
    OperatorService,
    SessionService,
    Spending,
    TokenRegistry,
    TokenService,
  ],
  exports: [AccessCheck, FirstAdminService, SessionService, Spending, TokenRegistry],
})
export class IdentityModule {}
