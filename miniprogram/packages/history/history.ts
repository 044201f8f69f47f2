/** One's own past by day, week, month and year, as a chart and as a table. */
import { appearance } from '../../behaviors/appearance';
import { put, putSoon } from '../../behaviors/drawing';
import { leaving } from '../../behaviors/leaving';
import { syncing } from '../../behaviors/syncing';
import { watching } from '../../behaviors/watching';
import type { Choice } from '../../components/bm-choice/bm-choice';
import { type NightView, nightView } from '../../components/bm-night/night';
import { DAY_SECONDS, type DayKey, dayStart, isDay } from '../../contract/activity';
import { civilOffset, now } from '../../lib/clock';
import { toAppError } from '../../phone/errors';
import { known, mine, reconsider } from '../../services/account/index';
import {
  askPast,
  fillableFrom,
  lastNight,
  pastDays,
  today,
  withheldSteps,
} from '../../services/activity/index';
import { historyWords } from '../../words/history';
import { textOf } from '../../words/index';
import type { Problem } from '../../words/problems';
import { beside, KINDS, type Kind, spanOf } from './spans';
import { type HistoryView, historyView, type RecordLine } from './view';

Component({
  behaviors: [appearance(historyWords, 'sync', 'common'), watching, leaving, syncing],
  data: {
    titleKey: 'history',
    kinds: [] as Choice[],
    kind: 'week' as Kind,
    /** A day of the span that is shown. */
    at: 0 as DayKey,
    /** What was picked in the chart; null follows the default. */
    picked: null as number | null,
    table: false,
    view: null as HistoryView | null,
    night: null as NightView | null,
    names: [] as string[],
    earlierLabel: '',
    laterLabel: '',
    /** Why nothing is shown, or null. */
    problem: null as Problem | null,
    /** Nothing is known, and the cloud is asked: not knowing is not having none. */
    waiting: false,
    /** What is shown is what was known before. */
    old: false,
  },
  pageLifetimes: {
    show() {
      void this.ask();
    },
  },
  methods: {
    onLoad(query: { kind?: string; day?: string }) {
      const kind = KINDS.find((known) => known === query.kind) ?? 'week';
      const day = Number(query.day ?? 0);
      put(this, { kind, at: isDay(day) && day <= today() ? day : today() });
    },
    /** Shows what is known, then what the cloud says. */
    async ask() {
      const { kind, at } = this.data;
      const { from, to } = spanOf(kind, at);
      const none = (await pastDays(from, to)).days.length === 0;
      put(this, { problem: null, old: false, waiting: none });
      await this.paint();
      // Whose past it is, and which bands may fill it, is asked first where this page is the first.
      await known();
      const failed = await askPast(from, to).then(
        () => null,
        (failure: unknown) => toAppError(failure).code,
      );
      // Another span is shown by now.
      if (kind !== this.data.kind || at !== this.data.at) return;
      const some = (await pastDays(from, to)).days.length > 0;
      const problem = failed && !some ? textOf(historyWords).problems[failed] : null;
      put(this, { problem, old: failed !== null && some, waiting: false });
      await this.paint();
    },
    /** What was shown without an answer is asked for as soon as there may be one. */
    onKnown() {
      const { old, problem } = this.data;
      if ((old || problem) && !mine.get().offline) void this.ask();
      else void this.paint();
    },
    async paint() {
      const { kind, at, picked } = this.data;
      if (at === 0) return;
      const { from, to } = spanOf(kind, at);
      const [past, slept] = await Promise.all([
        pastDays(from, to),
        kind === 'day' ? lastNight(dayStart(at, civilOffset()) + DAY_SECONDS / 2) : null,
      ]);
      if (kind !== this.data.kind || at !== this.data.at) return;
      const t = textOf(historyWords);
      const about = { today: today(), now: now(), refused: withheldSteps };
      const facts = { kind, at, past, picked, fillable: fillableFrom(), ...about };
      putSoon(this, {
        view: historyView(facts),
        night: slept && nightView(slept, civilOffset(), t.historyNightBefore),
        kinds: KINDS.map((name) => ({ name, label: t.historyKinds[name] })),
        names: [1, 3, 5, 0].map((day) => t.historyShort[day]!),
        earlierLabel: t.historyEarlier[kind],
        laterLabel: t.historyLater[kind],
      });
    },
    /** Goes to another span. */
    go(kind: Kind, at: DayKey) {
      put(this, { kind, at: Math.min(at, today()), picked: null });
      void this.ask();
    },
    onKind(event: WechatMiniprogram.CustomEvent<{ name: Kind }>) {
      const { at, view } = this.data;
      const chosen = this.data.kind !== 'day' && view && isDay(view.selected) ? view.selected : at;
      this.go(event.detail.name, chosen);
    },
    onEarlier() {
      const { kind, at, view } = this.data;
      if (view?.earlier) this.go(kind, beside(spanOf(kind, at), -1));
    },
    onLater() {
      const { kind, at, view } = this.data;
      if (view?.later) this.go(kind, beside(spanOf(kind, at), 1));
    },
    onTable(event: WxTouch<{ table: boolean }>) {
      put(this, { table: event.currentTarget.dataset.table });
    },
    onSelect(event: WechatMiniprogram.CustomEvent<{ hour?: number; day?: DayKey }>) {
      wx.vibrateShort({ type: 'light', fail: () => {} });
      put(this, { picked: event.detail.day ?? event.detail.hour ?? null });
      void this.paint();
    },
    /** The day or week of a record, or the poster of a streak. */
    onRecord(event: WxTouch<{ kind: RecordLine['kind']; day: DayKey; from: DayKey }>) {
      const { kind, day, from } = event.currentTarget.dataset;
      if (kind !== 'streak') this.go(kind, day);
      else this.goTo(`/packages/share/streak/streak?from=${from}&to=${day}`);
    },
    onWhy(event: WxTouch<{ day?: DayKey }>) {
      const { day = this.data.at } = event.currentTarget.dataset;
      this.goTo(`/packages/history/why/why?day=${day}`);
    },
    onRetry() {
      reconsider();
      void this.ask();
    },
    /** A gap may still be in the band. */
    onSync() {
      void this.syncBands(mine.get().bands);
    },
    onSynced() {
      void this.ask();
    },
    async onPullDownRefresh() {
      await this.ask();
      wx.stopPullDownRefresh();
    },
  },
});
