/** `?claim=…`: somebody asks for a band of mine. What giving it means, and both answers. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { dayOf } from '../../../contract/activity';
import type { AskedClaim, BoundBand } from '../../../contract/api';
import { civilOffset, now } from '../../../lib/clock';
import { decoded } from '../../../lib/query';
import { toAppError } from '../../../phone/errors';
import { known, mine, reconsider } from '../../../services/account/index';
import { answerClaim, bandName, claims, pictureOf } from '../../../services/bands/index';
import { age, dayShort } from '../../../words/format';
import { handoverWords } from '../../../words/handover';
import { textOf } from '../../../words/index';
import type { Problem } from '../../../words/problems';

interface AnswerView {
  pic: string;
  name: string;
  line: string;
  wants: string;
  note: string;
  after: { icon: string; name: string }[];
}

function answerView(band: BoundBand, { who, until }: AskedClaim): AnswerView {
  const t = textOf(handoverWords);
  const tail = band.serial.slice(-4);
  const { syncedAt } = band;
  return {
    pic: pictureOf(band),
    name: bandName(band),
    line: syncedAt === null ? t.answerTail(tail) : t.answerTailSynced(tail, age(syncedAt, now())),
    wants: t.answerWants(who),
    note: t.answerNote(dayShort(dayOf(until, civilOffset()))),
    after: [
      { icon: 'band', name: t.answerLeaves },
      { icon: 'today', name: t.answerStays },
      { icon: 'user-plus', name: t.answerTheirs },
    ],
  };
}

Component({
  behaviors: [appearance('common', handoverWords)],
  data: {
    titleKey: 'handoverTitle',
    claim: '',
    view: null as AnswerView | null,
    /** Nobody asks any more. */
    gone: false,
    busy: false,
    problem: null as Problem | null,
  },
  methods: {
    onLoad(query: { claim?: string }) {
      put(this, { claim: decoded(query.claim) });
      void this.look();
    },
    async look() {
      put(this, { problem: null });
      try {
        const error = await known();
        const asked = (await claims()).asked.find(({ claim }) => claim === this.data.claim);
        const band = mine.get().bands.find(({ id }) => id === asked?.band);
        // Not knowing one's bands is not having none.
        if (asked && !band && error) throw error;
        const view = asked && band ? answerView(band, asked) : null;
        put(this, { view, gone: view === null });
      } catch (failure) {
        put(this, { problem: textOf(handoverWords).problems[toAppError(failure).code] });
      }
    },
    onRetry() {
      reconsider();
      void this.look();
    },
    onKeep() {
      void this.answer(false);
    },
    onGive() {
      void this.answer(true);
    },
    async answer(give: boolean) {
      if (this.data.busy) return;
      const t = textOf(handoverWords);
      put(this, { busy: true, problem: null });
      try {
        await answerClaim(this.data.claim, give);
        wx.showToast({ title: give ? t.answerGiven : t.answerKept, icon: 'none' });
        this.onBack();
      } catch (failure) {
        const { code } = toAppError(failure);
        // It was taken back, or ended, while this was read.
        if (code === 'not-found') put(this, { view: null, gone: true });
        else put(this, { problem: t.problems[code] });
      } finally {
        put(this, { busy: false });
      }
    },
    onBack() {
      wx.switchTab({ url: '/pages/bands/bands' });
    },
  },
});
