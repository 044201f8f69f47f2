/** The friends board of a day: first what this phone last saw, then what the cloud says. */
import { appearance } from '../../behaviors/appearance';
import { watching } from '../../behaviors/watching';
import { addDays, type DayKey, dayOf } from '../../contract/activity';
import { API_LIMITS } from '../../contract/api';
import { dayState } from '../../contract/counting';
import { now } from '../../lib/clock';
import { toAppError } from '../../phone/errors';
import { session } from '../../services/account/index';
import {
  boardAge,
  cachedFriendBoard,
  cheer,
  friendBoard,
  type KeptBoard,
} from '../../services/boards/index';
import { createInvitation } from '../../services/friends/index';
import { fontScale } from '../../words/appearance';
import { text } from '../../words/index';
import type { Problem } from '../../words/problems';
import {
  type Caller,
  type DayLine,
  dayLine,
  footerWords,
  type RankingView,
  rankingView,
} from './view';

/** From this letter size on a row's steps stand under its name. */
const STACK_FROM = 1.2;
/** What the phone knows of who looks at the board. */
function caller(): Caller {
  const { me, bands } = session.get();
  return {
    hidden: me?.hidden ?? false,
    virtualOnly: bands.length > 0 && bands.every(({ virtual }) => virtual),
  };
}

const minuteNow = () => Math.floor(now() / 60);

/** What is not drawn. A tab page exists once, so this may live here. */
const behind: {
  kept: KeptBoard | null;
  renewed: boolean;
  today: DayKey;
  /** The minute whose ages are on the page. */
  minute: number;
} = { kept: null, renewed: true, today: 0, minute: 0 };

Component({
  behaviors: [appearance, watching],
  data: {
    titleKey: 'ranking',
    day: 0,
    line: null as DayLine | null,
    board: null as RankingView | null,
    footer: '',
    problem: null as Problem | null,
    stacked: false,
    earliest: false,
    bones: [1, 2, 3],
  },
  pageLifetimes: {
    show() {
      this.arrive();
    },
  },
  methods: {
    arrive() {
      const today = dayOf(now());
      const day = this.data.day === 0 || this.data.day === behind.today ? today : this.data.day;
      behind.today = today;
      this.setData({ stacked: fontScale() >= STACK_FROM });
      this.open(day);
    },
    /** At midnight the page turns to the new day, at noon yesterday is final; by the minute ages and the countdown change. */
    onPassing() {
      const { day, line } = this.data;
      if (dayOf(now()) !== behind.today) this.arrive();
      else if (line && dayState(day, now()).state !== line.state) this.open(day);
      else if (minuteNow() !== behind.minute) this.paint();
      else this.showAge();
    },
    /** Shows a day: from what is kept, then from the cloud. */
    open(day: DayKey) {
      behind.kept = cachedFriendBoard(day);
      behind.renewed = true;
      this.setData({
        day,
        problem: null,
        earliest: day <= addDays(behind.today, 1 - API_LIMITS.historyDays),
      });
      this.paint();
      this.reload();
    },
    async reload() {
      const { day } = this.data;
      try {
        const kept = await friendBoard(day);
        if (day !== this.data.day) return;
        behind.kept = kept;
        behind.renewed = true;
        this.setData({ problem: null });
      } catch (failure) {
        if (day !== this.data.day) return;
        behind.renewed = false;
        const { code } = toAppError(failure);
        if (!behind.kept) this.setData({ problem: text().problems[code] });
      }
      this.paint();
    },
    paint() {
      const { kept } = behind;
      behind.minute = minuteNow();
      this.setData({
        line: dayLine(this.data.day, now()),
        board: kept ? rankingView(kept.board, now(), caller()) : null,
      });
      this.showAge();
    },
    showAge() {
      const { kept, renewed } = behind;
      const footer = kept ? footerWords(boardAge(kept), renewed) : '';
      if (footer !== this.data.footer) this.setData({ footer });
    },
    onEarlier() {
      if (!this.data.earliest) this.open(addDays(this.data.day, -1));
    },
    onLater() {
      if (this.data.line?.later) this.open(addDays(this.data.day, 1));
    },
    onRetry() {
      this.open(this.data.day);
    },
    async onPullDownRefresh() {
      await this.reload();
      wx.stopPullDownRefresh();
    },
    async onCheer(event: WechatMiniprogram.CustomEvent<{ uid: string }>) {
      const { uid } = event.detail;
      const { day } = this.data;
      const row = behind.kept?.board.rows.find((found) => found.uid === uid);
      if (!row) return;
      if (row.cheered) {
        wx.showToast({ title: text().cheerAlready, icon: 'none' });
        return;
      }
      try {
        await cheer(uid, day, (edit) => {
          if (!behind.kept || behind.kept.board.day !== day) return;
          behind.kept = { ...behind.kept, board: edit(behind.kept.board) };
          this.paint();
        });
        wx.showToast({ title: text().cheerDone, icon: 'none' });
      } catch (failure) {
        const { title } = text().problems[toAppError(failure).code];
        wx.showToast({ title, icon: 'none' });
      }
    },
    /** The card is an invitation; without a network it only opens the page. */
    onShareAppMessage() {
      const plain = { title: text().inviteCard, path: '/pages/ranking/ranking' };
      const promise = createInvitation().then(
        ({ path }) => ({ ...plain, path }),
        () => plain,
      );
      return { ...plain, promise };
    },
  },
});
