/** Every problem: one title, one sentence, one thing to do. Keys are the codes of AppError. */
import { API_LIMITS } from '../contract/api';
import { LIMITS } from '../contract/counting';
import type { AppCode } from '../phone/errors';

/** What the one button does; the page that shows the problem knows how. */
export type ProblemAction =
  | 'retry'
  | 'open-bluetooth'
  | 'open-settings'
  | 'open-location'
  | 'read-guideline'
  | 'copy'
  | 'choose-model'
  | 'scan-again'
  | 'support'
  | 'open-bands'
  | 'back'
  | 'none';

export interface Problem {
  title: string;
  sentence: string;
  button: string;
  action: ProblemAction;
}

/** A problem in a line, where the page itself offers the one thing to do. */
export const problemLine = ({ title, sentence }: Problem): string =>
  /[。]$/.test(sentence) ? `${title}。${sentence}` : `${title}. ${sentence}`;

type Problems = Record<AppCode, Problem>;

const say = (title: string, sentence: string, button: string, action: ProblemAction): Problem => ({
  title,
  sentence,
  button,
  action,
});

const zhGone = say('找不到手环', '按亮手环，放在手机旁边。', '再试一次', 'retry');
const zhServer = say('服务出了点问题', '过一会儿再试一次。', '再试一次', 'retry');
const zhBand = say(
  '手环的回答读不懂',
  '没有写入任何数据，把手环放近一点再试。',
  '再试一次',
  'retry',
);
const zhInput = say('这一步没有成功', '请返回后再试一次。', '返回', 'back');

