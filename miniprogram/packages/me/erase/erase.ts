/** Deleting the account: what goes, a last question, and what becomes of it. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { leaving } from '../../../behaviors/leaving';
import { watching } from '../../../behaviors/watching';
import { civilOffset } from '../../../lib/clock';
import { confirmed } from '../../../phone/dialog';
import { toAppError } from '../../../phone/errors';
import { beginAnew } from '../../../phone/saving';
import { eraseEverything, getErasure } from '../../../services/rights/index';
import { textOf } from '../../../words/index';
import { rightsWords } from '../../../words/rights';
import { type Erased, type ErasedView, erasedView, rowsView } from './view';

/** The cloud is asked every so many turns of 15 s: its clock strikes every ten minutes. */
const TURNS = 4;
let turns = 0;

/** What there is to count is told with the first answer. */
const NOTHING = { boards: 0, ties: 0, steps: 0, rest: 0 };

Component({
  behaviors: [appearance(rightsWords), leaving, watching],
  data: {
    titleKey: 'eraseTitle',
    rows: rowsView(rightsWords.zh, null),
    busy: false,
    /** What became of it; null before. */
    erased: null as Erased | null,
    done: null as ErasedView | null,
    /** Why what is shown may be old. */
    stale: '',
  },
  pageLifetimes: {
    show() {
      void this.look();
    },
  },
  methods: {
    onLoad() {
      this.paint();
    },
    paint() {
      const t = textOf(rightsWords);
      const { erased } = this.data;
      const done = erased && erasedView(t, erased, civilOffset());
      put(this, { rows: rowsView(t, erased), done });
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
        const until = await eraseEverything();
        const running = { state: 'running', cleared: false, gone: NOTHING } as const;
        this.tell(until === null ? { state: 'here' } : { ...running, until });
      } catch (failure) {
        const { title } = t.problems[toAppError(failure).code];
        wx.showToast({ title, icon: 'none' });
      }
      put(this, { busy: false });
      await this.look();
    },
    tell(erased: Erased) {
      put(this, { erased, stale: '' });
      this.paint();
    },
    /** How far the cloud is; what was known stays when it cannot be asked. */
    async look() {
      if (this.data.erased?.state !== 'running') return;
      try {
        this.tell(await getErasure());
      } catch (failure) {
        const t = textOf(rightsWords);
        put(this, { stale: t.eraseStale(t.problems[toAppError(failure).code].title) });
      }
    },
    onPassing() {
      turns = (turns + 1) % TURNS;
      if (turns === 0) void this.look();
    },
    async onPullDownRefresh() {
      await this.look();
      wx.stopPullDownRefresh({ fail: () => {} });
    },
    onAgain() {
      beginAnew();
    },
  },
});
