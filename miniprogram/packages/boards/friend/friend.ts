/** A friend's day, from a tap on their row: hours, what counts, a cheer; the way to part is here, too. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { leaving } from '../../../behaviors/leaving';
import { largestHour } from '../../../components/bm-bars/bars';
import type { FriendDay } from '../../../contract/api';
import { now } from '../../../lib/clock';
import { complain } from '../../../phone/complain';
import { confirmed } from '../../../phone/dialog';
import { type AppCode, toAppError } from '../../../phone/errors';
import { reconsider } from '../../../services/account/index';
import { cheer } from '../../../services/boards/index';
import { blockFriend, friendDay, removeFriend } from '../../../services/friends/index';
import { grouped } from '../../../words/format';
import { friendWords } from '../../../words/friend';
import { textOf } from '../../../words/index';
import type { Problem } from '../../../words/problems';
import { whyWords } from '../../../words/why';
import { type FriendView, friendView } from './view';

/** Codes that say that this day is not to be seen, or not any more. */
const GONE: readonly AppCode[] = ['forbidden', 'not-found', 'bad-input'];

/** What is not drawn, by page. */
const days = new WeakMap<object, FriendDay>();

Component({
  behaviors: [appearance(friendWords, 'common'), leaving],
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
  methods: {
    onLoad({ uid, day }: { uid?: string; day?: string }) {
      put(this, { uid: uid ?? '', day: Number(day ?? 0) });
      void this.ask();
    },
    async ask() {
      const { uid, day } = this.data;
      put(this, { problem: null });
      try {
        const told = await friendDay(uid, day);
        this.draw(told);
        this.select(told.hours ? largestHour(told.hours) : -1);
      } catch (failure) {
        const { code } = toAppError(failure);
        const gone = GONE.includes(code);
        put(this, { gone, problem: gone ? null : textOf(friendWords).problems[code] });
      }
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
        rules: textOf(whyWords).whyRuleText,
        tableLabel: t.todayShowTable,
        chartLabel: t.todayShowChart,
        blockLabel: t.friendBlock(told.name),
      });
      wx.setNavigationBarTitle({ title: view.title, fail: () => {} });
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
      const t = textOf(friendWords);
      if (told.cheered) {
        wx.showToast({ title: t.friendCheered(grouped(told.cheers)), icon: 'none' });
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
      const t = textOf(friendWords);
      const { name } = this.data.view!;
      const question = { title: t.friendRemoveTitle(name), content: t.friendRemoveHint } as const;
      return this.part({ ...question, yes: 'boardRemove' }, removeFriend, t.friendRemoved);
    },
    onBlock() {
      const t = textOf(friendWords);
      const { name } = this.data.view!;
      const question = { title: t.friendBlockTitle(name), content: t.friendBlockHint } as const;
      return this.part({ ...question, yes: 'boardBlock' }, blockFriend, t.friendBlocked);
    },
    async part(
      question: { title: string; content: string; yes: 'boardRemove' | 'boardBlock' },
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
      if (GONE.includes(toAppError(failure).code)) put(this, { gone: true, view: null });
      else void complain(failure, again);
    },
    onBack() {
      void wx.navigateBack();
    },
  },
});