const zh: Problems = {
  'bluetooth-off': say(
    '手机蓝牙未打开',
    '打开蓝牙后会自动继续。',
    '打开蓝牙设置',
    'open-bluetooth',
  ),
  'bluetooth-unauthorized': say(
    '微信不能使用蓝牙',
    '在设置里允许后回到这里。',
    '去设置',
    'open-settings',
  ),
  'scope-refused': say('微信不能使用蓝牙', '在设置里允许后回到这里。', '去设置', 'open-settings'),
  'bluetooth-unsupported': say('这台设备不能连接手环', '图表和排行照常可用。', '返回', 'back'),
  'not-declared': say('此版本未声明蓝牙', '请在管理后台的隐私指引中添加。', '复制错误', 'copy'),
  'privacy-refused': say(
    '还没有同意隐私指引',
    '图表、排行和客服照常可用。',
    '查看指引',
    'read-guideline',
  ),
  'location-off': say(
    '手机定位开关未打开',
    '安卓要打开它才能搜索蓝牙，我们不读取位置。',
    '去打开',
    'open-location',
  ),
  'location-unauthorized': say(
    '微信没有定位权限',
    '安卓要允许它才能搜索蓝牙，我们不读取位置。',
    '去设置',
    'open-settings',
  ),
  'not-open': zhGone,
  'band-not-found': zhGone,
  timeout: say('手环没有按时回答', '已保存的不会丢。把手环放近一点再试。', '再试一次', 'retry'),
  'connect-failed': say('手环没有响应', '可能正连着另一部手机。', '再试一次', 'retry'),
  disconnected: say(
    '手环断开了',
    '已保存的不会丢，其余还在手环里。把手环放近一点再试。',
    '继续同步',
    'retry',
  ),
  'no-service': say('不是可用的手环', '这台设备没有计步服务，请选择别的设备。', '返回', 'back'),
  'no-characteristic': say(
    '不是可用的手环',
    '这台设备没有计步服务，请选择别的设备。',
    '返回',
    'back',
  ),
  'not-supported': say('手环不支持这个功能', '其他功能照常可用。', '返回', 'back'),
  busy: say('手环正忙', '等这次完成后再试。', '再试一次', 'retry'),
  system: say('蓝牙出了点问题', '已保存的不会丢。关闭再打开手机蓝牙后再试。', '再试一次', 'retry'),
  garbage: zhBand,
  refused: say(
    '手环拒绝了这次登录',
    '请在手环上确认，或先在原来的手机上解除绑定。还不行就在这里解除，再重新添加。',
    '再试一次',
    'retry',
  ),
  'needs-key': say('这款手环要厂商授权', '厂商还没有开通，请联系客服。', '联系客服', 'support'),
  'other-band': say('这是另一只手环', '请把要同步的那只放近一点。', '再试一次', 'retry'),
  'no-answer': say('手环没有响应', '按亮手环，放在手机旁边。', '再试一次', 'retry'),
  offline: say('没有网络', '连上网络后再试一次。', '再试一次', 'retry'),
  'cloud-timeout': say('网络有点慢', '过一会儿再试一次。', '再试一次', 'retry'),
  'cloud-failed': zhServer,
  internal: zhServer,
  unexpected: say('出了点意外', '没有丢失数据，请再试一次。', '再试一次', 'retry'),
  'drivers-missing': say('手环功能还没下载', '联网后再试，下载一次就够。', '再试一次', 'retry'),
  'storage-full': say('手机空间不够', '清理一些空间后再试一次。', '再试一次', 'retry'),
  'sync-running': say('这只手环正在同步', '等它完成就好。', '好', 'none'),
  unread: say(
    '有些数据没有读懂',
    '读懂的已经保存，其余还在手环里，再同步一次。',
    '再同步一次',
    'retry',
  ),
  unfinished: say('手环里还有数据没读完', '读到的已经保存，再同步一次。', '再同步一次', 'retry'),
  'old-code': say('这是 2014 年的微信硬件码', '直接选择型号就能添加。', '选择型号', 'choose-model'),
  'unknown-code': say('这不是手环的二维码', '请扫包装盒或表带内侧的码。', '重新扫', 'scan-again'),
  'bad-input': zhInput,
  'unknown-action': say('版本太旧', '关闭小程序后重新打开。', '返回', 'back'),
  'not-found': say('没有找到', '它可能已经被删除。', '返回', 'back'),
  forbidden: say('不能这样做', '它不属于你，或不再对你开放。', '返回', 'back'),
  'band-taken': say('这只手环属于另一个人', '请对方先在自己的手机上解除绑定。', '返回', 'back'),
  'too-many': say('数量到上限了', '先移除一些再添加。', '返回', 'back'),
  'too-old': say(
    '太久以前的记录没有计入',
    `超过 ${LIMITS.pastDays} 天的不再收。多半是手环的时间错过，同步时已经校准。`,
    '知道了',
    'none',
  ),
  future: say(
    '有些步数的时间还没到',
    '手机时间多半快了。打开自动设置时间，再同步一次就会计入。',
    '知道了',
    'none',
  ),
  'time-unknown': say(
    '有些记录不知道是哪天',
    '多半是手环的时间错过，那时的没有计入，其余照常。同步时已经校准，再出现就联系客服。',
    '知道了',
    'none',
  ),
  range: say('有些数值大得不可能', '它们没有计入，其余照常。再出现就联系客服。', '知道了', 'none'),
  'too-many-bands': say(
    '这只手环今天没有计入',
    `一天最多计 ${API_LIMITS.bandsPerDay} 只。解除不用的手环，明天起就会计入。`,
    '看手环',
    'open-bands',
  ),
  'too-often': say('操作太频繁', '什么都没有丢，一小时后再试。', '好', 'none'),
  contended: say('刚才有别的操作在进行', '这一次没有保存，请再试一次。', '再试一次', 'retry'),
  'account-gone': say('没有找到你的账号', '关闭小程序后重新打开，会自动恢复。', '返回', 'back'),
  'werun-refused': say('微信没有允许读取', '在设置里打开微信运动。', '去设置', 'open-settings'),
  'werun-off': say('还没开通微信运动', '在微信里开通后再来。', '再试一次', 'retry'),
  'needs-werun': say('还没有同意用微信运动', '读取它的步数要你单独同意。', '返回', 'back'),
  'needs-consent': say('同意后才能用', '读完说明只要一分钟。', '看说明', 'retry'),
  'guardian-needed': say(
    '需要家长同意',
    '未满 14 岁，家长同意后才能使用排行、分享和微信运动。',
    '请家长同意',
    'retry',
  ),
  'invite-expired': say('邀请已过期', '请对方重新发送。', '返回', 'back'),
  'invite-used': say('邀请已被使用', '请对方重新发送。', '返回', 'back'),
  'invite-own': say('这是你自己的邀请', '把卡片发给好友吧。', '返回', 'back'),
  'invite-invalid': say('邀请无效', '请对方重新发送。', '返回', 'back'),
  'invite-refused': say('不能接受这个邀请', '它可能不是发给你的，或者已经撤回。', '返回', 'back'),
  'already-friends': say('你们已经是好友', '去排行看看对方的步数。', '看排行', 'back'),
  'clock-wrong': say('手机时间不对', '在系统设置里打开自动设置时间。', '再试一次', 'retry'),
  'name-refused': say('这个名字不能用', '请换一个名字。', '返回', 'none'),
  'text-refused': say('附言没有通过检查', '换个说法，或者不写附言。', '好', 'none'),
  'text-unchecked': say('微信现在没法检查附言', '过一会儿再申请，或者不写附言。', '好', 'none'),
  'proof-refused': say('微信没有确认', '请从群里再打开一次小程序。', '返回', 'back'),
  'share-gone': say('这份分享已经看不到了', '可能已过期或被撤回。', '返回', 'back'),
  'quota-used': say('现在不能再回复', '对方说话后 48 小时内最多回复 5 条。', '好', 'none'),
  'day-closed': say('这一天已经定榜', '定榜之前才能加油。', '好', 'none'),
};

