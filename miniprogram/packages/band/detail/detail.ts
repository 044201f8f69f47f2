/** One band: its state, what it can do and how surely, its syncs, its maker's people, unbinding. */
import { appearance } from '../../../behaviors/appearance';
import { support } from '../../../behaviors/support';
import { syncing } from '../../../behaviors/syncing';
import { watching } from '../../../behaviors/watching';
import type { BoundBand } from '../../../contract/api';
import { now } from '../../../lib/clock';
import { toAppError } from '../../../phone/errors';
import { session } from '../../../services/account/index';
import {
  bandMemory,
  findBand,
  type HeartWatch,
  readHeart,
  unbindBand,
} from '../../../services/bands/index';
import { text } from '../../../words/index';
import {
  type DetailView,
  detailView,
  type HeartState,
  type HeartView,
  heartView,
  NO_HEART,
} from './view';

const DEFAULT_GOAL = 10_000;

/** What is not drawn, by page: the look at the heart rate that is under way. */
const looks = new WeakMap<object, HeartWatch>();

Component({
  behaviors: [appearance, watching, support, syncing],
  data: {
    id: '',
    view: null as DetailView | null,
    heart: null as HeartView | null,
    gone: false,
    finding: false,
    history: false,
    asking: false,
    unbinding: false,
    /** The dialog's right button: red words. */
    unbindButton: {} as { content: string; theme: string; variant: string },
  },
  pageLifetimes: {
    show() {
      this.paint();
    },
    hide() {
      looks.get(this)?.stop();
    },
  },
  lifetimes: {
    detached() {
      looks.get(this)?.stop();
    },
  },
  methods: {
    onLoad(query: { id?: string }) {
      this.setData({ id: decodeURIComponent(query.id ?? '') });
      this.paint();
    },
    band(): BoundBand | undefined {
      return session.get().bands.find(({ id }) => id === this.data.id);
    },
    paint() {
      const band = this.band();
      if (!band) {
        if (this.data.unbinding) return;
        this.setData({ view: null, gone: true });
        return;
      }
      const goal = session.get().me?.goal ?? DEFAULT_GOAL;
      const view = detailView({ band, memory: bandMemory(band.id), goal, now: now() });
      const heart = view.heart ? (this.data.heart ?? heartView(NO_HEART)) : null;
      this.setData({ view, heart, gone: false });
      wx.setNavigationBarTitle({ title: view.name, fail: () => {} });
    },
    follows(bandId: string): boolean {
      return bandId === this.data.id;
    },
    async onSync() {
      const band = this.band();
      if (band) await this.syncBands([band]);
    },
    onSynced() {
      this.paint();
    },
    async onFind() {
      const band = this.band();
      if (!band || this.data.finding) return;
      this.setData({ finding: true });
      const title = await findBand(band).then(
        () => text().detailFound,
        (failure: unknown) => text().problems[toAppError(failure).code].title,
      );
      this.setData({ finding: false });
      wx.showToast({ title, icon: 'none' });
    },
    /** Starts a look at the heart rate, or ends the one under way. */
    async onHeart() {
      const band = this.band();
      const running = looks.get(this);
      if (running) return running.stop();
      if (!band || this.data.syncing !== '') return;
      let state: HeartState = { ...NO_HEART, stage: 'connecting' };
      const show = (part: Partial<HeartState>) => {
        state = { ...state, ...part };
        this.setData({ heart: heartView(state) });
      };
      show({});
      const watch = readHeart(band, (bpm) => show({ stage: 'measuring', bpm }));
      looks.set(this, watch);
      const failed = await watch.done.then(
        () => null,
        (failure: unknown) => toAppError(failure).code,
      );
      looks.delete(this);
      show({ stage: 'idle', failed, ...(failed && { bpm: null }) });
    },
    onGoal() {
      wx.switchTab({ url: '/pages/me/me' });
    },
    onHistory() {
      this.setData({ history: (this.data.view?.syncs.length ?? 0) > 0 });
    },
    onHistoryClose() {
      this.setData({ history: false });
    },
    onSupport() {
      const band = this.band();
      if (band) this.openSupportFor(band);
    },
    onModel() {
      const model = encodeURIComponent(this.band()?.model ?? '');
      wx.navigateTo({ url: `/packages/band/model/model?model=${model}` });
    },
    onUnbind() {
      const unbindButton = { content: text().detailUnbindYes, theme: 'danger', variant: 'text' };
      this.setData({ asking: true, unbindButton });
    },
    onKeep() {
      this.setData({ asking: false });
    },
    async onUnbindYes() {
      this.setData({ asking: false });
      if (this.data.unbinding) return;
      this.setData({ unbinding: true });
      try {
        await unbindBand(this.data.id);
        wx.showToast({ title: text().detailUnbound, icon: 'none' });
        wx.switchTab({ url: '/pages/bands/bands' });
      } catch (failure) {
        const { title } = text().problems[toAppError(failure).code];
        wx.showToast({ title, icon: 'none' });
      } finally {
        this.setData({ unbinding: false });
      }
    },
  },
});
