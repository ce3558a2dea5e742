/**
 * Lets in whom the contract's table lets in, and nobody else: a handler that has no place in the table is refused to everybody. Numbers
 * are taken with a token, or by whoever reaches the port where the ID API is open; the admin API takes a session or a token whose
 * scope is a role.
 */
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AuditAction, OperationId, Role, Route } from '#contract';
import { AuditService } from '../audit/index.js';
import { CONFIG, type Config } from '../config.js';
import { RequestFault, routeOf, setActor } from '../http/index.js';
import { secretOf } from './bearer.js';
import type { LiveToken } from './live-token.js';
import { assertSameOrigin } from './same-origin.js';
import { isAtLeast, roleOf } from './scope.js';
import { SessionService } from './session.service.js';
import { TokenRegistry } from './token-registry.service.js';

/** What a refused change is called in the audit. */
const ACTIONS: Partial<Record<OperationId, AuditAction>> = {
  createTag: 'tag.create',
  changeTag: 'tag.change',
  deleteTag: 'tag.delete',
  bumpStep: 'tag.step',
  jumpTag: 'tag.jump',
  skipTag: 'tag.skip',
  createPromotion: 'promotion.create',
  changePromotion: 'promotion.change',
  cancelPromotion: 'promotion.cancel',
  createOperator: 'operator.create',
  changeOperator: 'operator.change',
  deleteOperator: 'operator.delete',
  createToken: 'token.create',
  revokeToken: 'token.revoke',
};

@Injectable()
export class AccessGuard implements CanActivate {
  private readonly routes = new Map<object, Route | undefined>();
  private readonly isOpen: boolean;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(TokenRegistry) private readonly tokens: TokenRegistry,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {
    this.isOpen = config.idApiAuth === 'open';
  }

  /** No promise where the answer is in memory: this stands before every number. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const route = this.routeAt(context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (route === undefined) throw new RequestFault('FORBIDDEN', 'this address is open to nobody');
    if (route.access === 'id' || route.access === 'lease') return this.letTake(request);
    if (route.access === 'public') {
      if (route.method !== 'GET') assertSameOrigin(request);
      return true;
    }
    return this.letAdminister(request, route, route.access);
  }

  private routeAt(handler: object): Route | undefined {
    const known = this.routes.get(handler);
    if (known !== undefined) return known;
    const route = routeOf(handler);
    this.routes.set(handler, route);
    return route;
  }

  /** The scope is looked at when the tags and counts are known, with the price. */
  private letTake(request: FastifyRequest): boolean | Promise<boolean> {
    const { authorization } = request.headers;
    if (authorization === undefined && this.isOpen) return true;
    const secret = secretOf(authorization);
    const token = secret === undefined ? undefined : this.tokens.find(secret);
    if (token !== undefined) {
      request.token = token;
      return true;
    }
    if (secret === undefined) throw this.unauthenticated(authorization);
    return this.letTakeAnew(request, secret);
  }

  private async letTakeAnew(request: FastifyRequest, secret: string): Promise<boolean> {
    const token = await this.tokens.findAnew(secret);
    if (token === undefined) throw this.unauthenticated(secret);
    request.token = token;
    return true;
  }

  private unauthenticated(given: string | undefined): RequestFault {
    const detail =
      given === undefined
        ? 'this server asks for a token: send Authorization: Bearer bny_…, which an administrator makes in the console'
        : 'the token is not valid: it was mistyped, has expired or was revoked';
    return new RequestFault('UNAUTHENTICATED', detail, { 'www-authenticate': 'Bearer' });
  }

  private async letAdminister(request: FastifyRequest, route: Route, access: 'self' | Role): Promise<boolean> {
    const secret = secretOf(request.headers.authorization);
    if (secret !== undefined) return this.letToken(request, route, access, secret);
    const session = await this.sessions.find(request);
    if (session === undefined) {
      throw new RequestFault('UNAUTHENTICATED', 'nobody is logged in, or the session has ended: log in', {
        'www-authenticate': 'Bearer',
      });
    }
    const { username: name, role, mustChangePassword } = session;
    setActor(request, { name, role });
    if (route.method !== 'GET') assertSameOrigin(request);
    if (access === 'self') return true;
    if (mustChangePassword) {
      return this.refuse(
        request,
        route,
        { name, role },
        'change your password first: it was given to you to be used once',
      );
    }
    if (isAtLeast(role, access)) return true;
    const detail = `this takes the role ${access}, and ${name} has the role ${role}: ask an administrator`;
    return this.refuse(request, route, { name, role }, detail);
  }

  private async letToken(
    request: FastifyRequest,
    route: Route,
    access: 'self' | Role,
    secret: string,
  ): Promise<boolean> {
    const token = this.tokens.find(secret) ?? (await this.tokens.findAnew(secret));
    if (token === undefined) throw this.unauthenticated(secret);
    const bizTag = bizTagOf(request, route);
    const role = roleOf(token.record.scopes, bizTag);
    const name = `token:${token.record.name}`;
    // What a person does with their own session is nothing for a token, but an administrator's change of an operator is.
    const needed = access === 'self' ? (route.operationId === 'changeOperator' ? 'admin' : undefined) : access;
    if (role !== undefined && needed !== undefined && isAtLeast(role, needed)) {
      setActor(request, { name, role });
      return true;
    }
    return this.refuse(request, route, { name, role: role ?? null }, refusalOf(token, bizTag, needed));
  }

  /** @throws RequestFault FORBIDDEN; a refused change is written down */
  private async refuse(
    request: FastifyRequest,
    route: Route,
    actor: { readonly name: string; readonly role: Role | null },
    detail: string,
  ): Promise<never> {
    const action = ACTIONS[route.operationId as OperationId];
    if (action !== undefined) {
      const asking = { action, target: targetOf(request), reason: null, asked: null };
      await this.audit.refused(request, actor, asking, 'FORBIDDEN');
    }
    throw new RequestFault('FORBIDDEN', detail);
  }
}

/**
 * The one tag that a request of the admin API is about, or null when it is about more. It is looked for only where the route itself
 * asks for it: what a caller adds elsewhere is read by nobody, and must not buy a role.
 */
function bizTagOf({ params, query, body }: FastifyRequest, route: Route): string | null {
  if (route.params !== undefined && FIELD in route.params) return fieldOf(params);
  if (route.query !== undefined && FIELD in route.query.shape) return fieldOf(query);
  if (route.body instanceof z.ZodObject && FIELD in route.body.shape) return fieldOf(body);
  return null;
}

const FIELD = 'bizTag';

function fieldOf(part: unknown): string | null {
  if (typeof part !== 'object' || part === null || !(FIELD in part)) return null;
  return typeof part.bizTag === 'string' ? part.bizTag : null;
}

function targetOf({ params, body }: FastifyRequest): string {
  for (const part of [params, body]) {
    if (typeof part !== 'object' || part === null) continue;
    const named = ['bizTag', 'username', 'name', 'id'].map((key) => (part as Record<string, unknown>)[key]);
    const target = named.find((value) => typeof value === 'string');
    if (typeof target === 'string') return target;
  }
  return '';
}

function refusalOf({ record }: LiveToken, bizTag: string | null, needed: Role | undefined): string {
  if (needed === undefined) return 'this is for people who are logged in, not for tokens';
  const where = bizTag === null ? 'all biz tags (tags: "*")' : bizTag;
  return `this takes a token with the verb "${needed}" for ${where}, and "${record.name}" has none`;
}
