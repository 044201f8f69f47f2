/** One day at the operator's desk: looked at, and decided once. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import type { Input, SeenDay } from '../../../contract/api';
import { decoded } from '../../../lib/query';
import { ask } from '../../../phone/cloud';
import { complain } from '../../../phone/complain';
import { confirmed } from '../../../phone/dialog';
import { toAppError } from '../../../phone/errors';
import { reconsider } from '../../../services/account/index';
import { textOf } from '../../../words/index';
import type { Problem } from '../../../words/problems';
import { reviewWords } from '../../../words/review';
import { type DeskReviewView, deskReviewView } from './view';

type Verdict = Input<'desk.decide'>['verdict'];

Component({
  behaviors: [appearance(reviewWords, 'common')],
  data: {
    id: '',
    seen: null as SeenDay | null,
    view: null as DeskReviewView | null,
    gone: false,
    problem: null as Problem | null,
    busy: false,
  },
  methods: {
    onLoad(query: { id?: string }) {
      put(this, { id: decoded(query.id) });
      void this.load();
    },
    async load() {
      put(this, { problem: null });
      try {
        const seen = await ask('desk.review', { review: this.data.id });
        const view = deskReviewView(seen);
        put(this, { seen, view });
        wx.setNavigationBarTitle({ title: view.title, fail: () => {} });
      } catch (failure) {
        const { code } = toAppError(failure);
        if (code === 'not-found') put(this, { gone: true });
        else put(this, { problem: textOf(reviewWords).problems[code] });
      }
    },
    onCounts() {
      void this.decide('counts', textOf(reviewWords).deskReviewCounts);
    },
    onKeep(event: WxTouch<{ name: Verdict; text: string }>) {
      const { name, text } = event.currentTarget.dataset;
      void this.decide(name, text);
    },
    /** What was not decided because the day changed is looked at again. */
    async decide(verdict: Verdict, title: string) {
      const { id, seen, busy } = this.data;
      const t = textOf(reviewWords);
      if (!seen || busy) return;
      put(this, { busy: true });
      if (await confirmed({ title, content: t.deskReviewSure, yes: 'done' })) {
        try {
          const { state } = await ask('desk.decide', { review: id, total: seen.total, verdict });
          wx.showToast({ title: t.deskReviewDecided[state], icon: 'none' });
          if (state === 'asked') await this.load();
          else wx.navigateBack({ fail: () => {} });
        } catch (failure) {
          void complain(failure, () => this.decide(verdict, title));
        }
      }
      put(this, { busy: false });
    },
    onRetry() {
      reconsider();
      void this.load();
    },
    onBack() {
      wx.navigateBack({ fail: () => {} });
    },
  },
});
