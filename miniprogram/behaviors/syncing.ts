/**
 * One band's sync on a page: its card while it runs, one cause and one button when it fails, one
 * short line when it is done. Needs `support` beside it. In the page:
 *
 *     <bm-stages wx:if="{{sync}}" view="{{sync}}" />
 *     <bm-problem wx:elif="{{trouble}}" title="{{trouble.title}}" sentence="{{trouble.sentence}}"
 *       button="{{trouble.button}}" second="{{t.syncSupport}}" bind:act="onTroubleAct"
 *       bind:second="onTroubleSupport" />
 */
import type { BoundBand } from '../contract/api';
import { actOn, buttonOf, leavesApp } from '../services/act';
import { fontScale } from '../services/appearance';
import { bandName } from '../services/band-words';
import { bandMemory } from '../services/bands/index';
import { type AppCode, toAppError } from '../services/errors';
import { grouped } from '../services/format';
import { text } from '../services/messages/index';
import { phoneRadio } from '../services/radio';
import { session } from '../services/session';
import { diagnosticsOf } from '../services/support';
import { type SyncProgress, syncBand } from '../services/sync/index';
import { type StagesView, stagesView } from '../services/sync-view';
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
  /** Settings were opened: back on the page, the sync is tried again. */
  left: boolean;
}
const pages = new WeakMap<object, Behind>();
const behindOf = (page: object): Behind => {
  const known = pages.get(page) ?? { unlisten: () => {}, left: false };
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
    syncing: '',
    trouble: null as Trouble | null,
  },
  pageLifetimes: {
    show() {
      if (behindOf(this).left) this.onTroubleRetry();
    },
  },
  lifetimes: {
    detached() {
      behindOf(this).unlisten();
    },
  },
  methods: {
    /** Syncs bands in turn; one that fails does not stop the others. Says how it went. */
    async syncBands(bands: readonly BoundBand[]): Promise<void> {
      if (this.data.syncing !== '' || bands.length === 0) return;
      this.setData({ trouble: null });
      let newSteps = 0;
      for (const band of bands) newSteps += await this.syncOne(band);
      this.setData({ sync: null, syncing: '' });
      this.onSynced();
      if (this.data.trouble) return;
      const t = text();
      const title = newSteps > 0 ? t.todayNew(grouped(newSteps)) : t.todayNothingNew;
      wx.showToast({ title, icon: 'none' });
    },
    async syncOne(band: BoundBand): Promise<number> {
      this.setData({ syncing: band.id });
      let last: SyncProgress | null = null;
      try {
        const { newSteps, unread } = await syncBand(band, (progress) => {
          // What was saved so far is already part of the day.
          if (last && progress.percent - last.percent >= REPAINT_PERCENT) this.onSynced();
          last = progress;
          const single = fontScale() >= SINGLE_FROM;
          this.setData({ sync: stagesView(bandName(band), progress, single) });
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
