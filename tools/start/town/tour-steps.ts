/** 看一遍 Show me: somebody new in the sample town, from the first scan to the last page: what somebody can do here, and undo. */
import type { Tour, TourStep } from '../../preview';
import { AGREED } from './cast';
import { AGENT, FIVE, NEWCOMER } from './people';

const FRIEND = FIVE[1]!;
const NEW = 1;
const DESK = 3;
const TAB = { today: 'tab-0', ranking: 'tab-1', bands: 'tab-2', me: 'tab-3' };
const CARD = `[data-testid^="share-"][data-testid$="-open-${FRIEND.user}"]`;

const QUESTION = '手环充不进电';
const ANSWER = '请换一根数据线再试，充满约两小时。';

const STEPS: readonly TourStep[] = [
  {
    name: ['第一次打开', 'First start'],
    acts: [
      { tap: { phone: NEW, text: '同意并开始' } },
      { tap: { phone: NEW, text: '14 岁或以上' } },
      { see: { phone: NEW, text: '还没有手环' } },
    ],
  },
  {
    name: ['搜索手环', 'Scan'],
    acts: [
      { tap: { phone: NEW, id: TAB.bands } },
      { tap: { phone: NEW, text: '添加手环' } },
      { see: { phone: NEW, text: 'iHealth AM3' } },
    ],
  },
  {
    name: ['绑定', 'Bind'],
    acts: [
      { tap: { phone: NEW, text: 'iHealth AM3' } },
      { tap: { phone: NEW, text: '绑定这只手环' } },
    ],
  },
  { name: ['同步', 'Sync'], acts: [{ see: { phone: NEW, text: '刚刚同步' } }] },
  {
    name: ['今天', 'Today'],
    acts: [{ tap: { phone: NEW, id: TAB.today } }, { see: { phone: NEW, css: '.day-steps' } }],
  },
  {
    name: ['邀请好友', 'Invite'],
    acts: [
      { tap: { phone: NEW, id: TAB.ranking } },
      { tap: { phone: NEW, text: '发送邀请卡片' } },
      { see: { css: CARD } },
    ],
  },
  {
    name: ['好友接受', 'Accept'],
    acts: [
      { tap: { css: CARD } },
      { tap: { phone: 2, text: '接受邀请' } },
      { see: { phone: 2, text: '去看排行' } },
      { deed: 'tour-friends' },
    ],
  },
  {
    name: ['五家手环同榜', 'Five makers, one ranking'],
    acts: [
      { tap: { phone: 2, text: '去看排行' } },
      { tap: { phone: NEW, id: TAB.today } },
      { tap: { phone: NEW, id: TAB.ranking } },
      { see: { phone: NEW, text: '共 5 人' } },
      { see: { phone: NEW, css: '.bm-row', nth: 4 } },
    ],
  },
  {
    name: ['加油', 'Cheer'],
    acts: [
      { tap: { phone: NEW, css: '.bm-row-cheer[role="button"]' } },
      { see: { phone: NEW, css: '.bm-row-on' } },
    ],
  },
  {
    name: ['海报', 'Poster'],
    acts: [
      { tap: { phone: NEW, id: TAB.today } },
      { tap: { phone: NEW, text: '分享' } },
      { see: { phone: NEW, css: 'wx-image.picture' } },
      { tap: { phone: NEW, text: '保存图片' } },
      { see: { phone: NEW, id: 'toast', text: '已保存到相册' } },
    ],
  },
  {
    name: ['发到朋友圈', 'To Moments'],
    acts: [
      { tap: { phone: NEW, id: 'capsule-menu' } },
      { tap: { phone: NEW, id: 'menu-moments' } },
      { tap: { css: `[data-testid="share-moments"] ${CARD}` } },
      { see: { phone: 2, id: 'single-open' } },
      { tap: { phone: NEW, id: 'nav-back' } },
    ],
  },
  {
    name: ['联系厂商客服', 'Ask the maker'],
    acts: [
      { tap: { phone: NEW, id: TAB.bands } },
      { tap: { phone: NEW, text: 'iHealth AM3' } },
      { tap: { phone: NEW, text: '联系 iHealth 客服' } },
      { tap: { phone: NEW, css: '.bm-support-contact:not(.bm-support-waiting)' } },
      { write: QUESTION, into: { phone: NEW, id: 'support-text' } },
      { tap: { phone: NEW, id: 'support-send' } },
      { see: { phone: NEW, id: 'support-sent', text: QUESTION } },
    ],
  },
  {
    name: ['客服台回复', 'The desk replies'],
    acts: [
      { tap: { phone: DESK, id: TAB.me } },
      { tap: { phone: DESK, text: '关于环友' } },
      { tap: { phone: DESK, text: '厂商客服台' } },
      { tap: { phone: DESK, text: QUESTION } },
      { write: ANSWER, into: { phone: DESK, css: '.answer input' } },
      { tap: { phone: DESK, text: '发送' } },
      { see: { phone: NEW, id: 'support-lines', text: ANSWER } },
      { tap: { phone: NEW, id: 'panel-close' } },
      { tap: { phone: NEW, id: 'nav-back' } },
    ],
  },
  {
    name: ['导出数据', 'Export'],
    acts: [
      { tap: { phone: NEW, id: TAB.me } },
      { tap: { phone: NEW, text: '导出我的数据' } },
      { tap: { phone: NEW, text: '开始导出' } },
      { see: { phone: NEW, text: '可以离开这一页' } },
      { deed: 'tour-clock' },
      { tap: { phone: NEW, id: 'nav-back' } },
      { tap: { phone: NEW, text: '导出我的数据' } },
      { tap: { phone: NEW, text: '保存 JSON 到聊天' } },
      { tap: { phone: NEW, id: 'file-send' } },
      { see: { css: '[data-testid="share-file"]' } },
      { tap: { phone: NEW, id: 'nav-back' } },
    ],
  },
  {
    name: ['删除账号', 'Erase'],
    acts: [
      { tap: { phone: NEW, text: '删除账号和数据' } },
      { tap: { phone: NEW, css: '.t-button' } },
      { tap: { phone: NEW, id: 'modal-confirm' } },
      { see: { phone: NEW, text: '正在删除' } },
    ],
  },
];

/** The phones of the newcomer, of the friend they invite, and of somebody at the maker's desk. */
export const TOUR: Tour = {
  id: 'show',
  title: ['看一遍', 'Show me'],
  about: [
    '一位新朋友在示例小镇里走一遍，约一分钟。',
    'Somebody new walks through the sample town, in about a minute.',
  ],
  before: 'tour-begin',
  stage: {
    placed: {
      phones: [
        ...[NEWCOMER, FRIEND].map(({ user }) => ({ id: user, bands: [user] })),
        { id: AGENT.user },
      ],
      bands: [NEWCOMER.user, FRIEND.user],
    },
    storage: { [NEWCOMER.user]: {}, [FRIEND.user]: AGREED, [AGENT.user]: AGREED },
  },
  steps: STEPS,
};
