/** One band: its state, what it can do and how surely, its syncs, its maker's people, unbinding. */
import { appearance } from '../../../behaviors/appearance';
import { put, putSoon } from '../../../behaviors/drawing';
import { leaving } from '../../../behaviors/leaving';
import { leavingOut } from '../../../behaviors/leaving-out';
import { support } from '../../../behaviors/support';
import { syncing } from '../../../behaviors/syncing';
import { watching } from '../../../behaviors/watching';
import { type BoundBand, DEFAULT_GOAL } from '../../../contract/api';
import { modelOf } from '../../../contract/makers';
import { now } from '../../../lib/clock';
import { complain } from '../../../phone/complain';
import { toAppError } from '../../../phone/errors';
import { enter, GOALS, mine, reconsider, updateProfile } from '../../../services/account/index';
import {
  bandMemory,
  deviceOf,
  findBand,
  type LiveKind,
  type LiveWatch,
  lookLive,
  unbindBand,
} from '../../../services/bands/index';
import { canBuy } from '../../../services/shop/index';
import { bandWords } from '../../../words/band';
import type { Device } from '../../../words/device';
import { textOf } from '../../../words/index';
import type { Problem } from '../../../words/problems';
import { subscribeWords } from '../../../words/subscribe';
import { lowBattery } from './low-battery';
import {
  type DetailView,
  detailView,
  type LookState,
  type LookView,
  lookView,
  NO_LOOK,
} from './view';

/** Whether a band's model can be bought from here. */
const shops = ({ model: id }: BoundBand): boolean => {
  const model = modelOf(id);
  return model !== undefined && canBuy(model);
};

/** What is not drawn, by page: the look that is under way, and what each has come to. */
const looks = new WeakMap<object, LiveWatch>();
const states = new WeakMap<object, Partial<Record<LiveKind, LookState>>>();

Component({
  behaviors: [
    appearance('bands', 'sync', 'common', bandWords, subscribeWords),
    watching,
    leaving,
    leavingOut,
    support,
    syncing,
    lowBattery,
  ],
  data: {
    id: '',
    view: null as DetailView | null,
    live: [] as LookView[],
    /** What is looked at, or empty. */
    looking: '' as LiveKind | '',
    gone: false,
    /** Why it is not known whether there is this band, or null. */
    problem: null as Problem | null,
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
    onLoad(query: { id?: string; support?: string }) {
      put(this, { id: decodeURIComponent(query.id ?? '') });
      this.paint();
      if (!this.band()) void enter();
      // A sync failed somewhere else, and its maker's people are asked.
      if (query.support) this.onSupport();
    },
    /** It is not known whether there is this band: asks again. */
    onRetry() {
      reconsider();
      void enter();
    },
    device(): Device {
      return deviceOf(this.band()?.model ?? null);
    },
    words() {
      return textOf(bandWords, this.device());
    },
    band(): BoundBand | undefined {
      return mine.get().bands.find(({ id }) => id === this.data.id);
    },
    paint() {
      const band = this.band();
      if (!band) {
        if (this.data.unbinding) return;
        const { at, error } = mine.get();
        wx.setNavigationBarTitle({ title: this.words().bands, fail: () => {} });
        put(this, {
          view: null,
          gone: at > 0,
          problem: error && this.words().problems[error],
        });
        return;
      }
      const goal = mine.get().me?.goal ?? DEFAULT_GOAL;
      const view = detailView({
        band,
        memory: bandMemory(band.id),
        goal,
        now: now(),
        shop: shops(band),
      });
      this.followDevice();
      this.paintLow(band);
      this.paintLeftOut(band.id);
      putSoon(this, { view, live: this.looksOf(view.live), gone: false, problem: null });
      // The bar has no room for what a virtual one stands for; the page says it.
      const title = band.virtual ? this.words().bandVirtual : view.name;
      wx.setNavigationBarTitle({ title, fail: () => {} });
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
      put(this, { finding: true });
      this.dropTrouble();
      try {
        await findBand(band);
        wx.showToast({ title: this.words().detailFound, icon: 'none' });
      } catch (failure) {
        const again = () => void this.onFind();
        if (!this.hindered(band, toAppError(failure).code, again))
          void complain(failure, again, this.device());
      }
      put(this, { finding: false });
    },
    looksOf(kinds: readonly LiveKind[]): LookView[] {
      const known = states.get(this) ?? {};
      return kinds.map((kind) => lookView(kind, known[kind] ?? NO_LOOK, this.device()));
    },
    /** Starts a look at what the band measures, or ends the one under way. */
    onLive(event: WxTouch<{ kind: LiveKind }>) {
      return this.look(event.currentTarget.dataset.kind);
    },
    async look(kind: LiveKind) {
      const band = this.band();
      const running = looks.get(this);
      if (running) return running.stop();
      if (!band || this.data.syncing !== '') return;
      let state: LookState = { ...NO_LOOK, stage: 'connecting' };
      const show = (part: Partial<LookState>) => {
        state = { ...state, ...part };
        states.set(this, { ...states.get(this), [kind]: state });
        const tell = part.stage === 'measuring' ? putSoon : put;
        const looking = state.stage === 'idle' ? '' : kind;
        tell(this, { looking, live: this.looksOf(this.data.view?.live ?? []) });
      };
      show({});
      this.dropTrouble();
      const watch = lookLive(band, kind, (value) => show({ stage: 'measuring', value }));
      looks.set(this, watch);
      const failed = await watch.done.then(
        () => null,
        (failure: unknown) => toAppError(failure).code,
      );
      looks.delete(this);
      show({ stage: 'idle', failed, ...(failed && { value: null }) });
      if (failed) this.hindered(band, failed, () => void this.look(kind));
    },
    async onGoal(event: WechatMiniprogram.PickerChange) {
      const goal = GOALS[Number(event.detail.value)];
      if (goal === undefined || goal === mine.get().me?.goal) return;
      try {
        await updateProfile({ goal });
      } catch (failure) {
        void complain(failure, () => this.onGoal(event));
      }
      this.paint();
    },
    onBands() {
      wx.switchTab({ url: '/pages/bands/bands' });
    },
    onHistory() {
      put(this, { history: (this.data.view?.syncs.length ?? 0) > 0 });
    },
    onHistoryClose() {
      put(this, { history: false });
    },
    onSupport() {
      const band = this.band();
      if (band) this.openSupportFor(band);
    },
    onModel() {
      const model = encodeURIComponent(this.band()?.model ?? '');
      this.goTo(`/packages/band/model/model?model=${model}`);
    },
    onUnbind() {
      const unbindButton = {
        content: this.words().detailUnbindYes,
        theme: 'danger',
        variant: 'text',
      };
      put(this, { asking: true, unbindButton });
    },
    onKeep() {
      put(this, { asking: false });
    },
    async onUnbindYes() {
      put(this, { asking: false });
      if (this.data.unbinding) return;
      put(this, { unbinding: true });
      try {
        await unbindBand(this.data.id);
        wx.showToast({ title: this.words().detailUnbound, icon: 'none' });
        wx.switchTab({ url: '/pages/bands/bands' });
      } catch (failure) {
        void complain(failure, () => this.onUnbindYes(), this.device());
      } finally {
        put(this, { unbinding: false });
      }
    },
  },
});
