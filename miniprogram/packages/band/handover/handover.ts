/**
 * A band that belongs to somebody else: asked for, answered, or taken back. Opened with the band that
 * was met (`model`, `serial`, `protocol`, `deviceId`), or with a `claim` to see what became of it.
 */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { leaving } from '../../../behaviors/leaving';
import { subscribing } from '../../../behaviors/subscribing';
import type { OwnClaim } from '../../../contract/api';
import { modelOf } from '../../../contract/makers';
import { bandId } from '../../../contract/serial';
import { now } from '../../../lib/clock';
import { decoded } from '../../../lib/query';
import { type AppCode, toAppError } from '../../../phone/errors';
import { mine } from '../../../services/account/index';
import {
  askForBand,
  bindBand,
  claims,
  modelName,
  type Wish,
  withdrawClaim,
} from '../../../services/bands/index';
import { handoverWords } from '../../../words/handover';
import { textOf } from '../../../words/index';
import { type Act, type HandoverView, handoverView, type Stage, stageOf } from './view';

/** What is in the way of a band that is to be read: it has a sentence of its own here. */
const UNREAD: readonly AppCode[] = [
  'band-not-found',
  'timeout',
  'connect-failed',
  'disconnected',
  'no-answer',
  'not-open',
];

interface Trouble {
  title: string;
  sentence: string;
  button: string;
}

/** The id under which the cloud has a band that was met; empty for an unknown model. */
function idOf({ model, serial }: Wish): string {
  const known = modelOf(model);
  return known ? bandId(known, serial, { uid: '', virtual: false }) : '';
}

/** What is not drawn, by page: what failed and is done again. */
const again = new WeakMap<object, () => void>();

Component({
  behaviors: [appearance('common', handoverWords), leaving, subscribing],
  data: {
    titleKey: 'handoverTitle',
    wish: null as Wish | null,
    /** The claim that is looked at, or empty. */
    claim: '',
    /** Its id, once a claim says it. */
    band: '',
    stage: 'ask' as Stage,
    model: '',
    tail: '',
    at: 0,
    until: 0,
    view: null as HandoverView | null,
    /** What is under way: the words of the button, or empty. */
    busy: '',
    gone: false,
    trouble: null as Trouble | null,
  },
  methods: {
    onLoad(query: Record<string, string | undefined>) {
      const [model, serial] = [decoded(query.model), decoded(query.serial)];
      const [protocol, deviceId] = [decoded(query.protocol), decoded(query.deviceId)];
      const wish = model && serial ? { model, serial, protocol, deviceId } : null;
      put(this, { wish, claim: decoded(query.claim) });
      if (wish) this.show('ask', { model, tail: serial.slice(-4) });
      void this.look();
    },
    /** Whether it was asked for already, and what became of that. */
    async look() {
      const { wish, claim } = this.data;
      put(this, { trouble: null });
      try {
        const known = (await claims()).mine.find((one) =>
          wish ? one.band === idOf(wish) && one.until > now() : one.claim === claim,
        );
        if (known) this.showClaim(known);
        else put(this, { gone: !wish });
      } catch (failure) {
        // Of a band that was met, asking tells the same.
        if (!wish) this.fail(toAppError(failure).code, () => void this.look());
      }
    },
    showClaim(known: OwnClaim) {
      const { claim, band, model, tail, at, until } = known;
      put(this, { claim, band });
      this.show(stageOf(known, now()), { model, tail, at, until });
    },
    show(stage: Stage, part: Partial<Pick<OwnClaim, 'model' | 'tail' | 'at' | 'until'>> = {}) {
      const { model, tail, at, until } = { ...this.data, ...part };
      const met = this.data.wish !== null;
      const tells = this.canTell('handover');
      const view = handoverView({ stage, model, tail, at, until, met, tells });
      put(this, { stage, model, tail, at, until, view, gone: false });
    },
    fail(code: AppCode, retry: () => void) {
      const t = textOf(handoverWords);
      const unread = UNREAD.includes(code);
      const { title, sentence, button } = unread
        ? { title: t.handoverUnread, sentence: t.handoverUnreadHint, button: t.handoverSearch }
        : t.problems[code];
      again.set(this, retry);
      put(this, { trouble: { title, sentence, button } });
    },
    onTrouble() {
      put(this, { trouble: null });
      again.get(this)?.();
    },
    onButton(event: WxTouch<{ act: Act }>) {
      const { act } = event.currentTarget.dataset;
      if (this.data.busy !== '') return;
      if (act === 'ask') void this.ask();
      else if (act === 'bind') void this.bind();
      else if (act === 'withdraw') void this.withdraw();
      else if (act === 'tell') this.askToTell('handover', modelName(this.data.model));
      else if (act === 'other') wx.redirectTo({ url: '/packages/add/add' });
      else if (act === 'later') wx.switchTab({ url: '/pages/bands/bands' });
      else this.goTo(`/packages/band/model/model?model=${encodeURIComponent(this.data.model)}`);
    },
    /** One thing at a time; what fails can be done again. */
    async work(busy: string, task: () => Promise<void>, retry: () => void) {
      put(this, { busy, trouble: null });
      try {
        await task();
      } catch (failure) {
        this.fail(toAppError(failure).code, retry);
      } finally {
        put(this, { busy: '' });
      }
    },
    ask(): Promise<void> {
      const { wish } = this.data;
      if (!wish) return Promise.resolve();
      const task = async () => {
        const answer = await askForBand(wish);
        if (answer.state === 'granted') return this.show('granted');
        const { state, claim, at, until } = answer;
        put(this, { claim });
        this.show(state, { at, until });
      };
      return this.work(textOf(handoverWords).handoverReading, task, () => void this.ask());
    },
    bind(): Promise<void> {
      const { wish, band } = this.data;
      const own = mine.get().bands.find(({ id }) => id === (wish ? idOf(wish) : band));
      const serial = wish?.serial ?? own?.serial ?? null;
      const task = async () => {
        const model = own?.model ?? this.data.model;
        await bindBand({ model, serial, deviceId: wish?.deviceId ?? null });
        wx.switchTab({ url: '/pages/today/today' });
      };
      return this.work(textOf(handoverWords).handoverBinding, task, () => void this.bind());
    },
    withdraw(): Promise<void> {
      const t = textOf(handoverWords);
      const task = async () => {
        await withdrawClaim(this.data.claim);
        this.show('withdrawn');
      };
      return this.work(t.loading, task, () => void this.withdraw());
    },
    onBack() {
      wx.switchTab({ url: '/pages/bands/bands' });
    },
  },
});
