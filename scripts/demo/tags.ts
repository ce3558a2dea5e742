/** The three biz tags of an order, and how many items it has. */
export const TAGS = ['order', 'order-snapshot', 'order-item-snapshot'] as const;

export const ITEMS_MAX = 5;
/** On average: any number from one on is as likely. */
export const ITEMS_PER_ORDER = (1 + ITEMS_MAX) / 2;
