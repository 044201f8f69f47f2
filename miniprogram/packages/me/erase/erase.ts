/** Deleting the account: what goes, a last question, and what becomes of it. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { leaving } from '../../../behaviors/leaving';
import { dayOf } from '../../../contract/activity';
import { civilOffset } from '../../../lib/clock';
import { confirmed } from '../../../phone/dialog';
import { toAppError } from '../../../phone/errors';
import { beginAnew } from '../../../phone/saving';
import { eraseEverything } from '../../../services/rights/index';
import { clockTime, dayShort } from '../../../words/format';
import { textOf } from '../../../words/index';
import { rightsWords } from '../../../words/rights';

Component({
  behaviors: [appearance(rightsWords), leaving],
  data: {
    titleKey: 'eraseTitle',
    rows: rightsWords.zh.eraseRows(),
    busy: false,
    /** Title and line of what became of it; null before. */
    done: null as { title: string; line: string; queued: boolean } | null,
  },
  methods: {
    onLoad() {
      put(this, { rows: textOf(rightsWords).eraseRows() });
    },
    onExport() {
      this.goTo('/packages/me/export/export');
    },
    async onErase() {
      if (this.data.busy) return;
      const t = textOf(rightsWords);
      const question = { title: t.eraseAsk, content: t.eraseHint };
      if (!(await confirmed({ ...question, yes: 'yesDelete', danger: true }))) return;
      put(this, { busy: true });
      try {
        this.tell(await eraseEverything());
      } catch (failure) {
        const { title } = t.problems[toAppError(failure).code];
        wx.showToast({ title, icon: 'none' });
      }
      put(this, { busy: false });
    },
    tell(until: number | null) {
      const t = textOf(rightsWords);
      const offset = civilOffset();
      const done =
        until === null
          ? { title: t.eraseHere, line: t.eraseHereHint, queued: false }
          : {
              title: t.eraseRunning,
              line: t.eraseUntil(dayShort(dayOf(until, offset)), clockTime(until, offset)),
              queued: true,
            };
      put(this, { done });
    },
    onAgain() {
      beginAnew();
    },
  },
});
