/** Deleting the account: what goes, a last question, and what becomes of it. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { leaving } from '../../../behaviors/leaving';
import { watching } from '../../../behaviors/watching';
import { civilOffset } from '../../../lib/clock';
import { complain } from '../../../phone/complain';
import { confirmed } from '../../../phone/dialog';
import { toAppError } from '../../../phone/errors';
import { beginAnew } from '../../../phone/saving';
import { mine } from '../../../services/account/index';
import { type Erasure, eraseEverything, erasing, getErasure } from '../../../services/rights/index';
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
    /** Of a deletion that was begun before there was this account; or empty. */
    earlier: '',
    /** Why what is shown may be old. */
    stale: '',
  },
  pageLifetimes: {
    show() {
      this.recall();
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
    /** A deletion that was begun before this page was opened: with a new account it is not its own. */
    recall() {
      const until = erasing();
      if (until === null || this.data.erased) return;
      const running = { state: 'running', until, cleared: false, gone: NOTHING } as const;
      if (mine.get().me) this.tellEarlier(running);
      else this.tell(running);
    },
    onExport() {
      this.goTo('/packages/me/export/export');
    },
    async onErase() {
      if (this.data.busy) return;
      const t = textOf(rightsWords);
      const question = { title: t.eraseAsk, content: t.eraseHint };
      if (await confirmed({ ...question, yes: 'yesDelete', danger: true })) await this.erase();
    },
    async erase() {
      put(this, { busy: true });
      try {
        const until = await eraseEverything();
        const running = { state: 'running', cleared: false, gone: NOTHING } as const;
        this.tell(until === null ? { state: 'here' } : { ...running, until });
      } catch (failure) {
        void complain(failure, () => this.erase());
      }
      put(this, { busy: false });
      await this.look();
    },
    tell(erased: Erased) {
      put(this, { erased, earlier: '', stale: '' });
      this.paint();
    },
    tellEarlier(erasure: Erasure) {
      const t = textOf(rightsWords);
      const running = erasure.state === 'running';
      const { line } = erasedView(t, erasure, civilOffset());
      put(this, { earlier: running ? t.eraseEarlier(line) : '', stale: '' });
    },
    /** How far the cloud is; what was known stays when it cannot be asked. */
    async look() {
      const { erased, earlier } = this.data;
      const own = erased?.state === 'running';
      if (!own && !earlier) return;
      try {
        const erasure = await getErasure();
        if (own) this.tell(erasure);
        else this.tellEarlier(erasure);
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
