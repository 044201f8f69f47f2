/** Today: one number, where it comes from, and the sync that fills it. */
import { appearance } from '../../behaviors/appearance';
import { support } from '../../behaviors/support';
import type { StagesView } from '../../components/bm-stages/bm-stages';
import type { BoundBand } from '../../contract/api';
import { actOn } from '../../services/act';
import { dayTotal, pendingParts, streakNow, today } from '../../services/activity';
import { fontScale } from '../../services/appearance';
import { bandName } from '../../services/band-words';
import { bandMemory, bindDemo } from '../../services/bands/index';
import { type AppCode, toAppError } from '../../services/errors';
import { grouped } from '../../services/format';
import { text } from '../../services/messages/index';
import { enter, session } from '../../services/session';
import { diagnosticsOf } from '../../services/support';
import { type SyncProgress, syncBand } from '../../services/sync/index';
import { stagesView } from '../../services/sync-view';
import { DEFAULT_GOAL, latestBand, readOut, type TodayView, todayView } from './view';

/** From this letter size on only the stage that is under way is shown. */
const SINGLE_FROM = 1.2;
/** How often ages are counted anew while the page is open. */
const AGE_MS = 30_000;

interface Trouble {
  code: AppCode;
  band: string;
  title: string;
  sentence: string;
  button: string;
}

/** What is not drawn. A tab page exists once, so this may live here. */
const behind: {
  unwatch: () => void;
  timer: ReturnType<typeof setInterval> | null;
  busy: boolean;
} = { unwatch: () => {}, timer: null, busy: false };

Component({
  behaviors: [appearance, support],
  data: {
    titleKey: 'today',
    view: null as TodayView | null,
    hour: -1,
    out: { when: '', steps: '' },
    sync: null as StagesView | null,
    trouble: null as Trouble | null,
    binding: false,
  },
  pageLifetimes: {
    show() {
      this.rest();
      behind.unwatch = session.watch(() => void this.paint());
      behind.timer = setInterval(() => void this.paint(), AGE_MS);
      void this.paint();
      void this.refresh();
    },
    hide() {
      this.rest();
    },
  },
  lifetimes: {
    detached() {
      this.rest();
    },
  },
  methods: {
    rest() {
      behind.unwatch();
      behind.unwatch = () => {};
      if (behind.timer) clearInterval(behind.timer);
      behind.timer = null;
    },
    /** Asks who I am; without an answer the page shows what the phone knows. */
    async refresh() {
      await enter();
      if (!session.get().known) session.set({ known: true });
    },
    async paint() {
      const day = today();
      const [total, waiting] = await Promise.all([dayTotal(day), pendingParts()]);
      const { me, bands, offline, known } = session.get();
      const goal = me?.goal ?? DEFAULT_GOAL;
      const first = latestBand(bands);
      const view = todayView({
        now: Math.floor(Date.now() / 1000),
        day,
        total,
        goal,
        streak: streakNow(goal, total, day),
        bands,
        memory: first ? bandMemory(first.id) : null,
        waiting,
        offline,
        known,
      });
      const follow = this.data.hour < 0 || this.data.hour === this.data.view?.largest;
      const hour = follow ? view.largest : this.data.hour;
      this.setData({ view, hour, out: readOut(view.hours, hour) });
    },
    onSelect(event: WechatMiniprogram.CustomEvent<{ hour: number }>) {
      const { hour } = event.detail;
      wx.vibrateShort({ type: 'light', fail: () => {} });
      this.setData({ hour, out: readOut(this.data.view?.hours ?? [], hour) });
    },
    onBands() {
      wx.switchTab({ url: '/pages/bands/bands' });
    },
    onSync() {
      if (session.get().bands.length === 0) this.onSearch();
      else void this.syncAll();
    },
    async onPullDownRefresh() {
      wx.stopPullDownRefresh();
      await (session.get().bands.length === 0 ? this.refresh() : this.syncAll());
    },
    /** Every band in turn, the last synced first; one that fails does not stop the others. */
    async syncAll() {
      if (behind.busy) return;
      behind.busy = true;
      this.setData({ trouble: null });
      let newSteps = 0;
      const { bands } = session.get();
      const first = latestBand(bands);
      for (const band of [...bands].sort((a) => (a === first ? -1 : 0))) {
        newSteps += await this.syncOne(band);
      }
      behind.busy = false;
      this.setData({ sync: null });
      await this.paint();
      if (this.data.trouble) return;
      const t = text();
      const title = newSteps > 0 ? t.todayNew(grouped(newSteps)) : t.todayNothingNew;
      wx.showToast({ title, icon: 'none' });
    },
    async syncOne(band: BoundBand): Promise<number> {
      let last: SyncProgress | null = null;
      try {
        const { newSteps } = await syncBand(band, (progress) => {
          last = progress;
          this.setData({
            sync: stagesView(bandName(band), progress, fontScale() >= SINGLE_FROM),
          });
        });
        return newSteps;
      } catch (failure) {
        this.tell(band, toAppError(failure).code, last);
        return 0;
      }
    },
    tell(band: BoundBand, code: AppCode, last: SyncProgress | null) {
      const { title, sentence, button } = text().problems[code];
      const done = last?.days ? last.days.done : 0;
      const saved = code === 'disconnected' && done > 0;
      this.setData({
        trouble: {
          code,
          band: band.id,
          title,
          sentence: saved ? text().todaySavedPart(done) : sentence,
          button,
        },
      });
    },
    onTroubleAct() {
      const { trouble } = this.data;
      if (!trouble) return;
      if (!actOn(trouble.code, () => void this.syncAll())) this.onTroubleSupport();
    },
    onTroubleSupport() {
      const band = session.get().bands.find(({ id }) => id === this.data.trouble?.band);
      if (!band) return;
      const { firmware, results } = bandMemory(band.id);
      const diagnostics = diagnosticsOf(band, firmware, results);
      this.openSupport({ model: band.model, band, diagnostics });
    },
    onShare() {
      wx.navigateTo({ url: `/packages/share/day/day?day=${today()}` });
    },
    onScan() {
      wx.navigateTo({ url: '/packages/add/add?scan=1' });
    },
    onSearch() {
      wx.navigateTo({ url: '/packages/add/add' });
    },
    async onDemo() {
      if (this.data.binding) return;
      this.setData({ binding: true });
      try {
        await bindDemo();
        await this.syncAll();
      } catch (failure) {
        const { title } = text().problems[toAppError(failure).code];
        wx.showToast({ title, icon: 'none' });
      } finally {
        this.setData({ binding: false });
      }
    },
    onShareAppMessage() {
      const { view } = this.data;
      const title = view?.canShare ? text().todayCardTitle(view.steps) : text().bandsNoneHint;
      return { title, path: '/pages/today/today' };
    },
  },
});
