/** The texts of the console, in Chinese, which has no plural: `_one` reads as `_other`. */

import { accountZh } from './texts/account.zh.js';
import { auditZh } from './texts/audit.zh.js';
import { grantsZh } from './texts/grants.zh.js';
import { inspectorZh } from './texts/inspector.zh.js';
import { nodesZh } from './texts/nodes.zh.js';
import { operatorsZh } from './texts/operators.zh.js';
import { overviewZh } from './texts/overview.zh.js';
import { promotionsZh } from './texts/promotions.zh.js';
import { shellZh } from './texts/shell.zh.js';
import { tagZh } from './texts/tag.zh.js';
import { tagsZh } from './texts/tags.zh.js';
import { tokensZh } from './texts/tokens.zh.js';
import type { Texts } from './texts-en.js';

export const zh: Texts = {
  ...shellZh,
  overview: overviewZh,
  tags: tagsZh,
  tag: tagZh,
  promotions: promotionsZh,
  nodes: nodesZh,
  grants: grantsZh,
  inspector: inspectorZh,
  audit: auditZh,
  tokens: tokensZh,
  operators: operatorsZh,
  account: accountZh,
};
