/** The texts of the page of one's own account, in Chinese. */
import type { accountEn } from './account.en.js';

export const accountZh: typeof accountEn = {
  title: '我的账号',
  intro: '您在此的身份、权限和密码。',
  you: '您',
  may: '您可以',
  mayNot: '您不可以',
  abilities: {
    read: '查看标签、节点、号段分配、审计、令牌和操作员',
    tags: '创建、更改、暂停和删除业务标签',
    people: '管理操作员和令牌',
  },
  askAdmin: '管理员可以为您更改角色。',
  session: '当前会话',
  ends: '最迟结束时间',
  idleEnds: '闲置结束时间',
  in: '{{duration}}后',
  over: '现在',
  sessionHint: '会话结束后会请您重新登录；页面和已输入的内容不会丢失。',
  password: '更改我的密码',
  passwordText: '这会使您在其他地方退出登录：您的其他会话立即结束，当前会话继续。',
  current: '当前密码',
  fresh: '新密码',
  freshHint: '至少 {{count}} 个字符，其中至少四个不同',
  repeat: '再次输入新密码',
  differs: '两次输入不一致。',
  show: '显示或隐藏密码',
  submit: '更改密码',
  changed: '密码已更改。您的其他会话已结束。',
  here: '此浏览器',
  hereHint: '保存在此浏览器中，不影响他人。',
};
