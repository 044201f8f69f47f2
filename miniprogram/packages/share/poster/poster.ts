/**
 * A poster and the ways to send it. Given a day that was frozen (`snapshot`), or days in a row
 * (`streak`). Fires `drawn` with the path of the chat's card, or an empty one. What is missing is
 * left out; without a canvas the poster's words stand in its place.
 */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import type { Board, Snapshot } from '../../../contract/api';
import { systemClock } from '../../../lib/clock';
import { type SerialQueue, serialQueue } from '../../../lib/queue';
import { complain } from '../../../phone/complain';
import {
  momentsTakePictures,
  openPermissions,
  type Sent,
  savePicture,
  sharePicture,
} from '../../../phone/pictures';
import { mine } from '../../../services/account/index';
import { dayTotal } from '../../../services/activity/index';
import { friendBoard } from '../../../services/boards/index';
import { recordShare, shareCode, snapshotPath } from '../../../services/share/index';
import { textOf } from '../../../words/index';
import { posterWords } from '../../../words/poster';
import { bandOfAll, bandOfDay } from './band';
import type { PosterContent } from './content';
import { dayPoster } from './day';
import { cardSheet, posterSheet } from './layout';
import { painterOf } from './painter';
import type { StreakDay } from './run';
import { streakPoster } from './streak';

/** A poster is there within 1.5 s of its day; a code that comes later is drawn in. */
const CODE_WAIT_MS = 1000;
/** Pixels of a poster and of a card for each px of their drawing. */
const POSTER_SCALE = 2.88;
const CARD_SCALE = 2;

interface Behind {
  queue: SerialQueue;
  /** Counts drawings that were wished for; an old one is not begun any more. */
  wish: number;
  code: Promise<string | null> | null;
  board: Board | null;
}

/** What is not drawn, by component. */
const behind = new WeakMap<object, Behind>();
function behindOf(component: object): Behind {
  const known = behind.get(component);
  const state = known ?? { queue: serialQueue(), wish: 0, code: null, board: null };
  behind.set(component, state);
  return state;
}

type Act = 'moments' | 'save';

Component({
  behaviors: [appearance(posterWords)],
  properties: {
    snapshot: { type: Object, value: null as unknown as Record<string, unknown> },
    streak: { type: Array, value: [] as StreakDay[] },
  },
  data: {
    poster: '',
    label: '',
    /** This WeChat gives no canvas. */
    wordsOnly: false,
    named: true,
    placed: false,
    /** Whether Moments takes the picture itself. */
    direct: true,
    note: '',
    trouble: null as { title: string; sentence: string; button: string; act: Act | '' } | null,
  },
  lifetimes: {
    attached() {
      put(this, { direct: momentsTakePictures() });
      this.begin();
    },
  },
  observers: {
    'snapshot, streak'() {
      this.begin();
    },
  },
  methods: {
    begin() {
      if (this.about() || this.days().length > 0) void this.draw();
    },
    about(): Snapshot | null {
      return this.data.snapshot as unknown as Snapshot | null;
    },
    days(): StreakDay[] {
      return this.data.streak as StreakDay[];
    },
    words() {
      return textOf(posterWords);
    },
    async content(): Promise<PosterContent> {
      const name = this.data.named ? (mine.get().me?.name ?? null) : null;
      const { bands } = mine.get();
      const snapshot = this.about();
      if (!snapshot) return streakPoster(this.days(), { name, band: bandOfAll(bands) });
      const own = await dayTotal(snapshot.day);
      const band = bandOfDay(snapshot, own?.leading ?? null, bands);
      return dayPoster(snapshot, { name, band, board: behindOf(this).board });
    },
    /** Draws what is wanted now; the last wish counts. */
    async draw() {
      const state = behindOf(this);
      const wish = ++state.wish;
      state.code ??= shareCode(this.about()?.id);
      const code = await soon(state.code);
      await state.queue(async () => {
        if (wish === state.wish) await this.paint(code);
      });
      if (code === null && (await state.code) !== null && wish === state.wish) void this.draw();
    },
    async paint(code: string | null) {
      const content = await this.content();
      const { label } = content;
      try {
        const painter = await painterOf(this, '#canvas');
        if (!painter) throw new Error('no canvas');
        const { measure } = painter;
        const sheet = posterSheet(content, code !== null, measure);
        const poster = await painter.paint(sheet, POSTER_SCALE, code);
        const card = await painter.paint(cardSheet(content, measure), CARD_SCALE, null);
        put(this, { poster, label, wordsOnly: false });
        this.triggerEvent('drawn', { card });
      } catch {
        put(this, { poster: '', label, wordsOnly: true });
        this.triggerEvent('drawn', { card: '' });
      }
    },
    onNamed(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
      put(this, { named: event.detail.value });
      void this.draw();
    },
    async onPlaced(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
      const state = behindOf(this);
      const snapshot = this.about();
      if (!snapshot) return;
      state.board = null;
      if (event.detail.value) {
        try {
          const { board } = await friendBoard(snapshot.day);
          if (!board.own) return this.toast(this.words().posterNoPlace);
          if (board.own.of < 2) return this.toast(this.words().posterAlone);
          state.board = board;
        } catch (failure) {
          void complain(failure, () => this.onPlaced(event));
          return;
        }
      }
      put(this, { placed: state.board !== null });
      void this.draw();
    },
    onMoments() {
      return this.send('moments');
    },
    onSave() {
      return this.send('save');
    },
    async send(act: Act) {
      const { poster, direct } = this.data;
      if (poster === '') return;
      put(this, { note: '', trouble: null });
      const snapshot = this.about();
      const entrance = snapshot ? snapshotPath(snapshot.id) : '/pages/today/today';
      const toMoments = act === 'moments' && direct;
      const sent = await (toMoments ? sharePicture(poster, entrance) : savePicture(poster));
      if (sent === 'done' && snapshot) recordShare(snapshot);
      this.tell(act, sent, toMoments);
    },
    /** What there is to say of it; nothing of what was called off, and nothing after WeChat's own menu. */
    tell(act: Act, sent: Sent, toMoments: boolean) {
      const t = this.words();
      if (sent === 'done' && !toMoments) {
        if (act === 'save') this.toast(t.posterSaved);
        else put(this, { note: t.posterSavedNow });
      }
      if (sent === 'refused') {
        const [title, sentence, button] = [t.posterRefused, t.posterRefusedHint, t.posterSettings];
        put(this, { trouble: { title, sentence, button, act: '' } });
      }
      if (sent === 'failed') {
        const [title, sentence, button] = [t.posterFailed, t.posterFailedHint, t.posterAgain];
        put(this, { trouble: { title, sentence, button, act } });
      }
    },
    async onTrouble() {
      const act = this.data.trouble?.act;
      put(this, { trouble: null });
      if (act) await this.send(act);
      else await openPermissions();
    },
    toast(title: string) {
      wx.showToast({ title, icon: 'none' });
    },
  },
});

/** What it becomes within a second, or null. */
const soon = <T>(promise: Promise<T | null>): Promise<T | null> =>
  new Promise((resolve) => {
    const cancel = systemClock.after(CODE_WAIT_MS, () => resolve(null));
    void promise.then((value) => {
      cancel();
      resolve(value);
    });
  });
