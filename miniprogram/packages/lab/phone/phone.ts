/** This phone as a band: another one finds it, binds it and reads what is walked here (R2-11). */
import { appearance } from '../../../behaviors/appearance';
import { put, putSoon } from '../../../behaviors/drawing';
import { civilOffset, now, systemClock } from '../../../lib/clock';
import type { AppCode } from '../../../phone/errors';
import { peripheralPlatform, phoneBand } from '../../../phone/peripheral';
import { explained } from '../../../phone/preflight';
import { actOn, buttonOf } from '../../../phone/problem-action';
import {
  chooseLabPhone,
  type LabPhoneBand,
  type LabPhoneKind,
  labPhone,
  labPhoneKinds,
} from '../../../services/bands/index';
import { grouped } from '../../../words/format';
import { textOf } from '../../../words/index';
import { labWords } from '../../../words/lab';
import { type BandView, bandView, howTo, type Kinds, kindsView, type Line, withLine } from './view';

interface Trouble {
  code: AppCode;
  title: string;
  sentence: string;
  button: string;
}

/** What is not drawn, by page. */
interface Behind {
  lab: LabPhoneBand | null;
  running: ReturnType<typeof phoneBand> | null;
  /** Counts beginnings and ends: what was begun before the last of them is over. */
  turn: number;
  /** What the other phone wrote, or null. */
  goal: number | null;
  kinds: LabPhoneKind[];
  /** UTC seconds. */
  since: number;
  untick: () => void;
}
const pages = new WeakMap<object, Behind>();
const behindOf = (page: object): Behind => {
  const fresh = {
    lab: null,
    running: null,
    turn: 0,
    goal: null,
    kinds: [],
    since: 0,
    untick: () => {},
  };
  const known = pages.get(page) ?? fresh;
  pages.set(page, known);
  return known;
};

const WALKS = [100, 1000] as const;
/** It cannot be one, whatever is switched on. */
const CANNOT: readonly AppCode[] = ['bluetooth-unsupported', 'not-supported'];

Component({
  behaviors: [appearance(labWords)],
  data: {
    titleKey: 'phoneTitle',
    state: 'starting' as 'starting' | 'on' | 'linked' | 'off',
    view: null as BandView | null,
    how: null as { lines: string[]; limit: string } | null,
    kinds: null as Kinds | null,
    link: '',
    lines: [] as Line[],
    walks: [] as string[],
    trouble: null as Trouble | null,
  },
  pageLifetimes: {
    show() {
      void this.begin();
    },
    hide() {
      void this.end();
    },
  },
  lifetimes: {
    detached() {
      void this.end();
    },
  },
  methods: {
    async begin() {
      const behind = behindOf(this);
      if (behind.running) return;
      const turn = ++behind.turn;
      const current = () => turn === behind.turn;
      put(this, { state: 'starting', trouble: null });
      try {
        behind.kinds = await labPhoneKinds(peripheralPlatform());
        behind.lab ??= await labPhone(peripheralPlatform());
        if (!current()) return;
        const { band, meaning } = behind.lab;
        const running = phoneBand(band, {
          connected: (on) => this.linked(on),
          said: (what, at, value) => {
            const from = what === 'write' ? 'phone' : 'band';
            const means = value && meaning(from, at, value);
            if (what === 'write' && means && 'goal' in means) behind.goal = means.goal;
            const said = { what, characteristic: at.characteristic, meaning: means };
            const lines = withLine(this.data.lines, said, now(), civilOffset());
            put(this, { lines });
            this.paint();
          },
        });
        behind.running = running;
        this.paint();
        await running.start();
        if (current() && this.data.state === 'starting') put(this, { state: 'on' });
      } catch (failure) {
        const { code } = await explained(failure);
        if (!current()) return;
        behind.running = null;
        this.fail(code);
      }
    },
    async end() {
      const behind = behindOf(this);
      const { running } = behind;
      behind.running = null;
      behind.turn++;
      behind.untick();
      put(this, { state: 'off' });
      await running?.stop();
    },
    paint() {
      const { lab, goal, kinds } = behindOf(this);
      if (!lab) return;
      const t = textOf(labWords);
      putSoon(this, {
        view: bandView(lab, goal ?? lab.goal()),
        how: howTo(lab, peripheralPlatform() === 'ios'),
        kinds: kindsView(kinds, lab.protocol),
        walks: WALKS.map((steps) => t.phoneWalk(grouped(steps))),
      });
    },
    linked(on: boolean) {
      const behind = behindOf(this);
      if (!behind.running) return;
      behind.untick();
      behind.since = now();
      put(this, { state: on ? 'linked' : 'on' });
      if (on) this.tick();
    },
    /** How long it is connected, every second. */
    tick() {
      const behind = behindOf(this);
      put(this, { link: textOf(labWords).phoneLink(now() - behind.since) });
      behind.untick = systemClock.after(1000, () => this.tick());
    },
    onWalk(event: WxTouch<{ index: number }>) {
      const steps = WALKS[event.currentTarget.dataset.index];
      if (steps !== undefined) behindOf(this).lab?.band.addSteps(steps);
      this.paint();
    },
    /** The band is gone for a moment, and with it the connection. */
    async onDrop() {
      await this.end();
      await this.begin();
    },
    async onKind(event: WxTouch<{ protocol: LabPhoneKind['protocol'] }>) {
      const { protocol } = event.currentTarget.dataset;
      const behind = behindOf(this);
      if (behind.lab?.protocol === protocol) return;
      await this.end();
      chooseLabPhone(protocol);
      Object.assign(behind, { lab: null, goal: null });
      put(this, { lines: [] });
      await this.begin();
    },
    onEnd() {
      void this.end();
    },
    onStart() {
      void this.begin();
    },
    fail(code: AppCode) {
      const t = textOf(labWords);
      const { title, sentence } = t.problems[code];
      const trouble = CANNOT.includes(code)
        ? { code, title: t.phoneCannot, sentence: t.phoneCannotHint, button: t.phoneCannotYes }
        : { code, title, sentence, button: buttonOf(code) };
      put(this, { state: 'off', trouble });
    },
    onTroubleAct() {
      const { trouble } = this.data;
      if (!trouble) return;
      if (CANNOT.includes(trouble.code)) return void wx.navigateBack({ fail: () => {} });
      if (!actOn(trouble.code, () => void this.begin())) wx.navigateBack({ fail: () => {} });
    },
  },
});
