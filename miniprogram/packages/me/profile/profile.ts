/** My name and photo, as friends see them. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { knowing } from '../../../behaviors/knowing';
import { watching } from '../../../behaviors/watching';
import { isDefaultName, type Me } from '../../../contract/api';
import { confirmed } from '../../../phone/dialog';
import { type AppError, toAppError } from '../../../phone/errors';
import {
  cleanName,
  mine,
  nameFaultOf,
  updatePhoto,
  updateProfile,
  withdrawName,
  withdrawPhoto,
} from '../../../services/account/index';
import { textOf } from '../../../words/index';
import { ownWords } from '../../../words/own';
import { problemLine } from '../../../words/problems';

const say = (title: string) => wx.showToast({ title, icon: 'none' });

Component({
  behaviors: [appearance(ownWords, 'common'), knowing, watching],
  data: {
    titleKey: 'ownProfile',
    me: null as Me | null,
    named: false,
    saving: false,
    /** Why what was wanted was not done, and what to do; it goes with the next try. */
    failed: '',
  },
  pageLifetimes: {
    show() {
      this.paint();
      void this.know();
    },
  },
  methods: {
    paint() {
      const { me } = mine.get();
      put(this, { me, named: me !== null && !isDefaultName(me.name, me.uid) });
    },
    async onName(event: WechatMiniprogram.FormSubmit) {
      const name = cleanName(String(event.detail.value.name ?? ''));
      if (name === '') put(this, { failed: textOf(ownWords).ownNameFaults.blank });
      else if (name === mine.get().me?.name) this.onDone();
      else if (await this.save(() => updateProfile({ name }))) this.onDone();
    },
    onPhoto(event: WechatMiniprogram.CustomEvent<{ avatarUrl?: string }>) {
      const { avatarUrl } = event.detail;
      if (avatarUrl) void this.save(() => updatePhoto(avatarUrl));
    },
    async onDropPhoto() {
      const t = textOf(ownWords);
      const question = { title: t.ownDropPhotoTitle, content: t.ownDropPhotoHint };
      await this.withdraw(question, withdrawPhoto);
    },
    async onDropName() {
      const t = textOf(ownWords);
      const question = { title: t.ownDropNameTitle, content: t.ownDropNameHint };
      await this.withdraw(question, withdrawName);
    },
    async withdraw(question: { title: string; content: string }, work: () => Promise<unknown>) {
      if (this.data.saving) return;
      if (!(await confirmed({ ...question, yes: 'yesWithdraw', danger: true }))) return;
      if (await this.save(work)) say(textOf(ownWords).ownWithdrawn);
    },
    /** Whether it was saved; says why when it was not. */
    async save(work: () => Promise<unknown>): Promise<boolean> {
      put(this, { saving: true, failed: '' });
      try {
        await work();
        return true;
      } catch (failure) {
        put(this, { failed: this.why(toAppError(failure)) });
        return false;
      } finally {
        put(this, { saving: false });
        this.paint();
      }
    },
    why(error: AppError): string {
      const t = textOf(ownWords);
      const fault = nameFaultOf(error);
      if (fault) return t.ownNameFaults[fault];
      return error.code === 'name-refused' ? t.ownNameRefused : problemLine(t.problems[error.code]);
    },
    onDone() {
      wx.navigateBack({ fail: () => wx.switchTab({ url: '/pages/me/me' }) });
    },
  },
});
