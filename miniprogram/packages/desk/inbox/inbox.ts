/** A maker's desk: who waits, who was answered, what is closed; and a sample to practise with. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { leaving } from '../../../behaviors/leaving';
import { OPERATOR, type Seat, type ThreadState } from '../../../contract/api';
import { now } from '../../../lib/clock';
import { ask } from '../../../phone/cloud';
import { complain } from '../../../phone/complain';
import { toAppError } from '../../../phone/errors';
import { reconsider } from '../../../services/account/index';
import { deskWords } from '../../../words/desk';
import { textOf } from '../../../words/index';
import type { Problem } from '../../../words/problems';
import { inviteColleague } from '../invite';
import { type InboxView, inboxView, type Listed, sampleModel } from './view';

/** The operator's desk has days to review, and no chats. */
const REVIEWS = '/packages/desk/reviews/reviews';
const THREAD = '/packages/desk/thread/thread';

Component({
  behaviors: [appearance(deskWords, 'common'), leaving],
  data: {
    seat: null as Seat | null,
    state: 'open' as ThreadState,
    /** By state, as far as it was asked for. */
    listed: {} as Partial<Record<ThreadState, Listed>>,
    view: null as InboxView | null,
    problem: null as Problem | null,
  },
  pageLifetimes: {
    show() {
      void this.load();
    },
  },
  methods: {
    /** Who sits at no desk is led to the code. */
    async load() {
      put(this, { problem: null });
      try {
        const seat = this.data.seat ?? (await ask('desk.enter', {}));
        if ('why' in seat) return;
        if (seat.maker === OPERATOR) return wx.redirectTo({ url: REVIEWS });
        put(this, { seat });
        await this.list();
      } catch (failure) {
        const { code } = toAppError(failure);
        if (code === 'forbidden') wx.redirectTo({ url: '/packages/desk/join/join' });
        else put(this, { problem: textOf(deskWords).problems[code] });
      }
      wx.stopPullDownRefresh({ fail: () => {} });
    },
    /** The shown state anew; those who wait are counted beside every other. */
    async list() {
      const { state } = this.data;
      const states: ThreadState[] = state === 'open' ? ['open'] : ['open', state];
      const answers = await Promise.all(states.map((one) => ask('desk.inbox', { state: one })));
      const at = now();
      const news = states.map((one, index) => [one, { ...answers[index]!, at }]);
      put(this, { listed: { ...this.data.listed, ...Object.fromEntries(news) } });
      this.paint();
    },
    paint() {
      const { seat, state, listed } = this.data;
      const shown = listed[state];
      if (!seat || !shown) return;
      const view = inboxView(seat.maker, state, shown, listed.open, now());
      put(this, { view });
      wx.setNavigationBarTitle({ title: view.title, fail: () => {} });
    },
    onRetry() {
      reconsider();
      void this.load();
    },
    onPullDownRefresh() {
      void this.load();
    },
    onChoose(event: WechatMiniprogram.CustomEvent<{ name: ThreadState }>) {
      put(this, { state: event.detail.name });
      this.paint();
      void this.load();
    },
    async onMore() {
      const { state, listed } = this.data;
      const known = listed[state];
      if (!known || known.next === null) return;
      try {
        const more = await ask('desk.inbox', { state, after: known.next });
        const threads = [...known.threads, ...more.threads];
        put(this, { listed: { ...listed, [state]: { ...known, threads, next: more.next } } });
        this.paint();
      } catch (failure) {
        void complain(failure, () => this.onMore());
      }
    },
    onThread(event: WxTouch<{ id: string }>) {
      this.goTo(`${THREAD}?id=${encodeURIComponent(event.currentTarget.dataset.id)}`);
    },
    onPractise() {
      const { seat } = this.data;
      if (seat) this.goTo(`${THREAD}?sample=${encodeURIComponent(sampleModel(seat.maker))}`);
    },
    onInvite() {
      void inviteColleague();
    },
  },
});
