/** The person says that a band's total is wrong: after a yes it counts no more. */
import type { DayKey } from '../../contract/activity';
import { dayState } from '../../contract/counting';
import { now } from '../../lib/clock';
import { complain } from '../../phone/complain';
import { confirmed } from '../../phone/dialog';
import { mine } from '../../services/account/index';
import { dropCounter } from '../../services/activity/index';
import { bandName } from '../../services/bands/index';
import { text } from '../../words/index';
import type { Doubtful } from './totals';

export const doubting = Behavior({
  methods: {
    async onWrong(event: WxTouch<{ of: Doubtful }>) {
      const { band: id, day } = event.currentTarget.dataset.of;
      const t = text();
      const band = mine.get().bands.find((known) => known.id === id);
      const name = band ? bandName(band) : t.addAnyModel;
      const content = t.todayWrongText(name)[dayState(day, now()).state];
      const title = t.todayWrongTitle;
      if (!(await confirmed({ title, content, yes: 'wrongYes', danger: true }))) return;
      await this.drop(id, day);
    },
    async drop(band: string, day: DayKey) {
      try {
        await dropCounter(band, day);
        wx.showToast({ title: text().todayWrongDone, icon: 'none' });
      } catch (failure) {
        void complain(failure, () => this.drop(band, day));
      }
      void this.paint();
    },
    /** The page's own: shows what is known now. */
    async paint(): Promise<void> {},
  },
});
