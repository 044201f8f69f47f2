/** WeChat's steps as a source: what is read, how it counts, how it stops; then WeChat's own question. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { type AppCode, toAppError } from '../../../phone/errors';
import { actOn } from '../../../phone/problem-action';
import { known, reconsider } from '../../../services/account/index';
import { agreeToWerun } from '../../../services/activity/index';
import { textOf } from '../../../words/index';
import type { Problem } from '../../../words/problems';
import { rightsWords } from '../../../words/rights';

Component({
  behaviors: [appearance(rightsWords)],
  data: {
    titleKey: 'werunTitle',
    parts: rightsWords.zh.werunParts(),
    busy: false,
    code: '' as AppCode | '',
    problem: null as Problem | null,
  },
  methods: {
    onLoad() {
      put(this, { parts: textOf(rightsWords).werunParts() });
    },
    async onAgree() {
      if (this.data.busy) return;
      put(this, { busy: true, problem: null, code: '' });
      try {
        reconsider();
        // Whoever looks around only is asked for the terms first.
        const error = await known();
        if (error) throw error;
        await agreeToWerun();
        this.onLeave();
      } catch (failure) {
        const { code } = toAppError(failure);
        put(this, { code, problem: textOf(rightsWords).problems[code] });
      }
      put(this, { busy: false });
    },
    onProblem() {
      const { code } = this.data;
      if (code !== '' && !actOn(code, () => void this.onAgree())) this.onLeave();
    },
    onLeave() {
      wx.navigateBack({ fail: () => wx.switchTab({ url: '/pages/today/today' }) });
    },
  },
});
