/** What bad input gets: a clear message at the field, and nothing half-done. On either database. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Problem, problemSchema } from '#contract';
import { type BizTagRecord, Storage } from '#storage';
import { type AdminClient, adminOf } from '../support/admin.js';
import { DATABASE_KINDS, Databases, newTagName } from '../support/databases.js';
import { ServerProcess } from '../support/server.js';

let databases: Databases;
beforeAll(async () => {
  databases = await Databases.start();
});
afterAll(() => databases.remove());

const reason = 'a test';

const problemOf = async (answer: Promise<Response>): Promise<Problem> => {
  const response = await answer;
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  return problemSchema.parse(await response.json());
};

const LONG = 'a'.repeat(128);
const BAD_TAGS: readonly (readonly [string, unknown, string])[] = [
  ['no name', undefined, 'bizTag'],
  ['an empty name', '', 'bizTag'],
  ['a name past its length', `${LONG}a`, 'bizTag'],
  ['a name with a blank', 'a b', 'bizTag'],
  ['a name with a slash', 'a/b', 'bizTag'],
  ['a name that begins with a dot', '.a', 'bizTag'],
  ['a name with HTML', '<b>a</b>', 'bizTag'],
  ['a name with SQL', "a'; DROP TABLE leaf_alloc; --", 'bizTag'],
  ['a name in Chinese', '订单', 'bizTag'],
  ['a name with a control character', 'a\u0000b', 'bizTag'],
  ['a name with a line end', 'a\n', 'bizTag'],
  ['a name that is a number', 5, 'bizTag'],
  ['a name that is a list', ['a'], 'bizTag'],
];
const BAD_FIELDS: readonly (readonly [string, object, string])[] = [
  ['step 0', { step: 0 }, 'step'],
  ['step -1', { step: -1 }, 'step'],
  ['a huge step', { step: 2 ** 31 }, 'step'],
  ['a step that is no whole number', { step: 1.5 }, 'step'],
  ['a step as text', { step: '5' }, 'step'],
  ['a step of null', { step: null }, 'step'],
  ['a step of true', { step: true }, 'step'],
  ['stepMax 0', { stepMax: 0 }, 'stepMax'],
  ['a huge stepMax', { stepMax: 1e300 }, 'stepMax'],
  ['a stepMax below step', { step: 10, stepMax: 9 }, 'stepMax'],
  ['an idLength below the least', { idLength: 5 }, 'idLength'],
  ['an idLength past the most', { idLength: 20 }, 'idLength'],
  ['an idLength as text', { idLength: '12' }, 'idLength'],
  ['a description past its length', { description: 'x'.repeat(257) }, 'description'],
  ['a description with a line end', { description: 'a\nb' }, 'description'],
  ['a description with a NUL', { description: 'a\u0000b' }, 'description'],
  ['a description with an escape', { description: '\u001b[31mred' }, 'description'],
  ['a description that turns the direction of writing', { description: 'a\u202eb' }, 'description'],
  ['a description with half a character', { description: 'a\ud83d' }, 'description'],
  ['a description that is a number', { description: 5 }, 'description'],
  ['paused as text', { paused: 'yes' }, 'paused'],
  ['paused as a number', { paused: 1 }, 'paused'],
  ['no reason', { reason: undefined }, 'reason'],
  ['an empty reason', { reason: '' }, 'reason'],
  ['a reason of blanks', { reason: '   ' }, 'reason'],
  ['a reason past its length', { reason: 'x'.repeat(501) }, 'reason'],
  ['a reason with a control character', { reason: 'a\u0007b' }, 'reason'],
  ['a field that is not known', { colour: 'red' }, 'body'],
];
const BAD_MAX_IDS = ['-1', '1.5', '1e3', '', ' 5', '0x10', '9223372036854775808', '99999999999999999999', 5, null];

describe.each(DATABASE_KINDS)('biz tags of a server on %s', (kind) => {
  let server: ServerProcess;
  let admin: AdminClient;
  let storage: Storage;
  beforeAll(async () => {
    const database = await databases.create(kind);
    server = await ServerProcess.start({ ...database.settings, LOG_LEVEL: 'warn' });
    admin = await adminOf(server);
    storage = new Storage({ ...database, nodeId: 'looks-on' });
    await storage.connect();
  });
  afterAll(async () => {
    await storage.close();
    await server.stop();
  });

  const create = async (more: object = {}): Promise<{ bizTag: string }> =>
    admin.json(admin.post('/tags', { bizTag: newTagName(), step: 10, reason, ...more }));
  const stored = async (bizTag: string): Promise<BizTagRecord | undefined> =>
    (await storage.bizTags.loadAll()).tags.find((tag) => tag.bizTag === bizTag);

  it.each([
    ...BAD_TAGS.map(([what, bizTag, field]) => [what, { bizTag }, field] as const),
    ...BAD_FIELDS,
    ...BAD_MAX_IDS.map((maxId) => [`a maxId of ${JSON.stringify(maxId)}`, { maxId }, 'maxId'] as const),
  ])('are not made with %s: the field is named and nothing is left behind', async (_what, more, field) => {
    const bizTag = newTagName();
    const problem = await problemOf(admin.post('/tags', { bizTag, step: 10, reason, ...more }));
    expect(problem).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
    expect(problem.fields?.map((fault) => fault.field)).toContain(field);
    expect(problem.detail).toContain(field);
    expect(problem.detail).not.toMatch(/Invalid input|undefined/);
    expect(await stored(bizTag)).toBeUndefined();
  });

  it.each([
    ...BAD_FIELDS,
    ['nothing to change', {}, 'body'],
    ['no version', { version: undefined, paused: true }, 'version'],
    ['a version as text', { version: '1', paused: true }, 'version'],
    ['a version below 0', { version: -1, paused: true }, 'version'],
    ['another maximum', { maxId: '900' }, 'body'],
    ['another name', { bizTag: 'other' }, 'body'],
    ['a step past the ceiling that stays', { step: 101 }, 'step'],
    ['a ceiling below the step that stays', { stepMax: 9 }, 'stepMax'],
  ] as const)('are not changed with %s: the field is named and all stays as it was', async (_what, more, field) => {
    const { bizTag } = await create({ stepMax: 100 });
    const before = await stored(bizTag);
    const body: object = { version: 1, reason, ...more };
    const problem = await problemOf(admin.patch(`/tags/${bizTag}`, body));
    expect(problem).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
    expect(problem.fields?.map((fault) => fault.field)).toContain(field);
    expect(problem.detail).not.toMatch(/Invalid input|undefined/);
    expect(await stored(bizTag)).toEqual(before);
  });

  it.each([
    ['nothing', '', ['reason', 'version']],
    ['no reason', '?version=1', ['reason']],
    ['an empty reason', '?version=1&reason=', ['reason']],
    ['no version', '?reason=why', ['version']],
    ['a version that is no number', '?reason=why&version=1.0', ['version']],
    ['two versions', '?reason=why&version=1&version=2', ['version']],
    ['something else', '?reason=why&version=1&force=true', ['query']],
  ] as const)('are not deleted with %s', async (_what, query, fields) => {
    const { bizTag } = await create();
    const problem = await problemOf(admin.send('DELETE', `/tags/${bizTag}${query}`));
    expect(problem).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
    expect(problem.fields?.map(({ field }) => field)).toEqual(fields);
    expect(await stored(bizTag)).toBeDefined();
  });

  it.each([
    ['no body', undefined, 'INVALID_REQUEST'],
    ['null', null, 'INVALID_REQUEST'],
    ['a list', [], 'INVALID_REQUEST'],
    ['text', 'order', 'INVALID_REQUEST'],
    ['what would change the prototype', JSON.parse('{"__proto__":{"step":5}}'), 'INVALID_REQUEST'],
    ['a body of a megabyte', { bizTag: 'x'.repeat(2 ** 20) }, 'PAYLOAD_TOO_LARGE'],
  ] as const)('are not made of %s', async (_what, body, code) => {
    const problem = await problemOf(admin.post('/tags', body));
    expect(problem.code).toBe(code);
    expect(problem.detail).not.toMatch(/Invalid input|undefined/);
  });

  it.each([`/tags/${LONG}a`, '/tags/a%20b', '/tags/%E8%AE%A2', '/tags/a%00b'])(
    'are not looked for under a name that none can have: %s',
    async (path) => {
      const problem = await problemOf(admin.patch(path, { paused: true, version: 1, reason }));
      expect(problem).toMatchObject({ status: 400, code: 'INVALID_REQUEST', fields: [{ field: 'bizTag' }] });
    },
  );
});
