/** What the database sums up is what this node would have summed up itself, of rows as different as rows can be. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type NodeBufferRecord, type SeenUntil, Storage } from '#storage';
import { bufferTroubles, SHORT } from '../../apps/server/src/fleet/troubles.js';
import { DATABASE_KINDS, Databases, newTagName } from '../support/databases.js';
import { buffer, nodeRecord, UNMOVED } from './buffers.js';

let databases: Databases;
beforeAll(async () => {
  databases = await Databases.start();
});
afterAll(() => databases.remove());

const MODES = ['empty', 'filling', 'serving', 'paused', 'exhausted', 'draining', 'closed', 'broken'] as const;
const HUGE = 2n ** 62n;
const NODES = ['node-a', 'node-b', 'node-c'];

/** Counts through the combinations rather than drawing them, so that every run sees each. */
function* everyKind(): Generator<Omit<NodeBufferRecord, 'nodeId' | 'bizTag'>> {
  const segment = (start: bigint, idle: number) => ({ start, end: start + 1_000n, idle });
  for (const mode of MODES) {
    for (const [waiterCount, refillFailedAttempts] of [
      [0, 0],
      [2, 0],
      [0, 3],
    ] as const) {
      for (const idle of [199, 200, null]) {
        for (const runwayMs of [0, 59_999, 60_000, null]) {
          for (const hasNext of [false, true]) {
            const current = idle === null ? null : segment(HUGE, idle);
            const next = hasNext && current !== null ? segment(HUGE + 1_000n, 1_000) : null;
            const ratePerSecond = runwayMs === null ? 0 : 1.25;
            const counts = { ...UNMOVED, waiterCount, refillFailedAttempts, issuedCount: 1, step: 1_000 };
            yield { mode, current, next, ratePerSecond, runwayMs, ...counts };
          }
        }
      }
    }
  }
}

describe.each(DATABASE_KINDS)('buffers of many nodes on %s', (kind) => {
  let storage: Storage;
  beforeAll(async () => {
    storage = new Storage({ ...(await databases.create(kind)), nodeId: 'node-a' });
    await storage.connect();
    for (const nodeId of NODES) await storage.nodes.heartbeat(nodeRecord(nodeId), []);
  });
  afterAll(() => storage.close());

  const summaryOf = async (bizTag: string) =>
    (await storage.bufferSummaries.all(NODES, SHORT)).find((summary) => summary.bizTag === bizTag);
  const seenNow = async (): Promise<SeenUntil[]> =>
    (await storage.nodes.list()).map(({ nodeId, heartbeatAtMs }) => ({ nodeId, heartbeatAtMs }));
  /** The database's clock has to have gone on before the next heartbeat is another one. */
  const beat = async (nodeId: string, buffers: readonly NodeBufferRecord[]) => {
    const [before] = (await seenNow()).filter((node) => node.nodeId === nodeId);
    let writtenAtMs = before?.heartbeatAtMs ?? 0;
    while (writtenAtMs <= (before?.heartbeatAtMs ?? 0)) {
      writtenAtMs = await storage.nodes.heartbeat(nodeRecord(nodeId), buffers);
    }
  };

  it('have in the database the troubles that they have here, in every combination', async () => {
    const records = [...everyKind()].map((kind, index) => ({ nodeId: 'node-a', bizTag: `kind-${index}`, ...kind }));
    expect(records.length).toBeGreaterThan(500);
    await beat('node-a', records);
    const summaries = new Map((await storage.bufferSummaries.all(NODES, SHORT)).map((one) => [one.bizTag, one]));
    const wrong = records.filter((record) => summaries.get(record.bizTag)?.troubles !== bufferTroubles(record));
    expect(wrong).toEqual([]);
    const seen = new Set(records.map(bufferTroubles));
    expect(seen.size).toBeGreaterThan(8);
  });

  it('are summed up: rates added, the shortest runway, the highest end exact past 2^53, all troubles', async () => {
    const bizTag = newTagName();
    const high = { start: HUGE, end: HUGE + 3n, idle: 2 };
    await beat('node-a', [buffer('node-a', bizTag, { ratePerSecond: 1.5, runwayMs: 9_000, next: high })]);
    await beat('node-b', [buffer('node-b', bizTag, { ratePerSecond: 2.25, runwayMs: 70_000, mode: 'broken' })]);
    await beat('node-c', [buffer('node-c', bizTag, { current: null, waiterCount: 1 })]);
    expect(await summaryOf(bizTag)).toEqual({
      bizTag,
      ratePerSecond: 3.75,
      runwayMs: 9_000,
      highestEnd: HUGE + 3n,
      troubles: 1 | 4,
    });
    const [ofTwo] = await storage.bufferSummaries.of(['node-b', 'node-c'], [bizTag], SHORT);
    expect(ofTwo).toMatchObject({ ratePerSecond: 2.25, runwayMs: 70_000 });
  });

  it('tells names apart by case', async () => {
    const bizTag = newTagName('Case');
    await beat('node-a', [buffer('node-a', bizTag), buffer('node-a', bizTag.toLowerCase(), { ratePerSecond: 1 })]);
    expect((await summaryOf(bizTag))?.ratePerSecond).toBe(0);
    expect((await storage.nodes.buffers(NODES, [bizTag])).map((record) => record.bizTag)).toEqual([bizTag]);
  });

  it('that were written after a heartbeat that was seen are found, each node by its own, and no others', async () => {
    const [quiet, first, second] = [newTagName(), newTagName(), newTagName()];
    await beat('node-a', [buffer('node-a', quiet), buffer('node-a', first)]);
    await beat('node-b', [buffer('node-b', second)]);
    const seen = await seenNow();
    expect(await storage.bufferSummaries.changedSince(seen)).toEqual([]);
    await beat('node-a', [buffer('node-a', first, { issuedCount: 7 })]);
    const changedBy = (...nodeIds: string[]) =>
      storage.bufferSummaries.changedSince(seen.filter(({ nodeId }) => nodeIds.includes(nodeId)));
    expect(await changedBy('node-a', 'node-b')).toEqual([first]);
    expect(await changedBy('node-b')).toEqual([]);
    const news = await storage.nodes.buffersSince(seen, [quiet, first, second]);
    expect(news).toEqual([buffer('node-a', first, { issuedCount: 7 })]);
  });
});
