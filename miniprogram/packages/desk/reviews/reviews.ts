/** The operator's desk: days that people asked to have looked at, those who wait longest first. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { leaving } from '../../../behaviors/leaving';
import type { Seat, WaitingReview } from '../../../contract/api';
import { now } from '../../../lib/clock';
import { ask } from '../../../phone/cloud';
import { complain } from '../../../phone/complain';
import { toAppError } from '../../../phone/errors';
import { reconsider } from '../../../services/account/index';
import { deskWords } from '../../../words/desk';
import { textOf } from '../../../words/index';
import type { Problem } from '../../../words/problems';
import { reviewWords } from '../../../words/review';
import { inviteColleague } from '../invite';
import { type ReviewRow, reviewsTitle, rowOf } from './view';

Component({
  behaviors: [appearance(deskWords, reviewWords, 'common'), leaving],
  data: {
    seat: null as Seat | null,
    waiting: [] as WaitingReview[],
    next: null as number | null,
    rows: null as ReviewRow[] | null,
    problem: null as Problem | null,
  },
  pageLifetimes: {
    show() {
      wx.setNavigationBarTitle({ title: reviewsTitle(), fail: () => {} });
      void this.load();
    },
  },
  methods: {
    async load() {
      put(this, { problem: null });
      try {
        const seat = this.data.seat ?? (await ask('desk.enter', {}));
        if ('why' in seat) return;
        const { reviews, next } = await ask('desk.reviews', {});
        put(this, { seat });
        this.take(reviews, next);
      } catch (failure) {
        put(this, { problem: textOf(deskWords).problems[toAppError(failure).code] });
      }
      wx.stopPullDownRefresh({ fail: () => {} });
    },
    take(waiting: WaitingReview[], next: number | null) {
      const at = now();
      put(this, { waiting, next, rows: waiting.map((one) => rowOf(one, at)) });
    },
    onRetry() {
      reconsider();
      void this.load();
    },
    onPullDownRefresh() {
      void this.load();
    },
    async onMore() {
      const { waiting, next } = this.data;
      if (next === null) return;
      try {
        const more = await ask('desk.reviews', { after: next });
        this.take([...waiting, ...more.reviews], more.next);
      } catch (failure) {
        void complain(failure, () => this.onMore());
      }
    },
    onReview(event: WxTouch<{ id: string }>) {
      const id = encodeURIComponent(event.currentTarget.dataset.id);
      this.goTo(`/packages/desk/review/review?id=${id}`);
    },
    onInvite() {
      void inviteColleague();
    },
  },
});
