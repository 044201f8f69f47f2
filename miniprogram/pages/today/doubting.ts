/** The person says that a band's total is wrong: after a yes it counts no more. */
import { dayState } from '../../contract/counting';
import { now } from '../../lib/clock';
import { confirmed } from '../../phone/dialog';
import { toAppError } from '../../phone/errors';
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
      const said = await dropCounter(id, day).then(
        () => t.todayWrongDone,
        (failure: unknown) => t.problems[toAppError(failure).code].title,
      );
      wx.showToast({ title: said, icon: 'none' });
      void this.paint();
    },
    /** The page's own: shows what is known now. */
    async paint(): Promise<void> {},
  },
});
