/**
 * A fleet that is not there: nodes that tell of ten thousand biz tags each through the very statements of a real one's heartbeat, and go
 * on telling, with some of their buffers changed every time.
 */
import { type NodeBufferRecord, Storage } from '#storage';

export const TAG_COUNT = 10_000;
/** With the server under test it makes twenty. */
export const NODE_COUNT = 19;
const HEARTBEAT_MS = 2_000;
/** Buffers that change with each heartbeat of each node: those of every fifth tag among the first of these. */
const BUSY_TAGS = 1_000;
const BUSY_EVERY = 5;
const TAGS_PER_STATEMENT = 1_000;

export function tagName(index: number): string {
  return `shop-${String(index).padStart(5, '0')}-order`;
}

export class InventedFleet {
  /** Heartbeats that the database did not take. */
  failedCount = 0;
  private readonly timers: NodeJS.Timeout[] = [];
  private beating: Promise<unknown>[] = [];
  private beatCount = 0;

  private constructor(private readonly storage: Storage) {}

  /** Migrates the database, and fills it with tags, nodes and what they hold. */
  static async settle(databaseUrl: string): Promise<InventedFleet> {
    const storage = new Storage({ databaseUrl, dataDir: '.', nodeId: 'bench' });
    await storage.connect();
    for (let from = 0; from < TAG_COUNT; from += TAGS_PER_STATEMENT) {
      const names = Array.from({ length: TAGS_PER_STATEMENT }, (_, index) => tagName(from + index));
      const values = names.map((name) => `('${name}', 1000000, 1000, 'Orders of ${name}')`).join(', ');
      await storage.dataSource.query(`INSERT INTO leaf_alloc (biz_tag, max_id, step, description) VALUES ${values}`);
      const settings = names.map((name) => `('${name}', 1000000, 12, 0, 0)`).join(', ');
      await storage.dataSource.query(
        `INSERT INTO biz_tag_setting (biz_tag, step_max, id_length, created_at_ms, updated_at_ms) VALUES ${settings}`,
      );
    }
    const fleet = new InventedFleet(storage);
    const all = Array.from({ length: TAG_COUNT }, (_, index) => index);
    for (let node = 0; node < NODE_COUNT; node++) await fleet.beat(node, all);
    return fleet;
  }

  /** Every node tells of itself from now on, one after another. */
  live(): void {
    const busy = Array.from({ length: BUSY_TAGS / BUSY_EVERY }, (_, index) => index * BUSY_EVERY);
    for (let node = 0; node < NODE_COUNT; node++) {
      const begin = setTimeout(
        () => this.timers.push(setInterval(() => this.keepBeating(node, busy), HEARTBEAT_MS)),
        (node / NODE_COUNT) * HEARTBEAT_MS,
      );
      this.timers.push(begin);
      this.keepBeating(node, []);
    }
  }

  async end(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await Promise.all(this.beating);
    await this.storage.close();
  }

  private keepBeating(node: number, tags: readonly number[]): void {
    const beat = this.beat(node, tags).catch(() => {
      this.failedCount++;
    });
    this.beating = [...this.beating.slice(-NODE_COUNT), beat];
  }

  private async beat(node: number, tags: readonly number[]): Promise<void> {
    const nodeId = `invented-host-${String(node).padStart(2, '0')}-4711-a1b2c3`;
    const startedAt = new Date(Date.now() - 3_600_000);
    const change = this.beatCount++;
    await this.storage.nodes.heartbeat(
      { nodeId, address: `10.0.0.${node + 1}:8080`, version: '0.1.0', state: 'ok', startedAt },
      tags.map((tag) => bufferOf(nodeId, node, tag, change)),
    );
  }
}

function bufferOf(nodeId: string, node: number, tag: number, change: number): NodeBufferRecord {
  const isActive = tag % BUSY_EVERY === 0;
  const start = 100_000_000_000n + BigInt(node * 100_000);
  const idle = 1_000 - ((tag + change) % 900);
  const ratePerSecond = isActive ? 1 + ((tag * 7 + change) % 100) / 3 : 0;
  return {
    nodeId,
    bizTag: tagName(tag),
    mode: 'serving',
    current: { start, end: start + 1_000n, idle },
    next: isActive ? { start: start + 1_000n, end: start + 2_000n, idle: 1_000 } : null,
    step: 1_000,
    ratePerSecond,
    runwayMs: ratePerSecond === 0 ? null : Math.round((idle / ratePerSecond) * 1_000),
    issuedCount: change * 10,
    waiterCount: 0,
    refillFailedAttempts: 0,
    stepFloor: null,
    jumpEpoch: 0,
    waitedCount: 0,
    lifetimesMs: [62_000, 64_000, 61_000],
    stepChange: null,
  };
}
