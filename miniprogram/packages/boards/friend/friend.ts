/** A friend's day, from a tap on their row: hours, what counts, a cheer; the way to part is here, too. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { leaving } from '../../../behaviors/leaving';
import { watching } from '../../../behaviors/watching';
import { largestHour } from '../../../components/bm-bars/bars';
import { isDay } from '../../../contract/activity';
import type { FriendDay } from '../../../contract/api';
import { type DayState, dayState } from '../../../contract/counting';
import { now } from '../../../lib/clock';
import { complain } from '../../../phone/complain';
import { confirmed } from '../../../phone/dialog';
import { type AppCode, toAppError } from '../../../phone/errors';
import { reconsider } from '../../../services/account/index';
import { cheer } from '../../../services/boards/index';
import { blockFriend, friendDay, removeFriend } from '../../../services/friends/index';
import { dayShort, grouped } from '../../../words/format';
import { friendWords } from '../../../words/friend';
import { textOf } from '../../../words/index';
import { partingWords } from '../../../words/parting';
import type { Problem } from '../../../words/problems';
import { whyWords } from '../../../words/why';
import { cheerWords, type FriendView, friendView } from './view';

/** Codes that say that this day is not to be seen, or not any more. */
const GONE: readonly AppCode[] = ['forbidden', 'not-found', 'bad-input'];

/** What is not drawn, by page. */
const days = new WeakMap<object, FriendDay>();
/** How far the day was, by this phone's clock, when it was asked for. */
const asked = new WeakMap<object, DayState>();

Component({
  behaviors: [appearance(friendWords, partingWords, 'common'), watching, leaving],
  data: {
    uid: '',
    day: 0,
    view: null as FriendView | null,
    selected: -1,
    /** "19–20 时", and its steps. */
    hour: '',
    hourSteps: '',
    tableLabel: '',
    chartLabel: '',
    problem: null as Problem | null,
    gone: false,
    rules: [] as string[],
    reading: false,
    parting: false,
    removeLabel: '',
    blockLabel: '',
  },
  pageLifetimes: {
    show() {
      void this.ask();
    },
  },
  methods: {
    onLoad({ uid, day }: { uid?: string; day?: string }) {
      const known = Number(day ?? 0);
      put(this, { uid: uid ?? '', day: known });
      // Also where nothing of it is to be seen.
      if (isDay(known)) wx.setNavigationBarTitle({ title: dayShort(known), fail: () => {} });
    },
    async ask() {
      const { uid, day } = this.data;
      put(this, { problem: null });
      asked.set(this, dayState(day, now()).state);
      try {
        const told = await friendDay(uid, day);
        this.draw(told);
        const { selected } = this.data;
        this.select(told.hours ? (selected < 0 ? largestHour(told.hours) : selected) : -1);
      } catch (failure) {
        const { code } = toAppError(failure);
        if (GONE.includes(code)) this.lose();
        // What is known of the day stays where there is no answer.
        else if (!days.has(this)) put(this, { problem: textOf(friendWords).problems[code] });
      }
    },
    /** Ages go on; a day that is over, or final now, is asked for anew. */
    onPassing() {
      const told = days.get(this);
      if (!told) return;
      this.draw(told);
      if (dayState(told.day, now()).state !== asked.get(this)) void this.ask();
    },
    /** Not to be seen, or not any more. */
    lose() {
      days.delete(this);
      put(this, { gone: true, problem: null, view: null });
    },
    onRetry() {
      reconsider();
      void this.ask();
    },
    draw(told: FriendDay) {
      days.set(this, told);
      const view = friendView(told, now());
      const t = textOf(friendWords);
      put(this, {
        view,
        gone: false,
        rules: textOf(whyWords).whyRuleText,
        tableLabel: t.todayShowTable,
        chartLabel: t.todayShowChart,
        blockLabel: t.friendBlock(told.name),
      });
    },
    select(hour: number) {
      const steps = days.get(this)?.hours?.[hour] ?? 0;
      const label = hour < 0 ? '' : textOf(friendWords).todayHourOf(hour);
      put(this, { selected: hour, hour: label, hourSteps: label && grouped(steps) });
    },
    onHour({ detail }: WechatMiniprogram.CustomEvent<{ hour: number }>) {
      wx.vibrateShort({ type: 'light', fail: () => {} });
      this.select(detail.hour);
    },
    onRules() {
      put(this, { reading: !this.data.reading });
    },
    async onCheer() {
      const told = days.get(this);
      if (!told) return;
      if (told.cheered) {
        wx.showToast({ title: cheerWords(told, now()) ?? '', icon: 'none' });
        return;
      }
      this.draw({ ...told, cheered: true, cheers: told.cheers + 1 });
      try {
        const cheers = await cheer(told.uid, told.day, () => {});
        this.draw({ ...told, cheered: true, cheers });
      } catch (failure) {
        this.draw(told);
        this.fail(failure, () => this.onCheer());
      }
    },
    onMore() {
      put(this, { parting: true });
    },
    onShut() {
      put(this, { parting: false });
    },
    onRemove() {
      const t = textOf(partingWords);
      const { name } = this.data.view!;
      const question = { title: t.partTitle(name), content: t.partHint } as const;
      return this.part({ ...question, yes: 'yesRemove' }, removeFriend, t.partDone);
    },
    onBlock() {
      const t = textOf(friendWords);
      const { name } = this.data.view!;
      const question = { title: t.friendBlockTitle(name), content: t.friendBlockHint } as const;
      return this.part({ ...question, yes: 'boardBlock' }, blockFriend, t.friendBlocked);
    },
    async part(
      question: { title: string; content: string; yes: 'yesRemove' | 'boardBlock' },
      doIt: (uid: string) => Promise<void>,
      done: string,
    ) {
      put(this, { parting: false });
      if (await confirmed({ ...question, danger: true })) await this.leave(doIt, done);
    },
    async leave(doIt: (uid: string) => Promise<void>, done: string) {
      try {
        await doIt(this.data.uid);
        await wx.navigateBack();
        wx.showToast({ title: done, icon: 'none' });
      } catch (failure) {
        this.fail(failure, () => this.leave(doIt, done));
      }
    },
    /** A friend may have parted while their day was looked at. */
    fail(failure: unknown, again: () => unknown) {
      const { code } = toAppError(failure);
      if (GONE.includes(code)) this.lose();
      else if (code === 'too-many') void this.full();
      else void complain(failure, again);
    },
    /** As many are blocked as may be: the way to where one is lifted. */
    async full() {
      const t = textOf(friendWords);
      const question = { title: t.friendBlockFull, content: t.friendBlockFullHint } as const;
      if (!(await confirmed({ ...question, yes: 'yesUnblock' }))) return;
      this.goTo('/packages/me/friends/friends');
    },
    onBack() {
      void wx.navigateBack();
    },
  },
});
