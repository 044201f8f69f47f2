/**
 * What is in no total, on a page: one sentence, one thing to do. In the page
 *
 *     <bm-problem wx:if="{{leftOut}}" title="{{leftOut.title}}" sentence="{{leftOut.sentence}}"
 *       button="{{leftOut.button}}" bind:act="onLeftOut" />
 *
 * and `this.paintLeftOut()` whenever the page is painted.
 */
import { mine } from '../services/account/index';
import { forgetLeftOut, type LeftOutReason, leftOut, today } from '../services/activity/index';
import { bandName, deviceOf } from '../services/bands/index';
import { text } from '../words/index';
import { putSoon } from './drawing';

/** The card of it. */
interface LeftOutCard {
  band: string;
  reason: LeftOutReason;
  title: string;
  sentence: string;
  button: string;
}

export const leavingOut = Behavior({
  data: { leftOut: null as LeftOutCard | null },
  methods: {
    /** `only`: a page of one band shows what is that band's. */
    paintLeftOut(only?: string) {
      putSoon(this, { leftOut: card(only) });
    },
    onLeftOut() {
      const shown = this.data.leftOut;
      if (!shown) return;
      if (text().problems[shown.reason].action === 'open-bands') {
        wx.switchTab({ url: '/pages/bands/bands' });
        return;
      }
      forgetLeftOut(shown.band, shown.reason);
      this.paint();
    },
    /** The page's own. */
    paint(): void | Promise<void> {},
  },
});

function card(only?: string): LeftOutCard | null {
  const [first] = leftOut(today()).filter(({ band }) => only === undefined || band === only);
  if (!first) return null;
  const { bands } = mine.get();
  const band = bands.find(({ id }) => id === first.band);
  const t = text(deviceOf(band?.model ?? null));
  const { title, sentence, button } = t.problems[first.reason];
  const named = only === undefined && bands.length > 1 && band;
  return {
    ...first,
    sentence,
    button,
    title: named ? t.syncTrouble(bandName(band), title) : title,
  };
}
