/** Nodes that are not there, and what they say they hold. */
import type { NodeBufferRecord, NodeRecord, Storage } from '#storage';

export function nodeRecord(nodeId: string, given: Partial<NodeRecord> = {}): NodeRecord {
  return { nodeId, address: '10.0.0.1:80', version: '1', state: 'ok', startedAt: new Date(), ...given };
}

/** What a buffer says of its step that has not changed since it was made. */
export const UNMOVED = {
  stepFloor: null,
  jumpEpoch: 0,
  waitedCount: 0,
  lifetimesMs: [],
  stepChange: null,
} as const;

/** A buffer that nothing is the matter with. */
export function buffer(nodeId: string, bizTag: string, given: Partial<NodeBufferRecord> = {}): NodeBufferRecord {
  return {
    nodeId,
    bizTag,
    mode: 'serving',
    current: { start: 0n, end: 1_000n, idle: 900 },
    next: null,
    step: 1_000,
    ratePerSecond: 0,
    runwayMs: null,
    issuedCount: 100,
    waiterCount: 0,
    refillFailedAttempts: 0,
    ...UNMOVED,
    ...given,
  };
}

/** A node that keeps telling what it holds, until it is told to stop. */
export class TellingNode {
  private buffers: readonly NodeBufferRecord[] = [];
  private timer: NodeJS.Timeout | undefined;
  private telling: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly storage: Storage,
    readonly nodeId: string,
    private readonly everyMs: number,
  ) {}

  /** @returns when it has been written */
  async tell(buffers: readonly NodeBufferRecord[] = []): Promise<void> {
    this.buffers = [...this.buffers, ...buffers];
    this.timer ??= setInterval(() => void this.write().catch(() => undefined), this.everyMs);
    await this.write();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.telling.catch(() => undefined);
  }

  private write(): Promise<unknown> {
    const buffers = this.buffers;
    this.buffers = [];
    this.telling = this.telling
      .catch(() => undefined)
      .then(() => this.storage.nodes.heartbeat(nodeRecord(this.nodeId), buffers));
    return this.telling;
  }
}
