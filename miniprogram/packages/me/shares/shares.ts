/** What was shared and still opens; each can be withdrawn. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { type DayKey, dayOf } from '../../../contract/activity';
import { now } from '../../../lib/clock';
import { confirmed } from '../../../phone/dialog';
import { toAppError } from '../../../phone/errors';
import { askShares, liveShares, revokeShare } from '../../../services/share/index';
import { dayShort } from '../../../words/format';
import { textOf } from '../../../words/index';
import { ownWords } from '../../../words/own';

interface ShareLine {
  id: string;
  day: string;
  until: string;
}

Component({
  behaviors: [appearance(ownWords)],
  data: { titleKey: 'ownShares', shares: [] as ShareLine[] },
  pageLifetimes: {
    show() {
      this.paint();
      // What another phone sent; without an answer what this one knows.
      askShares().then(
        () => this.paint(),
        () => undefined,
      );
    },
  },
  methods: {
    paint() {
      const t = textOf(ownWords);
      const shares = liveShares(now()).map(({ id, day, expiresAt }) => ({
        id,
        day: dayShort(day as DayKey),
        until: t.ownShareUntil(dayShort(dayOf(expiresAt))),
      }));
      put(this, { shares });
    },
    async onRevoke(event: WxTouch<{ id: string }>) {
      const t = textOf(ownWords);
      const question = { title: t.ownRevokeTitle, content: t.ownRevokeHint };
      if (!(await confirmed({ ...question, yes: 'yesWithdraw', danger: true }))) return;
      const title = await revokeShare(event.currentTarget.dataset.id).then(
        () => t.ownRevoked,
        (failure: unknown) => t.problems[toAppError(failure).code].title,
      );
      wx.showToast({ title, icon: 'none' });
      this.paint();
    },
  },
});
