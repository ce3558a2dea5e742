/**
 * Writes down each minute of this node when it has ended: what it answered, and which biz tags it gave numbers of. While the database is
 * away minutes wait, an hour of them at the most; what is older than a day is deleted, a little every minute.
 */
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { type NodeBufferRecord, type NodeMinute, Storage, type TagMinuteRecord } from '#storage';
import { LOGGER, type Logger } from '../logging/index.js';
import { NODE_IDENTITY, type NodeIdentity, NodeState } from '../node/index.js';
import { type AnsweredMinute, DatabaseClock, TrafficService } from '../telemetry/index.js';
import { OwnBuffers } from './own-buffers.js';
import { within } from './within.js';

/** The busiest tags of a minute are kept, for a node may serve a hundred thousand. */
const TAGS_PER_MINUTE = 200;
const WAITING_MAX = 60;
const KEEP_MS = 24 * 3_600_000;
/** The minutes of all nodes end at once; they are written one after another. */
const WRITE_WITHIN_MS = 2_000;
const LAST_WRITE_MAX_MS = 1_000;
/** How old this node's figures of a minute that goes on may be. */
const RUNNING_MAX_AGE_MS = 500;

export interface OwnMinute {
  readonly minute: NodeMinute;
  readonly tags: readonly TagMinuteRecord[];
}

@Injectable()
export class MinuteWriter implements OnModuleInit, OnApplicationShutdown {
  /** Minutes that have ended and are not known to be written, oldest first. */
  private readonly waitingMinutes: OwnMinute[] = [];
  /** What each tag had given out when the running minute began. */
  private issuedBefore: ReadonlyMap<string, number> = new Map();
  private writing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(Storage) private readonly storage: Storage,
    @Inject(OwnBuffers) private readonly ownBuffers: OwnBuffers,
    @Inject(TrafficService) private readonly traffic: TrafficService,
    @Inject(DatabaseClock) private readonly clock: DatabaseClock,
    @Inject(NODE_IDENTITY) private readonly identity: NodeIdentity,
    @Inject(NodeState) private readonly state: NodeState,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.traffic.onMinute((minute) => this.ended(minute));
  }

  /** The minute that is cut short is written too, if the database takes it at once. */
  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    if (this.state.phase === 'starting') return;
    this.keep(this.running());
    await within(LAST_WRITE_MAX_MS, this.write());
  }

  get waiting(): readonly OwnMinute[] {
    return this.waitingMinutes;
  }

  /** The minute that is running, as far as it has come. */
  running(): OwnMinute {
    return this.minuteOf(this.traffic.meter.runningMinute(), this.ownBuffers.look(RUNNING_MAX_AGE_MS));
  }

  private ended(minute: AnsweredMinute): void {
    const buffers = this.ownBuffers.look(0);
    this.keep(this.minuteOf(minute, buffers));
    const issued = new Map<string, number>();
    for (const [bizTag, { issuedCount }] of buffers) if (issuedCount > 0) issued.set(bizTag, issuedCount);
    this.issuedBefore = issued;
    this.timer = setTimeout(() => void this.write(), Math.random() * WRITE_WITHIN_MS);
  }

  private minuteOf(answered: AnsweredMinute, buffers: ReadonlyMap<string, NodeBufferRecord>): OwnMinute {
    return {
      minute: nodeMinute(this.identity.nodeId, answered),
      tags: tagMinutes(buffers.values(), this.issuedBefore, answered.minuteMs),
    };
  }

  private keep(minute: OwnMinute): void {
    this.waitingMinutes.push(minute);
    if (this.waitingMinutes.length > WAITING_MAX) this.waitingMinutes.shift();
  }

  private write(): Promise<void> {
    this.writing ??= this.writeAll()
      .catch((error: unknown) =>
        this.logger.debug({ event: 'minutes_not_written', error }, 'minutes wait for the database'),
      )
      .finally(() => {
        this.writing = undefined;
      });
    return this.writing;
  }

  private async writeAll(): Promise<void> {
    for (let next = this.waitingMinutes[0]; next !== undefined; next = this.waitingMinutes[0]) {
      await this.storage.minutes.write(next.minute, next.tags);
      if (this.waitingMinutes[0] === next) this.waitingMinutes.shift();
    }
    await this.storage.minutes.prune(this.clock.nowMs() - KEEP_MS);
  }
}

export function nodeMinute(
  nodeId: string,
  { minuteMs, numbers, requests, errors, latency }: AnsweredMinute,
): NodeMinute {
  return {
    nodeId,
    minuteMs,
    numberCount: numbers,
    requestCount: requests,
    errorCount: errors,
    latency: latency.toText(),
  };
}

/** @param issuedBefore what the tags had given out before the minute @returns the busiest tags, the busiest first */
export function tagMinutes(
  buffers: Iterable<NodeBufferRecord>,
  issuedBefore: ReadonlyMap<string, number>,
  minuteMs: number,
): TagMinuteRecord[] {
  const minutes: TagMinuteRecord[] = [];
  for (const { nodeId, bizTag, issuedCount, step } of buffers) {
    const before = issuedBefore.get(bizTag) ?? 0;
    // A tag that was deleted and made again counts from nothing.
    const numberCount = issuedCount >= before ? issuedCount - before : issuedCount;
    if (numberCount > 0) minutes.push({ nodeId, bizTag, minuteMs, numberCount, step });
  }
  return minutes.sort((a, b) => b.numberCount - a.numberCount).slice(0, TAGS_PER_MINUTE);
}
