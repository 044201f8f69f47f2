/**
 * Syncs on a page: its card while one runs, whoever began it; one cause and one button when one of
 * its own fails, one short line when it is done. Needs `support` beside it. In the page:
 *
 *     <bm-stages wx:if="{{sync}}" view="{{sync}}" />
 *     <bm-problem wx:elif="{{trouble}}" title="{{trouble.title}}" sentence="{{trouble.sentence}}"
 *       button="{{trouble.button}}" second="{{t.syncSupport}}" bind:act="onTroubleAct"
 *       bind:second="onTroubleSupport" />
 */

import { type StagesView, stagesView } from '../components/bm-stages/stages';
import type { BoundBand } from '../contract/api';
import { type AppCode, toAppError } from '../phone/errors';
import { actOn, buttonOf, leavesApp } from '../phone/problem-action';
import { phoneRadio } from '../phone/radio';
import { session } from '../services/account/index';
import { type SyncProgress, syncBand, syncs } from '../services/activity/index';
import { bandMemory, bandName } from '../services/bands/index';
import { diagnosticsOf } from '../services/support/index';
import { fontScale } from '../words/appearance';
import { grouped } from '../words/format';
import { text } from '../words/index';
import type { SupportSubject } from './support';

/** From this letter size on only the stage that is under way is shown. */
const SINGLE_FROM = 1.2;
/** Numbers are painted anew when a sync has come this much further. */
const REPAINT_PERCENT = 10;

export interface Trouble {
  code: AppCode;
  band: string;
  title: string;
  sentence: string;
  button: string;
  /** The button opens settings: trying again must be offered beside the card. */
  leaves: boolean;
}

/** What is not drawn, by page. */
interface Behind {
  unlisten: () => void;
  unwatch: () => void;
  /** Settings were opened: back on the page, the sync is tried again. */
  left: boolean;
  /** The band this page itself is syncing, or empty. */
  own: string;
  /** How far the sync had come when the numbers were painted. */
  painted: number;
}
const fresh = (): Behind => ({
  unlisten: () => {},
  unwatch: () => {},
  left: false,
  own: '',
  painted: 0,
});
const pages = new WeakMap<object, Behind>();
const behindOf = (page: object): Behind => {
  const known = pages.get(page) ?? fresh();
  pages.set(page, known);
  return known;
};

/** What to say of a sync that failed after `progress`. */
export function troubleOf(band: string, code: AppCode, progress: SyncProgress | null): Trouble {
  const { title, sentence } = text().problems[code];
  const done = progress?.days?.done ?? 0;
  const part = code === 'disconnected' && done > 0;
  return {
    code,
    band,
    title,
    sentence: part ? text().todaySavedPart(done) : sentence,
    button: buttonOf(code),
    leaves: leavesApp(code),
  };
}

