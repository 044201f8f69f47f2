/** Steps of a day that boards do not have: why, and 申请核实 with what becomes of it. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { leaving } from '../../../behaviors/leaving';
import { subscribing } from '../../../behaviors/subscribing';
import { isDay } from '../../../contract/activity';
import { API_LIMITS, type Review } from '../../../contract/api';
import { now } from '../../../lib/clock';
import { toAppError } from '../../../phone/errors';
import { isLocal, known, mine, reconsider } from '../../../services/account/index';
import {
  askForReview,
  explained,
  today,
  type Why,
  withdrawReview,
} from '../../../services/activity/index';
import { textOf } from '../../../words/index';
import { type Problem, problemLine } from '../../../words/problems';
import { reviewWords } from '../../../words/review';
import { type ReviewView, reviewView } from './view';

/** What is not drawn, by page: the day explained. */
const days = new WeakMap<object, Why | null>();

Component({
  behaviors: [appearance(reviewWords, 'common'), leaving, subscribing],
  data: {
    titleKey: 'reviewTitle',
    day: 0,
    view: null as ReviewView | null,
    nothing: false,
    problem: null as Problem | null,
    most: API_LIMITS.noteCharacters,
    note: '',
    busy: false,
    /** Why what was wanted was not done, and what to do; it goes with the next try. */
    failed: '',
    /** The band whose maker's people can be asked; empty without one. */
    band: '',
    /** Whether WeChat can bring the word of the result. */
    tells: false,
  },
  pageLifetimes: {
    show() {
      put(this, { tells: this.canTell('review') });
      void this.load();
    },
  },
  methods: {
    onLoad(query: { day?: string }) {
      const day = Number(query.day ?? 0);
      put(this, { day: isDay(day) ? day : today() });
    },
    async load() {
      put(this, { problem: null });
      try {
        await known();
        days.set(this, await explained(this.data.day));
        this.paint();
      } catch (failure) {
        const { code } = toAppError(failure);
        put(this, { problem: this.data.view ? null : textOf(reviewWords).problems[code] });
      }
    },
    onRetry() {
      reconsider();
      void this.load();
    },
    paint() {
      const why = days.get(this);
      const view = why ? reviewView(this.data.day, why.keptOff, why.review, now()) : null;
      put(this, { view, nothing: !view, band: why ? bandOf(why) : '' });
    },
    onTell() {
      this.askToTell('review');
    },
    /** The review as it is now. */
    take(review: Review | null) {
      const why = days.get(this);
      if (why) days.set(this, { ...why, review });
      this.paint();
    },
    onNote(event: WechatMiniprogram.Input) {
      put(this, { note: event.detail.value });
    },
    onAsk() {
      const { day, note } = this.data;
      void this.doing(async () => this.take(await askForReview(day, note)));
    },
    onWithdraw() {
      void this.doing(async () => {
        await withdrawReview(this.data.day);
        // It may have been decided a moment ago.
        await this.load();
      });
    },
    /** One thing at a time; what could not be done is said, and can be done again. */
    async doing(work: () => Promise<void>) {
      if (this.data.busy) return;
      put(this, { busy: true, failed: '' });
      try {
        await work();
      } catch (failure) {
        const problem = textOf(reviewWords).problems[toAppError(failure).code];
        put(this, { failed: problemLine(problem) });
      }
      put(this, { busy: false });
    },
    onSupport() {
      const id = encodeURIComponent(this.data.band);
      this.goTo(`/packages/band/detail/detail?id=${id}&support=1`);
    },
  },
});

/** The band that told what is kept off, else one that told anything of the day, else any real one. */
function bandOf({ keptOff, makers }: Why): string {
  const own = mine.get().bands.filter(({ id, virtual }) => !virtual && !isLocal(id));
  const told = [...(keptOff?.slots ?? []).map(({ band }) => band), ...makers.keys()];
  const of = told.find((band) => own.some(({ id }) => id === band));
  return of ?? own[0]?.id ?? '';
}
