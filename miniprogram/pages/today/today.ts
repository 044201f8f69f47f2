/** Today: one number, where it comes from, and the sync that fills it. */
import { appearance } from '../../behaviors/appearance';
import { demo } from '../../behaviors/demo';
import { put, putSoon } from '../../behaviors/drawing';
import { leaving } from '../../behaviors/leaving';
import { leavingOut } from '../../behaviors/leaving-out';
import { noticing } from '../../behaviors/noticing';
import { syncing } from '../../behaviors/syncing';
import { watching } from '../../behaviors/watching';
import { type NightView, nightView } from '../../components/bm-night/night';
import { addDays, type DayKey } from '../../contract/activity';
import { DEFAULT_GOAL } from '../../contract/api';
import type { DayTotal } from '../../contract/counting';
import { civilOffset, now } from '../../lib/clock';
import { complain } from '../../phone/complain';
import { enter, mine, permitted, reconsider } from '../../services/account/index';
import {
  dayTotal,
  isDropped,
  lastNight,
  pendingParts,
  readWerun,
  readWerunOnce,
  refusedSteps,
  streakNow,
  type Today,
  today,
  todayTotal,
  uploadPending,
  usesWerun,
  werunReadAt,
} from '../../services/activity/index';
import { bandMemory, deviceOfAll, inOrder, keepsHistory } from '../../services/bands/index';
import type { Device } from '../../words/device';
import { text } from '../../words/index';
import { doubting } from './doubting';
import { type TotalsView, totalsView, type YesterdayView, yesterdayView } from './totals';
import { readOut, type TodayView, todayView } from './view';

/** The cards below the day. */
interface Beside {
  totals: TotalsView | null;
  yesterday: YesterdayView | null;
  night: NightView | null;
}
const NOTHING: Beside = { totals: null, yesterday: null, night: null };

/** Bands whose first sync was begun in this run of the app: one that fails is left to the person. */
const begun = new Set<string>();

