/** The texts of the console, in English. A name that ends in `_one` or `_other` is the singular or plural of what `count` counts. */
import { accountEn } from './texts/account.en.js';
import { auditEn } from './texts/audit.en.js';
import { grantsEn } from './texts/grants.en.js';
import { inspectorEn } from './texts/inspector.en.js';
import { nodesEn } from './texts/nodes.en.js';
import { operatorsEn } from './texts/operators.en.js';
import { overviewEn } from './texts/overview.en.js';
import { promotionsEn } from './texts/promotions.en.js';
import { shellEn } from './texts/shell.en.js';
import { tagEn } from './texts/tag.en.js';
import { tagsEn } from './texts/tags.en.js';
import { tokensEn } from './texts/tokens.en.js';

export const en = {
  ...shellEn,
  overview: overviewEn,
  tags: tagsEn,
  tag: tagEn,
  promotions: promotionsEn,
  nodes: nodesEn,
  grants: grantsEn,
  inspector: inspectorEn,
  audit: auditEn,
  tokens: tokensEn,
  operators: operatorsEn,
  account: accountEn,
};

export type Texts = typeof en;
