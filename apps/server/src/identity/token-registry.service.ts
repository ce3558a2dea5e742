/**
 * The live tokens, in memory: a call is checked without the database. Every sync interval the list is read again, so that a token that
 * was revoked anywhere is refused everywhere within it, and the database is told what was taken.
 */
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { TOKEN_PATTERN } from '#contract';
import { Storage, type TokenRecord, type TokenUse } from '#storage';
import { CONFIG, type Config } from '../config.js';
import { LOGGER, type Logger } from '../logging/index.js';
import { NODE_IDENTITY, type NodeIdentity } from '../node/index.js';
import { LiveToken } from './live-token.js';
import { hashSecret } from './secrets.js';
import { TokenBucket } from './token-bucket.js';

const SYNC = 'token-sync';
const DAY_MS = 24 * 3_600_000;
/** A token this node does not know may have been made a moment ago on another: the list is read again, but not oftener than this. */
const LOOKS_PER_SECOND = 5;
/** `last used` is to the minute. */
const TOUCH_EVERY_MS = 60_000;
/** Secrets whose hashes are remembered, so that a call costs a look into a map. */
const REMEMBERED_MAX = 10_000;

@Injectable()
export class TokenRegistry implements OnApplicationShutdown {
  private byHash = new Map<string, LiveToken>();
  private readonly bySecret = new Map<string, LiveToken>();
  private reading: Promise<void> | undefined;
  private readonly looks = new TokenBucket(LOOKS_PER_SECOND, LOOKS_PER_SECOND, performance.now());
  private dayMs = 0;

  constructor(
    @Inject(Storage) private readonly storage: Storage,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(NODE_IDENTITY) private readonly node: NodeIdentity,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(SchedulerRegistry) private readonly schedule: SchedulerRegistry,
  ) {}

  /** @returns the live token of a secret, if this node knows it */
  find(secret: string): LiveToken | undefined {
    const token = this.bySecret.get(secret) ?? this.byHashOf(secret);
    if (token === undefined || isExpired(token.record)) return undefined;
    token.isUsed = true;
    return token;
  }

  /** The same, looking into the database if this node does not know it. A database that is away knows nothing. */
  async findAnew(secret: string): Promise<LiveToken | undefined> {
    if (!TOKEN_PATTERN.test(secret) || this.looks.take(1, performance.now()) > 0) return undefined;
    await this.refreshNow().catch(() => undefined);
    return this.find(secret);
  }

  /** Reads the list. @throws StorageError when the database is away */
  async refresh(): Promise<void> {
    this.reading ??= this.read().finally(() => {
      this.reading = undefined;
    });
    await this.reading;
  }

  /** After a change on this node, which a list that is being read may not have yet. */
  async refreshNow(): Promise<void> {
    await this.reading?.catch(() => undefined);
    await this.refresh();
  }

  keepInSync(): void {
    this.schedule.addInterval(
      SYNC,
      setInterval(() => void this.tick(), this.config.syncIntervalMs),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    if (!this.schedule.doesExist('interval', SYNC)) return;
    this.schedule.deleteInterval(SYNC);
    await this.reading?.catch(() => undefined);
    await this.tell().catch(() => undefined);
  }

  private byHashOf(secret: string): LiveToken | undefined {
    if (!TOKEN_PATTERN.test(secret)) return undefined;
    const token = this.byHash.get(hashSecret(secret));
    if (token !== undefined && this.bySecret.size < REMEMBERED_MAX) this.bySecret.set(secret, token);
    return token;
  }

  /** The tag sync tells that the database is away; here the tokens stay as they were. */
  private async tick(): Promise<void> {
    try {
      await this.refresh();
    } catch (error) {
      this.logger.debug({ event: 'token_sync_failed', error }, 'the tokens could not be read');
    }
  }

  private async read(): Promise<void> {
    this.turnDay();
    await this.tell();
    const [records, uses] = await Promise.all([this.storage.tokens.list(), this.storage.tokens.uses(this.dayMs)]);
    const nowMs = performance.now();
    const before = new Map([...this.byHash.values()].map((token) => [token.record.id, token]));
    const live = new Map<string, LiveToken>();
    const used = byToken(uses);
    for (const record of records) {
      if (record.revokedAt !== null || isExpired(record)) continue;
      const token = before.get(record.id) ?? new LiveToken(record, nowMs);
      token.record = record;
      token.setUsed(used.get(record.id) ?? new Map());
      live.set(record.secretHash, token);
    }
    this.byHash = live;
    this.bySecret.clear();
  }

  private turnDay(): void {
    const dayMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    if (dayMs === this.dayMs) return;
    this.dayMs = dayMs;
    for (const token of this.byHash.values()) token.startDay();
  }

  /** Tells the database what was taken and which tokens were used. */
  private async tell(): Promise<void> {
    const tokens = [...this.byHash.values()];
    const uses = tokens.flatMap((token) =>
      token.takeUntold().map((use) => ({ token, tokenId: token.record.id, ...use })),
    );
    if (uses.length > 0) {
      try {
        await this.storage.tokens.addUses(this.dayMs, this.node.nodeId, uses);
      } catch (error) {
        for (const { token, bizTag, numberCount } of uses) token.putBack(bizTag, numberCount);
        throw error;
      }
    }
    const nowMs = performance.now();
    const touched = tokens.filter((token) => token.isUsed && nowMs - token.touchedAtMs > TOUCH_EVERY_MS);
    await this.storage.tokens.touch(touched.map(({ record }) => record.id));
    for (const token of touched) {
      token.isUsed = false;
      token.touchedAtMs = nowMs;
    }
  }
}

function isExpired({ expiresAt }: TokenRecord): boolean {
  return expiresAt !== null && expiresAt.getTime() <= Date.now();
}

function byToken(uses: readonly TokenUse[]): Map<string, Map<string, number>> {
  const byId = new Map<string, Map<string, number>>();
  for (const { tokenId, bizTag, numberCount } of uses) {
    const ofToken = byId.get(tokenId) ?? new Map<string, number>();
    byId.set(tokenId, ofToken.set(bizTag, numberCount));
  }
  return byId;
}
