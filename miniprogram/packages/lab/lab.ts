/** The lab for makers: a virtual band of any protocol, with or without a fault, synced as a real one. */
import { appearance } from '../../behaviors/appearance';
import { put } from '../../behaviors/drawing';
import { leaving } from '../../behaviors/leaving';
import { syncing } from '../../behaviors/syncing';
import { toAppError } from '../../phone/errors';
import { mine } from '../../services/account/index';
import {
  bindLab,
  chooseLab,
  hasLab,
  isOfLab,
  type LabFault,
  type LabWish,
  labChoice,
} from '../../services/bands/index';
import { textOf } from '../../words/index';
import { labWords } from '../../words/lab';
import type { Problem } from '../../words/problems';
import { type LabView, labView } from './view';

Component({
  behaviors: [appearance(labWords), leaving, syncing],
  data: {
    titleKey: 'labTitle',
    view: null as LabView | null,
    /** Not a develop version. */
    closed: false,
    binding: false,
    /** Why it could not even be bound. */
    failed: null as Problem | null,
  },
  pageLifetimes: {
    show() {
      if (hasLab()) this.paint();
      else put(this, { closed: true });
    },
  },
  methods: {
    paint() {
      put(this, { view: labView(labChoice()) });
    },
    follows(bandId: string): boolean {
      return mine.get().bands.some((band) => band.id === bandId && isOfLab(band));
    },
    choose(wish: LabWish | null) {
      if (this.data.binding || this.underWay() !== '') return;
      chooseLab(wish);
      this.dropTrouble();
      put(this, { failed: null });
      this.paint();
    },
    onBand(event: WxTouch<{ protocol: LabWish['protocol'] }>) {
      const { protocol } = event.currentTarget.dataset;
      const before = labChoice();
      const same = before?.protocol === protocol;
      this.choose(same ? null : { protocol, fault: before?.fault ?? null });
    },
    onFault(event: WxTouch<{ id: LabFault }>) {
      const { id } = event.currentTarget.dataset;
      const before = labChoice();
      if (before) this.choose({ ...before, fault: before.fault === id ? null : id });
      else wx.showToast({ title: textOf(labWords).labChoose, icon: 'none' });
    },
    async onSync() {
      const choice = labChoice();
      if (!choice) return void wx.showToast({ title: textOf(labWords).labChoose, icon: 'none' });
      if (this.data.binding) return;
      put(this, { binding: true, failed: null });
      try {
        const band = await bindLab(choice);
        put(this, { binding: false });
        await this.syncBands([band]);
      } catch (failure) {
        put(this, { failed: textOf(labWords).problems[toAppError(failure).code] });
      } finally {
        put(this, { binding: false });
      }
    },
    onPhone() {
      this.goTo('/packages/lab/phone/phone');
    },
    onProbe() {
      this.goTo('/bands/probe/probe');
    },
    onBack() {
      wx.navigateBack({ fail: () => wx.switchTab({ url: '/pages/me/me' }) });
    },
  },
});
