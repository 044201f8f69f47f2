/**
 * Syncs on a page: its card while one runs, whoever began it; one cause and one button when one of
 * its own fails, one short line when it is done. Needs `leaving` beside it. In the page:
 *
 *     <bm-stages wx:if="{{sync}}" view="{{sync}}" />
 *     <bm-problem wx:elif="{{trouble}}" title="{{trouble.title}}" sentence="{{trouble.sentence}}"
 *       button="{{trouble.button}}" second="{{t.syncSupport}}" bind:act="onTroubleAct"
 *       bind:second="onTroubleSupport" />
 */

import { type StagesView, stagesView } from '../components/bm-stages/stages';
import type { BoundBand } from '../contract/api';
import { type AppCode, toAppError } from '../phone/errors';
import { actOn } from '../phone/problem-action';
import { phoneRadio } from '../phone/radio';
import { mine } from '../services/account/index';
import { type SyncProgress, syncBand, syncs } from '../services/activity/index';
import { bandName, deviceOf } from '../services/bands/index';
import { fontScale } from '../words/appearance';
import { grouped } from '../words/format';
import { text } from '../words/index';
import { type ProblemAction, problemLine } from '../words/problems';
import { put, putSoon } from './drawing';
import { type Failed, failedAt, type Trouble, troubleOf } from './trouble';

/** From this letter size on only the stage that is under way is shown. */
const SINGLE_FROM = 1.2;
/** Numbers are painted anew when a sync has come this much further. */
const REPAINT_PERCENT = 10;

/** What a person does about a setting. */
const IN_THE_WAY: readonly ProblemAction[] = [
  'open-bluetooth',
  'open-settings',
  'open-location',
  'read-guideline',
];

