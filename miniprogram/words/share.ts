/** Words of a shared day. */
import { DOT, whole } from './spacing';

const zh = {
  shareTitle: '分享这一天',
  shareTitleToday: '分享今天',
  shareOf: (name: string) => `${name}的一天`,
  shareDate: (year: number, month: number, date: number) => `${year}年${month}月${date}日`,
  shareDistance: '距离',
  shareGoal: '完成目标',
  shareBusiest: '走得最多',
  shareAhead: '领先的人',
  shareRing: (steps: string, goal: string) => `全天 ${steps} 步，目标 ${goal} 步`,
  shareGoalSteps: (goal: string) => `步，目标 ${goal}`,
  shareHour: '时',
  shareExpires: `链接 30 天后失效，可随时在“我的${DOT}分享记录”撤回`,
  shareCard: (steps: string) => `我走了 ${steps} 步`,
  shareJoin: '你的手环也可以加入，不限品牌。',
  shareGoOn: '点下方“前往小程序”看看',
  shareOpenApp: '看看我的今天',
  shareUntil: (date: string) => `这张快照由本人分享，${whole(date)}失效`,
  shareGone: '这张快照看不到了',
  shareGoneHint: '可能已过期，或分享的人已撤回',
  shareWheel: (steps: string, hour: number, most: string) =>
    `全天 ${steps} 步，最多是 ${hour} 时，${most} 步`,
  shareNoData: '这一天还没有步数',
  shareNoDataHint: '同步手环后就可以分享',
};

const en: typeof zh = {
  shareTitle: 'Share a day',
  shareTitleToday: 'Share today',
  shareOf: (name) => `${name}'s day`,
  shareDate: (year, month, date) =>
    `${date} ${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][month - 1]} ${year}`,
  shareDistance: 'Distance',
  shareGoal: 'Of the goal',
  shareBusiest: 'Busiest hour',
  shareAhead: 'Ahead of others',
  shareRing: (steps, goal) => `${steps} steps in all, goal ${goal}`,
  shareGoalSteps: (goal) => `steps, goal ${goal}`,
  shareHour: ':00',
  shareExpires: `The link ends after 30 days; withdraw it any time in Me${DOT}Shares`,
  shareCard: (steps) => `I walked ${steps} steps`,
  shareJoin: 'Your band can join too, whoever made it.',
  shareGoOn: 'Tap "Open Mini Program" below to look around',
  shareOpenApp: 'See my own day',
  shareUntil: (date) => `Shared by its owner, until ${whole(date)}`,
  shareGone: 'This snapshot is gone',
  shareGoneHint: 'It expired, or the person withdrew it',
  shareWheel: (steps, hour, most) => `${steps} steps in all, most at ${hour}:00 with ${most}`,
  shareNoData: 'No steps on this day yet',
  shareNoDataHint: 'Sync your band, then share it',
};

export const shareWords = { zh, en };
