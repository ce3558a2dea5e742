/** The life of a promotion on two servers, by a database clock that the test moves. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditList, PromotionPreview, TagHistory } from '#contract';
import { newTagName } from '../support/databases.js';
import { until } from '../support/until.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set(2);
});
afterAll(() => stage.strike());

const WANTED = 300_000;

describe('a promotion', () => {
  it('waits for its lead, warms every node before the start, holds the floor to the end, and gives it back', async () => {
    const bizTag = await stage.tag();
    // Both hold short segments, which the jump has to drop.
    await stage.serve(bizTag);
    const planned = await stage.promotion(bizTag);
    // 1,000 a second over two nodes for ten minutes.
    expect(planned).toMatchObject({ state: 'scheduled', version: 1, nodes: 2 });
    expect(planned.plan).toMatchObject([
      { bizTag, step: WANTED, runwayMs: 600_000, writesPerSecond: 0.0033, nodes: 2 },
    ]);

    stage.mariaDb.moveClock(2 * HOUR_MS - MINUTE_MS);
    // Another one whose time has come, so that it is seen that a node has looked at the time.
    const due = await stage.promotion(await stage.tag(), { startsAt: stage.at(MINUTE_MS / 2), leadMinutes: 0.5 });
    await stage.reached(due.id, 'warming');
    expect((await stage.detail(planned.id)).state).toBe('scheduled');

    stage.mariaDb.moveClock(MINUTE_MS);
    await stage.reached(planned.id, 'warming');
    const warm = await until('every node is warm', async () => {
      const { progress } = await stage.detail(planned.id);
      return progress.length === 2 && progress.every(({ warmCount, tagCount }) => warmCount === tagCount)
        ? progress
        : undefined;
    });
    expect(warm.map(({ waiting }) => waiting)).toEqual([[], []]);
    expect(await stage.lengths(bizTag)).toEqual([
      [WANTED, WANTED],
      [WANTED, WANTED],
    ]);
    const warmed = await stage.tagDetail(bizTag);
    expect(warmed).toMatchObject({ stepFloor: WANTED, step: 100, promotions: [{ id: planned.id, step: WANTED }] });
    expect(warmed.buffers.map(({ stepChange }) => stepChange?.cause)).toEqual(['floor', 'floor']);

    stage.mariaDb.moveClock(HOUR_MS);
    const active = await stage.reached(planned.id, 'active');
    expect(active.detail).toBe('2 of 2 nodes were warm');
    for (const server of stage.servers)
      expect((await server.get(`/api/v1/ids/${bizTag}/batch?count=500`)).ok).toBe(true);

    stage.mariaDb.moveClock(HOUR_MS);
    const done = await stage.reached(planned.id, 'done');
    const restored = await stage.restored(bizTag);
    expect(restored).toMatchObject({ step: 100, promotions: [] });
    // The step itself stays: the policy brings it down, segment by segment.
    expect(restored.buffers.map(({ step }) => step)).toEqual([WANTED, WANTED]);
    expect(done.events.map(({ from, state }) => [from, state])).toEqual([
      [null, 'scheduled'],
      ['scheduled', 'warming'],
      ['warming', 'active'],
      ['active', 'restoring'],
      ['restoring', 'done'],
    ]);
    const nodeIds = new Set(restored.buffers.map(({ nodeId }) => nodeId));
    expect(done.events.every(({ nodeId }) => nodeIds.has(nodeId))).toBe(true);
    expect(done.events.map(({ lateMs }) => lateMs)).toEqual([0, 0, 0, 0, 0]);
    expect(done.report).toMatchObject({
      items: [{ bizTag, plannedRate: 1_000, refills: 4 }],
    });
  });

  it('writes down the last minute into its report when the nodes have told it', async () => {
    const bizTag = await stage.tag();
    const planned = await stage.promotion(bizTag);
    stage.mariaDb.moveClock(3 * HOUR_MS);
    await stage.reached(planned.id, 'active');
    stage.mariaDb.moveClock(HOUR_MS);
    expect((await stage.reached(planned.id, 'done')).report?.isFinal).toBe(false);
    stage.mariaDb.moveClock(2 * MINUTE_MS);
    const { report } = await until('the report is final', async () => {
      const detail = await stage.detail(planned.id);
      return detail.report?.isFinal ? detail : undefined;
    });
    expect(report?.items).toHaveLength(1);
  });

  it('is kept in the audit, step by step', async () => {
    const bizTag = await stage.tag();
    const { id, name } = await stage.promotion(bizTag);
    stage.mariaDb.moveClock(2 * HOUR_MS);
    await stage.reached(id, 'warming');
    const admin = await stage.admin();
    const { items } = await admin.json<AuditList>(admin.get(`/audit?target=${name}`));
    expect(items.map(({ action, actor, after }) => [action, actor, after?.state])).toEqual([
      ['promotion.advance', 'system', 'warming'],
      ['promotion.create', stage.actor, 'scheduled'],
    ]);
  });
});

describe('a promotion that is cancelled', () => {
  it.each(['scheduled', 'warming', 'active'] as const)('while it is %s has nothing left in force', async (state) => {
    const bizTag = await stage.tag();
    const planned = await stage.promotion(bizTag);
    if (state !== 'scheduled') stage.mariaDb.moveClock(2 * HOUR_MS);
    if (state !== 'scheduled') await stage.reached(planned.id, 'warming');
    if (state === 'active') stage.mariaDb.moveClock(HOUR_MS);
    const { version } = await stage.reached(planned.id, state);
    const admin = await stage.admin();
    const cancelled = await admin.json(admin.delete(`/promotions/${planned.id}`, { version, reason: 'no sale' }));
    expect(cancelled).toMatchObject({
      state: 'cancelled',
      last: { from: state, actor: stage.actor, detail: 'no sale' },
    });
    if (state !== 'scheduled') {
      await stage.restored(bizTag);
      expect(cancelled).toMatchObject({ report: { isFinal: false, items: [{ bizTag, plannedRate: 1_000 }] } });
    }
    expect(await stage.tagDetail(bizTag)).toMatchObject({ stepFloor: null, promotions: [] });
    expect((await admin.delete(`/promotions/${planned.id}`, { version: version + 1, reason: 'x' })).status).toBe(400);
    // Its name is free again, and its time comes to nothing.
    stage.mariaDb.moveClock(2 * HOUR_MS);
    const again = await stage.promotion(bizTag, { name: planned.name });
    expect(again.state).toBe('scheduled');
    expect((await stage.detail(planned.id)).state).toBe('cancelled');
  });
});

describe('promotions that overlap', () => {
  it('have the higher floor in force, and the lower one when that is over', async () => {
    const bizTag = await stage.tag();
    const low = await stage.promotion(bizTag, { endsAt: stage.at(6 * HOUR_MS) });
    const high = await stage.promotion(bizTag, { items: [{ bizTag, peakRate: 2_000 }] });
    stage.mariaDb.moveClock(3 * HOUR_MS);
    await Promise.all([stage.reached(low.id, 'active'), stage.reached(high.id, 'active')]);
    const both = await until('the higher floor is in force', async () => {
      const detail = await stage.tagDetail(bizTag);
      return detail.stepFloor === 2 * WANTED ? detail : undefined;
    });
    expect(both.promotions.map(({ id }) => id)).toEqual([high.id, low.id]);
    stage.mariaDb.moveClock(HOUR_MS);
    await stage.reached(high.id, 'done');
    await until('the lower floor is in force', async () => {
      const { stepFloor, buffers } = await stage.tagDetail(bizTag);
      return stepFloor === WANTED && buffers.every((buffer) => buffer.stepFloor === WANTED);
    });
    expect((await stage.detail(low.id)).state).toBe('active');
  });
});

describe('a promotion that is changed', () => {
  it('while it is on takes a higher peak and a later end, and not another start', async () => {
    const bizTag = await stage.tag();
    const planned = await stage.promotion(bizTag);
    stage.mariaDb.moveClock(3 * HOUR_MS);
    const { version } = await stage.reached(planned.id, 'active');
    const admin = await stage.admin();
    const path = `/promotions/${planned.id}`;
    const moved = await admin.patch(path, { startsAt: stage.at(10 * MINUTE_MS), version, reason: 'x' });
    expect(await moved.json()).toMatchObject({ code: 'INVALID_REQUEST', fields: [{ field: 'startsAt' }] });
    const items = [{ bizTag, peakRate: 5_000 }];
    const endsAt = stage.at(2 * HOUR_MS);
    const changed = await admin.json(admin.patch(path, { items, endsAt, version, reason: 'more than we thought' }));
    expect(changed).toMatchObject({ state: 'active', version: version + 1, plan: [{ step: 5 * WANTED }] });
    await until('both nodes have the new floor', async () => {
      const { buffers } = await stage.tagDetail(bizTag);
      return (
        buffers.length === 2 && buffers.every(({ stepFloor, step }) => stepFloor === 5 * WANTED && step === 5 * WANTED)
      );
    });
    const stale = await admin.patch(path, { safetyFactor: 2, version, reason: 'x' });
    expect(await stale.json()).toMatchObject({
      code: 'VERSION_CONFLICT',
      conflict: { current: { version: version + 1 } },
    });
    stage.mariaDb.moveClock(HOUR_MS);
    const other = await stage.promotion(bizTag, { startsAt: stage.at(MINUTE_MS), leadMinutes: 1 });
    await stage.reached(other.id, 'warming');
    expect((await stage.detail(planned.id)).state).toBe('active');
  });

  it('from a draft is carried out only when it is scheduled', async () => {
    const bizTag = await stage.tag();
    const draft = await stage.promotion(bizTag, { state: 'draft' });
    expect(draft.state).toBe('draft');
    stage.mariaDb.moveClock(2 * HOUR_MS + MINUTE_MS);
    const other = await stage.promotion(bizTag, { startsAt: stage.at(MINUTE_MS), leadMinutes: 1 });
    await stage.reached(other.id, 'warming');
    expect((await stage.detail(draft.id)).state).toBe('draft');
    const admin = await stage.admin();
    const late = await admin.patch(`/promotions/${draft.id}`, { state: 'scheduled', version: 1, reason: 'now' });
    expect(await late.json()).toMatchObject({ fields: [{ field: 'leadMinutes' }] });
    const change = { state: 'scheduled', leadMinutes: 10, version: 1, reason: 'now' };
    expect(await admin.json(admin.patch(`/promotions/${draft.id}`, change))).toMatchObject({
      state: 'scheduled',
      version: 2,
    });
    stage.mariaDb.moveClock(50 * MINUTE_MS);
    await stage.reached(draft.id, 'warming');
  });
});

describe('what a promotion covers', () => {
  it('are all the tags that its pattern fits when it is warmed, also those made since, without those deleted', async () => {
    const [kept, gone] = [await stage.tag(), await stage.tag()];
    const admin = await stage.admin();
    const prefix = newTagName('family');
    const make = async (name: string) => {
      const bizTag = `${prefix}-${name}`;
      await admin.json(admin.post('/tags', { bizTag, step: 100, stepMax: 10_000_000, reason: 'a test' }));
      return bizTag;
    };
    const first = await make('a');
    const items = [
      { bizTag: `${prefix}-*`, peakRate: 2_000 },
      { bizTag: kept, peakRate: 1_000 },
      { bizTag: gone, peakRate: 1_000 },
    ];
    const planned = await stage.promotion(kept, { items });
    expect(planned.plan.map(({ bizTag }) => bizTag)).toEqual([first, kept, gone].sort());
    const second = await make('b');
    expect((await admin.delete(`/tags/${gone}`, { version: 1, reason: 'a test' })).status).toBe(204);
    stage.mariaDb.moveClock(2 * HOUR_MS);
    const warming = await stage.reached(planned.id, 'warming');
    expect(warming.plan.map(({ bizTag, step }) => [bizTag, step])).toEqual(
      [first, second, kept].sort().map((bizTag) => [bizTag, bizTag === kept ? WANTED : 2 * WANTED]),
    );
    expect(warming.detail).toContain(`there is no ${gone}`);
  });

  it('has its last numbers shared by the nodes where they were used up since it was planned', async () => {
    const bizTag = await stage.tag({ idLength: 7 });
    const { id } = await stage.promotion(bizTag);
    const admin = await stage.admin();
    await admin.json(admin.post(`/tags/${bizTag}/skip`, { maxId: '9900000', reason: 'a test' }));
    await until('it is known how many are left', async () => (await stage.tagDetail(bizTag)).maxId === '9900000');
    stage.mariaDb.moveClock(2 * HOUR_MS);
    const warming = await stage.reached(id, 'warming');
    expect(warming.plan).toMatchObject([{ step: 25_000, stepWanted: WANTED }]);
    expect(warming.detail).toContain('has too few numbers');
    await until('both nodes hold as much', async () => {
      const lengths = await stage.lengths(bizTag);
      return lengths.length === 2 && lengths.flat().every((length) => length === 25_000);
    });
    for (const server of stage.servers) expect((await server.get(`/api/v1/ids/${bizTag}`)).ok).toBe(true);
  });

  it('may be gone altogether: then it has failed, and says so', async () => {
    const bizTag = await stage.tag();
    const { id } = await stage.promotion(bizTag);
    const admin = await stage.admin();
    await admin.delete(`/tags/${bizTag}`, { version: 1, reason: 'a test' });
    stage.mariaDb.moveClock(2 * HOUR_MS);
    const failed = await stage.reached(id, 'failed');
    expect(failed).toMatchObject({ detail: 'none of its biz tags is there any more', report: null });
  });
});

describe('a plan by what was seen', () => {
  it('takes the highest peak of the days asked for, or of the last promotion', async () => {
    const bizTag = await stage.tag();
    const dayMs = Math.floor(stage.mariaDb.now() / DAY_MS) * DAY_MS;
    const peaks = [
      [0, 100],
      [3, 250],
      [40, 900],
    ].map(([days = 0, peak]) => `('${bizTag}', ${dayMs - days * DAY_MS}, ${peak}, 0)`);
    await stage.mariaDb.query(`INSERT INTO tag_day_peak VALUES ${peaks.join(', ')}`, stage.databaseUrl);
    const admin = await stage.admin();
    const planOf = async (item: object) => {
      const times = { startsAt: stage.at(3 * HOUR_MS), endsAt: stage.at(4 * HOUR_MS) };
      const { plan } = await admin.json<PromotionPreview>(
        admin.post('/promotions/preview', { ...times, items: [{ bizTag, ...item }] }),
      );
      return plan[0];
    };
    expect(await planOf({ multiple: 10, ofDays: 7 })).toMatchObject({ peakRate: 2_500, seenRate: 250, basis: 'days' });
    expect(await planOf({ multiple: 2, ofDays: 60 })).toMatchObject({ peakRate: 1_800, seenRate: 900, basis: 'days' });
    expect(await planOf({ multiple: 2, ofLastPromotion: true })).toMatchObject({ peakRate: 0, basis: 'none' });
    const { id } = await stage.promotion(bizTag);
    stage.mariaDb.moveClock(3 * HOUR_MS);
    await stage.reached(id, 'active');
    await until('numbers are taken in a minute by the new time', async () => {
      await stage.first.get(`/api/v1/ids/${bizTag}/batch?count=400`);
      const { items } = await admin.json<TagHistory>(admin.get(`/tags/${bizTag}/history`));
      return items.some(({ at, numbers }) => numbers > 0 && Date.parse(at) > stage.mariaDb.now() - 2 * MINUTE_MS);
    });
    stage.mariaDb.moveClock(HOUR_MS);
    const { report } = await stage.reached(id, 'done');
    const actualRate = report?.items[0]?.actualRate ?? 0;
    expect(actualRate).toBeGreaterThan(10);
    expect(await planOf({ multiple: 2, ofLastPromotion: true })).toMatchObject({
      seenRate: actualRate,
      basis: 'promotion',
    });
  });
});
