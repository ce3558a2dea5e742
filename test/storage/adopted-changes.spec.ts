/** Changes of biz tags in a table that Leaf made, with a character set and length of its own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Storage } from '#storage';
import { Databases, newTagName } from '../support/databases.js';
import { change, create, recordOf, remove } from '../support/tag-changes.js';

let databases: Databases;
beforeAll(async () => {
  databases = await Databases.start();
});
afterAll(() => databases.remove());

const adopted = (options: string) => `
  CREATE TABLE leaf_alloc (
    biz_tag varchar(128) NOT NULL DEFAULT '',
    max_id bigint(20) NOT NULL DEFAULT '1',
    step int(11) NOT NULL,
    description varchar(40) DEFAULT NULL,
    update_time timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    PRIMARY KEY (biz_tag)
  ) ENGINE=InnoDB ${options};
  INSERT INTO leaf_alloc (biz_tag, max_id, step, description) VALUES ('Order', 100, 10, 'the first')`;

describe.each([
  ['latin1', 'DEFAULT CHARSET=latin1', ''],
  ['utf8mb3', 'DEFAULT CHARSET=utf8mb3', ''],
  ['latin1 in the lenient mode', 'DEFAULT CHARSET=latin1', "SET GLOBAL sql_mode = ''"],
])('an adopted table in %s', (_name, options, mode) => {
  let storage: Storage;
  beforeAll(async () => {
    if (mode !== '') await databases.mariaDb.query(mode);
    const database = await databases.create('MariaDB');
    await databases.mariaDb.query(adopted(options), database.databaseUrl);
    storage = new Storage({ ...database, nodeId: 'node-a' });
    await storage.connect();
  });
  afterAll(async () => {
    await storage.close();
    await databases.mariaDb.query("SET GLOBAL sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'");
  });

  it('refuses a name it takes for another, and says which', async () => {
    await expect(create(storage, 'ORDER')).rejects.toMatchObject({ kind: 'taken', bizTag: 'Order' });
    expect(await change(storage, 'ORDER', { step: 5 })).toBeUndefined();
    expect(await remove(storage, 'order')).toBeUndefined();
    expect(await storage.bizTags.reach('ORDER')).toBeUndefined();
    expect(await recordOf(storage, 'Order')).toMatchObject({ step: 10, version: 0 });
  });

  it('refuses a description that it would garble or cut, and keeps the one it had', async () => {
    for (const description of ['订单 🌳', 'x'.repeat(41)]) {
      const refused = expect(change(storage, 'Order', { description }));
      await refused.rejects.toMatchObject({ name: 'BizTagRefusal', kind: 'description' });
      await expect(create(storage, newTagName(), { description })).rejects.toMatchObject({ kind: 'description' });
    }
    expect(await recordOf(storage, 'Order')).toMatchObject({ description: 'the first', version: 0 });
  });
});
