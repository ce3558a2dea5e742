/**
 * Writes down each minute of this node when it has ended: what it answered, and which biz tags it gave numbers of. While the database is
 * away minutes wait, an hour of them at the most; what is older than a day is deleted, a little every minute.
 */
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { type BufferCounts, IdAllocator } from '#segment';
import { type NodeBufferRecord, type NodeMinute, Storage, type TagMinuteRecord } from '#storage';
import { LOGGER, type Logger } from '../logging/index.js';
import { NODE_IDENTITY, type NodeIdentity, NodeState } from '../node/index.js';
import { type AnsweredMinute, DatabaseClock, MINUTE_MS, minuteOf, TrafficService } from '../telemetry/index.js';
import { OwnBuffers } from './own-buffers.js';
import { within } from './within.js';

/** The busiest tags of a minute are kept, for a node may serve a hundred thousand. */
const TAGS_PER_MINUTE = 200;
const WAITING_MAX = 60;
const KEEP_MS = 24 * 3_600_000;
/** The minutes of all nodes end at once; they are written one after another. */
const WRITE_WITHIN_MS = 2_000;
const LAST_WRITE_MAX_MS = 1_000;
/** Minutes whose peaks are summed up again each time, for other nodes may have written theirs late: as long as minutes wait. */
const SUMMED_MINUTES = WAITING_MAX + 2;
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
  /** What each tag had given out and counted when the running minute began. */
  private before: TotalsBefore = NOTHING_BEFORE;
  private writing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(Storage) private readonly storage: Storage,
    @Inject(IdAllocator) private readonly allocator: IdAllocator,
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
    this.before = { issued, counts: this.allocator.counts({ takePeaks: true }) };
    this.timer = setTimeout(() => void this.write(), Math.random() * WRITE_WITHIN_MS);
  }

  private minuteOf(answered: AnsweredMinute, buffers: ReadonlyMap<string, NodeBufferRecord>): OwnMinute {
    return {
      minute: nodeMinute(this.identity.nodeId, answered),
      tags: tagMinutes(buffers.values(), this.before, this.allocator.counts(), answered.minuteMs),
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

  /** Writes down the running minute as far as it has come: what is written of it later takes its place. */
  async writeRunning(): Promise<void> {
    const { minute, tags } = this.running();
    await this.write();
    await this.storage.minutes.write(minute, tags);
  }

  private async writeAll(): Promise<void> {
    for (let next = this.waitingMinutes[0]; next !== undefined; next = this.waitingMinutes[0]) {
      await this.storage.minutes.write(next.minute, next.tags);
      if (this.waitingMinutes[0] === next) this.waitingMinutes.shift();
    }
    const nowMs = this.clock.nowMs();
    await this.storage.peaks.sumUp(minuteOf(nowMs) - SUMMED_MINUTES * MINUTE_MS);
    await this.storage.minutes.prune(nowMs - KEEP_MS);
    await this.storage.peaks.prune(nowMs);
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

/** Running totals of the tags as they stood when the minute began. */
export interface TotalsBefore {
  readonly issued: ReadonlyMap<string, number>;
  readonly counts: ReadonlyMap<string, BufferCounts>;
}

export const NOTHING_BEFORE: TotalsBefore = { issued: new Map(), counts: new Map() };

const NO_COUNTS: BufferCounts = { waitedCount: 0, abandonedCount: 0, refillCount: 0, peakPerSecond: 0 };

/**
 * @param before how the totals stood before the minute
 * @param counts how they stand now
 * @returns the busiest tags, the busiest first
 */
export function tagMinutes(
  buffers: Iterable<NodeBufferRecord>,
  before: TotalsBefore,
  counts: ReadonlyMap<string, BufferCounts>,
  minuteMs: number,
): TagMinuteRecord[] {
  const minutes: TagMinuteRecord[] = [];
  for (const { nodeId, bizTag, issuedCount, step } of buffers) {
    const numberCount = since(issuedCount, before.issued.get(bizTag) ?? 0);
    const now = counts.get(bizTag) ?? NO_COUNTS;
    const then = before.counts.get(bizTag) ?? NO_COUNTS;
    const waitedCount = since(now.waitedCount, then.waitedCount);
    const abandonedCount = since(now.abandonedCount, then.abandonedCount);
    if (numberCount + waitedCount + abandonedCount === 0) continue;
    // A second is not over when a minute is looked at early, and then the minute's mean is the most that is known.
    const peakPerSecond = Math.max(now.peakPerSecond, numberCount / 60);
    minutes.push({ nodeId, bizTag, minuteMs, numberCount, step, peakPerSecond, waitedCount, abandonedCount });
  }
  return minutes.sort((a, b) => b.numberCount - a.numberCount).slice(0, TAGS_PER_MINUTE);
}

/** A tag that was deleted and made again counts from nothing. */
function since(now: number, before: number): number {
  return now >= before ? now - before : now;
}
