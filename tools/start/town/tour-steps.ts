/** 看一遍 Show me: somebody new in the sample town, from the first scan to the ranking of five makers. */
import type { Tour, TourStep } from '../../preview';
import { AGREED } from './cast';
import { FIVE, NEWCOMER } from './people';

const FRIEND = FIVE[1]!;
const NEW = 1;
const TAB = { today: 'tab-0', ranking: 'tab-1', bands: 'tab-2', me: 'tab-3' };
const CARD = `[data-testid^="share-"][data-testid$="-open-${FRIEND.user}"]`;

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
      { see: { phone: NEW, css: 'bm-row', nth: 4 } },
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
    name: ['发到朋友圈', 'To Moments'],
    acts: [
      { tap: { phone: NEW, id: TAB.today } },
      { tap: { phone: NEW, text: '分享' } },
      { see: { phone: NEW, text: '转发给朋友' } },
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
      { write: '手环充不进电', into: { phone: NEW, id: 'support-text' } },
      { tap: { phone: NEW, id: 'support-send' } },
      { see: { phone: NEW, id: 'support-lines' } },
    ],
  },
];

/** The newcomer's phone, and that of the friend they invite. */
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
      phones: [NEWCOMER, FRIEND].map(({ user }) => ({ id: user, bands: [user] })),
      bands: [NEWCOMER.user, FRIEND.user],
    },
    storage: { [NEWCOMER.user]: {}, [FRIEND.user]: AGREED },
  },
  steps: STEPS,
};
