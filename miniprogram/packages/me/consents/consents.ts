/** What was agreed to, each with its effect and a way back; and the age that was said. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { knowing } from '../../../behaviors/knowing';
import { leaving } from '../../../behaviors/leaving';
import { watching } from '../../../behaviors/watching';
import { complain } from '../../../phone/complain';
import { confirmed } from '../../../phone/dialog';
import {
  consented,
  mine,
  setConsent,
  updateProfile,
  withdrawGuardian,
} from '../../../services/account/index';
import { withdrawSleep, withdrawWerun } from '../../../services/activity/index';
import { textOf } from '../../../words/index';
import { rightsWords } from '../../../words/rights';
import { type CardAct, type ConsentCard, consentCards } from './view';

const AGES = ['older', 'u14'] as const;

Component({
  behaviors: [appearance(rightsWords, 'common'), knowing, leaving, watching],
  data: {
    titleKey: 'rightsConsents',
    cards: [] as ConsentCard[],
    ages: [] as string[],
    age: '',
    ageIndex: 0,
  },
  pageLifetimes: {
    show() {
      this.paint();
      void this.know();
    },
  },
  methods: {
    /** Nothing here ages. */
    onPassing() {},
    paint() {
      const { me } = mine.get();
      const t = textOf(rightsWords);
      if (!me) return;
      const facts = { me, sleep: consented('sleep'), heart: consented('heart-rate') };
      put(this, {
        cards: consentCards(facts),
        ages: AGES.map((age) => t.rightsAges[age]),
        age: me.age ? t.rightsAges[me.age] : t.rightsAgeNone,
        ageIndex: me.age === 'u14' ? 1 : 0,
      });
    },
    /** Does it after a yes, or says why not; the page then shows what is in force. */
    async withdraw([title, content]: [string, string], work: () => Promise<void>) {
      if (!(await confirmed({ title, content, yes: 'yesWithdraw', danger: true }))) return;
      const t = textOf(rightsWords);
      await this.save(work, t.rightsDone);
    },
    async save(work: () => Promise<unknown>, done = '') {
      try {
        await work();
        if (done) wx.showToast({ title: done, icon: 'none' });
      } catch (failure) {
        void complain(failure, () => this.save(work, done));
      }
      this.paint();
    },
    onAct(event: WxTouch<{ act: CardAct }>) {
      const t = textOf(rightsWords);
      const acts: Record<CardAct, () => unknown> = {
        terms: () => this.goTo('/packages/me/rules/rules?part=terms'),
        profile: () => this.goTo('/packages/me/profile/profile'),
        werun: () => this.goTo('/packages/me/werun/werun'),
        'give-sleep': () => this.save(async () => setConsent('sleep', true)),
        'give-heart': () => this.save(async () => setConsent('heart-rate', true)),
        // Nothing of it is kept, so nothing is to be deleted.
        'withdraw-heart': () => this.save(async () => setConsent('heart-rate', false)),
        'withdraw-sleep': () => this.withdraw(t.rightsSleepAsk, withdrawSleep),
        'withdraw-werun': () => this.withdraw(t.rightsWerunAsk, withdrawWerun),
        'withdraw-guardian': () => this.withdraw(t.rightsGuardianAsk, withdrawGuardian),
      };
      return acts[event.currentTarget.dataset.act]();
    },
    onAge(event: WechatMiniprogram.PickerChange) {
      const age = AGES[Number(event.detail.value)];
      if (age && age !== mine.get().me?.age) return this.save(() => updateProfile({ age }));
    },
  },
});
