/** What was shared and still opens; each can be withdrawn. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { type DayKey, dayOf } from '../../../contract/activity';
import { now } from '../../../lib/clock';
import { complain } from '../../../phone/complain';
import { confirmed } from '../../../phone/dialog';
import { toAppError } from '../../../phone/errors';
import { reconsider } from '../../../services/account/index';
import { askShares, liveShares, revokeShare } from '../../../services/share/index';
import { dayShort } from '../../../words/format';
import { textOf } from '../../../words/index';
import { ownWords } from '../../../words/own';
import type { Problem } from '../../../words/problems';

interface ShareLine {
  id: string;
  day: string;
  until: string;
}

Component({
  behaviors: [appearance(ownWords, 'common')],
  data: {
    titleKey: 'ownShares',
    shares: [] as ShareLine[],
    /** The cloud said which there are. */
    known: false,
    /** Why it did not, or null. */
    problem: null as Problem | null,
  },
  pageLifetimes: {
    show() {
      this.paint();
      void this.load();
    },
  },
  methods: {
    /** What another phone sent as well; without an answer what this one knows. */
    async load() {
      put(this, { problem: null });
      try {
        await askShares();
        put(this, { known: true });
      } catch (failure) {
        put(this, { problem: textOf(ownWords).problems[toAppError(failure).code] });
      }
      this.paint();
    },
    onRetry() {
      reconsider();
      void this.load();
    },
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
      await this.revoke(event.currentTarget.dataset.id);
    },
    async revoke(id: string) {
      try {
        await revokeShare(id);
        wx.showToast({ title: textOf(ownWords).ownRevoked, icon: 'none' });
      } catch (failure) {
        void complain(failure, () => this.revoke(id));
      }
      this.paint();
    },
  },
});
