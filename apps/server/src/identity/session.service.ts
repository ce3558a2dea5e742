/**
 * Sessions: a random cookie, kept hashed in the database, so that they hold on every node and end on every node. While the database is
 * away, a session that this node has seen goes on: the console must be readable when it matters most.
 */
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Session } from '#contract';
import { isAway, type SessionLimits, type SessionRecord, Storage } from '#storage';
import { isSecure } from '../http/index.js';
import { hashSecret } from './secrets.js';
import { readCookie } from './session-cookie.js';

export const SESSION_LIMITS: SessionLimits = { idleMaxMs: 30 * 60_000, ageMaxMs: 12 * 3_600_000 };
/** A session this young proves that its owner has just typed the password. */
const FRESH_MS = 5 * 60_000;
/** Use is written down no oftener than this. */
const TOUCH_EVERY_MS = 60_000;
const REMEMBERED_MAX = 1_000;

interface Remembered {
  readonly record: SessionRecord;
  readonly seenAtMs: number;
}

@Injectable()
export class SessionService {
  private readonly remembered = new Map<string, Remembered>();

  constructor(@Inject(Storage) private readonly storage: Storage) {}

  /** The live session of a request, if it has one. Asking counts as use, unless the console asks by itself. */
  async find(request: FastifyRequest): Promise<SessionRecord | undefined> {
    const record = await this.peek(request);
    const hash = hashOf(request);
    if (record === undefined || hash === undefined) return undefined;
    const isBackground = request.headers['x-banyan-background'] !== undefined;
    if (record.idleMs > TOUCH_EVERY_MS && !isBackground) {
      this.storage.operators.touchSession(hash).catch(() => undefined);
    }
    return record;
  }

  /** The same, and it does not count as use. */
  async peek(request: FastifyRequest): Promise<SessionRecord | undefined> {
    const hash = hashOf(request);
    return hash === undefined ? undefined : this.look(hash);
  }

  /** Forgets what is remembered of a request's session, after it has been ended. */
  forget(request: FastifyRequest): void {
    const hash = hashOf(request);
    if (hash !== undefined) this.remembered.delete(hash);
  }

  private async look(hash: string): Promise<SessionRecord | undefined> {
    try {
      const record = await this.storage.operators.findSession(hash, SESSION_LIMITS);
      if (record === undefined) this.remembered.delete(hash);
      else this.remember(hash, record);
      return record;
    } catch (error) {
      if (!isAway(error)) throw error;
      const known = this.recall(hash);
      if (known === undefined) throw error;
      return known;
    }
  }

  private remember(hash: string, record: SessionRecord): void {
    this.remembered.delete(hash);
    this.remembered.set(hash, { record, seenAtMs: performance.now() });
    if (this.remembered.size <= REMEMBERED_MAX) return;
    for (const oldest of this.remembered.keys()) {
      this.remembered.delete(oldest);
      break;
    }
  }

  private recall(hash: string): SessionRecord | undefined {
    const known = this.remembered.get(hash);
    if (known === undefined) return undefined;
    const passedMs = performance.now() - known.seenAtMs;
    const { record } = known;
    const [ageMs, idleMs] = [record.ageMs + passedMs, record.idleMs + passedMs];
    if (ageMs >= SESSION_LIMITS.ageMaxMs || idleMs >= SESSION_LIMITS.idleMaxMs) return undefined;
    return { ...record, ageMs, idleMs };
  }
}

/** @returns the hash of the request's cookie */
export function hashOf(request: FastifyRequest): string | undefined {
  const cookie = readCookie(request.headers.cookie, isSecure(request));
  return cookie === undefined ? undefined : hashSecret(cookie);
}

export function isFresh({ ageMs }: SessionRecord): boolean {
  return ageMs < FRESH_MS;
}

export function sessionOf(record: SessionRecord): Session {
  const { username, role, version, mustChangePassword, ageMs, idleMs } = record;
  const leftMs = SESSION_LIMITS.ageMaxMs - ageMs;
  const idleLeftMs = Math.min(leftMs, SESSION_LIMITS.idleMaxMs - idleMs);
  return {
    username,
    role,
    version,
    mustChangePassword,
    asksCurrentPassword: !isFresh(record),
    expiresAt: new Date(Date.now() + leftMs).toISOString(),
    idleExpiresAt: new Date(Date.now() + idleLeftMs).toISOString(),
  };
}
