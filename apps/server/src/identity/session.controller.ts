/** Logging in and out. */
import { Body, Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Login, loginSchema, type Session } from '#contract';
import { Storage } from '#storage';
import { AuditService } from '../audit/index.js';
import { actorOf, isSecure, Operation, RequestFault, validation } from '../http/index.js';
import { LoginService } from './login.service.js';
import { hashOf, SESSION_LIMITS, SessionService, sessionOf } from './session.service.js';
import { clearCookie, setCookie } from './session-cookie.js';

@Controller()
export class SessionController {
  constructor(
    @Inject(LoginService) private readonly logins: LoginService,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(Storage) private readonly storage: Storage,
  ) {}

  @Operation('login')
  async login(
    @Body({ schema: loginSchema, pipes: [validation('body')] }) body: Login,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const { session, cookie } = await this.logins.login(request, body);
    void reply.header('set-cookie', setCookie(cookie, isSecure(request), SESSION_LIMITS.ageMaxMs / 1_000));
    return session;
  }

  @Operation('session')
  async session(@Req() request: FastifyRequest): Promise<Session> {
    const record = await this.sessions.find(request);
    if (record === undefined) throw new RequestFault('UNAUTHENTICATED', 'the session has ended: log in');
    return sessionOf(record);
  }

  @Operation('logout')
  async logout(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const hash = hashOf(request);
    const asking = { action: 'session.logout', target: actorOf(request).name, reason: null, asked: null } as const;
    await this.audit.change(request, asking, async (transaction) => {
      if (hash !== undefined) await this.storage.operators.closeSession(transaction, hash);
      return { before: null, after: null, result: undefined };
    });
    this.sessions.forget(request);
    void reply.header('set-cookie', clearCookie(isSecure(request)));
  }
}
