/** API tokens: made, listed and revoked. The secret is in the answer that makes it, and nowhere else. */
import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { CreatedToken, CreateToken, Scope, Token, TokenList } from '#contract';
import { type AuditState, Storage, type TokenRecord } from '#storage';
import { AuditService } from '../audit/index.js';
import { actorOf, fieldFault, RequestFault } from '../http/index.js';
import { hashSecret, makeToken } from './secrets.js';
import { TokenRegistry } from './token-registry.service.js';

/** The old one and the new one, while callers change over. */
const LIVE_OF_A_NAME_MAX = 2;

@Injectable()
export class TokenService {
  constructor(
    @Inject(Storage) private readonly storage: Storage,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(TokenRegistry) private readonly registry: TokenRegistry,
  ) {}

  async list(): Promise<TokenList> {
    const items = (await this.storage.tokens.list()).map(tokenOf);
    return { items, total: items.length };
  }

  async create(request: FastifyRequest, body: CreateToken): Promise<CreatedToken> {
    const { name, scopes, ratePerSecond = null, burst = null, reason } = body;
    const expiresAt = (body.expiresAt ?? null) === null ? null : new Date(String(body.expiresAt));
    const asked = { name, scopes, ratePerSecond, burst, expiresAt: expiresAt?.toISOString() ?? null };
    const secret = makeToken();
    const id = `tok_${randomBytes(8).toString('hex')}`;
    const { tokens } = this.storage;
    const asking = { action: 'token.create', target: name, reason, asked } as const;
    const made = await this.audit.change(request, asking, async (transaction) => {
      if (expiresAt !== null && expiresAt.getTime() <= Date.now()) {
        throw fieldFault('expiresAt', 'must be in the future: this token would never have been valid');
      }
      const live = await tokens.lockLive(transaction, name);
      if (live.length >= LIVE_OF_A_NAME_MAX) {
        throw fieldFault('name', `is that of ${LIVE_OF_A_NAME_MAX} live tokens already: revoke one of them first`);
      }
      const createdBy = actorOf(request).name.slice(0, 64);
      await tokens.insert(transaction, {
        id,
        name,
        secretHash: hashSecret(secret),
        scopes,
        ratePerSecond,
        burst,
        createdBy,
        expiresAt,
      });
      const record = await tokens.lock(transaction, id);
      if (record === undefined) throw new Error('a row that was just written is there');
      return { before: null, after: stateOf(record), result: record };
    });
    await this.registry.refreshNow().catch(() => undefined);
    return { ...tokenOf(made), token: secret };
  }

  /** Revoking twice is no fault: what was wanted holds. */
  async revoke(request: FastifyRequest, id: string, reason: string): Promise<void> {
    const { tokens } = this.storage;
    const asking = { action: 'token.revoke', target: id, reason, asked: { id } } as const;
    await this.audit.change(request, asking, async (transaction) => {
      const before = await tokens.lock(transaction, id);
      if (before === undefined) throw new RequestFault('NOT_FOUND', `there is no token ${id}`);
      if (before.revokedAt === null) await tokens.revoke(transaction, id);
      const after = await tokens.lock(transaction, id);
      return { before: stateOf(before), after: after === undefined ? null : stateOf(after), result: undefined };
    });
    await this.registry.refreshNow().catch(() => undefined);
  }
}

function stateOf(record: TokenRecord): AuditState {
  const { id, name, scopes, ratePerSecond, burst, expiresAt, revokedAt, version } = record;
  return {
    id,
    name,
    scopes,
    ratePerSecond,
    burst,
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
    version,
  };
}

function tokenOf(record: TokenRecord): Token {
  const { id, name, scopes, ratePerSecond, burst, createdAt, createdBy, expiresAt, lastUsedAt, revokedAt } = record;
  const isExpired = expiresAt !== null && expiresAt.getTime() <= Date.now();
  return {
    id,
    name,
    scopes: scopes as Scope[],
    ratePerSecond,
    burst,
    state: revokedAt !== null ? 'revoked' : isExpired ? 'expired' : 'live',
    createdAt: createdAt.toISOString(),
    createdBy,
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
    version: record.version,
  };
}
