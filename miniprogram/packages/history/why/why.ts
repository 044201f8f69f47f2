/** A day's number, slot by slot: which band gave what, and what was not counted and why. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { leaving } from '../../../behaviors/leaving';
import { isDay } from '../../../contract/activity';
import { toAppError } from '../../../phone/errors';
import { known, mine, reconsider } from '../../../services/account/index';
import { explained, today } from '../../../services/activity/index';
import { textOf } from '../../../words/index';
import type { Problem } from '../../../words/problems';
import { whyWords } from '../../../words/why';
import { type WhyView, whyView } from './view';

Component({
  behaviors: [appearance(whyWords, 'common'), leaving],
  data: {
    titleKey: 'whyTitle',
    day: 0,
    view: null as WhyView | null,
    nothing: false,
    problem: null as Problem | null,
    rules: [] as string[],
    open: false,
  },
  pageLifetimes: {
    show() {
      void this.ask();
    },
  },
  methods: {
    onLoad(query: { day?: string }) {
      const day = Number(query.day ?? 0);
      put(this, { day: isDay(day) ? day : today() });
    },
    async ask() {
      put(this, { problem: null });
      try {
        await known();
        const why = await explained(this.data.day);
        const { bands } = mine.get();
        const view = why && whyView({ why, bands });
        put(this, { view, nothing: !view, rules: textOf(whyWords).whyRuleText });
      } catch (failure) {
        const { code } = toAppError(failure);
        put(this, { problem: this.data.view ? null : textOf(whyWords).problems[code] });
      }
    },
    onRetry() {
      reconsider();
      void this.ask();
    },
    onHours() {
      const { day, view } = this.data;
      this.goTo(`/packages/history/why/slots?day=${day}&hour=${view?.hour ?? 0}`);
    },
    onReview(event: WxTouch<{ review: boolean }>) {
      if (!event.currentTarget.dataset.review) return;
      this.goTo(`/packages/history/review/review?day=${this.data.day}`);
    },
    onRules() {
      put(this, { open: !this.data.open });
    },
  },
});
