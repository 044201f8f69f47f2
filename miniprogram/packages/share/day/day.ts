/**
 * A shared day. `?day=20261122`: its owner's poster, from where it is sent. `?id=…`, or the `scene` of
 * WeChat's code: what anybody with the link sees, also from Moments, where nobody is logged in and
 * nothing can be opened.
 */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { watching } from '../../../behaviors/watching';
import { dayOf, isDay } from '../../../contract/activity';
import type { Snapshot } from '../../../contract/api';
import { now } from '../../../lib/clock';
import { decoded } from '../../../lib/query';
import { toAppError } from '../../../phone/errors';
import { entry, SINGLE_PAGE } from '../../../phone/wechat';
import { known, mine, reconsider } from '../../../services/account/index';
import { deviceOfAll } from '../../../services/bands/index';
import {
  createSnapshot,
  openSnapshot,
  recordShare,
  snapshotPath,
  snapshotQuery,
} from '../../../services/share/index';
import type { Device } from '../../../words/device';
import { grouped } from '../../../words/format';
import { textOf } from '../../../words/index';
import type { Problem } from '../../../words/problems';
import { shareWords } from '../../../words/share';
import { type DayView, dayView } from './view';

/** Codes that say the snapshot is not there; anything else may pass. */
const GONE = ['share-gone', 'not-found', 'bad-input'];

Component({
  behaviors: [appearance('common', shareWords), watching],
  data: {
    /** The owner's preview. */
    own: false,
    single: false,
    id: '',
    day: 0,
    snapshot: null as Snapshot | null,
    view: null as DayView | null,
    /** The picture of the chat's card, once it is drawn. */
    card: '',
    gone: false,
    /** The own day has no steps. */
    empty: false,
    problem: null as Problem | null,
    /** What the navigation bar says. */
    title: '',
  },
  methods: {
    onLoad(query: { id?: string; scene?: string; day?: string }) {
      const id = decoded(query.id ?? query.scene);
      const asked = Number(query.day ?? 0);
      const day = isDay(asked) ? asked : 0;
      const own = id === '' && day > 0;
      put(this, {
        id,
        day,
        own,
        gone: id === '' && !own,
        single: entry().scene === SINGLE_PAGE,
      });
      this.paint();
      if (!this.data.gone) this.load();
    },
    async load() {
      const { own, id, day } = this.data;
      put(this, { problem: null });
      try {
        // The poster has its owner's name and band; whoever opens a link is nobody.
        if (own) await known();
        const snapshot = await (own ? createSnapshot(day) : openSnapshot(id));
        const view = dayView(snapshot);
        put(this, { snapshot, view });
        this.paint();
      } catch (failure) {
        const { code } = toAppError(failure);
        if (own && code === 'not-found') put(this, { empty: true });
        else if (!own && GONE.includes(code)) put(this, { gone: true });
        else put(this, { problem: textOf(shareWords).problems[code] });
      }
    },
    device(): Device {
      return deviceOfAll(mine.get().bands);
    },
    /** Says whose day it is. Until one is shown, and where there is none, the page is the app's. */
    paint() {
      const { own, view } = this.data;
      const title = own ? this.ownTitle() : (view?.title ?? textOf(shareWords).appName);
      if (title === this.data.title) return;
      put(this, { title });
      wx.setNavigationBarTitle({ title, fail: () => {} });
    },
    /** Today is another day once midnight has passed. */
    ownTitle(): string {
      const t = textOf(shareWords);
      return this.data.day === dayOf(now()) ? t.shareTitleToday : t.shareTitle;
    },
    onDrawn(event: WechatMiniprogram.CustomEvent<{ card: string }>) {
      put(this, { card: event.detail.card });
    },
    onRetry() {
      reconsider();
      this.load();
    },
    onOpenApp() {
      wx.switchTab({ url: '/pages/today/today' });
    },
    onShareAppMessage() {
      const { snapshot, card } = this.data;
      if (!snapshot) return { title: textOf(shareWords).shareApp, path: '/pages/today/today' };
      const sent = { title: this.sent(snapshot), path: snapshotPath(snapshot.id) };
      return card ? { ...sent, imageUrl: card } : sent;
    },
    /** Defined, so that the ··· menu offers Moments. */
    onShareTimeline() {
      const { snapshot } = this.data;
      if (!snapshot) return { title: textOf(shareWords).shareApp };
      return { title: this.sent(snapshot), query: snapshotQuery(snapshot.id) };
    },
    /** Remembers an own share, so that it can be withdrawn; returns the card's title. */
    sent(snapshot: Snapshot): string {
      const steps = grouped(snapshot.total.steps);
      if (!this.data.own) return this.data.view?.title ?? '';
      recordShare(snapshot);
      return textOf(shareWords).shareCard(steps);
    },
  },
});
