import { describe, expect, it } from 'vitest';
import { idFindingSchema } from '#contract';
import { MAX_ID_END } from '#segment';
import type { BizTagReach } from '#storage';
import { grantedFinding, ungrantedFinding } from './id-finding.js';

const grantedAt = new Date('2026-11-11T00:00:00.000Z');
const grant = { bizTag: 'order', start: 100n, end: 200n, nodeId: 'node-a', grantedAt };
const later = new Date(grantedAt.getTime() + 1);

describe('a number that a grant holds', () => {
  const current = { start: 100n, end: 200n, idle: 40 };
  const next = { start: 200n, end: 300n, idle: 100 };

  it.each<[bigint, string, string]>([
    [159n, 'given', 'the last one handed out'],
    [160n, 'held', 'the next one'],
    [199n, 'held', 'the last one of the segment'],
  ])('%i is %s: %s', (id, status, _which) => {
    expect(grantedFinding(id, grant, { saidAt: later, segments: [current, next] }).status).toBe(status);
  });

  it('is held whole in the segment that stands by', () => {
    const segments = [
      { start: 0n, end: 100n, idle: 3 },
      { ...current, idle: 100 },
    ];
    for (const id of [100n, 199n]) expect(grantedFinding(id, grant, { saidAt: later, segments }).status).toBe('held');
  });

  it('is given when its node no longer holds the segment, or is gone', () => {
    expect(grantedFinding(150n, grant, { saidAt: later, segments: [next] }).status).toBe('given');
    expect(grantedFinding(150n, grant, { saidAt: later, segments: [] }).status).toBe('given');
    expect(grantedFinding(150n, grant, undefined).status).toBe('given');
  });

  it('is held while its node has not been heard of since it reserved it', () => {
    const saidAt = new Date(grantedAt.getTime() - 1);
    expect(grantedFinding(150n, grant, { saidAt, segments: [] }).status).toBe('held');
  });

  it('is told with node, time and range, as the contract has it', () => {
    const finding = idFindingSchema.parse(grantedFinding(150n, grant, undefined));
    expect(finding.grant).toMatchObject({ start: '100', end: '200', count: 100, nodeId: 'node-a' });
    expect(finding.detail).toContain('node-a');
    expect(finding.detail).toContain('2026-11-11 at 00:00:00.000 UTC');
  });
});

describe('a number that no grant holds', () => {
  const reach = (more: Partial<BizTagReach>): BizTagReach => ({
    maxId: 500n,
    idLength: null,
    isDeleted: false,
    ...more,
  });

  it.each<[bigint, Partial<BizTagReach>, string]>([
    [499n, {}, 'unrecorded'],
    [500n, {}, 'not-reserved'],
    [500n, { isDeleted: true }, 'not-reserved'],
    [MAX_ID_END, {}, 'outside'],
    [9_999_999_999_999_999_999n, {}, 'outside'],
    [99_999n, { idLength: 6, maxId: 123_456n }, 'outside'],
    [1_000_000n, { idLength: 6, maxId: 123_456n }, 'outside'],
    [100_000n, { idLength: 6, maxId: 123_456n }, 'unrecorded'],
    [123_456n, { idLength: 6, maxId: 123_456n }, 'not-reserved'],
    [999_999n, { idLength: 6, maxId: 123_456n }, 'not-reserved'],
  ])('%i of a tag with %o is %s', (id, more, status) => {
    const finding = idFindingSchema.parse(ungrantedFinding('order', id, reach(more)));
    expect(finding).toMatchObject({ status, grant: null, id: String(id) });
  });
});
