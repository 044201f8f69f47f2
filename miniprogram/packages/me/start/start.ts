/**
 * The first start: the terms, then the age, then for somebody under 14 how a guardian agrees. The
 * page only hears the answer; leaving it without one is a no.
 */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { leaving } from '../../../behaviors/leaving';
import { complain } from '../../../phone/complain';
import { openGuideline } from '../../../phone/wechat';
import { answerTerms, askGuardian, guardianPath, permitted } from '../../../services/account/index';
import { textOf } from '../../../words/index';
import { startWords } from '../../../words/start';

type Step = 'terms' | 'age' | 'guardian';

Component({
  behaviors: [appearance(startWords), leaving],
  data: {
    titleKey: 'startApp',
    step: 'terms' as Step,
    terms: startWords.zh.startTerms(),
    /** A card for the guardian is there. */
    card: '',
    busy: false,
  },
  lifetimes: {
    detached() {
      if (!permitted()) answerTerms(null);
    },
  },
  methods: {
    onLoad({ step }: { step?: Step }) {
      const terms = textOf(startWords).startTerms();
      put(this, { terms, step: step === 'guardian' ? step : 'terms' });
    },
    onAgree() {
      put(this, { step: 'age' });
    },
    onOlder() {
      this.answer('older');
    },
    onUnder() {
      this.answer('u14');
    },
    /** Keeps the answer, or says why it cannot be kept. */
    answer(age: 'older' | 'u14') {
      try {
        answerTerms(age);
      } catch (failure) {
        void complain(failure, () => this.answer(age));
        return;
      }
      if (age === 'u14') put(this, { step: 'guardian' });
      else this.onLook();
    },
    onLook() {
      wx.navigateBack({ fail: () => wx.switchTab({ url: '/pages/today/today' }) });
    },
    onAgreement() {
      this.goTo('/packages/me/rules/rules?part=terms');
    },
    onGuideline() {
      openGuideline();
    },
    /** Makes the card before the button that sends it. */
    async onAsk() {
      if (this.data.busy) return;
      put(this, { busy: true });
      try {
        put(this, { card: guardianPath(await askGuardian()) });
      } catch (failure) {
        void complain(failure, () => this.onAsk());
      }
      put(this, { busy: false });
    },
    onShareAppMessage() {
      const t = textOf(startWords);
      const { card } = this.data;
      return card
        ? { title: t.childCard, path: card }
        : { title: t.shareApp, path: '/pages/today/today' };
    },
  },
});
