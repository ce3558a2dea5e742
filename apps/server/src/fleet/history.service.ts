/**
 * The last hour, minute by minute, of the fleet and of single biz tags: what the nodes have written, and beside it what is not written
 * yet, as far as it is known here.
 */
import { Inject, Injectable } from '@nestjs/common';
import type { FleetMinute, TagMinute } from '#contract';
import { type NodeMinute, Storage, type TagMinuteRecord } from '#storage';
import { NODE_IDENTITY, type NodeIdentity } from '../node/index.js';
import { DatabaseClock, MINUTE_MS, minuteOf } from '../telemetry/index.js';
import { FiguresService } from './figures.service.js';
import { fleetMinutes, tagHistory } from './history.js';
import { MinuteWriter, nodeMinute } from './minute-writer.service.js';
import { within } from './within.js';

const MINUTES = 60;
/** However many consoles ask, what was written is read once in this time. */
const READ_EVERY_MS = 5_000;
const WAIT_MAX_MS = 1_000;
/** What is not told of a minute that is guessed at. */
const NO_COUNTS = { peakPerSecond: 0, waitedCount: 0, abandonedCount: 0 };

@Injectable()
export class HistoryService {
  private written: readonly NodeMinute[] = [];
  private reading: Promise<void> | undefined;
  private nextReadAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    @Inject(Storage) private readonly storage: Storage,
    @Inject(FiguresService) private readonly figures: FiguresService,
    @Inject(MinuteWriter) private readonly writer: MinuteWriter,
    @Inject(DatabaseClock) private readonly clock: DatabaseClock,
    @Inject(NODE_IDENTITY) private readonly identity: NodeIdentity,
  ) {}

  /** While the database is away, what was last read of it, and what this node knows. It never throws. */
  async ofFleet(): Promise<FleetMinute[]> {
    const sinceMs = this.sinceMs();
    await this.refreshed(sinceMs);
    const others = this.figures.otherWords().map(({ nodeId, word }) => nodeMinute(nodeId, word.running));
    const own = [...this.writer.waiting, this.writer.running()].map(({ minute }) => minute);
    // What a node says now is older than what it has written, and what this one knows of itself is the newest.
    return fleetMinutes([...others, ...this.written, ...own], sinceMs);
  }

  /** @throws StorageError when the database is away */
  async ofTag(bizTag: string): Promise<TagMinute[]> {
    const sinceMs = this.sinceMs();
    const [written, figure] = await Promise.all([
      this.storage.minutes.ofTag(bizTag, sinceMs),
      this.figures.one(bizTag),
    ]);
    const running = this.writer.running();
    const own = [...this.writer.waiting, running].flatMap(({ tags }) => tags.filter((tag) => tag.bizTag === bizTag));
    const { minuteMs } = running.minute;
    const elapsedMs = Math.max(0, this.clock.nowMs() - minuteMs);
    const others = (figure?.buffers ?? []).filter(({ nodeId }) => nodeId !== this.identity.nodeId);
    const estimated: TagMinuteRecord[] = others.map(({ nodeId, ratePerSecond, step }) => {
      const numberCount = Math.round((ratePerSecond * elapsedMs) / 1_000);
      return { ...NO_COUNTS, nodeId, bizTag, minuteMs, numberCount, step };
    });
    return tagHistory([...estimated, ...written, ...own], sinceMs);
  }

  private sinceMs(): number {
    return minuteOf(this.clock.nowMs()) - (MINUTES - 1) * MINUTE_MS;
  }

  private async refreshed(sinceMs: number): Promise<void> {
    if (this.reading === undefined && performance.now() >= this.nextReadAtMs) {
      this.reading = this.storage.minutes
        .ofNodes(sinceMs)
        .then(
          (written) => {
            this.written = written;
          },
          () => undefined,
        )
        .finally(() => {
          this.nextReadAtMs = performance.now() + READ_EVERY_MS;
          this.reading = undefined;
        });
    }
    if (this.reading !== undefined) await within(WAIT_MAX_MS, this.reading);
  }
}
