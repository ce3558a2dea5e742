/**
 * Keeps the allocator's biz tags those of the database: every change made there, by whoever, reaches this node within the sync
 * interval. While the database is away, the tags stay as they were.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { IdAllocator } from '#segment';
import { type BizTagRecord, Storage } from '#storage';
import { CONFIG, type Config } from '../config.js';
import { LOGGER, type Logger } from '../logging/index.js';
import { NodeState } from '../node/index.js';

const SYNC = 'tag-sync';
/** The most tags whose first segments are fetched before the node is ready: those last used. The rest wait for a caller. */
const WARM_TAGS_MAX = 256;
/** A database that takes longer than this to name its tags, frozen or cut off, is held to be away. */
const SILENT_MAX_MS = 5_000;
/** How long whoever made a change waits for it to be read back. */
const REFRESH_WAIT_MAX_MS = 1_000;

@Injectable()
export class TagSyncService implements OnApplicationShutdown {
  private records: ReadonlyMap<string, BizTagRecord> = new Map();
  private readonly faultsTold = new Map<string, string>();
  private running: Promise<void> | undefined;
  private startedAtMs = 0;
  /** The read under way, and the one that begins when it has ended. */
  private reading: Promise<void> | undefined;
  private following: Promise<void> | undefined;

  constructor(
    @Inject(IdAllocator) private readonly allocator: IdAllocator,
    @Inject(Storage) private readonly storage: Storage,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(NodeState) private readonly state: NodeState,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(SchedulerRegistry) private readonly schedule: SchedulerRegistry,
  ) {}

  /** The biz tags as the database had them at the last sync. */
  get tags(): ReadonlyMap<string, BizTagRecord> {
    return this.records;
  }

  /**
   * Reads the tags, in a read that begins after this call. One read runs at a time, so that none can put back what a later one has
   * seen; whoever comes while one is under way shares the next.
   *
   * @throws when the database does not answer
   */
  refresh(): Promise<void> {
    if (this.following !== undefined) return this.following;
    if (this.reading === undefined) return this.startReading();
    const ended = this.reading.catch(() => undefined);
    this.following = ended.then(() => {
      this.following = undefined;
      return this.startReading();
    });
    return this.following;
  }

  /** Takes over a change that was made here. It never fails: the change is made, and the next sync brings it if this can't. */
  async refreshAfterChange(): Promise<void> {
    const refreshed = this.refresh().catch((error: unknown) =>
      this.logger.warn({ event: 'refresh_failed', error }, 'a change could not be read back; the next sync brings it'),
    );
    await Promise.race([refreshed, sleep(REFRESH_WAIT_MAX_MS, undefined, { ref: false })]);
  }

  /** Fetches the first segments of the tags that were used last, and both of all that a promotion is on for. */
  async warm(): Promise<void> {
    const byUse = [...this.records.values()].sort((a, b) => b.updateTime.getTime() - a.updateTime.getTime());
    const served = byUse.filter(({ paused }) => !paused);
    const warmed = new Set(served.filter(({ stepFloor }) => stepFloor !== null));
    for (const tag of served.slice(0, WARM_TAGS_MAX)) warmed.add(tag);
    await Promise.all([...warmed].map(({ bizTag }) => this.allocator.warm(bizTag)));
  }

  /** From now on, reads the tags every sync interval. */
  keepInSync(): void {
    const interval = setInterval(() => this.tick(), this.config.syncIntervalMs);
    this.schedule.addInterval(SYNC, interval);
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.schedule.doesExist('interval', SYNC)) this.schedule.deleteInterval(SYNC);
    await this.running;
  }

  private startReading(): Promise<void> {
    const reading = this.read().finally(() => {
      this.reading = undefined;
    });
    this.reading = reading;
    return reading;
  }

  private async read(): Promise<void> {
    const { tags, faulty } = await this.storage.bizTags.loadAll();
    const before = this.records;
    this.records = new Map(tags.map((tag) => [tag.bizTag, tag]));
    const refused = this.allocator.configure(tags);
    this.tellFaults([...faulty, ...refused]);
    this.tellChanges(before);
  }

  private tick(): void {
    if (this.running !== undefined) {
      const silentMs = performance.now() - this.startedAtMs;
      if (silentMs > SILENT_MAX_MS) this.failed(new Error(`no answer for ${Math.round(silentMs / 1_000)} s`));
      return;
    }
    this.startedAtMs = performance.now();
    this.running = this.refresh()
      .then(
        () => this.answered(),
        (error: unknown) => this.failed(error),
      )
      .finally(() => {
        this.running = undefined;
      });
  }

  private answered(): void {
    if (this.state.databaseAnswered()) this.logger.info({ event: 'database_back' }, 'the database answers again');
  }

  private failed(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    if (this.state.databaseFailed(why)) {
      this.logger.error(
        { event: 'database_away', cause: why },
        'the database does not answer; the numbers held still serve',
      );
    }
  }

  private tellChanges(before: ReadonlyMap<string, BizTagRecord>): void {
    for (const [bizTag, { version, step }] of this.records) {
      const known = before.get(bizTag);
      if (known === undefined)
        this.logger.debug({ event: 'tag_loaded', bizTag, version, step }, 'a biz tag was loaded');
      else if (known.version !== version || known.step !== step) {
        this.logger.info({ event: 'tag_changed', bizTag, version, step }, 'a biz tag was changed');
      }
    }
    for (const bizTag of before.keys()) {
      if (!this.records.has(bizTag))
        this.logger.warn({ event: 'tag_removed', bizTag }, 'a biz tag is gone from the database');
    }
  }

  /** A faulty row is told once, and again when its fault changes. */
  private tellFaults(faults: readonly { bizTag: string; reason: string }[]): void {
    const seen = new Set(faults.map(({ bizTag }) => bizTag));
    for (const { bizTag, reason } of faults) {
      if (this.faultsTold.get(bizTag) === reason) continue;
      this.faultsTold.set(bizTag, reason);
      this.logger.error({ event: 'tag_faulty', bizTag, reason }, 'a biz tag can not be served as it is set');
    }
    for (const bizTag of this.faultsTold.keys()) if (!seen.has(bizTag)) this.faultsTold.delete(bizTag);
  }
}
