/** The texts of the ID inspector, in Chinese. */
import type { inspectorEn } from './inspector.en.js';

export const inspectorZh: typeof inspectorEn = {
  title: '号码查询',
  intro: '粘贴一个号码，看它属于谁：哪个业务标签、哪个节点预留、何时预留。',
  number: '号码',
  numberHint: '空格和逗号无妨',
  tag: '业务标签',
  tagHint: '任意业务标签',
  inspect: '查询',
  faults: {
    empty: '请先粘贴一个号码。',
    'not-a-number': '这不是一个号码。只能查询数字；数字之间的空格和逗号无妨。',
    'too-long': '号码不会超过 19 位。是否一次粘贴了多个？',
  },
  notATag: '只能含字母、数字、点、下划线、冒号和连字符，且以字母或数字开头。',
  noSuchTag: '没有这个名称的业务标签。区分大小写。',
  startTitle: '号码自己会说明来历',
  start:
    '节点预留的每个号段都有记录，所以每个号码都能追溯到节点和时刻。各业务标签各自计数：不选标签时，同一个号码可能在多个标签中找到。',
  found_one: '{{id}} 已被 {{count}} 个业务标签预留',
  found_other: '{{id}} 已被 {{count}} 个业务标签预留',
  copyNumber: '复制号码',
  copyLink: '复制此结果的链接',
  noneTitle: '没有业务标签预留过 {{id}}',
  none: '此集群没有发出过它。请检查是否少了一位数字，或选择一个业务标签，看它为何不可能是该标签的号码。',
  status: '状态',
  statuses: {
    given: '已发出',
    held: '持有中，尚未发出',
    unrecorded: '已预留，但无记录',
    'not-reserved': '尚未预留',
    outside: '不是此标签的号码',
  },
  sentences: {
    given: '节点预留了此号码，此后已经发出，或在停止时作废。',
    held: '有节点在缓冲区中持有此号码，还没有给任何人。',
    unrecorded:
      '它小于此标签的最大值，但没有保留相应的分配记录：可能在 Banyan 接管之前就已预留（由 Leaf，或很久以前），也可能被跳过。',
    'not-reserved': '它不小于此标签的最大值：没有节点预留过它，所以不可能有人从这里得到它。',
    outside: '此标签的号码是另一种长度，所以它不可能是其中之一。',
  },
  node: '预留节点',
  time: '预留时间',
  range: '范围',
  place: '在号段中的位置',
  placeOf: '第 {{place}} 个，共 {{count}} 个',
  toGrants: '此标签的号段分配',
  onlyTag: '只在此标签中查询',
  anyTag: '在全部业务标签中查询',
};