const enGone = say('Band not found', 'Wake it and keep it close.', 'Try again', 'retry');
const enServer = say('Something went wrong', 'Try again in a moment.', 'Try again', 'retry');
const enBand = say(
  "The band's answer makes no sense",
  'Nothing was written. Keep it close and try again.',
  'Try again',
  'retry',
);
const enInput = say('That did not work', 'Go back and try again.', 'Back', 'back');

const en: Problems = {
  'bluetooth-off': say(
    'Bluetooth is off',
    'It continues by itself once on.',
    'Open settings',
    'open-bluetooth',
  ),
  'bluetooth-unauthorized': say(
    'WeChat may not use Bluetooth',
    'Allow it, then come back.',
    'Settings',
    'open-settings',
  ),
  'scope-refused': say(
    'WeChat may not use Bluetooth',
    'Allow it, then come back.',
    'Settings',
    'open-settings',
  ),
  'bluetooth-unsupported': say(
    'This device cannot connect bands',
    'Charts and boards work.',
    'Back',
    'back',
  ),
  'not-declared': say(
    'This build has not declared Bluetooth',
    'Add it in the console.',
    'Copy',
    'copy',
  ),
  'privacy-refused': say(
    'Guideline not accepted',
    'Charts, boards and support still work.',
    'Read',
    'read-guideline',
  ),
  'location-off': say(
    'Location switch is off',
    'Android needs it to search; we read no location.',
    'Turn on',
    'open-location',
  ),
  'location-unauthorized': say(
    'WeChat may not use location',
    'Android needs it to search; we read no location.',
    'Settings',
    'open-settings',
  ),
  'not-open': enGone,
  'band-not-found': enGone,
  timeout: say(
    'The band did not answer in time',
    'Saved data is safe. Keep it close and try again.',
    'Try again',
    'retry',
  ),
  'connect-failed': say(
    'The band does not answer',
    'It may be connected elsewhere.',
    'Try again',
    'retry',
  ),
  disconnected: say(
    'The band disconnected',
    'Saved data is safe, the rest is still on the band. Keep it close and try again.',
    'Continue',
    'retry',
  ),
  'no-service': say(
    'Not a usable band',
    'This device has no step service. Choose another.',
    'Back',
    'back',
  ),
  'no-characteristic': say(
    'Not a usable band',
    'This device has no step service. Choose another.',
    'Back',
    'back',
  ),
  'not-supported': say('The band cannot do this', 'Everything else works.', 'Back', 'back'),
  busy: say('The band is busy', 'Try again when this is done.', 'Try again', 'retry'),
  system: say(
    'Bluetooth trouble',
    'Saved data is safe. Switch Bluetooth off and on, then try again.',
    'Try again',
    'retry',
  ),
  garbage: enBand,
  refused: say(
    'The band refused the login',
    'Confirm on the band, or unbind it on the other phone. If that fails, unbind it here and add it again.',
    'Try again',
    'retry',
  ),
  'needs-key': say(
    "This band needs its maker's key",
    'The maker has not set it up. Ask support.',
    'Support',
    'support',
  ),
  'other-band': say(
    'This is another band',
    'Keep the one you want to sync close.',
    'Try again',
    'retry',
  ),
  'no-answer': say('The band does not answer', 'Wake it and keep it close.', 'Try again', 'retry'),
  offline: say('Offline', 'Try again once you are online.', 'Try again', 'retry'),
  'cloud-timeout': say('The network is slow', 'Try again in a moment.', 'Try again', 'retry'),
  'cloud-failed': enServer,
  internal: enServer,
  unexpected: say('Something unexpected', 'No data was lost. Try again.', 'Try again', 'retry'),
  'drivers-missing': say(
    'Band support is not downloaded yet',
    'Go online and try again. Once is enough.',
    'Try again',
    'retry',
  ),
  'storage-full': say(
    'The phone is out of space',
    'Free some space and try again.',
    'Try again',
    'retry',
  ),
  'sync-running': say('This band is syncing', 'Just wait until it is done.', 'OK', 'none'),
  unread: say(
    'Some data could not be read',
    'The rest is saved; this stays on the band. Sync again.',
    'Sync again',
    'retry',
  ),
  unfinished: say(
    'There is more on the band',
    'What was read is saved. Sync again.',
    'Sync again',
    'retry',
  ),
  'old-code': say(
    'A 2014 WeChat hardware code',
    'Choose the model to add it.',
    'Choose',
    'choose-model',
  ),
  'unknown-code': say(
    'Not a band code',
    'Use the one on the box or strap.',
    'Scan again',
    'scan-again',
  ),
  'bad-input': enInput,
  'unknown-action': say(
    'Version too old',
    'Close the mini program and open it again.',
    'Back',
    'back',
  ),
  'not-found': say('Not found', 'It may have been deleted.', 'Back', 'back'),
  forbidden: say('Not possible', 'It is not yours, or no longer open to you.', 'Back', 'back'),
  'band-taken': say(
    'This band belongs to someone else',
    'Ask them to unbind it on their phone first.',
    'Back',
    'back',
  ),
  'too-many': say('Limit reached', 'Remove some first.', 'Back', 'back'),
  'too-old': say(
    'Records from long ago are left out',
    `Those over ${LIMITS.pastDays} days old are not taken. The band's clock was probably wrong; the sync has set it.`,
    'OK',
    'none',
  ),
  future: say(
    'Some steps are dated in the future',
    "This phone's clock is probably fast. Set its time automatically, then sync again.",
    'OK',
    'none',
  ),
  'time-unknown': say(
    'Some records have no known day',
    "The band's clock was probably wrong: what it dated then is not counted, the rest is. The sync has set it. If it happens again, ask support.",
    'OK',
    'none',
  ),
  range: say(
    'Some numbers are too large to be real',
    'They are not counted, the rest is. If it happens again, ask support.',
    'OK',
    'none',
  ),
  'too-many-bands': say(
    'This band does not count today',
    `A day counts ${API_LIMITS.bandsPerDay} bands at most. Unbind those you do not use; this one counts from tomorrow.`,
    'Bands',
    'open-bands',
  ),
  'too-often': say('Too many tries', 'Nothing is lost. Try again in an hour.', 'OK', 'none'),
  contended: say(
    'Something else was under way',
    'This was not saved. Please try again.',
    'Try again',
    'retry',
  ),
  'account-gone': say(
    'Your account was not found',
    'Close the mini program and open it again; the account comes back by itself.',
    'Back',
    'back',
  ),
  'werun-refused': say(
    'WeChat did not allow it',
    'Allow WeRun in settings.',
    'Settings',
    'open-settings',
  ),
  'werun-off': say('WeRun is off', 'Switch it on in WeChat, then come back.', 'Try again', 'retry'),
  'needs-werun': say(
    'WeRun was not agreed to',
    'Its steps need a consent of their own.',
    'Back',
    'back',
  ),
  'needs-consent': say('Needs your consent', 'It takes one minute to read.', 'Read', 'retry'),
  'guardian-needed': say(
    'A parent must agree',
    "Under 14, ranking, sharing and WeRun need a parent's consent.",
    'Ask a parent',
    'retry',
  ),
  'invite-expired': say('Invitation expired', 'Ask for a new one.', 'Back', 'back'),
  'invite-used': say('Invitation already used', 'Ask for a new one.', 'Back', 'back'),
  'invite-own': say('This is your own invitation', 'Send the card to a friend.', 'Back', 'back'),
  'invite-invalid': say('Invitation not valid', 'Ask for a new one.', 'Back', 'back'),
  'invite-refused': say(
    'You cannot accept this',
    'It may be for somebody else, or withdrawn.',
    'Back',
    'back',
  ),
  'already-friends': say(
    'You are friends already',
    'See their steps on the board.',
    'Ranking',
    'back',
  ),
  'clock-wrong': say(
    "This phone's clock is wrong",
    'Let the system set its time.',
    'Try again',
    'retry',
  ),
  'name-refused': say('This name cannot be used', 'Choose another name.', 'Back', 'none'),
  'text-refused': say(
    'The note did not pass',
    'Word it differently, or leave it out.',
    'OK',
    'none',
  ),
  'text-unchecked': say(
    'WeChat cannot check the note now',
    'Ask again later, or leave it out.',
    'OK',
    'none',
  ),
  'proof-refused': say(
    'WeChat did not confirm it',
    'Open the mini program from the group again.',
    'Back',
    'back',
  ),
  'share-gone': say('This share is gone', 'It expired or was withdrawn.', 'Back', 'back'),
  'quota-used': say(
    'No more answers now',
    'Five within 48 hours of what they said last.',
    'OK',
    'none',
  ),
  'day-closed': say('This day is final', 'Cheers end with the final.', 'OK', 'none'),
};

export const problemWords = { zh, en };