export const syncing = Behavior({
  data: {
    sync: null as StagesView | null,
    /** The band that is being synced, or empty. */
    syncing: '',
    trouble: null as Trouble | null,
  },
  pageLifetimes: {
    show() {
      const behind = behindOf(this);
      behind.unwatch();
      behind.unwatch = syncs.watch(() => this.follow());
      this.follow();
      if (behind.left) this.onTroubleRetry();
    },
    hide() {
      behindOf(this).unwatch();
    },
  },
  lifetimes: {
    detached() {
      behindOf(this).unlisten();
      behindOf(this).unwatch();
    },
  },
  methods: {
    /** Whose syncs this page shows. A page of one band shows only that band's. */
    follows(_bandId: string): boolean {
      return true;
    },
    /** Shows the sync under way, also one that another page began. */
    follow() {
      const id = this.underWay();
      const progress = syncs.get().running.get(id);
      const band = session.get().bands.find((known) => known.id === id);
      if (progress && band) this.paintSync(band, progress);
      else if (behindOf(this).own === '' && this.data.syncing !== '') this.endSync();
    },
    /** The band whose sync this page began or shows, or empty. */
    underWay(): string {
      const { running } = syncs.get();
      return behindOf(this).own || [...running.keys()].find((id) => this.follows(id)) || '';
    },
    paintSync(band: BoundBand, progress: SyncProgress) {
      const behind = behindOf(this);
      const begins = this.data.syncing !== band.id;
      if (begins) behind.painted = progress.percent;
      const sync = stagesView(bandName(band), progress, fontScale() >= SINGLE_FROM);
      const trouble = this.data.trouble?.band === band.id ? null : this.data.trouble;
      this.setData({ sync, syncing: band.id, trouble });
      // What was saved so far is already part of the day.
      const further = progress.percent - behind.painted >= REPAINT_PERCENT;
      if (further) behind.painted = progress.percent;
      if (begins || further) this.onSynced();
    },
    endSync() {
      this.setData({ sync: null, syncing: '' });
      this.onSynced();
    },
    /** Syncs bands in turn; one that fails does not stop the others. Says how it went. */
    async syncBands(bands: readonly BoundBand[]): Promise<void> {
      if (bands.length === 0) return;
      const busy = this.underWay();
      if (busy !== '') {
        const code = bands.some(({ id }) => id === busy) ? 'sync-running' : 'busy';
        wx.showToast({ title: text().problems[code].title, icon: 'none' });
        return;
      }
      this.setData({ trouble: null });
      let newSteps = 0;
      try {
        for (const band of bands) newSteps += await this.syncOne(band);
      } finally {
        behindOf(this).own = '';
        this.endSync();
      }
      if (this.data.trouble) return;
      const t = text();
      const title = newSteps > 0 ? t.todayNew(grouped(newSteps)) : t.todayNothingNew;
      wx.showToast({ title, icon: 'none' });
    },
    async syncOne(band: BoundBand): Promise<number> {
      behindOf(this).own = band.id;
      let last: SyncProgress | null = null;
      try {
        const { newSteps, unread } = await syncBand(band, (progress) => {
          last = progress;
        });
        if (unread) this.setData({ trouble: troubleOf(band.id, 'unread', last) });
        return newSteps;
      } catch (failure) {
        const trouble = troubleOf(band.id, toAppError(failure).code, last);
        this.setData({ trouble });
        if (trouble.code === 'bluetooth-off') this.goOnWithBluetooth(trouble);
        return 0;
      }
    },
    /** Bluetooth came on: the sync goes on without a tap, if it is still wanted. */
    goOnWithBluetooth(trouble: Trouble) {
      const behind = behindOf(this);
      behind.unlisten();
      behind.unlisten = phoneRadio().onAvailable((available) => {
        if (!available) return;
        behind.unlisten();
        const { code, band } = this.data.trouble ?? {};
        if (code === trouble.code && band === trouble.band) this.onTroubleRetry();
      });
    },
    onTroubleRetry() {
      behindOf(this).left = false;
      const band = session.get().bands.find(({ id }) => id === this.data.trouble?.band);
      if (band) void this.syncBands([band]);
      else this.setData({ trouble: null });
    },
    /** A page that shows numbers paints them anew. */
    onSynced() {},
    onTroubleAct() {
      const { trouble } = this.data;
      if (!trouble) return;
      const { action } = text().problems[trouble.code];
      if (action === 'support') this.onTroubleSupport();
      else if (action === 'none' || action === 'back') this.setData({ trouble: null });
      else {
        behindOf(this).left = trouble.leaves;
        actOn(trouble.code, () => this.onTroubleRetry());
      }
    },
    onTroubleSupport() {
      const band = session.get().bands.find(({ id }) => id === this.data.trouble?.band);
      if (band) this.openSupportFor(band);
    },
    /** Opens the support sheet of the `support` behavior for a band, with what its syncs left. */
    openSupportFor(band: BoundBand) {
      const { firmware, results } = bandMemory(band.id);
      const subject = {
        model: band.model,
        band,
        diagnostics: diagnosticsOf(band, firmware, results),
      };
      const page = this as unknown as { openSupport?(subject: SupportSubject): void };
      page.openSupport?.(subject);
    },
  },
});
