/** One hour of a day, slot by slot and band by band: the rows add up to the hour. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { isDay } from '../../../contract/activity';
import { toAppError } from '../../../phone/errors';
import { known, mine, reconsider } from '../../../services/account/index';
import { explained, today, type Why } from '../../../services/activity/index';
import { barTitle } from '../../../words/appearance';
import { textOf } from '../../../words/index';
import type { Problem } from '../../../words/problems';
import { whyWords } from '../../../words/why';
import { type HourView, hourView } from './hours';

/** What is not drawn, by page: the day explained. */
const days = new WeakMap<object, Why>();

Component({
  behaviors: [appearance(whyWords, 'common')],
  data: {
    day: 0,
    hour: 0,
    view: null as HourView | null,
    nothing: false,
    problem: null as Problem | null,
  },
  methods: {
    onLoad(query: { day?: string; hour?: string }) {
      const day = Number(query.day ?? 0);
      const hour = Math.min(23, Math.max(0, Math.floor(Number(query.hour ?? 0)) || 0));
      put(this, { day: isDay(day) ? day : today(), hour });
      void this.ask();
    },
    async ask() {
      put(this, { problem: null });
      try {
        await known();
        const why = await explained(this.data.day);
        if (why) days.set(this, why);
        put(this, { nothing: !why });
        this.draw(this.data.hour);
      } catch (failure) {
        put(this, { problem: textOf(whyWords).problems[toAppError(failure).code] });
      }
    },
    draw(hour: number) {
      const why = days.get(this);
      if (!why) return;
      const view = hourView(why, hour, mine.get().bands);
      put(this, { hour, view });
      const title = barTitle(view.title, textOf(whyWords).whyHourTitleShort(hour));
      wx.setNavigationBarTitle({ title, fail: () => {} });
    },
    onRetry() {
      reconsider();
      void this.ask();
    },
    onEarlier() {
      const { view } = this.data;
      if (view && view.earlier >= 0) this.draw(view.earlier);
    },
    onLater() {
      const { view } = this.data;
      if (view && view.later >= 0) this.draw(view.later);
    },
  },
});
