/** The biz tags an empty database is given: the three of an order centre, twelve digits each. */
import type { NewBizTag } from '#storage';

/** Room for 9 x 10^11 orders: at 10,000 a second, nearly three years without a pause. */
const ID_LENGTH = 12;
const STEP = 10_000;

export const FIRST_TAGS: readonly NewBizTag[] = [
  { bizTag: 'order', description: 'Order numbers' },
  { bizTag: 'order-snapshot', description: 'Order snapshot numbers' },
  { bizTag: 'order-item-snapshot', description: 'Order item snapshot numbers' },
].map((tag) => ({ ...tag, step: STEP, idLength: ID_LENGTH }));
