/** The way to a desk: a code of six digits, or the one with which a maker's desk is opened. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import type { CodeRefused } from '../../../contract/api';
import { ask } from '../../../phone/cloud';
import { toAppError } from '../../../phone/errors';
import { deskWords } from '../../../words/desk';
import { textOf } from '../../../words/index';

const DIGITS = 6;

Component({
  behaviors: [appearance(deskWords)],
  data: {
    titleKey: 'deskTitle',
    /** The long code of a first opening is typed. */
    first: false,
    code: '',
    /** What stands in each box. */
    boxes: Array.from({ length: DIGITS }, () => ''),
    focused: false,
    ready: false,
    busy: false,
    /** Why the code opened nothing, or empty. */
    refused: '',
  },
  methods: {
    onType(event: WechatMiniprogram.Input) {
      const { first } = this.data;
      const typed = event.detail.value.trim();
      const code = first ? typed : typed.replace(/\D/g, '').slice(0, DIGITS);
      put(this, {
        code,
        boxes: Array.from({ length: DIGITS }, (_, index) => code[index] ?? ''),
        ready: first ? code.length > DIGITS : code.length === DIGITS,
        refused: '',
      });
    },
    onFocus() {
      put(this, { focused: true });
    },
    onBlur() {
      put(this, { focused: false });
    },
    onOther() {
      const boxes = Array.from({ length: DIGITS }, () => '');
      put(this, { first: !this.data.first, code: '', boxes, ready: false, refused: '' });
    },
    async onEnter() {
      const { code, ready, busy } = this.data;
      if (!ready || busy) return;
      put(this, { busy: true, refused: '' });
      try {
        const entered = await ask('desk.enter', { code });
        if ('why' in entered) put(this, { refused: this.because(entered) });
        else wx.redirectTo({ url: '/packages/desk/inbox/inbox' });
      } catch (failure) {
        const { title, sentence } = textOf(deskWords).problems[toAppError(failure).code];
        put(this, { refused: `${title} ${sentence}` });
      }
      put(this, { busy: false });
    },
    because({ why, left }: CodeRefused): string {
      const t = textOf(deskWords);
      if (why === 'old') return t.deskOld;
      return why === 'tries' || left === 0 ? t.deskTries : t.deskWrong(left);
    },
  },
});