Component({
  behaviors: [
    appearance('today', 'sync', 'common'),
    watching,
    leaving,
    leavingOut,
    noticing('today'),
    syncing,
    doubting,
    demo,
  ],
  data: {
    titleKey: 'today',
    view: null as TodayView | null,
    ...NOTHING,
    hour: -1,
    out: { when: '', steps: '' },
    /** Nothing was agreed to: there is a sample to look at. */
    looks: false,
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
    device(): Device {
      return deviceOfAll(mine.get().bands);
    },
    /** Asks who I am; without an answer the page shows what the phone knows. */
    async refresh() {
      await enter();
      this.syncFresh();
      void readWerunOnce();
    },
    /** A band that was just bound has never been read on this phone: it is, once nothing else is. */
    syncFresh() {
      const { bands } = mine.get();
      for (const id of begun) if (!bands.some((band) => band.id === id)) begun.delete(id);
      const fresh = bands.filter(({ id }) => !begun.has(id) && bandMemory(id).results.length === 0);
      if (this.underWay() !== '') return;
      for (const { id } of fresh) begun.add(id);
      void this.syncBands(fresh);
    },
    onFree() {
      this.syncFresh();
    },
    async paint() {
      const day = today();
      // The first paint does not wait for the journal where the cloud's last number will do.
      const kept = mine.get().days.find((total) => total.day === day);
      // The page stands before the terms are asked over it.
      const nothing = !permitted();
      if (!this.data.view && (kept || nothing)) {
        await new Promise<void>((drawn) => this.draw(day, kept ?? null, 0, NOTHING, drawn));
      }
      const known = Promise.all([todayTotal(), pendingParts(), lastNight(now())]);
      const [shown, waiting, night] = await known;
      const beside = await this.beside(shown);
      this.draw(shown.day, shown.total, waiting, {
        ...beside,
        night: night && nightView(night, civilOffset(), text().sleepLast),
      });
    },
    /** What stands below the day: what its band showed when, and the day before. */
    async beside({ day, total }: Today): Promise<Omit<Beside, 'night'>> {
      const [dropped, before] = await Promise.all([
        isDropped(total?.leading ?? '', day),
        dayTotal(addDays(day, -1)),
      ]);
      const { me, bands } = mine.get();
      const zero = total?.steps === 0;
      const goal = me?.goalBefore ?? DEFAULT_GOAL;
      const facts = { day, total, bands, dropped, keepsHistory, memory: bandMemory };
      return {
        totals: totalsView({ ...facts, offsetSeconds: civilOffset() }),
        yesterday: yesterdayView(before, { zero, goal, now: now() }),
      };
    },
    /** @param drawn the view has it: given by what shall not wait for its turn. */
    draw(day: DayKey, total: DayTotal | null, waiting: number, beside: Beside, drawn?: () => void) {
      const { me, bands, offline, clockOff, uploadError, at, error } = mine.get();
      const goal = me?.goal ?? DEFAULT_GOAL;
      this.followDevice();
      this.paintLeftOut();
      const view = todayView({
        now: now(),
        offsetSeconds: civilOffset(),
        day,
        total,
        goal,
        streak: streakNow(goal, total, day),
        bands,
        memory: bandMemory,
        waiting,
        offline,
        clockOff,
        uploadError,
        withheld: refusedSteps(day),
        werun: usesWerun() ? { readAt: werunReadAt() } : null,
        known: at > 0,
        error,
      });
      const before = this.data.view;
      const follow = before?.day !== day || this.data.hour < 0 || this.data.hour === before.largest;
      const hour = follow ? view.largest : this.data.hour;
      const looks = !permitted();
      const part = { view, hour, out: readOut(view.hours, hour), looks, ...beside };
      if (drawn) put(this, part, drawn);
      else putSoon(this, part);
    },
    onSelect(event: WechatMiniprogram.CustomEvent<{ hour: number }>) {
      const { hour } = event.detail;
      wx.vibrateShort({ type: 'light', fail: () => {} });
      put(this, { hour, out: readOut(this.data.view?.hours ?? [], hour) });
    },
    /** Nothing is known: asks again. */
    onRetry() {
      reconsider();
      void this.refresh();
    },
    onUpload() {
      void uploadPending();
    },
    onBands() {
      wx.switchTab({ url: '/pages/bands/bands' });
    },
    onSync() {
      if (mine.get().bands.length > 0) void this.syncAll();
      else if (usesWerun()) void this.readSteps();
      else this.onSearch();
    },
    /** Reads WeRun again; says how it went. */
    async readSteps() {
      try {
        await readWerun();
        wx.showToast({ title: text().todayWerunDone, icon: 'none' });
      } catch (failure) {
        void complain(failure, () => this.readSteps());
      }
    },
    async onPullDownRefresh() {
      wx.stopPullDownRefresh();
      if (mine.get().bands.length > 0) await this.syncAll();
      else await (usesWerun() ? this.readSteps() : this.refresh());
    },
    /** Every band in turn, the last synced first. */
    syncAll(): Promise<void> {
      return this.syncBands(inOrder(mine.get().bands));
    },
    onSynced() {
      void this.paint();
    },
    onWhy() {
      this.goTo(`/packages/history/why/why?day=${this.data.view?.day ?? today()}`);
    },
    onHistory() {
      this.goTo('/packages/history/history');
    },
    onYesterday() {
      const { day } = this.data.yesterday ?? {};
      if (day) this.goTo(`/packages/history/history?kind=day&day=${day}`);
    },
    onShare() {
      this.goTo(`/packages/share/day/day?day=${this.data.view?.day ?? today()}`);
    },
    onWerun() {
      this.goTo('/packages/me/werun/werun');
    },
    onSample() {
      this.goTo('/packages/me/sample/sample');
    },
    onScan() {
      this.goTo('/packages/add/add?scan=1');
    },
    onSearch() {
      this.goTo('/packages/add/add');
    },
    onDemoBound(): Promise<void> {
      return this.syncAll();
    },
    onDemoFailed(failure: unknown) {
      void complain(failure, () => this.onDemo());
    },
    onShareAppMessage() {
      const { view } = this.data;
      const title = view?.canShare ? text().todayCardTitle(view.steps) : text().shareApp;
      return { title, path: '/pages/today/today' };
    },
  },
});
