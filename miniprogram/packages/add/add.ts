/** Adding a band: by its code, from those nearby, by its model, or a virtual one. */
import { appearance } from '../../behaviors/appearance';
import { demo } from '../../behaviors/demo';
import { put, putSoon } from '../../behaviors/drawing';
import { leaving } from '../../behaviors/leaving';
import { toAppError } from '../../phone/errors';
import { phoneRadio } from '../../phone/radio';
import { mine } from '../../services/account/index';
import {
  type BandCode,
  BandTaken,
  type BindWish,
  bindBand,
  deviceOf,
  handoverPath,
  parseBandCode,
  searchNearby,
} from '../../services/bands/index';
import { addWords } from '../../words/add';
import type { Device } from '../../words/device';
import { textOf } from '../../words/index';
import { behindOf } from './behind';
import { obstacles } from './obstacles';
import {
  type ConfirmView,
  confirmView,
  type ModelRow,
  modelRows,
  type NearbyRow,
  nearbyRows,
  wishFor,
  wishOf,
} from './view';

interface AddQuery {
  q?: string;
  scene?: string;
  model?: string;
  serial?: string;
  /** "1": open the scanner at once. */
  scan?: string;
}

Component({
  behaviors: [appearance('common', addWords), leaving, obstacles, demo],
  data: {
    titleKey: 'addTitle',
    rows: [] as NearbyRow[],
    searching: '',
    searched: false,
    confirm: null as ConfirmView | null,
    /** Whether the band was picked from the list. */
    listed: false,
    /** The wearer is asked to confirm on the band. */
    asked: false,
    /** Id of the band this code already belongs to, or empty. */
    already: '',
    models: [] as ModelRow[],
    choosing: false,
    chosenName: '',
  },
  pageLifetimes: {
    show() {
      const behind = behindOf(this);
      behind.shown = true;
      behind.unlisten();
      behind.unlisten = phoneRadio().onAvailable((available) => {
        if (available && this.data.blockedBy !== '') void this.goOn();
      });
      if (this.data.blockedBy !== '') void this.goOn();
      else if (!this.data.confirm) void this.search();
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
    onLoad(query: AddQuery) {
      const { model, serial } = query;
      const given = query.q ?? query.scene;
      if (given !== undefined) this.take(parseBandCode(given));
      else if (model && serial) this.take(parseBandCode(`b.${model}.${serial}`));
      else if (model) this.choose(decodeURIComponent(model));
      if (query.scan === '1') void this.onScan();
    },
    rest() {
      const behind = behindOf(this);
      behind.shown = false;
      behind.unlisten();
      behind.unlisten = () => {};
      void this.stop();
    },
    async stop() {
      const behind = behindOf(this);
      behind.turn++;
      const { search } = behind;
      behind.search = null;
      put(this, { searching: '' });
      await search?.stop();
    },
    device(): Device {
      return deviceOf(behindOf(this).wish?.model ?? null);
    },
    /** A code was read: one band with nothing left to choose, or why it is none. */
    take(code: BandCode) {
      const wish = wishOf(code);
      if (wish) {
        const own = mine.get().bands.find(({ serial }) => serial === wish.serial);
        this.ask(wish, null);
        put(this, { already: own?.id ?? '' });
      } else this.fail(code.kind as 'old-code' | 'unknown-code');
    },
    ask(wish: BindWish, protocol: string | null) {
      void this.stop();
      Object.assign(behindOf(this), { wish, protocol });
      const owner = mine.get().me?.name ?? '';
      const confirm = confirmView(wish, protocol, owner);
      const listed = wish.deviceId !== null;
      put(this, { confirm, listed, already: '', trouble: null, blocked: null, blockedBy: '' });
      this.followDevice();
    },
    /** What was in the way may be gone: continues where it stopped. */
    goOn(): Promise<void> {
      return this.data.confirm ? this.onBind() : this.search();
    },
    async search() {
      await this.stop();
      const behind = behindOf(this);
      const turn = ++behind.turn;
      const current = () => turn === behind.turn;
      if (!(await this.clear()) || !current()) return;
      behind.list = [];
      put(this, { rows: [], searched: false, searching: textOf(addWords).addSearching(12) });
      try {
        const search = await searchNearby((list, left) => {
          if (!current()) return;
          behind.list = list;
          putSoon(this, { rows: nearbyRows(list), searching: textOf(addWords).addSearching(left) });
        });
        if (!current()) return void search.stop();
        behind.search = search;
        await search.done;
        if (current()) put(this, { searching: '', searched: true });
      } catch (failure) {
        if (current()) this.over(failure);
      }
    },
    /** Nothing is looked for or bound any more, for this reason. */
    over(failure: unknown) {
      put(this, { searching: '', searched: true });
      this.tell(toAppError(failure).code);
    },
    onAgain() {
      put(this, { trouble: null });
      void this.search();
    },
    onPick(event: WxTouch<{ key: string }>) {
      const { key } = event.currentTarget.dataset;
      const behind = behindOf(this);
      const nearby = behind.list.find((found) => found.key === key);
      if (nearby) this.ask(wishFor(nearby, behind.chosen), nearby.protocol);
    },
    /** Back from one band to the list. */
    onOther() {
      behindOf(this).wish = null;
      put(this, { confirm: null, trouble: null });
      this.followDevice();
      void this.search();
    },
    async onScan() {
      // The person may close the scanner: nothing was read then.
      const read = await wx.scanCode({ onlyFromCamera: false }).catch(() => null);
      if (!read) return;
      put(this, { trouble: null });
      this.take(parseBandCode(read.path || read.result));
    },
    onModels() {
      put(this, { choosing: true, models: modelRows() });
    },
    onUnlisted() {
      put(this, { choosing: false });
      this.goTo('/bands/probe/probe');
    },
    onModelsClose() {
      put(this, { choosing: false });
    },
    onModel(event: WxTouch<{ id: string }>) {
      this.choose(event.currentTarget.dataset.id);
      put(this, { choosing: false, trouble: null });
      if (behindOf(this).shown) void this.search();
    },
    choose(model: string) {
      const row = modelRows().find(({ id }) => id === model);
      behindOf(this).chosen = row?.id ?? null;
      put(this, { chosenName: row?.name ?? '' });
    },
    async onBind() {
      const { wish } = behindOf(this);
      if (!wish || this.data.binding) return;
      put(this, { binding: true, asked: false, trouble: null });
      try {
        if (!(await this.clear())) return;
        await bindBand(wish, () => put(this, { asked: true }));
        this.done();
      } catch (failure) {
        // It is another person's, and at hand: it can be asked for.
        if (failure instanceof BandTaken) wx.redirectTo({ url: handoverPath(failure.band) });
        else this.over(failure);
      } finally {
        put(this, { binding: false });
      }
    },
    async onDemoBound() {
      await this.stop();
      this.done();
    },
    onDemoFailed(failure: unknown) {
      this.over(failure);
    },
    /** Today reads a band that was just bound. */
    done() {
      wx.showToast({ title: textOf(addWords).addBound, icon: 'none' });
      wx.switchTab({ url: '/pages/today/today' });
    },
    onOpenBand() {
      const id = encodeURIComponent(this.data.already);
      wx.redirectTo({ url: `/packages/band/detail/detail?id=${id}` });
    },
  },
});
