/** What promotions are refused or warned of, at which field and with which figure; on either database. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditList, Problem, PromotionDetail, PromotionPreview } from '#contract';
import { type AdminClient, adminOf } from '../support/admin.js';
import { DATABASE_KINDS, Databases, newTagName } from '../support/databases.js';
import { ServerProcess } from '../support/server.js';
import { until } from '../support/until.js';

const MINUTE_MS = 60_000;
const at = (inMinutes: number) => new Date(Date.now() + inMinutes * MINUTE_MS).toISOString();

let databases: Databases;
beforeAll(async () => {
  databases = await Databases.start();
});
afterAll(() => databases.remove());

describe.each(DATABASE_KINDS)('a promotion on %s', (kind) => {
  let server: ServerProcess;
  let admin: AdminClient;
  let bizTag: string;
  beforeAll(async () => {
    const { settings } = await databases.create(kind);
    server = await ServerProcess.start({ ...settings, SYNC_INTERVAL_MS: '300' });
    admin = await adminOf(server);
    bizTag = newTagName();
    const tag = { bizTag, step: 100, stepMax: 10_000, idLength: 9, reason: 'a test' };
    await admin.json(admin.post('/tags', tag));
  });
  afterAll(() => server.stop('SIGKILL'));

  const wish = (given: object = {}) => ({
    name: newTagName('promotion'),
    startsAt: at(60),
    endsAt: at(120),
    zone: 'Asia/Shanghai',
    leadMinutes: 10,
    safetyFactor: 1,
    runwayMinutes: 1,
    items: [{ bizTag, peakRate: 100 }],
    reason: 'a test',
    ...given,
  });

  const wrong: readonly [string, () => object, string, RegExp][] = [
    ['ends before it starts', () => ({ endsAt: at(30) }), 'endsAt', /after startsAt/],
    [
      'ends when it starts',
      () => ({ startsAt: '2030-01-01T00:00:00Z', endsAt: '2030-01-01T08:00:00+08:00' }),
      'endsAt',
      /after startsAt/,
    ],
    ['lasts a year', () => ({ endsAt: at(365 * 24 * 60) }), 'endsAt', /within 31 days/],
    [
      'starts in the past',
      () => ({ startsAt: at(-1) }),
      'startsAt',
      /in the future: by the clock of the database it is 20/,
    ],
    ['has no offset in its time', () => ({ startsAt: '2030-11-11T00:00:00' }), 'startsAt', /with its offset/],
    ['has a zone that is none', () => ({ zone: 'Asia/Atlantis' }), 'zone', /IANA time zone/],
    [
      'warms longer than there is time',
      () => ({ leadMinutes: 90 }),
      'leadMinutes',
      /at most (59\.\d+|60): the start is in/,
    ],
    ['warms after the start', () => ({ leadMinutes: -1 }), 'leadMinutes', /from 0 to 10080/],
    [
      'names a tag that is not there',
      () => ({ items: [{ bizTag: 'ordre', peakRate: 1 }] }),
      'items.0.bizTag',
      /there is no ordre/,
    ],
    [
      'has a pattern that matches nothing',
      () => ({ items: [{ bizTag: 'x-*', peakRate: 1 }] }),
      'items.0.bizTag',
      /no biz tag fits x-\*/,
    ],
    ['expects nothing', () => ({ items: [{ bizTag, peakRate: 0 }] }), 'items.0.peakRate', /from 1 to 10000000/],
    ['expects the absurd', () => ({ items: [{ bizTag, peakRate: 1e12 }] }), 'items.0.peakRate', /from 1 to 10000000/],
    [
      'expects a rate that is text',
      () => ({ items: [{ bizTag, peakRate: '20000' }] }),
      'items.0.peakRate',
      /number from 1/,
    ],
    [
      'expects nothing said',
      () => ({ items: [{ bizTag }] }),
      'items.0.peakRate',
      /is missing: give peakRate, or multiple/,
    ],
    ['is a multiple of nothing said', () => ({ items: [{ bizTag, multiple: 2 }] }), 'items.0.ofDays', /ofDays/],
    [
      'has both a rate and a multiple',
      () => ({ items: [{ bizTag, peakRate: 1, multiple: 2, ofDays: 1 }] }),
      'items.0.multiple',
      /left out/,
    ],
    ['names no tag', () => ({ items: [] }), 'items', /at least one biz tag/],
    ['has a safety factor below one', () => ({ safetyFactor: 0.5 }), 'safetyFactor', /from 1 to 10/],
    ['has no runway', () => ({ runwayMinutes: 0 }), 'runwayMinutes', /from 0\.01/],
    ['has no name', () => ({ name: ' ' }), 'name', /is missing/],
    ['has no reason', () => ({ reason: '' }), 'reason', /must say why/],
    // 9,000,000 / s for a day: a segment of 2^31 - 1, cut at stepMax; with 900,000,000 numbers even so.
    [
      'would use the numbers up by warming alone',
      () => ({ items: [{ bizTag: 'tiny', peakRate: 5_000 }], runwayMinutes: 10 }),
      'items.0.bizTag',
      /tiny has 900000 left, and two segments on each of 1 nodes take 6000000: raise idLength to 7/,
    ],
  ];

  it.each(wrong)('that %s is refused at the field, and not kept', async (_what, given, field, message) => {
    if (field === 'items.0.bizTag')
      await admin.post('/tags', { bizTag: 'tiny', step: 10, stepMax: 50_000_000, idLength: 6, reason: 'x' });
    const asked = wish(given());
    const response = await admin.post('/promotions', asked);
    const problem = (await response.json()) as Problem;
    expect([response.status, problem.code]).toEqual([400, 'INVALID_REQUEST']);
    expect(problem.fields?.find((fault) => fault.field === field)?.message).toMatch(message);
    const { name, reason, ...unnamed } = asked as Record<string, unknown>;
    if (field !== 'name' && field !== 'reason')
      expect((await admin.post('/promotions/preview', unnamed)).status).toBe(400);
    const { items } = await admin.json<{ items: { name: string }[] }>(admin.get('/promotions?pageSize=500'));
    expect(items.some((one) => one.name === name)).toBe(false);
    expect(reason).toBeDefined();
  });

  it('of a name that another one has which has not ended is refused, and refusals are audited', async () => {
    const first = await admin.json<PromotionDetail>(admin.post('/promotions', wish()));
    const again = await admin.post('/promotions', wish({ name: first.name }));
    expect([again.status, ((await again.json()) as Problem).fields?.[0]?.field]).toEqual([400, 'name']);
    const second = await admin.json<PromotionDetail>(admin.post('/promotions', wish()));
    const renamed = await admin.patch(`/promotions/${second.id}`, { name: first.name, version: 1, reason: 'x' });
    expect(((await renamed.json()) as Problem).fields?.[0]?.field).toBe('name');
    const { items } = await admin.json<AuditList>(admin.get(`/audit?target=${first.name}`));
    expect(items.map(({ action, outcome, code }) => [action, outcome, code])).toEqual([
      ['promotion.create', 'refused', 'INVALID_REQUEST'],
      ['promotion.create', 'done', null],
    ]);
  });

  it('is warned of a stepMax and a number space that are too small, with the figures that would do', async () => {
    const items = [{ bizTag, peakRate: 400_000 }];
    const { warnings, plan } = await admin.json<PromotionPreview>(admin.post('/promotions/preview', wish({ items })));
    expect(plan[0]).toMatchObject({ step: 10_000, stepWanted: 24_000_000, runwayMs: 25 });
    expect(warnings.map(({ field }) => field)).toEqual(['items.0.bizTag', 'items.0.bizTag']);
    expect(warnings[0]?.message).toContain('takes 24000000: raise stepMax to that');
    expect(warnings[1]?.message).toContain('an idLength of 10 has room for it');
    const made = await admin.json<PromotionDetail>(admin.post('/promotions', wish({ items })));
    expect(made.warnings).toEqual(warnings);
  });

  it('with an offset that its zone does not have then is warned of', async () => {
    const startsAt = '2030-07-01T00:00:00+01:00';
    const endsAt = '2030-07-02T00:00:00+02:00';
    const { warnings, warmsAt } = await admin.json<PromotionPreview>(
      admin.post('/promotions/preview', wish({ zone: 'Europe/Berlin', startsAt, endsAt })),
    );
    expect(warnings).toEqual([
      { field: 'startsAt', bizTag: null, message: 'has the offset +01:00, and in Europe/Berlin it is +02:00 then' },
    ]);
    expect(warmsAt).toBe('2030-07-01T00:50:00+02:00');
  });

  it('that is not there, or whose id is none, is said so', async () => {
    for (const [id, status, code] of [
      ['prm_none', 404, 'NOT_FOUND'],
      ['a b', 400, 'INVALID_REQUEST'],
    ] as const) {
      const path = `/promotions/${encodeURIComponent(id)}`;
      const change = { safetyFactor: 2, version: 1, reason: 'x' };
      const answers = [admin.get(path), admin.patch(path, change), admin.delete(path, { version: 1, reason: 'x' })];
      for (const answer of await Promise.all(answers)) {
        expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([status, code]);
      }
    }
  });

  it('runs from the plan to the report within seconds where that is asked for', async () => {
    const seconds = (count: number) => new Date(Date.now() + count * 1_000).toISOString();
    const times = { startsAt: seconds(4), endsAt: seconds(6), leadMinutes: 0.05 };
    const { id } = await admin.json<PromotionDetail>(admin.post('/promotions', wish({ ...times, zone: 'UTC' })));
    const done = await until('it is done', async () => {
      await server.get(`/api/v1/ids/${bizTag}`);
      const detail = await admin.json<PromotionDetail>(admin.get(`/promotions/${id}`));
      return detail.state === 'done' ? detail : undefined;
    });
    expect(done.events.map(({ state }) => state)).toEqual(['scheduled', 'warming', 'active', 'restoring', 'done']);
    expect(done.report?.items).toMatchObject([{ bizTag, plannedRate: 100, refills: 2 }]);
    expect(done.report?.items[0]?.numbers).toBeGreaterThan(0);
  });
});
