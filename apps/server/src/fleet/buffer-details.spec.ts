import { describe, expect, it } from 'vitest';
import type { NodeBufferRecord } from '#storage';
import { BufferDetails } from './buffer-details.js';
import { bufferRecord } from './builders.fixture.js';

/** A table of buffers whose reads wait until they are let go. */
class Table {
  readonly reads: string[] = [];
  rows: NodeBufferRecord[] = [];
  private held: Promise<void> | undefined;

  hold(): () => void {
    let release = () => {};
    this.held = new Promise((resolve) => {
      release = resolve;
    });
    return () => {
      this.held = undefined;
      release();
    };
  }

  async buffers(nodeIds: readonly string[], bizTags: readonly string[]): Promise<NodeBufferRecord[]> {
    this.reads.push(`whole ${bizTags.join(',')}`);
    const found = this.rows.filter((row) => nodeIds.includes(row.nodeId) && bizTags.includes(row.bizTag));
    await this.held;
    return found;
  }

  async buffersSince(seen: readonly { nodeId: string }[], bizTags: readonly string[]): Promise<NodeBufferRecord[]> {
    this.reads.push(`changes ${bizTags.join(',')}`);
    const nodeIds = seen.map(({ nodeId }) => nodeId);
    return this.rows.filter((row) => nodeIds.includes(row.nodeId) && bizTags.includes(row.bizTag));
  }
}

function ofTwoNodes() {
  const table = new Table();
  const details = new BufferDetails(table);
  table.rows = ['n1', 'n2'].map((nodeId) => bufferRecord({ nodeId, bizTag: 'a', issuedCount: 1 }));
  details.setNodes(['n1', 'n2']);
  const write = (nodeId: string, issuedCount: number) => {
    table.rows = table.rows.map((row) => (row.nodeId === nodeId ? { ...row, issuedCount } : row));
  };
  const issued = (bizTag = 'a') => details.of(bizTag).map(({ nodeId, text }) => [nodeId, JSON.parse(text).issuedCount]);
  return { table, details, write, issued };
}

const SEEN = [{ nodeId: 'n1', heartbeatAtMs: 1 }];

describe('the buffers of tags that are looked at', () => {
  it('are read whole once, and then only where something was written', async () => {
    const { table, details, write, issued } = ofTwoNodes();
    await details.load(['a']);
    await details.load(['a']);
    write('n1', 2);
    write('n2', 2);
    await details.update(SEEN, ['a', 'not-looked-at']);
    expect(issued()).toEqual([
      ['n1', 2],
      ['n2', 1],
    ]);
    expect(table.reads).toEqual(['whole a', 'changes a']);
  });

  it('are read once for all who ask at the same time', async () => {
    const { table, details } = ofTwoNodes();
    await Promise.all([details.load(['a', 'b']), details.load(['b', 'a', 'c'])]);
    expect(table.reads).toEqual(['whole a,b', 'whole c']);
  });

  it('are read anew when something was written while they were being read', async () => {
    const { table, details, write, issued } = ofTwoNodes();
    const release = table.hold();
    const loading = details.load(['a']);
    write('n1', 2);
    await details.update(SEEN, ['a']);
    release();
    await loading;
    await details.load(['a']);
    expect(issued()[0]).toEqual(['n1', 2]);
  });

  it('are read anew when nodes have come or gone', async () => {
    const { details, issued } = ofTwoNodes();
    await details.load(['a']);
    details.setNodes(['n2']);
    await details.load(['a']);
    expect(issued()).toEqual([['n2', 1]]);
  });

  it('are read anew when their changes could not be', async () => {
    const { table, details, write, issued } = ofTwoNodes();
    await details.load(['a']);
    write('n1', 2);
    const { buffersSince } = table;
    table.buffersSince = () => Promise.reject(new Error('away'));
    await expect(details.update(SEEN, ['a'])).rejects.toThrow('away');
    expect(issued()[0]).toEqual(['n1', 1]);
    table.buffersSince = buffersSince;
    await details.load(['a']);
    expect(issued()[0]).toEqual(['n1', 2]);
  });
});
