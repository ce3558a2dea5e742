/** Asked again and again while an answer goes on, such as a stream: whether whoever asked for it still may. */
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { secretOf } from './bearer.js';
import { roleOf } from './scope.js';
import { SessionService } from './session.service.js';
import { TokenRegistry } from './token-registry.service.js';

@Injectable()
export class AccessCheck {
  constructor(
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(TokenRegistry) private readonly tokens: TokenRegistry,
  ) {}

  /** Whether the request would still be let in to read. Asking does not count as use of the session. */
  async mayStillRead(request: FastifyRequest): Promise<boolean> {
    const secret = secretOf(request.headers.authorization);
    if (secret !== undefined) {
      const token = this.tokens.find(secret);
      return token !== undefined && roleOf(token.record.scopes, null) !== undefined;
    }
    const session = await this.sessions.peek(request).catch(() => undefined);
    return session !== undefined && !session.mustChangePassword;
  }
}
