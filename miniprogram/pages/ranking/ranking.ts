/** 排行: friends, groups and everybody on one day. The page has the day, each board the rest. */
import { appearance } from '../../behaviors/appearance';
import type { BoardOfPage, OwnCard } from '../../behaviors/board';
import { put, putSoon } from '../../behaviors/drawing';
import { leaving } from '../../behaviors/leaving';
import { noticing } from '../../behaviors/noticing';
import { watching } from '../../behaviors/watching';
import { addDays, type DayKey, dayOf } from '../../contract/activity';
import { API_LIMITS } from '../../contract/api';
import { now } from '../../lib/clock';
import { takeGroupEntrance } from '../../phone/launch';
import { mine } from '../../services/account/index';
import { isStacked } from '../../words/appearance';
import { text } from '../../words/index';
import { type DayLine, dayLine } from './day-line';

type Segment = 'friends' | 'group' | 'world';

/** Days back that each board has. */
const DAYS: Record<Segment, number> = {
  friends: API_LIMITS.historyDays,
  group: API_LIMITS.groupDays,
  world: API_LIMITS.historyDays,
};

/** What is not drawn. A tab page exists once, so this may live here. */
const behind: {
  today: DayKey;
  /** The card that led here was sent into a group. */
  byCard: boolean;
} = { today: 0, byCard: false };

Component({
  behaviors: [appearance('ranking', 'common'), watching, leaving, noticing('ranking')],
  data: {
    titleKey: 'boardTitle',
    segment: 'friends' as Segment,
    choices: [] as { name: Segment; label: string }[],
    day: 0,
    line: null as DayLine | null,
    own: null as OwnCard | null,
    /** A group's card was opened, and its board has not seen it yet. */
    entered: false,
    /** A sheet of the board is in front. */
    covered: false,
    /** The moment in which a board is taken away to be drawn anew. */
    again: false,
    stacked: false,
    earliest: false,
    clockOff: false,
  },
  pageLifetimes: {
    show() {
      this.arrive();
    },
  },
  methods: {
    onLoad({ board }: { board?: string }) {
      behind.byCard = board === 'group';
    },
    arrive() {
      const t = text();
      const today = dayOf(now());
      const day = this.data.day === 0 || this.data.day === behind.today ? today : this.data.day;
      behind.today = today;
      put(this, {
        choices: [
          { name: 'friends', label: t.boardFriends },
          { name: 'group', label: t.boardGroup },
          { name: 'world', label: t.boardWorld },
        ],
        stacked: isStacked(),
        clockOff: mine.get().clockOff,
        again: false,
      });
      const entered = takeGroupEntrance() || behind.byCard;
      behind.byCard = false;
      if (entered) this.turn(today, 'group', true);
      else this.go(day);
    },
    /** Shows a day; the board follows. */
    turn(wanted: DayKey, segment: Segment, entered: boolean) {
      const first = addDays(behind.today, 1 - DAYS[segment]);
      const day = Math.max(first, wanted);
      const line = dayLine(day, now());
      const other = segment !== this.data.segment;
      const begun = other ? { segment, own: null, covered: false } : {};
      // The choice stands above a list however far down: what comes instead is shown from its beginning.
      const shown = this.data.day;
      if (shown !== 0 && (other || day !== shown)) wx.pageScrollTo({ scrollTop: 0, duration: 0 });
      put(this, { ...begun, entered, day, line, earliest: day === first });
    },
    onSegment(event: WechatMiniprogram.CustomEvent<{ name: Segment }>) {
      this.turn(this.data.day, event.detail.name, false);
    },
    /** At midnight the page turns to the new day; the countdown goes on. */
    onPassing() {
      if (dayOf(now()) !== behind.today) this.arrive();
      else putSoon(this, { line: dayLine(this.data.day, now()) });
    },
    onKnown() {
      putSoon(this, { clockOff: mine.get().clockOff });
    },
    onOwn(event: WechatMiniprogram.CustomEvent<{ own: OwnCard | null }>) {
      put(this, { own: event.detail.own });
      // Who cheered stands on the board that was just drawn.
      this.paintNotice();
    },
    onCover(event: WechatMiniprogram.CustomEvent<{ covered: boolean }>) {
      put(this, { covered: event.detail.covered });
    },
    onEntered() {
      put(this, { entered: false });
    },
    /** A board whose package could not be had: drawn anew, it is asked for anew. */
    onAgain() {
      put(this, { again: true }, () => put(this, { again: false }));
    },
    go(day: DayKey) {
      this.turn(day, this.data.segment, this.data.entered);
    },
    onEarlier() {
      if (!this.data.earliest) this.go(addDays(this.data.day, -1));
    },
    onLater() {
      if (this.data.line?.later) this.go(addDays(this.data.day, 1));
    },
    /** A tap on the date comes back to today, however far away. */
    onToday() {
      if (this.data.line?.later) this.go(behind.today);
    },
    /** The board in front; none before its package is there. */
    board(): Partial<BoardOfPage> | null {
      return this.selectComponent('#board') as unknown as Partial<BoardOfPage> | null;
    },
    async onPullDownRefresh() {
      await this.board()?.reload?.();
      wx.stopPullDownRefresh();
    },
    onReachBottom() {
      this.board()?.more?.();
    },
    onShareAppMessage() {
      const card = this.board()?.card?.();
      return card ?? { title: text().shareApp, path: '/pages/ranking/ranking' };
    },
  },
});
