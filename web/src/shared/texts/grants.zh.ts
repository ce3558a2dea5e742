/** The texts of the page of grants, in Chinese. */
import type { grantsEn } from './grants.en.js';

export const grantsZh: typeof grantsEn = {
  title: '号段分配',
  intro:
    '每一次号段预留：何时、哪个业务标签、哪个节点。最新的在前；一个号段就是数据库中一行的一次更新，其他节点绝不会再得到它。',
  tag: '业务标签',
  tagHint: '全部业务标签',
  filter: '查看',
  clear: '全部业务标签',
  notATag: '只能含字母、数字、点、下划线、冒号和连字符，且以字母或数字开头。',
  time: '时间',
  range: '范围',
  to: '至',
  count: '数量',
  node: '节点',
  actions: '操作',
  copy: '复制范围 {{start}} 至 {{end}}',
  inspect: '查询',
  inspectLabel: '查询 {{bizTag}} 的 {{id}}',
  emptyTitle: '还没有预留过号段',
  empty: '有人取号时，节点才会预留该标签的第一个号段：',
  noneOfTag: '“{{bizTag}}”还没有预留过号段',
  noneOfTagText: '可能还没有人取过它的号，也可能没有这个标签。区分大小写。',
  pastEnd: '没有第 {{page}} 页',
  toFirst: '回到第一页',
};
