/** Today: one number, where it comes from, and the sync that fills it. */
import { appearance } from '../../behaviors/appearance';
import { support } from '../../behaviors/support';
import { syncing } from '../../behaviors/syncing';
import { watching } from '../../behaviors/watching';
import type { DayKey } from '../../contract/activity';
import type { DayTotal } from '../../contract/counting';
import { civilOffset, now } from '../../lib/clock';
import { toAppError } from '../../phone/errors';
import { enter, session } from '../../services/account/index';
import {
  lastNight,
  pendingParts,
  streakNow,
  today,
  todayTotal,
  uploadPending,
} from '../../services/activity/index';
import { bandMemory, bindDemo } from '../../services/bands/index';
import { text } from '../../words/index';
import { type NightView, nightView } from './night';
import { DEFAULT_GOAL, latestBand, readOut, type TodayView, todayView } from './view';

Component({
  behaviors: [appearance, watching, support, syncing],
  data: {
    titleKey: 'today',
    view: null as TodayView | null,
    night: null as NightView | null,
    hour: -1,
    out: { when: '', steps: '' },
    binding: false,
    /** The skeleton's hours. */
    dashes: Array.from({ length: 24 }, (_, hour) => hour),
  },
  pageLifetimes: {
    show() {
      void this.paint();
      void this.refresh();
    },
  },
  methods: {
    /** Asks who I am; without an answer the page shows what the phone knows. */
    async refresh() {
      await enter();
      if (!session.get().known) session.set({ known: true });
      // A band that was just bound has never been read on this phone.
      const fresh = session.get().bands.filter(({ id }) => bandMemory(id).results.length === 0);
      if (this.underWay() === '') void this.syncBands(fresh);
    },
    async paint() {
      const day = today();
      // The first paint does not wait for the journal where the cloud's last number will do.
      const kept = session.get().days.find((total) => total.day === day);
      if (!this.data.view && kept) this.draw(day, kept, 0);
      const known = Promise.all([todayTotal(), pendingParts(), lastNight(now())]);
      const [shown, waiting, night] = await known;
      this.draw(shown.day, shown.total, waiting);
      this.setData({ night: night && nightView(night, civilOffset()) });
    },
    draw(day: DayKey, total: DayTotal | null, waiting: number) {
      const { me, bands, offline, uploadError, known } = session.get();
      const goal = me?.goal ?? DEFAULT_GOAL;
      const first = latestBand(bands);
      const view = todayView({
        now: now(),
        offsetSeconds: civilOffset(),
        day,
        total,
        goal,
        streak: streakNow(goal, total, day),
        bands,
        memory: first ? bandMemory(first.id) : null,
        waiting,
        offline,
        uploadError,
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
    onUpload() {
      void uploadPending();
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
    /** Every band in turn, the last synced first. */
    syncAll(): Promise<void> {
      const { bands } = session.get();
      const first = latestBand(bands);
      return this.syncBands([...bands].sort((a) => (a === first ? -1 : 0)));
    },
    onSynced() {
      void this.paint();
    },
    onShare() {
      wx.navigateTo({ url: `/packages/share/day/day?day=${this.data.view?.day ?? today()}` });
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
