/**
 * One board of 排行, a component of its page. The page says the day; the board tells the page the
 * card that is pinned above it (`own`). In the page
 *
 *     <friends-board id="board" day="{{day}}" stacked="{{stacked}}" bind:own="onOwn" />
 *
 * and `BoardOfPage` is what the page calls.
 */
import { type DayKey, dayOf } from '../contract/activity';
import { type DayState, dayState } from '../contract/counting';
import { now } from '../lib/clock';
import { complain } from '../phone/complain';
import { tell } from '../phone/dialog';
import { type AppCode, toAppError } from '../phone/errors';
import { mine, updateProfile } from '../services/account/index';
import { boardWords } from '../words/board';
import { textOf } from '../words/index';
import { watching } from './watching';

/** The card above the list. */
export interface OwnCard {
  uid: string;
  name: string;
  avatar: string;
  title: string;
  note: string;
  steps: string;
}

/** What a page asks of the board it shows. */
export interface BoardOfPage {
  /** Asks the cloud again. Never rejects. */
  reload(): Promise<void>;
  /** The end of the page is reached. */
  more?(): void;
  /** What WeChat sends. */
  card?(): { title: string; path: string };
}

/** What is not drawn, by board. */
interface Desk {
  hidden: boolean;
  /** The day that is being asked for. */
  asking: DayKey;
  /** What the cloud had counted of the person's day when it was asked; null where that was not known. */
  counted: number | null;
  /** State of the shown day, and the minute whose ages are on the page. */
  state: DayState;
  minute: number;
}

const desks = new WeakMap<object, Desk>();
function deskOf(board: object): Desk {
  const fresh: Desk = { hidden: false, asking: 0, counted: null, state: 'open', minute: 0 };
  const desk = desks.get(board) ?? fresh;
  desks.set(board, desk);
  return desk;
}

/** The person's own steps of a day, as the cloud said last; null when it said nothing yet. */
function countedOf(day: DayKey): number | null {
  const { me, days } = mine.get();
  return me ? (days.find((known) => known.day === day)?.steps ?? 0) : null;
}

/** Why a board did not come. Of its day this phone's clock is the judge: one that is not taken is wrong. */
export function boardFault(failure: unknown): AppCode {
  const { code } = toAppError(failure);
  return code === 'bad-input' ? 'clock-wrong' : code;
}

const minuteNow = () => Math.floor(now() / 60);

export const boarding = Behavior({
  behaviors: [watching],
  properties: {
    day: { type: Number, value: 0 },
    /** Large letters: steps stand under names. */
    stacked: { type: Boolean, value: false },
  },
  observers: {
    day() {
      this.begin();
    },
  },
  lifetimes: {
    attached() {
      this.watch();
      this.begin();
    },
  },
  pageLifetimes: {
    show() {
      const desk = deskOf(this);
      if (desk.hidden) this.begin();
      desk.hidden = false;
    },
    hide() {
      deskOf(this).hidden = true;
    },
  },
  methods: {
    /** Shows the day, unless that is under way. */
    begin() {
      const { day } = this.data;
      const desk = deskOf(this);
      if (day === 0 || desk.asking === day) return;
      desk.state = dayState(day, now()).state;
      this.open(day);
      void this.reload();
    },
    /** Asks once at a time for a day. */
    async reload(): Promise<void> {
      const desk = deskOf(this);
      const { day } = this.data;
      desk.asking = day;
      desk.counted = countedOf(day);
      await this.ask(day);
      if (desk.asking === day) desk.asking = 0;
      this.follow();
    },
    /** Asks again where the own day has grown since the board was asked for: it is on the board too. */
    follow() {
      const desk = deskOf(this);
      const { day } = this.data;
      if (day === 0 || desk.asking === day || desk.state === 'final') return;
      const counted = countedOf(day);
      if (counted === desk.counted) return;
      if (desk.counted === null) desk.counted = counted;
      else void this.reload();
    },
    onKnown() {
      this.paint();
      this.follow();
    },
    /** The ages on the page are of this minute; whether they were of another. */
    stamp(): boolean {
      const desk = deskOf(this);
      const before = desk.minute;
      desk.minute = minuteNow();
      return desk.minute !== before;
    },
    /** At noon a day is final; by the minute ages change. */
    onPassing() {
      const { day } = this.data;
      if (day === 0) return;
      const { state, minute } = deskOf(this);
      if (dayState(day, now()).state !== state) this.begin();
      else if (minuteNow() !== minute) this.paint();
      else this.showAge();
    },
    /** Whoever hides is on boards again. */
    async onShowSelf() {
      try {
        await updateProfile({ hidden: false });
        await this.reload();
      } catch (failure) {
        void complain(failure, () => this.onShowSelf());
      }
    },
    /** A heart is given once a day. */
    heartIsFull() {
      const t = textOf(boardWords);
      const over = this.data.day !== dayOf(now());
      wx.showToast({ title: over ? t.cheerAlreadyThatDay : t.cheerAlready, icon: 'none' });
    },
    /** Who parted meanwhile, left or hides goes from the list. */
    cheerFailed(failure: unknown, again: () => unknown) {
      if (toAppError(failure).code !== 'forbidden') return void complain(failure, again);
      const t = textOf(boardWords);
      tell(t.cheerGone, t.cheerGoneHint);
      void this.reload();
    },
    pin(own: OwnCard | null) {
      this.triggerEvent('own', { own });
    },
    /** The board's own: shows what is kept of a day; asks the cloud for it, and never rejects. */
    open(_day: DayKey): void {},
    async ask(_day: DayKey): Promise<void> {},
    /** The board's own: shows how old it is. */
    showAge(): void {},
  },
});
