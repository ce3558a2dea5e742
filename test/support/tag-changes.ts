/** Changes of biz tags as the server makes them: each in one transaction with its audit. */
import { type BizTagState, type Storage, type Transaction } from '#storage';

const STATE = { description: null, step: 10, stepMax: 1_000, idLength: null, paused: false } as const;
const DRAFT = {
  actor: 'somebody',
  role: 'operator',
  address: '127.0.0.1',
  requestId: 'r',
  action: 'tag.change',
  target: 't',
  reason: 'a test',
} as const;

/** A change the way the server makes one: in one transaction with its audit. */
export function inChange<T>(storage: Storage, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  return storage.audit.change(DRAFT, async (transaction) => ({
    before: null,
    after: null,
    result: await work(transaction),
  }));
}

export const create = (storage: Storage, bizTag: string, more: Partial<BizTagState> & { maxId?: bigint } = {}) =>
  inChange(storage, (transaction) =>
    storage.bizTagChanges.create(transaction, bizTag, (reservedEnd) => ({
      ...STATE,
      maxId: reservedEnd > 1n ? reservedEnd : 1n,
      ...more,
    })),
  );

export const change = (storage: Storage, bizTag: string, more: Partial<BizTagState>) =>
  inChange(storage, (transaction) =>
    storage.bizTagChanges.change(transaction, bizTag, (present) => ({ ...present, ...more })),
  );

export const remove = (storage: Storage, bizTag: string) =>
  inChange(storage, (transaction) => storage.bizTagChanges.remove(transaction, bizTag, () => undefined));

export const recordOf = async (storage: Storage, bizTag: string) =>
  (await storage.bizTags.loadAll()).tags.find((tag) => tag.bizTag === bizTag);
