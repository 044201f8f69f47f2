/** What no interface of WeChat's does for us, in the order in which it is done. docs/DEPLOY.md has more. */
export const BY_HAND: readonly string[] = [
  'DevTools → dist/cloudfunctions/<function> → 上传并部署：所有文件, once: only DevTools uploads permissions.openapi of config.json',
  'Console → 开发 → 开发管理 → 消息推送: mode 云函数, function push, for text, image, miniprogrampage, user_enter_tempsession, user_authorization_revoke, user_authorization_cancellation, wxa_media_check, subscribe_msg_popup_event, subscribe_msg_change_event, subscribe_msg_sent_event',
  'Console → 云开发 → 设置 → 权限设置: allow 未登录用户访问, so that a shared day opens from Moments',
  'Console → 设置 → 服务内容声明 → 用户隐私保护指引: every line of docs/DEVICE-CHECKS.md, Declarations',
  'Console → 设置 → 基本设置 → 基础库最低版本设置: 2.32.3',
  'Console → 开发管理 → 开发设置 → 扫普通链接二维码打开小程序: one rule a maker’s domain, page packages/add/add',
  'Console → 版本管理: choose the uploaded version as 体验版, walk docs/DEVICE-CHECKS.md, submit with the notes of docs/DEPLOY.md',
];