/** What is not drawn, by page. */
interface Behind {
  unlisten: () => void;
  unwatch: () => void;
  /** Settings were opened: back on the page, the sync is tried again. */
  left: boolean;
  /** The band this page itself is syncing, or empty. */
  own: string;
  /** The band whose sync is on the page, or empty. */
  shown: string;
  /** How far the sync had come when the numbers were painted. */
  painted: number;
  /** Bands whose sync this page began and that failed, and how many it began then. */
  failed: Failed[];
  tried: number;
  /** What is tried again where it was something else than a sync, or null. */
  again: (() => void) | null;
}
const fresh = (): Behind => ({
  unlisten: () => {},
  unwatch: () => {},
  left: false,
  own: '',
  shown: '',
  painted: 0,
  failed: [],
  tried: 0,
  again: null,
});
const pages = new WeakMap<object, Behind>();
const behindOf = (page: object): Behind => {
  const known = pages.get(page) ?? fresh();
  pages.set(page, known);
  return known;
};

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
      // The language may be another by now.
      put(this, { trouble: troubleOf(behind.failed, behind.tried) });
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
      const band = mine.get().bands.find((known) => known.id === id);
      if (progress && band) this.paintSync(band, progress);
      else if (behindOf(this).own === '' && behindOf(this).shown !== '') this.endSync();
    },
    /** The band whose sync this page began or shows, or empty. */
    underWay(): string {
      const { running } = syncs.get();
      return behindOf(this).own || [...running.keys()].find((id) => this.follows(id)) || '';
    },
    paintSync(band: BoundBand, progress: SyncProgress) {
      const behind = behindOf(this);
      const begins = behind.shown !== band.id;
      if (begins) {
        behind.painted = progress.percent;
        behind.shown = band.id;
        behind.failed = behind.failed.filter((one) => one.band.id !== band.id);
      }
      const who = { name: bandName(band), device: deviceOf(band.model) };
      const sync = stagesView(who, progress, fontScale() >= SINGLE_FROM);
      const trouble = troubleOf(behind.failed, behind.tried);
      putSoon(this, { sync, syncing: band.id, trouble });
      // What was saved so far is already part of the day.
      const further = progress.percent - behind.painted >= REPAINT_PERCENT;
      if (further) behind.painted = progress.percent;
      if (begins || further) this.onSynced();
    },
    endSync() {
      const behind = behindOf(this);
      behind.shown = '';
      put(this, { sync: null, syncing: '', trouble: troubleOf(behind.failed, behind.tried) });
      this.onSynced();
      this.onFree();
    },
    /** Syncs bands in turn; one that fails does not stop the others. Says how it went. */
    async syncBands(bands: readonly BoundBand[]): Promise<void> {
      if (bands.length === 0) return;
      const busy = this.underWay();
      if (busy !== '') {
        const code = bands.some(({ id }) => id === busy) ? 'sync-running' : 'busy';
        wx.showToast({ title: problemLine(text().problems[code]), icon: 'none' });
        return;
      }
      const behind = behindOf(this);
      behind.failed = [];
      behind.tried = bands.length;
      behind.again = null;
      put(this, { trouble: null });
      const failed: Failed[] = [];
      let newSteps = 0;
      try {
        for (const band of bands) newSteps += await this.syncOne(band, failed);
      } finally {
        behind.own = '';
        behind.failed = failed;
        this.endSync();
      }
      if (failed.some(({ code }) => code === 'bluetooth-off')) this.goOnWithBluetooth();
      if (failed.length > 0) return;
      const t = text();
      const title = newSteps > 0 ? t.syncNew(grouped(newSteps)) : t.syncNothingNew;
      wx.showToast({ title, icon: 'none' });
    },
    /**
     * Something else with a band failed. Where a setting is in the way, the same card says which, and does
     * it again; else it is false, and the page says it.
     */
    hindered(band: BoundBand, code: AppCode, again: () => void): boolean {
      if (!IN_THE_WAY.includes(text().problems[code].action)) return false;
      const behind = behindOf(this);
      behind.failed = [failedAt(band, code, null)];
      behind.tried = 1;
      behind.again = again;
      put(this, { trouble: troubleOf(behind.failed, 1) });
      if (code === 'bluetooth-off') this.goOnWithBluetooth();
      return true;
    },
    /** How many steps it brought; a band that failed is added to the others. */
    async syncOne(band: BoundBand, failed: Failed[]): Promise<number> {
      behindOf(this).own = band.id;
      let last: SyncProgress | null = null;
      try {
        const { newSteps, left } = await syncBand(band, (progress) => {
          last = progress;
        });
        if (left) failed.push(failedAt(band, left, last));
        return newSteps;
      } catch (failure) {
        failed.push(failedAt(band, toAppError(failure).code, last));
        return 0;
      }
    },
    /** Bluetooth came on: what failed goes on without a tap, if it is still wanted. */
    goOnWithBluetooth() {
      const behind = behindOf(this);
      behind.unlisten();
      behind.unlisten = phoneRadio().onAvailable((available) => {
        if (!available) return;
        behind.unlisten();
        if (behind.failed.some(({ code }) => code === 'bluetooth-off')) this.onTroubleRetry();
      });
    },
    /** Every band that failed is tried again. */
    onTroubleRetry() {
      const behind = behindOf(this);
      behind.left = false;
      const { again } = behind;
      if (again) {
        this.dropTrouble();
        again();
        return;
      }
      const wanted = behind.failed.map(({ band }) => band.id);
      const bands = mine.get().bands.filter(({ id }) => wanted.includes(id));
      if (bands.length > 0) void this.syncBands(bands);
      else this.dropTrouble();
    },
    dropTrouble() {
      behindOf(this).failed = [];
      behindOf(this).again = null;
      put(this, { trouble: null });
    },
    /** A page that shows numbers paints them anew. */
    onSynced() {},
    /** No sync is under way any more. */
    onFree() {},
    onTroubleAct() {
      const { trouble } = this.data;
      if (!trouble) return;
      const { action } = text().problems[trouble.code];
      if (action === 'support') this.onTroubleSupport();
      else if (action === 'none' || action === 'back') this.dropTrouble();
      else {
        behindOf(this).left = trouble.leaves;
        actOn(trouble.code, () => this.onTroubleRetry());
      }
    },
    /** The way to its maker's people is on the page of the band that failed. */
    onTroubleSupport() {
      const { trouble } = this.data;
      if (!trouble) return;
      const page = this as unknown as { goTo(url: string): void };
      page.goTo(`/packages/band/detail/detail?id=${encodeURIComponent(trouble.band)}&support=1`);
    },
  },
});
