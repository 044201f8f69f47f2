/** The friends board of a day: first what this phone last saw, then what the cloud says. */
import { appearance } from '../../behaviors/appearance';
import { put, putSoon } from '../../behaviors/drawing';
import { inviting } from '../../behaviors/inviting';
import { leaving } from '../../behaviors/leaving';
import { noticing } from '../../behaviors/noticing';
import { watching } from '../../behaviors/watching';
import { addDays, type DayKey, dayOf } from '../../contract/activity';
import { API_LIMITS } from '../../contract/api';
import { dayState } from '../../contract/counting';
import { now } from '../../lib/clock';
import { toAppError } from '../../phone/errors';
import { mine, reconsider } from '../../services/account/index';
import { pendingParts, withheldSteps } from '../../services/activity/index';
import { bandMemory, deviceOfAll, keepsHistory } from '../../services/bands/index';
import {
  boardAge,
  cachedFriendBoard,
  cheer,
  FRESH_SECONDS,
  friendBoard,
  type KeptBoard,
} from '../../services/boards/index';
import { fontScale } from '../../words/appearance';
import { text } from '../../words/index';
import type { Problem } from '../../words/problems';
import type { Caller } from './caller';
import {
  type DayLine,
  dayLine,
  finalWords,
  footerWords,
  type RankingView,
  rankingView,
} from './view';

/** From this letter size on a row's steps stand under its name. */
const STACK_FROM = 1.2;
/** What the phone knows of who looks at the board of a day. */
function caller(day: DayKey): Caller {
  const { me, bands, days } = mine.get();
  const { kept, renewed, waiting } = behind;
  const real = bands.filter(({ virtual }) => !virtual);
  const age = kept ? boardAge(kept) : 0;
  return {
    hidden: me?.hidden ?? false,
    virtualOnly: bands.length > 0 && real.length === 0,
    bandless: bands.length === 0,
    device: deviceOfAll(real),
    counterOnly: real.length > 0 && real.every(({ protocol }) => !keepsHistory(protocol)),
    synced: real.some(({ id, syncedAt }) => {
      const last = Math.max(bandMemory(id).syncedAt ?? 0, syncedAt ?? 0);
      return last > 0 && dayOf(last) === day;
    }),
    waiting: waiting > 0,
    withheld: withheldSteps(day),
    steps: days.find((known) => known.day === day)?.steps ?? null,
    old: !renewed && age > FRESH_SECONDS ? age : null,
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
  /** How many slots wait for the cloud. */
  waiting: number;
} = { kept: null, renewed: true, today: 0, minute: 0, waiting: 0 };

/** How old the board is, or empty. */
function footer(): string {
  const { kept, renewed } = behind;
  if (!kept) return '';
  return kept.board.state === 'final' ? finalWords() : footerWords(boardAge(kept), renewed);
}

Component({
  behaviors: [
    appearance('ranking', 'invite', 'common'),
    watching,
    leaving,
    noticing('ranking'),
    inviting,
  ],
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
      this.open(day);
      void this.count();
    },
    onKnown() {
      void this.count();
    },
    /** What waits for the cloud is on no board yet. */
    async count() {
      behind.waiting = await pendingParts();
      this.paint();
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
      put(this, {
        day,
        stacked: fontScale() >= STACK_FROM,
        problem: null,
        earliest: day <= addDays(behind.today, 1 - API_LIMITS.historyDays),
        ...this.drawn(day),
      });
      this.reload();
    },
    async reload() {
      const { day } = this.data;
      try {
        const kept = await friendBoard(day);
        if (day !== this.data.day) return;
        behind.kept = kept;
        behind.renewed = true;
        put(this, { problem: null, ...this.drawn(day) });
        this.paintNotice();
        const { line, board } = this.data;
        const inviting = line?.state === 'open' || (board?.alone && line?.state !== 'final');
        if (inviting) void this.prepareInvite();
      } catch (failure) {
        if (day !== this.data.day) return;
        behind.renewed = false;
        const { code } = toAppError(failure);
        const problem = behind.kept ? null : text().problems[code];
        put(this, { problem, ...this.drawn(day) });
      }
    },
    paint() {
      putSoon(this, this.drawn(this.data.day));
    },
    /** The day as it is known now. */
    drawn(day: DayKey) {
      const { kept } = behind;
      behind.minute = minuteNow();
      return {
        line: dayLine(day, now()),
        board: kept ? rankingView(kept.board, now(), caller(day)) : null,
        footer: footer(),
      };
    },
    showAge() {
      putSoon(this, { footer: footer() });
    },
    onEarlier() {
      if (!this.data.earliest) this.open(addDays(this.data.day, -1));
    },
    onLater() {
      if (this.data.line?.later) this.open(addDays(this.data.day, 1));
    },
    /** A tap on the date comes back to today, however far away. */
    onToday() {
      if (this.data.line?.later) this.open(behind.today);
    },
    onRetry() {
      reconsider();
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
          put(this, this.drawn(day));
        });
        wx.showToast({ title: text().cheerDone, icon: 'none' });
      } catch (failure) {
        const { title } = text().problems[toAppError(failure).code];
        wx.showToast({ title, icon: 'none' });
      }
    },
    onShareAppMessage() {
      return this.inviteCard();
    },
  },
});
